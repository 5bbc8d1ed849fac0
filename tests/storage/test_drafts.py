"""Forms begun: kept in the order of the answers, found again by colleagues, forgotten after a month."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.chat import Address
from bot.dialog import Draft, Show
from bot.domain.people import Person
from bot.unit import Conversation
from storage.database import Database

NOW = datetime(2022, 3, 24, 7, 45, tzinfo=UTC)
MONTH = timedelta(days=30)
DRAFT = Draft(
    id="d1",
    form="offer",
    owner="FJI",
    holder="ana",
    given={"title": "Côte 🌊", "sector": "water", "audience": None},
    before={"until": "2022-12-31"},
    version=2,
    used_at=NOW,
)


async def test_a_draft_keeps_the_order_of_its_answers_and_what_it_became(database: Database) -> None:
    async with database.unit() as unit:
        await unit.drafts.add(DRAFT)
        await unit.commit()
    async with database.unit() as unit:
        found = await unit.drafts.get("d1")
        assert found == (DRAFT, None)
        assert list(found[0].given) == ["title", "sector", "audience"]
        await unit.drafts.save(DRAFT, Show("offer", "o1"))
        await unit.commit()
    async with database.reading() as unit:
        assert await unit.drafts.get("d1") == (DRAFT, Show("offer", "o1"))
        assert await unit.drafts.get("d2") is None
        assert await unit.reading.owner("draft", "d1") == "FJI"
        assert [await unit.reading.owner(*asked) for asked in (("draft", "d2"), ("menu", "d1"))] == [
            None,
            None,
        ]


@pytest.mark.parametrize("since", [NOW, NOW - MONTH])
async def test_the_delegations_newest_open_draft_is_gone_on_with(database: Database, since: datetime) -> None:
    async with database.unit() as unit:
        drafts = unit.drafts
        for of, used_at in (("old", NOW - MONTH - timedelta(microseconds=1)), ("d1", NOW)):
            await drafts.add(Draft(id=of, form="offer", owner="FJI", holder="ana", used_at=used_at))
        await drafts.add(Draft(id="o1", form="offer", owner="FJI", holder="ana", of="o1", used_at=NOW))
        found = await drafts.open_of("FJI", "offer", "", since=since)
        assert found
        assert found.id == "d1"
        assert await drafts.open_of("MYS", "offer", "", since=since) is None
        await drafts.save(found, Show("offer", "o2"))
        assert await drafts.open_of("FJI", "offer", "", since=since) is None
        await drafts.delete("o1")
        assert await drafts.open_of("FJI", "offer", "o1", since=since) is None


async def test_after_a_month_a_draft_is_forgotten_and_no_conversation_asks_about_it(
    database: Database,
) -> None:
    place = Address("slack", "T1/D1")
    async with database.unit() as unit:
        await unit.people.add(Person(id="ana"))
        await unit.conversations.of("ana", place)
        await unit.conversations.save(Conversation(person="ana", place=place, draft="d1", asked="until"))
        await unit.drafts.add(DRAFT)
        assert await unit.drafts.purge(before=NOW) == 0
        assert await unit.drafts.purge(before=NOW + timedelta(seconds=1)) == 1
        assert await unit.drafts.get("d1") is None
        assert await unit.conversations.of("ana", place) == Conversation(person="ana", place=place)
