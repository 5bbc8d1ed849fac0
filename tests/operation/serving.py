"""`focalbot serve` as a process of its own, to be killed, stopped and started again."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

WORDS = b"Listening on "


@dataclass
class Serving:
    """`environ` is all it knows; a new port at each start."""

    environ: Mapping[str, str]
    url: str = ""
    process: Process | None = None
    log: list[str] = field(default_factory=list)
    reading: "asyncio.Task[None] | None" = None

    async def start(self) -> None:
        environ = {**self.environ, "FOCALBOT_PORT": "0", "PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"}
        command = (sys.executable, "-m", "bot", "serve")
        self.process = await asyncio.create_subprocess_exec(*command, env=environ, stdout=PIPE, stderr=PIPE)
        assert self.process.stdout
        line = await self.process.stdout.readline()
        if line.startswith(WORDS):
            self.url = line.removeprefix(WORDS).decode().strip().rstrip("/")
        self.reading = asyncio.create_task(self.read())

    async def read(self) -> None:
        assert self.process
        assert self.process.stderr
        while line := await self.process.stderr.readline():
            self.log.append(line.decode())

    async def end(self, by: signal.Signals) -> int:
        """The exit status; the log is complete afterwards."""
        assert self.process
        assert self.reading
        with suppress(ProcessLookupError):
            os.kill(self.process.pid, by)
        status = await self.process.wait()
        await self.reading
        return status


@asynccontextmanager
async def served(environ: Mapping[str, str]) -> AsyncIterator[Serving]:
    serving = Serving(environ)
    await serving.start()
    try:
        yield serving
    finally:
        await serving.end(signal.SIGKILL)
