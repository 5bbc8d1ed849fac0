"""An adapter that writes to a fake mail server, and cards to be sent."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

from adapters.email.adapter import Email
from adapters.email.settings import EmailSettings, Security
from bot.cards import Card, Say, say
from bot.chat import Address, Parcel
from bot.ports import Words
from tests.fakes.mail import FakeMail
from tests.words.readers import words
from tests.worlds import World

ANA = "ana@mfa.gov.fj"
NOON = datetime(2022, 3, 23, 12, 0, tzinfo=UTC)
PLAIN = Card(say("reminder-lists"))
HOSTS: dict[str, Security] = {"tls": "tls", "starttls": "starttls", "none": "loopback"}


def settings(fake: FakeMail, security: Security | None = None) -> EmailSettings:
    user, password = next(iter(fake.users.items()), ("", ""))
    return EmailSettings(
        host="127.0.0.1",
        port=fake.port,
        user=user,
        password=password,
        security=security or HOSTS[fake.security],
        sender="bot@example.org",
        network="Network for South-South Cooperation",
    )


@asynccontextmanager
async def sending(fake: FakeMail, security: Security | None = None) -> AsyncIterator[Email]:
    email = Email(settings=settings(fake, security), now=lambda: NOON, tls=fake.trusted)
    try:
        yield email
    finally:
        await email.aclose()


@asynccontextmanager
async def posted(world: World) -> AsyncIterator[FakeMail]:
    """Where the letters of this world go."""
    world.database.by_mail = True
    async with FakeMail(now=lambda: world.now) as mail:
        email = Email(settings=settings(mail), now=lambda: world.now)
        world.relay = replace(world.relay, platforms={"test": world.recorder, "email": email})
        yield mail
        await email.aclose()


def parcel(card: Card = PLAIN, to: str = ANA, of: str = "d1", said: Words | None = None) -> Parcel:
    return Parcel(of, Address("email", to), card, said or words("en"))


def typed(text: str) -> Say:
    """As what people typed is put into a sentence of ours."""
    return say("reminder-card", title=text)
