"""The meeting file: each fault is told with its line and field, and what is written is read equal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.agenda import doubts
from bot.domain.meetings import Item, Meeting, MeetingMode, MeetingStatus, OwnRules, Sitting
from bot.domain.network import Network
from bot.networks import meeting_doubts
from bot.networks.meeting_file import parsed
from bot.networks.meeting_written import written
from bot.networks.parsing import BUILT_IN, read_network
from bot.sample_meeting import FILE

SMALL = """\
[meeting]
id = "small"
title.en = "Small meeting"
body = "network"
zone = "Asia/Bangkok"
mode = "hybrid"
room = "CR-3"
link = "https://meet.example.org/1"
status = "tentative"

[[sitting]]
starts = 2022-03-24T14:30:00
ends = 2022-03-24T17:00:00

[[item]]
number = "1"
title.en = "Opening"
starts = "14:30"
ends = "14:45"

[[item]]
number = "2"
title.en = "Discussion"
starts = 2022-03-24T14:45:00
ends = 16:15:00
printed_minutes = 95
reserved_minutes = 30
floor = true
limit_s = 420
reply_limits_s = [300, 180]
several = false
"""
TWO_DAYS = SMALL.replace(
    '\n[[item]]\nnumber = "1"',
    '\n[[sitting]]\nstarts = 2022-03-25T09:00:00\nends = 2022-03-25T15:00:00\n\n[[item]]\nnumber = "1"',
)


@cache
def network() -> Network:
    found = read_network(BUILT_IN)
    assert isinstance(found, Network), found
    return found


def read(text: str) -> Meeting:
    found = parsed(text, "m.toml", network())
    assert isinstance(found, Meeting), found
    return found


def faults(text: str) -> list[str]:
    found = parsed(text, "m.toml", network())
    assert isinstance(found, list), found
    return found


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_meeting_is_read_with_all_it_says() -> None:
    found = read(SMALL)
    assert (found.id, found.title["en"], found.body) == ("small", "Small meeting", "network")
    assert (found.mode, found.status, found.room) == (MeetingMode.HYBRID, MeetingStatus.TENTATIVE, "CR-3")
    assert found.sittings == (Sitting(at("2022-03-24T14:30"), at("2022-03-24T17:00")),)
    opening, discussion = found.items
    assert opening == Item(
        number="1",
        title={"en": "Opening"},
        printed=Sitting(at("2022-03-24T14:30"), at("2022-03-24T14:45")),
    )
    assert discussion.printed == Sitting(at("2022-03-24T14:45"), at("2022-03-24T16:15"))
    assert (discussion.printed_minutes, discussion.reserved_minutes, discussion.floor) == (95, 30, True)
    assert discussion.own == OwnRules(limit_s=420, reply_limits_s=(300, 180), several=False)


def test_what_may_be_left_out_is_as_people_expect() -> None:
    lines = [
        line for line in SMALL.splitlines() if line.split(" ")[0] not in {"zone", "mode", "status", "link"}
    ]
    found = read("\n".join(lines))
    assert (found.zone, found.mode, found.status) == ("Asia/Bangkok", "hybrid", "confirmed")


def test_the_sample_is_fit_and_says_what_does_not_add_up() -> None:
    text = FILE.read_text("utf-8")
    found = read(text)
    told = meeting_doubts.told(doubts(found, 15, network().floor), found, "r.toml", text)
    assert told == [
        "r.toml:26: warning: session 1: 10 min are printed, but 14:30–14:45 is 15 min",
        "r.toml:37: warning: session 2: 95 min are printed, but 14:45–16:15 is 90 min",
        "r.toml:40: warning: 7 min × 15 = 105 min do not fit into the 60 left of session 2; 4 min do",
        "r.toml:51: warning: 7 min × 15 = 105 min do not fit into the 30 left of session 3; 2 min do",
    ]
    assert {len(item.title) for item in found.items} == {4}


def test_half_minutes_are_told_as_people_write_them() -> None:
    text = SMALL.replace("limit_s = 420", "limit_s = 450").replace("= 95", "= 90")
    found = read(text)
    for speakers, told in (
        (16, "7.5 min × 16 = 120 min do not fit into the 60 left of session 2; 3.5 min do"),
        (121, "the 60 left of session 2; not even half a minute does"),
    ):
        [line] = meeting_doubts.told(doubts(found, speakers, network().floor), found, "m.toml", text)
        assert line.startswith("m.toml:29: warning: ")
        assert line.endswith(told)


def test_other_doubts_are_told_with_their_line() -> None:
    text = (
        SMALL.replace('zone = "Asia/Bangkok"', 'zone = "Europe/Berlin"')
        .replace("2022-03-24", "2022-03-27")
        .replace("14:30:00\nends", "02:30:00\nends")
        .replace('ends = "14:45"', 'ends = "15:00"')
        .replace("16:15:00", "17:30:00")
    )
    found, taken = read(text), "the first minute after the gap is taken"
    assert meeting_doubts.told(doubts(found, 0, network().floor), found, "m.toml", text) == [
        f"m.toml:12: warning: 2022-03-27 02:30 is skipped in Europe/Berlin; {taken}",
        "m.toml:24: warning: session 2: 14:45–17:30 begins before session 1 has ended",
        "m.toml:24: warning: session 2: 14:45–17:30 is not within a sitting",
        "m.toml:26: warning: session 2: 95 min are printed, but 14:45–17:30 is 165 min",
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "small"\n', "", "m.toml:1: meeting.id: is missing"),
        ('"small"', '"Small one"', "m.toml:2: meeting.id: “Small one” may hold small letters"),
        ('title.en = "Small meeting"\n', "", "m.toml:1: meeting.title.en: is missing"),
        ('"network"', '"council"', "m.toml:4: meeting.body: “council” is none of the network's bodies: "),
        ("Asia/Bangkok", "Bangkok", "m.toml:5: meeting.zone: “Bangkok” is no time zone"),
        ('"hybrid"', '"mixed"', "m.toml:6: meeting.mode: “mixed” is none of room, online, hybrid"),
        ('"CR-3"', '"' + "x" * 76 + '"', "m.toml:7: meeting.room: has 76 characters; at most 75"),
        (
            "https://meet",
            "http://meet",
            "m.toml:8: meeting.link: must be an address that begins with https://",
        ),
        ('"tentative"', '"maybe"', "m.toml:9: meeting.status: “maybe” is none of tentative, confirmed"),
        ("room =", "hall =", "m.toml:7: meeting.hall: is no field here"),
        ("starts = 2022-03-24T14:30:00\n", "", "m.toml:11: sitting[1].starts: is missing"),
        ("14:30:00\n", "14:30:00+07:00\n", "m.toml:12: sitting[1].starts: must be a local time such as"),
        ("17:00:00", "14:30:00", "m.toml:13: sitting[1].ends: 2022-03-24 14:30:00 is not after the start"),
        ('"1"', "1", "m.toml:16: item[1].number: must be a text in quotes"),
        ('"1"', '"2/1"', "m.toml:16: item[1].number: “2/1” may hold letters"),
        ('"2"', '"1"', "m.toml:22: item[2].number: “1” is also the number of item[1]"),
        ('"14:30"', '"2:30 pm"', 'm.toml:18: item[1].starts: must be a time such as "14:45"'),
        ('"14:45"', '"14:20"', "m.toml:19: item[1].ends: 2022-03-24 14:20:00 is not after the start"),
        ('ends = "14:45"\n', "", "m.toml:15: item[1].ends: is missing: printed times have a start"),
        ("= 95", "= 0", "m.toml:26: item[2].printed_minutes: must be a whole number, 1 at least"),
        ("= 30\n", "= -1\n", "m.toml:27: item[2].reserved_minutes: must be a whole number, 0 at least"),
        ("floor = true", 'floor = "yes"', "m.toml:28: item[2].floor: must be true or false, without quotes"),
        ("floor = true\n", "", "m.toml:28: item[2].limit_s: is a rule of a list of speakers: say floor"),
        ("= 420", "= 7.0", "m.toml:29: item[2].limit_s: must be a whole number, 1 at least"),
        ("[300, 180]", "[]", "m.toml:30: item[2].reply_limits_s: must be whole and above 0"),
        ("[meeting]\n", "[metting]\n", "m.toml:1: meeting: is missing"),
        ("[[sitting]]", "[[siting]]", "m.toml:1: sitting: at least one [[sitting]] is needed"),
        ("[[item]]", "[[item]", "m.toml:15: not TOML: "),
    ],
)
def test_a_fault_is_told_with_its_line_and_field(old: str, new: str, told: str) -> None:
    assert old in SMALL
    assert any(line.startswith(told) for line in faults(SMALL.replace(old, new, 1))), faults(
        SMALL.replace(old, new, 1)
    )


def test_sittings_come_one_after_the_other() -> None:
    text = TWO_DAYS.replace("2022-03-25T09:00:00", "2022-03-24T16:00:00")
    assert faults(text)[0] == "m.toml:16: sitting[2].starts: is before sitting[1] has ended"


def test_of_several_days_the_sitting_tells_which_is_meant() -> None:
    found = read(TWO_DAYS.replace('"14:30"\nends = "14:45"', '"10:00"\nends = "10:15"'))
    assert found.items[0].printed == Sitting(at("2022-03-25T10:00"), at("2022-03-25T10:15"))


def test_a_time_that_may_be_on_two_days_is_asked_for_with_its_day() -> None:
    assert faults(TWO_DAYS) == [
        "m.toml:22: item[1].starts: may be on 2 days; say the day too, such as 2022-03-24T14:45:00"
    ]
    said = TWO_DAYS.replace('starts = "14:30"', "starts = 2022-03-25T14:30:00")
    assert read(said).items[0].printed == Sitting(at("2022-03-25T14:30"), at("2022-03-25T14:45"))


def test_a_sitting_that_fits_the_whole_item_is_meant() -> None:
    found = read(TWO_DAYS.replace('ends = "14:45"', 'ends = "16:00"'))
    assert found.items[0].printed == Sitting(at("2022-03-24T14:30"), at("2022-03-24T16:00"))


def test_a_sitting_may_go_on_past_midnight() -> None:
    text = SMALL.replace("2022-03-24T17:00:00", "2022-03-25T02:00:00")
    text = text.replace('"14:30"\nends = "14:45"', '"23:30"\nends = "00:30"').replace('"16:15"', '"01:00"')
    assert read(text).items[0].printed == Sitting(at("2022-03-24T23:30"), at("2022-03-25T00:30"))


def test_what_is_written_reads_like_what_was_read() -> None:
    text = FILE.read_text("utf-8")
    ours = [line for line in text.splitlines() if not line.startswith("#")]
    again = written(read(text))
    assert read(again) == read(text)
    assert sorted(filter(None, again.splitlines())) == sorted(filter(None, ours))


words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).map(str.strip).filter(bool)
numbers = st.none() | st.integers(1, 9999)
flags = st.none() | st.booleans()
titles = st.fixed_dictionaries({"en": words}, optional={"fr": words, "zh": words})
instants = st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2090-01-01"))
minutes = st.integers(1, 60 * 30).map(lambda count: timedelta(minutes=count))
own_rules = st.builds(
    OwnRules,
    limit_s=numbers,
    point_limit_s=numbers,
    reply_limits_s=st.none() | st.lists(st.integers(1, 600), min_size=1, max_size=3).map(tuple),
    several=flags,
    starts_at_once=flags,
    points_when_closed=flags,
    replies=flags,
)


@st.composite
def sittings(draw: st.DrawFn) -> tuple[Sitting, ...]:
    """Some to the minute, some not; some past midnight."""
    at, found = draw(instants), []
    if draw(st.booleans()):
        at = at.replace(second=0, microsecond=0)
    for _ in range(draw(st.integers(1, 3))):
        starts = at + draw(minutes)
        at = starts + draw(minutes)
        found.append(Sitting(starts, at))
    return tuple(found)


@st.composite
def items(draw: st.DrawFn, within: tuple[Sitting, ...]) -> tuple[Item, ...]:
    return tuple(_items(draw, within))


def _items(draw: st.DrawFn, within: tuple[Sitting, ...]) -> Iterator[Item]:
    for number in range(draw(st.integers(0, 4))):
        sitting, floor = draw(st.sampled_from(within)), draw(st.booleans())
        starts = sitting.starts + draw(minutes)
        printed = draw(st.none() | st.just(Sitting(starts, starts + draw(minutes))))
        yield Item(
            number=f"{number}.a",
            title=draw(titles),
            printed=printed,
            printed_minutes=draw(numbers),
            reserved_minutes=draw(st.integers(0, 99)),
            floor=floor,
            own=draw(own_rules) if floor else OwnRules(),
        )


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    sat = draw(sittings())
    return Meeting(
        id="m-1",
        title=draw(titles),
        body="dg-forum",
        zone=draw(st.sampled_from(["Asia/Bangkok", "Europe/Berlin", "Pacific/Apia"])),
        sittings=sat,
        items=draw(items(sat)),
        mode=draw(st.sampled_from(MeetingMode)),
        status=draw(st.sampled_from(MeetingStatus)),
        room=draw(st.just("") | words),
        link=draw(st.sampled_from(["", "https://meet.example.org/a?b=c#d"])),
        sequence=draw(st.integers(0, 9)),
    )


@given(meetings())
@settings(deadline=None)
def test_any_meeting_written_is_read_equal(meeting: Meeting) -> None:
    assert read(written(meeting)) == replace(meeting, sequence=0)
