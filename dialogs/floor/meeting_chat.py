"""The chat of a meeting: known from the first time that its floor is run from there, and given the board."""

from bot.cards import Actions, Card, Text, say
from bot.dialog import Context, Dialog, Show, View
from bot.domain.access import moderators
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.floor.pages import board_link
from dialogs.floor.words import titled

BOARD = "floor.board"


async def met_here(meeting: str, context: Context) -> Show | None:
    """What is shown to all who read along; None in a personal chat."""
    if context.among is None:
        return None
    await context.work.meetings.meets_in(meeting, *context.among)
    return Show(BOARD, meeting)


async def draw(of: str, reading: Reading, _reader: Person) -> Card:
    meeting = await reading.meetings.get(of)
    if meeting is None:
        return Card(say("meeting-gone"))
    title = say("floor-board-card", meeting=titled(meeting.title))
    return Card(title, (Text(say("floor-board-shows")), Actions((board_link(meeting),))))


DIALOG = Dialog("floor-board", views=(View(BOARD, moderators, draw),))
