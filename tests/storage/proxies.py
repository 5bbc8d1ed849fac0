"""A wire to PostgreSQL that can be cut."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import URL


@dataclass(slots=True)
class Wire:
    """`cut` drops what is connected and refuses what comes; `mend` lets through again.

    While `flowing` is cleared everything is taken and nothing comes out.
    """

    socket: str
    port: int = 0
    server: asyncio.Server | None = None
    through: set[asyncio.Task[None]] = field(default_factory=set)
    flowing: asyncio.Event = field(default_factory=asyncio.Event)

    async def mend(self) -> None:
        self.server = await asyncio.start_server(self.connected, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        if self.server:
            self.server.close()
        for task in tuple(self.through):
            task.cancel()
        if self.through:
            await asyncio.wait(self.through)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind, ahead = await asyncio.open_unix_connection(self.socket)
        for source, sink in ((reader, ahead), (behind, writer)):
            task = asyncio.create_task(self.pumped(source, sink))
            self.through.add(task)
            task.add_done_callback(self.through.discard)

    async def pumped(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            with suppress(ConnectionError):
                while data := await source.read(65536):
                    await self.flowing.wait()
                    sink.write(data)
                    await sink.drain()
        finally:
            sink.close()


@asynccontextmanager
async def wired(url: URL) -> AsyncIterator[tuple[Wire, str]]:
    """The wire, and the URL of the database behind it."""
    wire = Wire(f"{url.query['host']}/.s.PGSQL.5432")
    wire.flowing.set()
    await wire.mend()
    through = url.set(host="127.0.0.1", port=wire.port, query={})
    yield wire, through.render_as_string(hide_password=False)
    await wire.cut()
