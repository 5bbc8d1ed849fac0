"""What a moderator does is answered with the card of the whole floor; a desk looks at its own page."""

from bot.dialog import Context, Outcome, Show
from bot.domain.floor.command import Wish
from dialogs.floor.acting import acted
from dialogs.standing import GONE

VIEW = "floor.run"


async def done(wish: Wish, meeting: str, context: Context) -> Outcome:
    if await context.reading.floors.get(meeting) is None:
        return GONE
    return await acted(wish, meeting, Show(VIEW, meeting), context, moderator=True)


async def done_to(wish: Wish, of: str, context: Context) -> Outcome:
    """To one turn, wherever it stands."""
    meeting = await context.work.floors.meeting_of(of)
    return await done(wish, meeting, context) if meeting else GONE


def given(context: Context, name: str) -> str:
    """What a page has sent along; empty where it has not."""
    return (context.given.get(name) or "").strip()
