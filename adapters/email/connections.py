"""Connections to the mail server: few at once, and kept for the next letter."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from adapters.email.limits import CONNECT_S, CONNECTIONS, LETTERS, WAIT_S
from adapters.email.settings import EmailSettings
from adapters.email.wire import told
from bot.errors import DeliveryFailed


@runtime_checkable
class Abortable(Protocol):
    """Any loop's transport that can be written to."""

    def abort(self) -> None: ...


@dataclass(slots=True)
class Line:
    smtp: SMTP
    letters: int = 0


@dataclass(slots=True, kw_only=True)
class Connections:
    settings: EmailSettings
    tls: ssl.SSLContext
    idle: list[Line] = field(default_factory=list)
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CONNECTIONS))

    @asynccontextmanager
    async def one(self) -> AsyncIterator[SMTP]:
        """Raises DeliveryFailed where none can be had; kept where it ended with an answer."""
        await self.turn()
        try:
            line = await self.ready()
            try:
                yield line.smtp
            except BaseException as error:
                self.ended(line, answered=isinstance(error.__cause__, SMTPResponseException))
                raise
            self.ended(line, answered=True)
        finally:
            self.turns.release()

    async def turn(self) -> None:
        try:
            async with asyncio.timeout(WAIT_S):
                await self.turns.acquire()
        except TimeoutError as error:
            raise DeliveryFailed("not-sent") from error

    async def ready(self) -> Line:
        with told("connect"):
            async with asyncio.timeout(CONNECT_S):
                return await self.kept() or Line(await self.opened())

    async def kept(self) -> Line | None:
        while self.idle:
            line = self.idle.pop()
            if await answers(line.smtp):
                return line
        return None

    async def opened(self) -> SMTP:
        smtp = SMTP(
            hostname=self.settings.host,
            port=self.settings.port,
            local_hostname=self.settings.sender.partition("@")[2].encode("idna").decode(),
            timeout=CONNECT_S,
            use_tls=self.settings.security == "tls",
            start_tls=False,
            tls_context=self.tls,
        )
        try:
            await self.begun(smtp)
        except BaseException:
            dropped(smtp)
            raise
        return smtp

    async def begun(self, smtp: SMTP) -> None:
        """Neither password nor letter goes in the open to another machine."""
        await smtp.connect()
        await smtp.ehlo()
        if self.settings.security != "tls":
            if smtp.supports_extension("starttls"):
                await smtp.starttls()
                await smtp.ehlo()
            elif self.settings.security == "starttls":
                raise DeliveryFailed("not-encrypted")
        if self.settings.user:
            if not smtp.supports_extension("auth"):
                raise DeliveryFailed("sign-in-refused")
            await smtp.login(self.settings.user, self.settings.password)

    def ended(self, line: Line, *, answered: bool) -> None:
        line.letters += 1
        if answered and line.smtp.is_connected and line.letters < LETTERS:
            self.idle.append(line)
        else:
            dropped(line.smtp)

    def close(self) -> None:
        while self.idle:
            dropped(self.idle.pop().smtp)


async def answers(smtp: SMTP) -> bool:
    """One kept open may have been closed meanwhile; what was begun in it is over."""
    try:
        await smtp.rset()
    except (SMTPException, OSError):
        dropped(smtp)
        return False
    except BaseException:
        dropped(smtp)
        raise
    return True


def dropped(smtp: SMTP) -> None:
    """At once: there is nobody left to say goodbye to."""
    if isinstance(smtp.transport, Abortable):
        smtp.transport.abort()
    smtp.close()
