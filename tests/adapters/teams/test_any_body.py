"""Whatever comes over the wire is answered, and never with 500."""

import asyncio

from aiohttp import ClientSession
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters.teams.rig import rig
from tests.adapters.teams.test_inbound import MEANT, NAMES, VALUES, payload
from tests.fakes.teams import fake_teams

ACTIVITIES = st.builds(
    lambda name, changes: payload(name) | changes,
    st.sampled_from(sorted(MEANT)),
    st.dictionaries(NAMES, VALUES, max_size=3),
)
BODIES = st.lists(ACTIVITIES | VALUES | st.binary(max_size=40), min_size=15, max_size=25)
HEADERS = st.lists(
    st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=30), min_size=10, max_size=20
)


async def statuses(bodies: list[object]) -> set[int]:
    """The service is that of the fake, so that what is meant well gets past the door."""
    async with ClientSession() as session, fake_teams() as fake, rig(fake, session) as bot:
        answers = []
        for body in bodies:
            sent = body | {"serviceUrl": fake.service} if isinstance(body, dict) else body
            answers.append(await bot.post(sent))
        return {answer.status for answer in answers}


async def header_statuses(words: list[str]) -> set[int]:
    async with ClientSession() as session, fake_teams() as fake, rig(fake, session) as bot:
        hello = bot.ana.message("hello")
        given = [{"Authorization": f"{scheme}{word}"} for word in words for scheme in ("", "Bearer ")]
        return {(await bot.post(hello, headers)).status for headers in given}


@settings(max_examples=8, deadline=None)
@given(BODIES)
def test_no_body_breaks_it(bodies: list[object]) -> None:
    assert asyncio.run(statuses(bodies)) <= {200, 400, 403}


@settings(max_examples=5, deadline=None)
@given(HEADERS)
def test_no_header_breaks_it(words: list[str]) -> None:
    assert asyncio.run(header_statuses(words)) <= {401}
