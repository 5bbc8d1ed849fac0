"""Run the floor: one live card for each moderator, with the way to the desk that is theirs alone."""

from collections.abc import Sequence

from bot.cards import Actions, Block, Button, Card, Item, Pointer, say
from bot.dialog import Action, Context, Dialog, Outcome, Refuse, Show, View, said_moment
from bot.domain.access import moderators
from bot.domain.meetings import Meeting
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.floor.alerts import alerts
from dialogs.floor.done import VIEW
from dialogs.floor.meeting_chat import met_here
from dialogs.floor.pages import board_link, desk_link
from dialogs.floor.run_buttons import on_list, on_turn, openings
from dialogs.floor.run_state import coming, stands
from dialogs.floor.words import titled

MOST = 10


async def run(pointer: Pointer, context: Context) -> Outcome:
    """`of`: a meeting; empty where it was typed."""
    found = [] if pointer.of else await meant_here(context)
    if not pointer.of and not found:
        return Outcome(Refuse(say("floor-no-meeting")))
    if len(found) > 1:
        return Outcome(Show("floor.meetings"))
    of = pointer.of or found[0].id
    return Outcome(Show(VIEW, of), here=await met_here(of, context))


async def meant_here(context: Context) -> Sequence[Meeting]:
    """The one that is met in this very chat, else all that can be run."""
    found = await meant(context.reading)
    if context.among is None:
        return found
    here = await context.reading.meetings.met_in(*context.among)
    return [one for one in found if one.id == here or one.is_joined_at(context.among[1])] or found


async def meant(reading: Reading) -> Sequence[Meeting]:
    """Those with lists of speakers, under way before those to come."""
    current = [one for one in await reading.meetings.current(reading.now) if one.floor_items]
    return [one for one in current if one.starts <= reading.now] or current


async def draw(of: str, reading: Reading, _reader: Person) -> Card:
    meeting, floor = await reading.meetings.get(of), await reading.floors.get(of)
    if meeting is None or floor is None:
        return Card(say("record-gone"))
    told: tuple[Block, ...] = (*alerts(floor), *stands(floor, meeting), *coming(floor))
    buttons: tuple[Block, ...] = (*on_turn(floor), *on_list(floor), *openings(floor, meeting))
    pages = Actions((desk_link(meeting), board_link(meeting)))
    return Card(say("floor-run-card", meeting=titled(meeting.title)), (*told, *buttons, pages))


async def choose(_of: str, reading: Reading, _reader: Person) -> Card:
    rows = tuple(row(one) for one in (await meant(reading))[:MOST])
    return Card(say("floor-run-which"), rows)


def row(meeting: Meeting) -> Item:
    button = Button(say("command-floor.run"), Pointer("floor.run", meeting.id))
    return Item(titled(meeting.title), (button,), said_moment(meeting.starts))


DIALOG = Dialog(
    "floor-run",
    actions=(Action("floor.run", moderators, run, typed=True),),
    views=(
        View(VIEW, moderators, draw, follows=lambda of, _reader: f"floor:{of}", urgent=True),
        View("floor.meetings", moderators, choose),
    ),
)
