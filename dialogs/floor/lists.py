"""The lists of speakers one can be put on, and what is possible where one cannot."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.cards import Actions, Block, Button, Card, Item, Pointer, Say, Text, say
from bot.dialog import Dialog, View
from bot.domain.access import participants
from bot.domain.floor.entry import Kind
from bot.domain.floor.floor import ListState
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.floor.spots import Spot, meant, spot_at, spots
from dialogs.floor.words import clock, item_named, titled

MOST = 10
MEETINGS = Actions((Button(say("command-meetings.page"), Pointer("meetings.page")),))
VERBS = {
    Kind.STATEMENT: "floor.request",
    Kind.QUESTION: "floor.question",
    Kind.POINT_OF_ORDER: "floor.point",
    Kind.RIGHT_OF_REPLY: "floor.reply",
}


async def draw(of: str, reading: Reading, _reader: Person) -> Card:
    """Of one list, or of all: where several take requests a button for each, else what is possible."""
    if of and (one := await spot_at(of, reading)):
        return Card(say("floor-lists-card"), (row(one, tuple(ways(one))), MEETINGS))
    found = await spots(reading)
    choice = meant(found, Kind.STATEMENT)
    if len(choice) > 1:
        return Card(say("floor-lists-card"), (*chosen(choice), MEETINGS))
    now = [row(spot, tuple(ways(spot))) for spot in found if spot.under_way]
    later = chosen([spot for spot in found if not spot.under_way])
    none: tuple[Block, ...] = () if later else (Text(say("floor-none-open")), *await next_meeting(reading))
    return Card(say("floor-lists-card"), (*none, *now[:MOST], *later, MEETINGS))


def chosen(found: Sequence[Spot]) -> Sequence[Item]:
    """With the meeting where there are several."""
    several = len({spot.meeting.id for spot in found}) > 1
    return [row(spot, (asking_on(spot),), meeting=several) for spot in found[:MOST]]


def row(spot: Spot, buttons: tuple[Button, ...], *, meeting: bool = False) -> Item:
    told = say("floor-list-of", item=item_named(spot.item), meeting=titled(spot.meeting.title))
    return Item(told if meeting else item_named(spot.item), buttons, state(spot))


def asking(spot: Spot) -> Button:
    return Button(say("command-floor.request"), Pointer("floor.request", spot.id), style="primary")


def asking_on(spot: Spot) -> Button:
    """Named by its item: who types the command once more asks for no list by chance."""
    return replace(asking(spot), label=say("do-request-on", number=spot.item.number))


def state(spot: Spot) -> Say:
    closed, of = spot.list.closed_at, spot.list.state
    if of is ListState.CLOSED and closed:
        return say("floor-list-closed-at", at=clock(closed))
    return say("floor-list-voting" if spot.list.voting else f"floor-list-{of}")


def ways(spot: Spot) -> Iterator[Button]:
    """All that a delegation that is not on the list can do there."""
    for kind, verb in VERBS.items():
        if spot.takes(kind):
            plain = Button(say(f"command-{verb}"), Pointer(verb, spot.id))
            yield asking(spot) if kind is Kind.STATEMENT else plain
    if spot.list.state is not ListState.FINISHED:
        yield Button(say("floor-written"), Pointer("floor-written", spot.id))


async def next_meeting(reading: Reading) -> Sequence[Block]:
    coming = [one for one in await reading.meetings.current(reading.now) if one.starts > reading.now]
    told = (
        say("floor-next-meeting", title=titled(one.title), at=moment(one.starts.isoformat()))
        for one in coming
    )
    return [Text(one) for one in list(told)[:1]]


def moment(at: str) -> Say:
    return say("moment", at=at)


DIALOG = Dialog(
    "floor-lists",
    views=(View("floor.lists", participants, draw, follows=lambda _of, _reader: "meetings"),),
)
