"""A meeting by the clocks of its place: when that is elsewhere, who it is for, what does not add up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from bot.domain.agenda import Contradiction, Outside, Overfull, Overlap, doubts
from bot.domain.floor.floor import Rules
from bot.domain.meetings import (
    LINGERS,
    Item,
    Meeting,
    MeetingStatus,
    OwnRules,
    Sitting,
    floor_rules,
    moved,
    revised,
)
from bot.domain.network import BodyKind, Category, Network
from bot.domain.taking_part import category, expected, may_speak, takes_part
from bot.domain.wall_clock import instant, repeated, skipped
from bot.networks.parsing import BUILT_IN, read_network
from bot.sample_meeting import printed, soon

BERLIN = "Europe/Berlin"


@cache
def network() -> Network:
    found = read_network(BUILT_IN)
    assert isinstance(found, Network), found
    return found


def sample() -> Meeting:
    found = printed(network())
    assert found
    return found


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def there(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%a %H:%M %z}"


def sitting(starts: str, ends: str) -> Sitting:
    return Sitting(local(starts), local(ends))


def meeting(zone: str, *sittings: Sitting, items: tuple[Item, ...] = ()) -> Meeting:
    return Meeting(id="m", title={"en": "M"}, body="network", zone=zone, sittings=sittings, items=items)


def test_half_past_two_in_bangkok_is_another_time_everywhere_else() -> None:
    starts = sample().starts
    assert starts == utc("2022-03-24T07:30")
    assert there(starts, "Asia/Bangkok") == "Thu 14:30 +0700"
    assert there(starts, "Europe/Istanbul") == "Thu 10:30 +0300"
    assert there(starts, "Pacific/Fiji") == "Thu 19:30 +1200"
    assert there(starts, "Asia/Almaty") == "Thu 13:30 +0600"


def test_a_zone_is_no_fixed_offset() -> None:
    assert instant(local("2022-03-24T12:00"), "Asia/Almaty") == utc("2022-03-24T06:00")
    assert instant(local("2026-03-24T12:00"), "Asia/Almaty") == utc("2026-03-24T07:00")


def test_a_time_in_the_spring_gap_is_the_first_minute_after_it() -> None:
    """At two the clocks of Berlin are put on to three."""
    gap = local("2022-03-27T02:20")
    assert skipped(gap, BERLIN)
    assert there(instant(gap, BERLIN), BERLIN) == "Sun 03:00 +0200"
    assert not skipped(local("2022-03-27T03:00"), BERLIN)
    assert not skipped(local("2022-03-27T01:59"), BERLIN)


def test_a_time_in_the_autumn_repeat_is_the_first_of_both() -> None:
    twice = local("2022-10-30T02:20")
    assert repeated(twice, BERLIN)
    assert there(instant(twice, BERLIN), BERLIN) == "Sun 02:20 +0200"
    assert not repeated(local("2022-10-30T03:00"), BERLIN)
    assert not repeated(local("2022-03-27T02:20"), BERLIN)


def test_a_day_that_a_country_left_out_is_the_beginning_of_the_next() -> None:
    """Samoa went from 29 to 31 December 2011 over the date line."""
    assert instant(local("2011-12-30T09:00"), "Pacific/Apia") == utc("2011-12-30T10:00")


def test_odd_clocks_are_told() -> None:
    spring = meeting(BERLIN, sitting("2022-03-27T01:30", "2022-03-27T02:30"))
    autumn = meeting(BERLIN, sitting("2022-10-30T02:30", "2022-10-30T04:00"))
    [gap], [twice] = (doubts(one, 1, network().floor) for one in (spring, autumn))
    assert "twice=False, of='sitting', place=0, end='ends'" in repr(gap)
    assert "twice=True, of='sitting', place=0, end='starts'" in repr(twice)


def test_which_sitting_and_which_item_is_now() -> None:
    found = sample()
    numbers = {
        at: item.number if (item := found.item_at(utc(f"2022-03-24T{at}"))) else None
        for at in ("07:29", "07:30", "07:44", "07:45", "09:14", "09:15", "09:45", "09:59", "10:00")
    }
    assert list(numbers.values()) == [None, "1", "1", "2", "2", "3", "4", "4", None]
    assert found.sitting_at(utc("2022-03-24T08:00")) == found.sittings[0]
    assert found.sitting_at(utc("2022-03-24T10:00")) is None
    assert found.item("3") == found.items[2]
    assert found.item("9") is None


def test_between_two_sittings_nobody_sits() -> None:
    found = meeting(
        "Asia/Bangkok",
        sitting("2022-03-24T09:00", "2022-03-24T12:00"),
        sitting("2022-03-24T14:00", "2022-03-24T17:00"),
    )
    assert found.sitting_at(utc("2022-03-24T06:00")) is None
    assert found.sitting_at(utc("2022-03-24T07:00")) == found.sittings[1]
    assert (found.starts, found.ends) == (utc("2022-03-24T02:00"), utc("2022-03-24T10:00"))


def test_a_meeting_that_runs_over_is_still_there() -> None:
    found = sample()
    assert found.current(utc("2022-01-01"))
    assert found.current(found.ends + timedelta(hours=2))
    assert not found.current(found.ends + LINGERS)
    assert not replace(found, status=MeetingStatus.CANCELLED).current(utc("2022-01-01"))


def test_the_sample_moved_starts_half_an_hour_from_now_and_keeps_its_lengths() -> None:
    before, now = sample(), utc("2026-11-24T23:47:31")
    after = soon(before, now)
    assert after.starts == utc("2026-11-25T00:18")
    assert after.ends - after.starts == before.ends - before.starts
    for old, new in zip(before.items, after.items, strict=True):
        assert old.printed
        assert new.printed
        assert new.printed.lasts == old.printed.lasts
    assert [item.number for item in after.items if after.item_at(after.starts) == item] == ["1"]


def test_moving_keeps_the_clocks_over_a_change_of_them() -> None:
    found = meeting(BERLIN, sitting("2022-03-24T14:00", "2022-03-24T15:00"))
    after = moved(found, to=instant(local("2022-03-28T14:00"), BERLIN))
    assert after.sittings == (sitting("2022-03-28T14:00", "2022-03-28T15:00"),)


def test_a_revision_counts_only_what_has_changed() -> None:
    first = sample()
    assert revised(first, sample()) is first
    second = revised(first, replace(sample(), room="CR-4"))
    assert (second.sequence, second.room) == (1, "CR-4")
    assert revised(second, sample()).sequence == 2


def test_an_items_own_rules_stand_over_the_networks() -> None:
    own = OwnRules(limit_s=180, several=True, reply_limits_s=(120,))
    items = (
        Item(number="1", title={"en": "No list"}),
        Item(number="2", title={"en": "Own"}, floor=True, own=own),
        Item(number="3", title={"en": "As the network"}, floor=True),
    )
    found = floor_rules(
        meeting("Asia/Bangkok", sitting("2022-03-24T09:00", "2022-03-24T12:00"), items=items),
        replace(network().floor, limit_s=300, reply_limits_s=(60, 30)),
    )
    assert list(found) == ["2", "3"]
    assert found["2"] == Rules(limit_s=180, several=True, reply_limits_s=(120,))
    assert found["3"] == Rules(limit_s=300, reply_limits_s=(60, 30))


def test_the_networks_own_meetings_are_for_everybody_in_it() -> None:
    body = network().body("network")
    assert body
    for delegation in ("FJI", "AUS", "NCL", "DEU", "undp"):
        assert takes_part(delegation, body, network(), ())
    for stranger in ("BRA", "nobody", ""):
        assert not takes_part(stranger, body, network(), ())


def test_another_bodys_meetings_are_for_who_is_in_it() -> None:
    group = network().body("working-group-theme")
    assert group
    assert group.kind is BodyKind.WORKING_GROUP
    assert not takes_part("FJI", group, network(), {"THA"})
    assert takes_part("FJI", group, network(), {"FJI"})
    assert takes_part("FJI", replace(group, proposed=("FJI",)), network(), ())
    assert not takes_part("BRA", group, network(), {"BRA"})


def test_the_order_of_speakers_is_the_networks() -> None:
    found = [category(of, network()) for of in ("FJI", "NCL", "DEU", "undp", "BRA")]
    assert found == [1, 2, 3, 4, None]
    assert category("FJI", network(), for_a_group=True) == 0


def test_who_is_in_no_category_has_no_right_to_speak() -> None:
    floor = replace(network().floor, categories=(Category.MEMBERS, Category.OBSERVERS))
    narrow = replace(network(), floor=floor)
    assert [may_speak(of, narrow) for of in ("FJI", "NCL", "DEU", "undp")] == [True, False, True, False]
    assert category("FJI", narrow, for_a_group=True) is None
    assert category("DEU", narrow) == 1


def test_statements_are_reckoned_with_of_the_bodys_members() -> None:
    body = network().body("network")
    assert body
    assert len(expected(body, network(), ())) == 15
    assert len(expected(body, network(), {"AUS", "FJI", "DEU"})) == 16
    assert len(expected(replace(body, proposed=()), network(), ())) == 53


def test_the_samples_traps_are_told_and_nothing_is_mended() -> None:
    found = sample()
    first, second, third, _ = found.items
    assert doubts(found, 15, network().floor) == (
        Contradiction(first, 15),
        Contradiction(second, 90),
        Overfull(second, 15, 420, 60 * 60, 240),
        Overfull(third, 15, 420, 30 * 60, 120),
    )
    assert (first.printed_minutes, second.printed_minutes) == (10, 95)


@pytest.mark.parametrize(
    ("speakers", "limit_s", "reserved", "fits_s"),
    [
        (8, 420, 34, None),
        (8, 420, 35, 390),
        (15, 240, 30, None),
        (16, 240, 30, 210),
        (120, 420, 30, 30),
        (121, 420, 30, 0),
        (15, 420, 90, 0),
        (15, 420, 120, 0),
        (0, 420, 30, None),
    ],
)
def test_what_would_fit_is_tried_in_half_minutes(
    speakers: int, limit_s: int, reserved: int, fits_s: int | None
) -> None:
    item = replace(sample().items[1], reserved_minutes=reserved, own=OwnRules(limit_s=limit_s))
    found = doubts(replace(sample(), items=(item,)), speakers, network().floor)
    assert [one.fits_s for one in found if isinstance(one, Overfull)] == ([] if fits_s is None else [fits_s])


def test_without_printed_times_the_printed_length_counts() -> None:
    item = Item(number="1", title={"en": "A"}, printed_minutes=14, floor=True)
    found = meeting("Asia/Bangkok", sitting("2022-03-24T09:00", "2022-03-24T12:00"), items=(item,))
    assert doubts(found, 2, network().floor) == ()
    assert doubts(found, 3, network().floor) == (Overfull(item, 3, 420, 14 * 60, 270),)


def test_items_that_overlap_or_that_nobody_sits_for_are_told() -> None:
    def item(number: str, starts: str, ends: str) -> Item:
        day = "2022-03-24T"
        return Item(number=number, title={"en": number}, printed=sitting(day + starts, day + ends))

    items = (item("1", "09:00", "10:00"), item("2", "09:45", "11:00"), item("3", "11:00", "12:30"))
    found = meeting("Asia/Bangkok", sitting("2022-03-24T09:00", "2022-03-24T12:00"), items=items)
    assert doubts(found, 1, network().floor) == (Outside(items[2]), Overlap(items[1], items[0]))
