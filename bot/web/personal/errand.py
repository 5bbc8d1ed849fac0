"""What somebody has been sent a link for, and what there is to be done about it now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards import Actions, Block, Button, Card, Item, Link, Pointer
from bot.chat import DESK, Address, Carries, Inbound, Pressed
from bot.dialog import Show
from bot.domain.people import Person
from bot.links import Grant, pressed
from bot.ports import Reading

OF_A_BROADCAST = frozenset({"broadcast.message", "broadcast.again", "broadcast.correction"})

SHOWING = (".view", ".page", ".show")
"""Ends of the verbs that change nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """`id` is the same however often the link is followed; `about`: the card its button stood on."""

    id: str
    person: Person
    does: Pointer
    about: Show

    @property
    def shows(self) -> bool:
        """It only leads to another card, as often as one likes."""
        return self.does.verb.endswith(SHOWING)

    def inbound(self, saw: str, at: datetime) -> Inbound:
        """A press of what the page has shown; the answer goes to the page alone."""
        return Inbound(
            id=f"{self.id}/{at.isoformat()}" if self.shows else self.id,
            sender=Address(DESK, self.person.id),
            place=None,
            received_at=at,
            what=Pressed(replace(self.does, saw=saw)),
            answer=Carries.VERDICT,
        )


def errand(grant: Grant, person: Person, signature: str) -> Errand:
    """Of a mail that does not tell what it showed, the record that the button is about."""
    does, about = pressed(grant)
    shown = about or Show(does.verb.partition(".")[0], does.of)
    return Errand(id=f"{person.id}/go/{signature}", person=person, does=does, about=shown)


async def today(about: Show, reading: Reading) -> Show:
    """A broadcast as it was corrected last, whichever of its mails has led here."""
    of = about.of.partition("/")[0]
    one = await reading.broadcasts.get(of) if about.view in OF_A_BROADCAST else None
    return Show("broadcast.message", f"{one.id}/{one.sent_version}") if one and one.sent_version else about


def offered(card: Card, does: Pointer) -> Button | None:
    """The same on the card of today: it may have seen another state since, but nobody is to guess."""
    same = [one for one in buttons(card) if alike(one, does)]
    exact = [one for one in same if one.does == does]
    found = exact or same
    return found[0] if len(found) == 1 or exact else None


def buttons(card: Card) -> Iterator[Button]:
    for block in card.body:
        if isinstance(block, (Item, Actions)):
            yield from (one for one in block.buttons if isinstance(one, Button))


def alike(button: Button, does: Pointer) -> bool:
    found = button.does
    return isinstance(found, Pointer) and (found.verb, found.of) == (does.verb, does.of)


def saw_of(button: Button) -> str:
    return button.does.saw if isinstance(button.does, Pointer) else ""


def bare(block: Block) -> Block:
    """With nothing to press; links lead on."""
    match block:
        case Item():
            return replace(block, buttons=())
        case Actions(of):
            return Actions(tuple(one for one in of if isinstance(one, Link)))
        case _:
            return block
