"""One connection to the fake mail server: aiosmtpd's own, asked at each stage what is to go wrong."""

import asyncio
import ssl
from collections.abc import Mapping
from typing import Literal, Protocol

from aiosmtpd.smtp import MISSING, SMTP, AuthResult, Envelope, LoginPassword, Session

Stage = Literal["connect", "reset", "sender", "recipient", "data", "letter"]
OK, UNKNOWN = "250 2.0.0 OK", "530 5.7.0 Sign in first"


class House(Protocol):
    """Answers with a whole line, or none where all is well; what it cuts never gets one."""

    @property
    def users(self) -> Mapping[str, str]: ...
    async def answer(self, connection: "Connection", stage: Stage, about: str) -> str: ...
    def keep(self, connection: "Connection") -> None: ...


class Connection(SMTP):
    def __init__(self, house: House, *, tls: ssl.SSLContext | None, wide: bool) -> None:
        self.house, self.greeted = house, False
        super().__init__(
            object(),
            hostname="mail.example.org",
            tls_context=tls,
            enable_SMTPUTF8=wide,
            auth_require_tls=False,
            authenticator=self.known,
        )
        self._handle_hooks["DATA"] = self._smtp_methods["DATA"] = self.data_asked

    def known(self, *given: object) -> AuthResult:
        match given[-1]:
            case LoginPassword(login, password):
                right = self.house.users.get(login.decode()) == password.decode()
                return AuthResult(success=right, handled=right)
            case _:
                return AuthResult(success=False, handled=False)

    async def push(self, status: str | bytes) -> None:
        """The first line is the greeting; a server that does not greet hangs up."""
        greeting, self.greeted = not self.greeted, True
        answer = await self.house.answer(self, "connect", "") if greeting else ""
        line = answer or status
        await super().push(line.encode() if isinstance(line, str) else line)
        if answer and self.transport:
            self.transport.close()

    async def data_asked(self, arg: str) -> None:
        if answer := await self.house.answer(self, "data", self.recipient()):
            await self.push(answer)
        else:
            await self.smtp_DATA(arg)

    async def _call_handler_hook(self, command: str, *args: object) -> object:
        match command:
            case "MAIL":
                return await self.sender(str(args[0]))
            case "RCPT":
                answer = await self.house.answer(self, "recipient", str(args[0]))
                self.begun()[1].rcpt_tos += [] if answer else [str(args[0])]
            case "RSET":
                answer = await self.house.answer(self, "reset", "")
            case "DATA":
                answer = await self.house.answer(self, "letter", self.recipient())
                if not answer:
                    self.house.keep(self)
            case _:
                return MISSING
        return answer or OK

    async def sender(self, address: str) -> str:
        if self.house.users and not self.begun()[0].authenticated:
            return UNKNOWN
        answer = await self.house.answer(self, "sender", address)
        self.begun()[1].mail_from = None if answer else address
        return answer or OK

    def recipient(self) -> str:
        return next(iter(self.begun()[1].rcpt_tos), "")

    def encrypted(self) -> bool:
        return bool(self.transport and self.transport.get_extra_info("sslcontext"))

    def begun(self) -> tuple[Session, Envelope]:
        assert self.session
        assert self.envelope
        return self.session, self.envelope

    async def cut(self) -> None:
        """As if the cable had been pulled; never ends by itself."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()
        await asyncio.get_running_loop().create_future()
