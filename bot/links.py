"""Signed links to pages: what they open, for whom and until when; nothing of it is stored."""

import binascii
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from bot.by_mail import mailed
from bot.cards import Actions, Block, Button, Card, Link, Page, Pointer, Say, Text
from bot.dialog import Show
from bot.domain.admission import CHANCE, code_of

PURPOSE, CODES = b"focalbot: links to pages", b"one-time codes\n"
PERSONAL, BOARD_STAYS, STEP = timedelta(hours=12), timedelta(days=1), timedelta(minutes=10)
MAILED, MAILED_STEP = timedelta(days=30), timedelta(days=1)
SIGNED, LONGEST = 24, 600
"""Bytes of the signature; characters of a token."""
APART = "\t"


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token opens; `person` is empty where anybody may look."""

    page: str
    of: str
    person: str
    until: datetime


@dataclass(slots=True)
class Links:
    """`url`: where people reach the pages; a playground knows it once it listens."""

    key: bytes = field(repr=False)
    url: str
    now: Callable[[], datetime]

    def address(self, page: Page, reader: str) -> str:
        return f"{self.url}/{page.name}/{self.token(self.granted(page, reader))}"

    def granted(self, page: Page, reader: str) -> Grant:
        """A board's link tells nobody's name and outlives the meeting; any other is the reader's own, for
        thirty days what was mailed, else for twelve hours, cut so that it is the same for a while.
        """
        if page.until:
            return Grant(page.name, page.of, "", page.until + BOARD_STAYS)
        lasts, step = (MAILED, MAILED_STEP) if page.name == "go" else (PERSONAL, STEP)
        over = self.now() + lasts
        return Grant(page.name, page.of, reader, over - (over - datetime.min.replace(tzinfo=UTC)) % step)

    def token(self, grant: Grant) -> str:
        return f"{spelled(said(grant))}.{spelled(self.signature(grant))}"

    def read(self, page: str, token: str) -> Grant | None:
        """None for what is no token of ours for this page, or one that has expired."""
        found = heard(page, unspelled(token.partition(".")[0])) if len(token) <= LONGEST else None
        if found is None or not hmac.compare_digest(self.token(found).encode(), token.encode()):
            return None
        return found if self.now() < found.until else None

    def signature(self, grant: Grant) -> bytes:
        told = b"\n".join((grant.page.encode(), said(grant)))
        return hmac.digest(self.key, told, sha256)[:SIGNED]

    def opened(self, card: Card, reader: str) -> Card:
        """With the reader's own addresses behind its links to pages."""
        return replace(card, body=tuple(self.block(block, reader) for block in card.body))

    def block(self, block: Block, reader: str) -> Block:
        match block:
            case Actions(buttons):
                return Actions(tuple(self.button(one, reader) for one in buttons))
            case Text(said, _, of) if of:
                return replace(block, text=Say(said.key, {**said.args, "code": self.code(of)}))
            case _:
                return block

    def button(self, one: Button | Link, reader: str) -> Button | Link:
        if isinstance(one, Link) and one.page:
            return replace(one, url=self.address(one.page, reader))
        return one

    def code(self, of: str) -> str:
        """The one-time code of that name."""
        return code_of(hmac.digest(self.key, CODES + of.encode(), sha256)[:CHANCE])

    def by_mail(self, card: Card, reader: str, about: Show | None = None) -> Card:
        """The same where nothing can be pressed; `about`: what the card shows, to be shown again behind its
        links.
        """
        return mailed(self.opened(card, reader), lambda does: self.pressing(does, about, reader))

    def pressing(self, does: Pointer, about: Show | None, reader: str) -> str | None:
        """None where it is too long to be signed."""
        told = (does.verb, does.of, does.saw, *((about.view, about.of) if about else ()))
        address = self.address(Page("go", APART.join(told)), reader)
        whole = len(address.rpartition("/")[2]) <= LONGEST and not any(APART in one for one in told)
        return address if whole else None


def pressed(grant: Grant) -> tuple[Pointer, Show | None]:
    """What a link that was mailed does, and what the card has shown."""
    verb, of, saw, *about = grant.of.split(APART)
    return Pointer(verb, of, saw), Show(*about) if about else None


def links(secret: str, url: str, now: Callable[[], datetime]) -> Links:
    """By a key of their own, derived from the secret key."""
    return Links(hmac.digest(secret.encode(), PURPOSE, sha256), url, now)


def said(grant: Grant) -> bytes:
    return "\n".join((f"{int(grant.until.timestamp()):x}", grant.of, grant.person)).encode()


def heard(page: str, told: bytes) -> Grant | None:
    """Not to be believed before its signature is checked."""
    try:
        until, of, person = told.decode().split("\n")
        return Grant(page, of, person, datetime.fromtimestamp(int(until, 16), UTC))
    except (ValueError, OverflowError, OSError):
        return None


def spelled(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def unspelled(text: str) -> bytes:
    """Nothing of what is not spelled so."""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""
