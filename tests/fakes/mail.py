"""A mail server on loopback: real SMTP, a script of what goes wrong, and each letter that arrived, parsed."""

import asyncio
import ssl
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Self

from icalendar import Calendar

from bot import clock
from tests.fakes.arrivals import Arrival
from tests.fakes.certificates import client_context, server_context
from tests.fakes.mail_server import Connection, Stage
from tests.fakes.script import Script, Stalls
from tests.fakes.windows import Limits, Window, Windows


@dataclass(frozen=True)
class Fault:
    """How the next arrival at a stage goes wrong: `answer` is a whole line such as `450 4.2.0 Later`.

    `accepted`: a letter is kept all the same, and only its answer is lost.
    """

    answer: str = ""
    hang: bool = False
    reset: bool = False
    accepted: bool = False


@dataclass(frozen=True)
class Letter:
    """`to`: of the envelope; `encrypted`: on its way here."""

    to: str
    sender: str
    message: EmailMessage
    raw: bytes
    encrypted: bool
    at: datetime

    @property
    def handle(self) -> str:
        return str(self.message["Message-ID"]).strip("<>")

    @property
    def delivery(self) -> str:
        return self.handle.partition("@")[0]

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        return self.part("plain")

    @property
    def html(self) -> str:
        return self.part("html")

    @property
    def calendar(self) -> Calendar:
        attached = next(self.message.iter_attachments())
        return Calendar.from_ical(attached.get_content())

    def part(self, kind: str) -> str:
        found = self.message.get_body((kind,))
        assert found
        return str(found.get_content()).replace("\r\n", "\n")


@dataclass
class FakeMail:
    """`now`: its clock, by which it takes no more than `pace` allows; leaving it where that was exceeded
    raises, unless its limits are `tried`. `wide`: it takes addresses in other letters than ASCII's.
    """

    security: str = "none"
    users: dict[str, str] = field(default_factory=dict)
    wide: bool = False
    pace: tuple[Window, ...] = (Window(1_000, 1),)
    now: Callable[[], datetime] = clock.now
    limits: Limits = "kept"
    letters: list[Letter] = field(default_factory=list)
    script: Script[Fault] = field(default_factory=Script)
    stalls: Stalls = field(default_factory=Stalls)
    stages: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.windows = Windows({"server": self.pace}, self.time)
        self.connections: set[Connection] = set()
        self.rung = asyncio.Event()

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        implicit = server_context() if self.security == "tls" else None
        self.server = await loop.create_server(self.connected, "127.0.0.1", 0, ssl=implicit)
        self.port = int(self.server.sockets[0].getsockname()[1])
        return self

    async def __aexit__(self, failed: type[BaseException] | None, *_: object) -> None:
        self.stalls.released.set()
        self.server.close()
        for connection in self.connections:
            if isinstance(connection.transport, asyncio.WriteTransport):
                connection.transport.abort()
        await self.server.wait_closed()
        if not failed:
            self.windows.settled(self.limits)

    def time(self) -> datetime:
        return self.now()

    def connected(self) -> Connection:
        tls = server_context() if self.security == "starttls" else None
        connection = Connection(self, tls=tls, wide=self.wide)
        self.connections.add(connection)
        return connection

    @property
    def url(self) -> str:
        scheme = "smtps" if self.security == "tls" else "smtp"
        user = next((f"{name}:{word}@" for name, word in self.users.items()), "")
        return f"{scheme}://{user}127.0.0.1:{self.port}"

    @property
    def trusted(self) -> ssl.SSLContext:
        """By whom knows its self-made certificate."""
        return client_context()

    def fail(self, stage: Stage, *planned: Fault, to: str = "", always: bool = False) -> None:
        """`to`: only for that recipient."""
        self.script.write(*planned, call=stage, at=to, always=always)

    @property
    def arrived(self) -> list[Arrival]:
        """As the other platforms tell it; the handle is the Message-ID."""
        return [
            Arrival(kind="sent", handle=one.handle, at=one.at, delivery=one.delivery, text=one.text)
            for one in self.letters
        ]

    async def reached(self, stage: Stage, times: int) -> None:
        """Until so many have come that far."""
        while self.stages[stage] < times:
            self.rung.clear()
            await self.rung.wait()

    async def got(self, letters: int) -> None:
        """Until so many have arrived."""
        while len(self.letters) < letters:
            self.rung.clear()
            await self.rung.wait()

    def to(self, address: str) -> list[Letter]:
        return [letter for letter in self.letters if letter.to == address]

    async def answer(self, connection: Connection, stage: Stage, about: str) -> str:
        self.stages[stage] += 1
        self.rung.set()
        if stage == "sender" and (wait := self.windows.turned_away(("server", ""))):
            return f"450 4.7.1 Too many letters, wait {wait} s"
        fault = self.script.next(stage, about) or Fault()
        if fault.accepted:
            self.keep(connection)
        if fault.hang:
            await self.stalls.hung()
        if fault.hang or fault.reset:
            await connection.cut()
        return fault.answer

    def keep(self, connection: Connection) -> None:
        _, envelope = connection.begun()
        raw = envelope.original_content or b""
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)
        for to in envelope.rcpt_tos:
            arrived = Letter(to, str(envelope.mail_from), message, raw, connection.encrypted(), self.now())
            self.letters.append(arrived)
        self.rung.set()
