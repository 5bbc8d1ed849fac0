"""Over HTTP, while it is on its way: a broadcast is paused, let go on, corrected and recalled; whenever its
figures are read they add up.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import pytest
from sqlalchemy import insert, update

from bot.chat import Address
from bot.domain.broadcast.counts import Counts
from bot.domain.delivery.state import State
from bot.domain.people import Role
from storage.tables import assignment
from storage.tables_platforms import teams_reference
from tests.operation.dispatch import GLANCE, PATIENCE, Crowd, listed, references
from tests.operation.hall import Hall, hall
from tests.players import SlackPlayer, TeamsPlayer
from tests.stage import TEAM
from tests.stories.telling import Teller, Told

pytestmark = pytest.mark.proof
CROWD, THEIRS = Crowd(slack=6, teams=120), re.compile(r"(T1/Ds|a:t)\d+/")
OLD, NEW = "Please send your inputs by Friday.", "By Monday, please."
FIGURES = re.compile(r"(\d+) recipients?: ([^.\\\"]*)\.")
BROADCAST: Told = {
    "language": "en",
    "subject": "Call for inputs",
    "body": OLD,
    "others": "yes",
    "needs_ack": "yes",
    "promise": "must-arrive",
}


async def enlisted(place: Hall) -> None:
    """All of them advisers, and nobody else is."""
    slack = {of: Address("slack", f"{TEAM}/U{of}") for of in CROWD.addresses if of.startswith("s")}
    rows = [row for one in range(CROWD.teams) for row in references(CROWD, one, place.teams)]
    async with place.parts.database.unit() as unit:
        await listed(unit, {**CROWD.addresses, **slack})
        ours = assignment.c.person.in_([*CROWD.addresses])
        await unit.sql.execute(update(assignment).where(ours).values(role=Role.ADVISER))
        await unit.sql.execute(insert(teams_reference), rows)
        await unit.commit()


async def asked_for(place: Hall, writer: Teller) -> None:
    await writer.player.open(writer.words("command-broadcast"))
    await writer.fills(BROADCAST)
    await place.press(writer, "broadcast-audience")
    await writer.fills({"roles": ["adviser"]})
    await place.press(writer, "do.broadcast-request")


async def approved(place: Hall, approver: Teller) -> None:
    await place.press(approver, "do.broadcast-preview")
    await place.press(approver, "do.broadcast-approve")


async def figures(place: Hall) -> Counts:
    """As the report has them."""
    async with place.parts.database.reading() as unit:
        [reference] = await unit.reading.broadcasts.references(acknowledged=True)
        one = await unit.reading.broadcasts.by_reference(reference)
        assert one
        return await unit.reading.broadcasts.counts(one.id)


async def until(place: Hall, seen: Callable[[Counts], bool]) -> Counts:
    async with asyncio.timeout(PATIENCE):
        while not seen(found := await figures(place)):
            await asyncio.sleep(GLANCE)
    return found


@asynccontextmanager
async def adding_up(place: Hall) -> AsyncIterator[None]:
    """At every moment, not only in the end."""

    async def watched() -> None:
        while True:
            found = await figures(place)
            assert sum(found.by_state.values()) == found.audience == len(CROWD.addresses)
            await asyncio.sleep(GLANCE / 4)

    watching = asyncio.create_task(watched())
    try:
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


def sent(place: Hall) -> int:
    """By those it is for."""
    return sum(
        one.kind == "sent" and bool(THEIRS.match(one.handle))
        for one in (*place.slack.arrived, *place.teams.arrived)
    )


def left(place: Hall, text: str) -> int:
    """How many of them read this now."""
    slack = {f"{TEAM}/{at}/": str(talk) for at, talk in place.slack.channels.items()}
    talks = slack | {handle: str(one) for handle, one in place.teams.messages.items()}
    return sum(text in talk for handle, talk in talks.items() if THEIRS.match(handle))


async def paused(place: Hall, writer: Teller) -> None:
    """What is in flight ends; after that nothing goes."""
    await place.press(writer, "do.broadcast-pause")
    await until(place, lambda found: not found.of(State.SENDING))
    before = sent(place)
    await asyncio.sleep(1)
    assert 0 < sent(place) == before < len(CROWD.addresses)
    await place.press(writer, "do.broadcast-resume")
    await until(place, lambda found: found.of(State.SENT) > before)


async def corrected(place: Hall, writer: Teller, approver: Teller) -> None:
    await place.press(writer, "do-correct")
    await writer.fills({"language": "en", "subject": "Call for inputs", "body": NEW})
    await place.press(writer, "do.broadcast-request")
    await approved(place, approver)


async def test_it_is_steered_in_the_middle_and_its_figures_add_up_all_the_time(postgres_url: str) -> None:
    everybody = len(CROWD.addresses)
    async with hall(postgres_url) as place:
        await enlisted(place)
        writer = place.someone(SlackPlayer, "secretariat")
        approver = place.someone(TeamsPlayer, "secretariat-2")
        await place.asks(approver, "menu.show")
        await asked_for(place, writer)
        await approved(place, approver)
        await until(place, lambda found: found.of(State.SENT) > everybody / 10)
        async with adding_up(place):
            await paused(place, writer)
            await corrected(place, writer, approver)
            await until(place, lambda found: found.newest == found.of(State.SENT) == everybody)
            await place.press(writer, "do.broadcast-recall")
            await place.press(writer, "broadcast-sure-recall")
            await until(place, lambda found: found.recalled == everybody)
        assert sent(place) == everybody
        assert left(place, OLD) == left(place, NEW) == 0
        told = [
            one for sent in (*place.slack.arrived, *place.teams.arrived) for one in FIGURES.findall(sent.text)
        ]
        assert len(told) > 3
        for whole, parts in told:
            assert sum(map(int, re.findall(r"\d+", parts))) == int(whole) == everybody, (whole, parts)
