"""The network file: the built-in one is right, and each fault of another is told with its line and field."""

from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.countries import ALPHA2, ALPHA3
from bot.domain.groups import MEMBERSHIP, members
from bot.domain.interest import Capacity
from bot.domain.network import Anchor, BodyKind, Category, MemberKind, Network, Offset, titled
from bot.domain.zones import ZONES, home_of
from bot.networks.parsing import BUILT_IN, parsed, read_network

SMALL = """\
name = "Small network"
home_zone = "Asia/Bangkok"
languages = ["en", "fr"]

[[body]]
id = "council"
kind = "network"
proposed = ["FJI", "TON"]
title.en = "Council"

[[member]]
iso3 = "FJI"
kind = "member"
aliases = ["Viti"]

[[member]]
iso3 = "TON"
kind = "member"

[[member]]
id = "helpers"
kind = "organization"
title.en = "Helpers"

[[event]]
id = "feast"
title.en = "Feast"
starts = 2027-01-01
ends = 2027-01-02

[floor]
limit_s = 300

[cycle]
reminders = ["T-7d", "T-1h"]
[cycle.steps]
invitation = "T-10w"
forum = "F"
"""


def built_in() -> Network:
    found = read_network(BUILT_IN)
    assert isinstance(found, Network), found
    return found


def small() -> Network:
    found = parsed(SMALL, "small.toml")
    assert isinstance(found, Network), found
    return found


def faults(text: str) -> list[str]:
    found = parsed(text, "f.toml")
    assert isinstance(found, list), found
    return found


def test_the_built_in_network_has_its_bodies_and_proposed_members() -> None:
    network = built_in()
    assert [body.id for body in network.bodies] == [
        "network",
        "working-group-theme",
        "working-group-sstc",
        "dg-forum",
    ]
    assert [body.kind for body in network.bodies] == [
        BodyKind.NETWORK,
        BodyKind.WORKING_GROUP,
        BodyKind.WORKING_GROUP,
        BodyKind.FORUM,
    ]
    proposed = network.bodies[0].proposed
    assert " ".join(sorted(proposed)) == "BGD CHN FJI IDN IND KAZ LKA MYS PAK PHL PNG SGP THA TUR VNM"
    assert network.home_zone == "Asia/Bangkok"
    assert network.languages == ("en", "fr", "ru", "zh")


def test_the_built_in_network_holds_the_members_of_escap() -> None:
    kinds = [member.kind for member in built_in().members]
    assert kinds.count(MemberKind.MEMBER) == 53
    assert kinds.count(MemberKind.ASSOCIATE) == 9
    turkey = built_in().member("TUR")
    assert turkey
    assert "Turkey" in turkey.aliases


def test_the_preparatory_meeting_is_173_days_before_the_forum() -> None:
    network = built_in()
    forum = next(event for event in network.events if event.id == "dg-forum-4")
    offset = network.cycle.steps["preparatory-meeting"]
    assert offset == Offset(Anchor.FORUM, timedelta(days=-173))
    assert forum.starts + offset.after == date(2022, 3, 24)


def test_every_title_is_there_in_every_language() -> None:
    network = built_in()
    for titles in (
        *(body.title for body in network.bodies),
        *(event.title for event in network.events),
        *(member.title for member in network.members if member.title),
    ):
        assert set(titles) == set(network.languages)


def test_what_is_left_out_has_a_sensible_value() -> None:
    network = small()
    assert network.bodies[0].capacities == tuple(Capacity)
    assert network.floor.categories == tuple(Category)
    assert network.floor.limit_s == 300
    assert network.cycle.reminders == (
        Offset(Anchor.MEETING, timedelta(days=-7)),
        Offset(Anchor.MEETING, timedelta(hours=-1)),
    )
    assert network.cycle.steps["forum"] == Offset(Anchor.FORUM, timedelta())
    assert titled(network.bodies[0].title, "fr") == "Council"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('name = "Small network"\n', "", "f.toml:1: name: is missing"),
        ('name = "Small network"', "name = 7", "f.toml:1: name: must be a text in quotes"),
        (
            "Asia/Bangkok",
            "Asia/Bangkog",
            "f.toml:2: home_zone: “Asia/Bangkog” is no time zone; an IANA name is meant, such as Asia",
        ),
        (
            '["en", "fr"]',
            '["fr"]',
            'f.toml:3: languages: must hold "en": what has no other title is shown in English',
        ),
        (
            '["en", "fr"]',
            '["en", "french"]',
            "f.toml:3: languages: “french” is no ISO 639 code such as fr",
        ),
        (
            'kind = "network"',
            'kind = "club"',
            "f.toml:7: body[1].kind: “club” is none of network, working-group, forum",
        ),
        (
            '["FJI", "TON"]',
            '["FJI", "THA"]',
            "f.toml:8: body[1].proposed: “THA” is none of the [[member]] entr",
        ),
        ('["FJI", "TON"]', '["FJI", "FJI"]', "f.toml:8: body[1].proposed: “FJI” stands there twice"),
        (
            '["FJI", "TON"]',
            '"FJI"',
            'f.toml:8: body[1].proposed: must be a list of texts, such as ["a", "b"]',
        ),
        ('title.en = "Council"', 'title.fr = "Conseil"', "f.toml:9: body[1].title.en: is missing"),
        ('title.en = "Council"', "", "f.toml:5: body[1].title.en: is missing"),
        (
            'title.en = "Council"',
            f'title.en = "{"C" * 76}"',
            "f.toml:9: body[1].title.en: has 76 characters; 75 fit on a button",
        ),
        (
            'title.en = "Council"',
            'title.en = "Council"\ntitle.de = "Rat"',
            "f.toml:10: body[1].title.de: is no field here; known are en, fr",
        ),
        (
            'id = "council"',
            'id = "The Council"',
            "f.toml:6: body[1].id: “The Council” may hold small letters, digits and hyphens only, 40 at most",
        ),
        ('"council"', '"council"\nchair = "Ann"', "f.toml:7: body[1].chair: is no field here"),
        (
            'iso3 = "TON"',
            'iso3 = "TNG"',
            "f.toml:17: member[2].iso3: “TNG” is no country known by its three-letter code",
        ),
        (
            "[floor]",
            '[[event]]\nid = "feast"\ntitle.en = "F"\nstarts = 2027-01-01\nends = 2027-01-01\n[floor]',
            "f.toml:32: event[2].id: “feast” is also the id of event[1]",
        ),
        (
            "[[event]]",
            '[[member]]\nid = "helpers"\nkind = "organization"\ntitle.en = "H"\n[[event]]',
            "f.toml:26: member[4].id: “helpers” is also the id of member[3]",
        ),
        ('iso3 = "TON"', 'iso3 = "FJI"', "f.toml:17: member[2].iso3: “FJI” is also the id of member[1]"),
        ('title.en = "Helpers"', "", "f.toml:20: member[3].title.en: is missing"),
        ("2027-01-02", "2026-01-02", "f.toml:29: event[1].ends: 2026-01-02 is before the start, 2027-01-01"),
        (
            "starts = 2027-01-01",
            'starts = "2027-01-01"',
            "f.toml:28: event[1].starts: must be a day such as 2022-09-12, without quotes",
        ),
        ("limit_s = 300", "limit_s = -1", "f.toml:32: floor.limit_s: must be whole and above 0, such as 420"),
        (
            "limit_s = 300",
            "limit_s = true",
            "f.toml:32: floor.limit_s: must be whole and above 0, such as 420",
        ),
        ("limit_s = 300", "limit = 300", "f.toml:32: floor.limit: is no field here"),
        ('"T-1h"]', '"1h"]', "f.toml:35: cycle.reminders: “1h” is no offset such as T-6w, T+3d, T-1h or F"),
        (
            '"T-10w"',
            '"T-10y"',
            "f.toml:37: cycle.steps.invitation: “T-10y” is no offset such as T-6w, T+3d",
        ),
        ("[floor]", "[flour]", "f.toml:31: flour: is no field here"),
        (
            "[floor]\nlimit_s = 300\n",
            "[[floor]]\nlimit_s = 300\n",
            "f.toml:31: floor: must be a table, [floor]",
        ),
    ],
)
def test_a_fault_is_told_with_line_and_field(before: str, after: str, told: str) -> None:
    assert before in SMALL
    assert any(line.startswith(told) for line in faults(SMALL.replace(before, after, 1)))


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    broken = (
        SMALL.replace("Asia/Bangkok", "X")
        .replace('"TON"\nkind', '"TNG"\nkind')
        .replace("2027-01-02", "2026-01-02")
    )
    lines = [int(line.split(":")[1]) for line in faults(broken)]
    assert lines == sorted(lines)
    assert lines == [2, 8, 17, 29]


def test_within_a_longer_list_the_line_of_the_word_is_told() -> None:
    broken = SMALL.replace('["FJI", "TON"]', '[\n    "FJI",\n    # the next is wrong\n    "XXX",\n]')
    assert faults(broken) == ["f.toml:11: body[1].proposed: “XXX” is none of the [[member]] entries"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "f.toml:1: not TOML: "),
        ('name = "a"\nname = "b"\n', "f.toml:2: not TOML: "),
        ("\n\n[[body]\n", "f.toml:3: not TOML: "),
        ('body = "x"\n', "f.toml:1: body: must be a list of tables, [[body]]"),
        ("", "f.toml:1: name: is missing"),
    ],
)
def test_what_is_no_network_is_told(text: str, told: str) -> None:
    assert any(line.startswith(told) for line in faults(text))


def test_a_file_that_cannot_be_read_is_one_fault(tmp_path: Path) -> None:
    found = read_network(tmp_path / "none.toml")
    assert isinstance(found, list)
    assert len(found) == 1
    (tmp_path / "latin.toml").write_bytes(b'name = "\xe9"')
    found = read_network(tmp_path / "latin.toml")
    assert isinstance(found, list)
    assert "latin.toml: cannot be read" in found[0]


def test_groups_change_with_the_years() -> None:
    assert "VUT" in members("ldc", on=date(2020, 12, 3))
    assert "VUT" not in members("ldc", on=date(2020, 12, 4))
    assert "BTN" in members("ldc", on=date(2023, 1, 1))
    assert "BTN" not in members("ldc", on=date(2024, 1, 1))
    assert "TLS" not in members("asean", on=date(2025, 1, 1))
    assert "TLS" in members("asean", on=date(2026, 1, 1))
    assert {"FJI", "TON"} <= members("pacific", on=date(2026, 1, 1))
    assert len(members("saarc", on=date(2026, 1, 1))) == 8


def test_reference_data_agree_with_one_another() -> None:
    assert len(ALPHA2) == len(ALPHA3) == 204
    for spans in MEMBERSHIP.values():
        assert spans.keys() <= ALPHA2.keys()
    assert ZONES.keys() <= ALPHA2.keys()
    for member in built_in().members:
        if member.kind is not MemberKind.ORGANIZATION:
            assert ZoneInfo(home_of(member.id))
    for zones in ZONES.values():
        assert all(map(ZoneInfo, zones))
