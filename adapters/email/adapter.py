"""E-mail as a whole: outbound only, the twin of every message for whom no chat reaches."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from adapters.email.connections import Connections
from adapters.email.errors import TOLD
from adapters.email.letter import letter
from adapters.email.settings import EmailSettings
from adapters.email.wire import carried
from bot.chat import Address, Parcel, Scopes
from bot.domain.delivery.state import InDoubt
from bot.errors import DeliveryFailed, Unreachable


@dataclass(kw_only=True)
class Email:
    """A platform for the relay; a place is an e-mail address, a handle the Message-ID without its brackets.

    `tls`: whom to trust, other than this machine does.
    """

    settings: EmailSettings
    now: Callable[[], datetime]
    tls: ssl.SSLContext | None = None

    def __post_init__(self) -> None:
        trusted = self.tls or trusting(self.settings)
        self.connections = Connections(settings=self.settings, tls=trusted)

    async def deliver(self, parcel: Parcel) -> str:
        written = letter(parcel, self.settings, self.now())
        async with self.connections.one() as smtp:
            await carried(smtp, written)
        return written.id

    async def edit(self, handle: str, parcel: Parcel) -> None:
        """A letter that has gone out stays as it is."""
        del handle, parcel
        raise Unreachable("by-mail")

    async def withdraw(self, handle: str) -> None:
        del handle
        raise Unreachable("by-mail")

    async def find(self, parcel: Parcel) -> str | None:
        """Nobody can look into the reader's mailbox."""
        del parcel
        return None

    def in_doubt(self, place: Address) -> InDoubt:
        """A second letter has the same Message-ID, so that some readers show it once."""
        del place
        return InDoubt.REPEAT

    async def scopes(self, place: Address) -> Scopes:
        return Scopes("server", place.id.casefold())

    async def signs_in(self) -> str:
        """What a try has shown, without a letter; raises DeliveryFailed."""
        where = f"{self.settings.host}:{self.settings.port}"
        try:
            async with self.connections.one() as smtp:
                encrypted = smtp.get_transport_info("sslcontext") is not None
        except DeliveryFailed as error:
            raise DeliveryFailed(f"{where}: {TOLD.get(error.cause, error.cause)}") from error
        self.connections.close()
        return f"{where} answers, {'encrypted' if encrypted else 'on this machine and not encrypted'}"

    async def aclose(self) -> None:
        self.connections.close()


def trusting(settings: EmailSettings) -> ssl.SSLContext:
    """On this machine alone nobody else can answer, and its certificate is often self-made."""
    context = ssl.create_default_context()
    if settings.security == "loopback":
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
