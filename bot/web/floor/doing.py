"""What a desk sends, in the bot's own words; pure. Raises Malformed, naming the field."""

from datetime import datetime

from adapters.playground.inbound import answers, name, text
from bot.cards import Pointer
from bot.chat import DESK, Address, Body, Carries, Inbound, Pressed
from bot.errors import Malformed
from bot.links import Grant

VERBS, OF, SAW, VALUE = "floor.", 200, 40_000, 4_000


def pressed(body: Body, grant: Grant, at: datetime) -> Inbound:
    """Ids are the page's own, so they are told apart by person; the answer goes to the page alone."""
    given = answers(body)
    if any(len(value or "") > VALUE for value in given.values()):
        raise Malformed("given")
    return Inbound(
        id=f"{grant.person}/{name(body, 'id')}",
        sender=Address(DESK, grant.person),
        place=None,
        received_at=at,
        what=Pressed(pointer(body), given=given),
        answer=Carries.VERDICT,
    )


def pointer(body: Body) -> Pointer:
    found = Pointer(text(body, "verb"), text(body, "of"), text(body, "saw"))
    if not found.verb.startswith(VERBS) or len(found.verb) > OF:
        raise Malformed("verb")
    if len(found.of) > OF or len(found.saw) > SAW:
        raise Malformed("of" if len(found.of) > OF else "saw")
    return found


def item(body: Body) -> str:
    """The one the page shows; empty where it shows the current one."""
    return text(body, "item") if body.get("item") is not None else ""
