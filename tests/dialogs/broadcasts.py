"""How the tests of broadcasts begin one and have it approved."""

from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.counts import Counts
from tests.worlds import User, World

FIRST = {"language": "en", "subject": "Call for inputs", "body": "Please send your inputs by Friday."}
SECOND = {"others": "yes", "needs_ack": "yes", "promise": "must-arrive"}
REFERENCE = "NB-2022-001"


async def begun(world: World, name: str = "sec", **answers: str) -> User:
    """By somebody of the secretariat, whose newest message is its card."""
    sec = await world.secretariat(name)
    await sec.say("broadcast")
    await sec.press("Open as a form")
    first = {name: text for name, text in answers.items() if name in {*FIRST, "link"}}
    await sec.fill(**FIRST | first)
    await sec.fill(**SECOND | {name: text for name, text in answers.items() if name not in first})
    return sec


async def for_delegates(world: World, **answers: str) -> User:
    """For focal points alone."""
    sec = await begun(world, **answers)
    await sec.press("Whom it is for")
    await sec.fill(roles="focal point")
    await sec.fill()
    await sec.fill()
    return sec


async def sent(world: World, **answers: str) -> tuple[User, User]:
    """Asked for, looked at and approved: the writer and who approved it."""
    sec, other = await for_delegates(world, **answers), await world.secretariat("jonas")
    await sec.press("Ask for approval")
    await other.press("Open the preview")
    await other.press("Approve and send")
    return sec, other


async def kept(world: World, reference: str = REFERENCE) -> Broadcast:
    async with world.database.reading() as unit:
        found = await unit.reading.broadcasts.by_reference(reference)
    assert found
    return found


async def counted(world: World, *, dry: bool = False) -> Counts:
    one = await kept(world)
    async with world.database.reading() as unit:
        return await unit.reading.broadcasts.counts(one.id, dry=dry)
