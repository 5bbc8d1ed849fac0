"""Interest, needs and offers are kept as they were, in the order people expect, once each."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.exchange.listing import CLOSE, PUBLISH, Kind, Listing
from bot.domain.exchange.terms import Group, Modality, Need, Offer
from bot.domain.history import Change, Status, begun
from bot.domain.interest import ACCEPT, DECLINE, WITHDRAW, Capacity, Interest, Statement
from storage.database import Database

NOW = datetime(2026, 3, 2, 2, 30, 15, 123456, tzinfo=UTC)
STATEMENT = Statement(
    capacity=Capacity.BOTH,
    agency="Ministère “Santé” <b>",
    advantages="卫生 👩‍⚕️",
    sectors=("122", "140"),
    comment="a\nb",
)
OFFER = Offer(
    title="Rice breeding",
    description="Four weeks",
    sector="311",
    modality=(Modality.TRAINING, Modality.STUDY_VISIT),
    valid_until=date(2027, 3, 2),
    sdgs=("2", "17"),
    languages=("en", "fr"),
    starts=date(2026, 6, 1),
    ends=date(2026, 6, 28),
    triangular=True,
    partner="Australia",
    groups=(Group.LDC, Group.PACIFIC),
    countries=("LKA",),
    places=20,
    most_countries=5,
)
NEED = Need(
    title="Midwives",
    description="Refresher",
    sector="122",
    modality=(Modality.TRAINING, Modality.EXPERT),
    must_have=(Modality.TRAINING,),
    hidden_from=("THA",),
    valid_until=date(2026, 12, 1),
)


def an_interest(of: str, owner: str = "FJI", body: str = "network", minute: int = 0) -> Interest:
    history = begun(by="sera", at=NOW + timedelta(minutes=minute))
    return Interest(id=of, owner=owner, body=body, statement=STATEMENT, history=history)


def a_listing(of: str, terms: Need | Offer = OFFER, owner: str = "FJI", minute: int = 0) -> Listing:
    history = begun(by="sera", at=NOW + timedelta(minutes=minute))
    return Listing(id=of, owner=owner, terms=terms, agency="Health", language="fr", history=history)


def published(listing: Listing) -> Listing:
    return replace(listing, history=(*listing.history, Change(Status.PUBLISHED, "lee", NOW, "fine")))


async def test_an_interest_comes_back_as_it_was(database: Database) -> None:
    interest = an_interest("1")
    decided = replace(
        interest, history=(*interest.history, Change(Status.DECLINED, "lee", NOW, "not <b> now"))
    )
    async with database.unit() as unit:
        assert await unit.interests.add(interest) is None
        assert await unit.interests.locked("1") == interest
        await unit.interests.save(decided)
        await unit.commit()
    async with database.reading() as unit:
        assert await unit.reading.interests.get("1") == decided
        assert await unit.reading.owner("interest", "1") == "FJI"
        assert await unit.reading.interests.get("2") is None
        assert await unit.reading.owner("interest", "2") is None


async def test_one_interest_stands_per_delegation_and_body(database: Database) -> None:
    first = an_interest("1")
    async with database.unit() as unit:
        assert await unit.interests.add(first) is None
        assert await unit.interests.add(an_interest("2")) == first
        assert await unit.interests.add(an_interest("3", body="theme")) is None
        assert await unit.interests.add(an_interest("4", owner="THA")) is None
        withdrawn = first.stepped(WITHDRAW, by="sera", at=NOW)
        assert isinstance(withdrawn, Interest)
        await unit.interests.save(withdrawn)
        assert await unit.interests.standing("FJI", "network") is None
        assert await unit.interests.add(an_interest("5")) is None
        await unit.commit()


async def test_two_colleagues_at_once_register_one(database: Database) -> None:
    async def register(of: str) -> Interest | None:
        async with database.unit() as unit:
            found = await unit.interests.add(an_interest(of))
            await unit.commit()
            return found

    found = await asyncio.gather(*(register(str(number)) for number in range(4)))
    stands = [one for one in found if one]
    assert len(stands) == 3
    assert len({one.id for one in stands}) == 1


async def test_those_waiting_longest_are_decided_first(database: Database) -> None:
    async with database.unit() as unit:
        for place, owner in enumerate(("FJI", "THA", "IDN", "LKA")):
            await unit.interests.add(an_interest(owner, owner, minute=-place))
        for of, step in (("THA", ACCEPT), ("LKA", DECLINE)):
            decided = an_interest(of, of).stepped(step, by="lee", at=NOW)
            assert isinstance(decided, Interest)
            await unit.interests.save(decided)
        first, more = await unit.reading.interests.waiting(1, 1)
        second, none = await unit.reading.interests.waiting(2, 1)
        assert ([one.id for one in first], more) == (["IDN"], True)
        assert ([one.id for one in second], none) == (["FJI"], False)


async def test_a_need_and_an_offer_come_back_as_they_were(database: Database) -> None:
    need, offer = a_listing("n", NEED), published(a_listing("o"))
    async with database.unit() as unit:
        await unit.listings.add(need)
        await unit.listings.add(a_listing("o"))
        await unit.listings.save(offer)
        await unit.commit()
    async with database.unit() as unit:
        assert await unit.listings.locked(Kind.NEED, "n") == need
        assert await unit.reading.listings.get(Kind.OFFER, "o") == offer
        assert await unit.reading.listings.get(Kind.NEED, "o") is None
        assert await unit.reading.owner("offer", "o") == "FJI"
        assert await unit.reading.owner("need", "o") is None


async def test_my_list_has_open_ones_first_and_newest_first(database: Database) -> None:
    closed = published(a_listing("c", minute=9)).stepped(CLOSE, by="sera", at=NOW)
    assert isinstance(closed, Listing)
    async with database.unit() as unit:
        for listing in (a_listing("a"), a_listing("b", NEED, minute=1), closed, a_listing("x", owner="THA")):
            await unit.listings.add(listing)
        mine = unit.reading.listings
        first, more = await mine.of_delegation("FJI", 1, 2)
        second, none = await mine.of_delegation("FJI", 2, 2)
        assert ([one.id for one in first], more) == (["b", "a"], True)
        assert ([one.id for one in second], none) == (["c"], False)


async def test_to_be_cleared_and_overdue(database: Database) -> None:
    waiting = a_listing("w")
    past = replace(NEED, valid_until=date(2026, 3, 1))
    async with database.unit() as unit:
        for listing in (waiting, published(a_listing("past", past)), published(a_listing("today", NEED))):
            await unit.listings.add(listing)
        found, more = await unit.reading.listings.waiting(1, 10)
        assert ([one.id for one in found], more) == (["w"], False)
        assert [one.id for one in await unit.listings.overdue(date(2026, 3, 2), 10)] == ["past"]
        assert [one.id for one in await unit.listings.overdue(date(2026, 12, 2), 1)] == ["past"]


async def test_no_clearance_is_lost_between_two_officers(database: Database) -> None:
    async with database.unit() as unit:
        await unit.listings.add(a_listing("1"))
        await unit.commit()

    async def publish(by: str) -> bool:
        async with database.unit() as unit:
            listing = await unit.listings.locked(Kind.OFFER, "1")
            assert listing
            changed = listing.stepped(PUBLISH, by=by, at=NOW)
            if isinstance(changed, Listing):
                await unit.listings.save(changed)
            await unit.commit()
            return isinstance(changed, Listing)

    assert sorted(await asyncio.gather(publish("lee"), publish("mia"))) == [False, True]
