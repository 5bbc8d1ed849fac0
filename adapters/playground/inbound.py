"""What the page sends, in the bot's own words; pure. Raises Malformed, naming the field."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from adapters.playground import limits
from bot.cards import Pointer
from bot.chat import Address, Body, Carries, Filled, Happened, Inbound, Pressed, Said
from bot.errors import Malformed

PLATFORM = "playground"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def said(body: Body, at: datetime) -> Inbound:
    return inbound(body, at, Said(text(body, "text")))


def pressed(body: Body, at: datetime) -> Inbound:
    """A button is a pointer, or one answer to a question."""
    if "draft" in body:
        draft, version = text(body, "draft"), number(body, "version")
        given = {text(body, "name"): maybe(body, "raw")}
        return inbound(body, at, Filled(draft, version, given, whole=False))
    pointer = Pointer(text(body, "verb"), text(body, "of"), text(body, "saw"))
    on = maybe(body, "on")
    return inbound(body, at, Pressed(pointer, f"{name(body, 'as')}/{on}" if on else None))


def filled(body: Body, at: datetime) -> Inbound:
    return inbound(body, at, page(body))


def page(body: Body) -> Filled:
    return Filled(text(body, "draft"), number(body, "version"), answers(body))


def aside(body: Body, at: datetime) -> Inbound:
    return inbound(body, at, replace(page(body), whole=False, later=True))


def arrived(body: Body, at: datetime) -> Inbound:
    return inbound(body, at, Happened("arrived"))


def language(body: Body, at: datetime) -> Inbound:
    tag = text(body, "language")
    if not TAG.fullmatch(tag):
        raise Malformed("language")
    return inbound(body, at, Happened("locale", tag))


def inbound(body: Body, at: datetime, what: Said | Pressed | Filled | Happened) -> Inbound:
    """Event ids are the browser's own, so they are told apart by person."""
    person = name(body, "as")
    forms = body.get("forms", True)
    if not isinstance(forms, bool):
        raise Malformed("forms")
    return Inbound(
        id=f"{person}/{name(body, 'id')}",
        sender=Address(PLATFORM, person),
        place=Address(PLATFORM, person),
        received_at=at,
        what=what,
        inline=True,
        answer=Carries.FORM if forms else Carries.NOTHING,
    )


def name(body: Body, field: str) -> str:
    found = text(body, field)
    if len(found) > limits.ID or not NAME.fullmatch(found):
        raise Malformed(field)
    return found


def text(body: Body, field: str) -> str:
    found = maybe(body, field)
    if found is None:
        raise Malformed(field)
    return found


def maybe(body: Body, field: str) -> str | None:
    found = body.get(field)
    if found is None:
        return None
    if not isinstance(found, str) or not storable(found):
        raise Malformed(field)
    return found


def storable(found: str) -> bool:
    """No half of a surrogate pair, no NUL: databases take neither."""
    return "\0" not in found and not any("\ud800" <= sign <= "\udfff" for sign in found)


def number(body: Body, field: str) -> int:
    found = body.get(field)
    if not isinstance(found, int) or isinstance(found, bool):
        raise Malformed(field)
    return found


def answers(body: Body) -> dict[str, str | None]:
    given = body.get("given")
    if not isinstance(given, Mapping) or len(given) > limits.GIVEN:
        raise Malformed("given")
    return {str(one): maybe(given, one) for one in given}
