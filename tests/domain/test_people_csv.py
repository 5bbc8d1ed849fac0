"""The focal points list as a file: read whole or not at all, and written so that it reads back equal."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.people import Assignment, Role
from bot.people_csv import REQUIRED, neutral, plain, rows_of, written
from bot.people_rows import Faulty, Known, Row

HEADER = ",".join(REQUIRED)
NAMES = {"fiji": "FJI", "fj": "FJI", "fji": "FJI", "viet nam": "VNM", "undp": "undp"}
KNOWN = Known(
    delegation=lambda typed: NAMES.get(typed.casefold()),
    bodies=frozenset({"network", "dg-forum"}),
    languages=frozenset({"en", "fr", "ru", "zh"}),
    zones=frozenset({"Asia/Bangkok", "Pacific/Fiji"}),
)
ANA = "Fiji,Ana Waqa,focal point,Ministry,ana@mfa.gov.fj,en,Pacific/Fiji,network;dg-forum,t-1/a-1,T1/U1"


def read(data: bytes) -> list[Row]:
    found = rows_of(data, KNOWN)
    assert not isinstance(found, Faulty), found
    return found


def good(*lines: str, header: str = HEADER) -> list[Row]:
    return read("\r\n".join((header, *lines)).encode())


def wrong(*lines: str, header: str = HEADER) -> list[str]:
    found = rows_of("\n".join((header, *lines)).encode(), KNOWN)
    return [str(fault) for fault in found.faults] if isinstance(found, Faulty) else []


def test_a_row_is_a_person_in_a_role() -> None:
    [row] = good(ANA)
    assert (row.name, row.email, row.language, row.time_zone) == (
        "Ana Waqa",
        "ana@mfa.gov.fj",
        "en",
        "Pacific/Fiji",
    )
    assert (row.assignment.delegation, row.assignment.role, row.assignment.agency) == (
        "FJI",
        Role.FOCAL_POINT,
        "Ministry",
    )
    assert (row.bodies, row.teams, row.slack) == (("network", "dg-forum"), ("t-1/a-1",), ("T1/U1",))


@pytest.mark.parametrize("typed", ["Focal Point", "FOCAL-POINT", " focal_point "])
def test_a_role_is_known_however_it_is_spelt(typed: str) -> None:
    [row] = good(ANA.replace("focal point", typed))
    assert row.assignment.role is Role.FOCAL_POINT


def test_secretariat_and_moderators_act_for_no_delegation_whatever_the_country_says() -> None:
    rows = good("Atlantis,Sec,secretariat,ESCAP,s@un.org,,,,,", "Fiji,Mo,moderator,,m@un.org,,,,,")
    assert [row.assignment.delegation for row in rows] == ["", ""]


def test_dates_are_optional_columns() -> None:
    [row] = good(f"{ANA},2022-01-01,2022-12-31,2022-04-01", header=f"{HEADER},from,until,leave_until")
    dates = (row.assignment.since, row.assignment.until, row.assignment.leave_until)
    assert dates == (date(2022, 1, 1), date(2022, 12, 31), date(2022, 4, 1))


def test_what_spreadsheets_do_to_a_file_does_not_matter() -> None:
    data = f"\ufeff{HEADER.upper()}\r\n\r\n{ANA},\r\n,,,,,,,,,\r\n".encode()
    assert [row.name for row in read(data)] == ["Ana Waqa"]
    semicolons = "\n".join((HEADER, ANA.replace("network;dg-forum", "network"))).replace(",", ";").encode()
    assert [row.name for row in read(semicolons)] == ["Ana Waqa"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            ANA.replace("Fiji,", "Atlantis,", 1),
            "row 2, country: “Atlantis” is not a country or organization of this network",
        ),
        (
            ANA.replace("Fiji,", ",", 1),
            "row 2, country: is empty; this role acts for a country or an organization",
        ),
        (ANA.replace("Ana Waqa", " "), "row 2, name: is empty"),
        (ANA.replace("Ana Waqa", "x" * 121), "row 2, name: has 121 characters; at most 120"),
        (
            ANA.replace("ana@", "ana"),
            "row 2, email: “anamfa.gov.fj” is not an e-mail address, such as ana@example.org",
        ),
        (ANA.replace(",en,", ",tlh,"), "row 2, language: “tlh” is not known; it can be en, fr, ru, zh"),
        (
            ANA.replace("Pacific/Fiji", "UTC+12"),
            "row 2, time_zone: “UTC+12” is not known; it can be an IANA name such as Asia/Bangkok",
        ),
        (
            ANA.replace("dg-forum", "nonsense"),
            "row 2, bodies: “nonsense” is not known; there are dg-forum, network",
        ),
        (ANA.replace("t-1/a-1", "ana"), "row 2, teams: “ana” is not TENANT-ID/AAD-OBJECT-ID"),
        (ANA.replace("T1/U1", "U1"), "row 2, slack: “U1” is not TEAM-ID/USER-ID"),
        (f"{ANA},surplus", "row 2: has 11 cells, the header 10; a text with a comma needs quotes"),
    ],
)
def test_what_is_wrong_names_row_and_column(line: str, fault: str) -> None:
    assert wrong(line) == [fault]


def test_a_role_nobody_knows_names_those_there_are() -> None:
    [fault] = wrong(ANA.replace("focal point", "king"))
    assert fault.startswith("row 2, role: “king” is not a role; there are focal point, alternate, ")


def test_dates_that_are_none_or_reversed() -> None:
    header = f"{HEADER},from,until"
    assert wrong(f"{ANA},24.3.2022,", header=header) == [
        "row 2, from: “24.3.2022” is not a date, such as 2026-12-31"
    ]
    assert wrong(f"{ANA},2022-03-24,2022-03-01", header=header) == ["row 2, until: is before “from”"]


def test_all_faults_of_a_file_come_at_once_and_nothing_else() -> None:
    found = wrong(
        ANA.replace("Fiji", "Nowhere", 1), ANA, ANA.replace("ana@mfa.gov.fj", "?").replace(",en,", ",xx,")
    )
    assert [fault.split(":")[0] for fault in found] == ["row 2, country", "row 4, email", "row 4, language"]


def test_the_same_email_is_the_same_person() -> None:
    other = "Fiji,Another,adviser,,ANA@mfa.gov.fj,fr,,,,"
    found = wrong(ANA, other)
    assert found == [
        "row 3, name: is another than in row 2, which has the same e-mail",
        "row 3, language: is another than in row 2, which has the same e-mail",
    ]
    rows = good(ANA, "Fiji,Ana Waqa,adviser,,ANA@mfa.gov.fj,,,,,")
    assert {row.email for row in rows} == {"ana@mfa.gov.fj"}


def test_one_person_acts_for_one_delegation_in_a_role_once() -> None:
    assert wrong(ANA, ANA) == ["row 3, role: is held at that time already, in row 2"]
    [fault] = wrong(ANA, ANA.replace("Fiji,", "Viet Nam,", 1))
    assert fault == "row 3, country: is another than in row 2; a person acts for one delegation at a time"


def test_an_account_belongs_to_one_person() -> None:
    [fault] = wrong(ANA, "Fiji,Ben,alternate,,ben@mfa.gov.fj,,,,,T1/U1")
    assert fault == "row 3, slack: “T1/U1” is bound in row 2 to ana@mfa.gov.fj"


def test_a_header_that_is_not_ours() -> None:
    found = wrong(ANA, header=HEADER.replace("time_zone", "timezone"))
    assert found[0] == "row 1, time_zone: this column is missing"
    assert found[1].startswith("row 1, timezone: is not a column; there are country, name, ")
    assert wrong(header=f"{HEADER},name") == ["row 1, name: this column is there twice"]
    assert wrong(header="") == [f"row 1, {name}: this column is missing" for name in REQUIRED]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00c", b'country,"name\n', b"\x00"])
def test_what_is_no_csv_is_said_in_a_line(data: bytes) -> None:
    assert isinstance(rows_of(data, KNOWN), Faulty)


def test_no_cell_of_an_export_is_a_formula() -> None:
    row = replace(good(ANA)[0], name='=HYPERLINK("http://evil")', teams=(), slack=())
    data = written([row])
    assert b"'=HYPERLINK" in data
    assert [found.name for found in read(data)] == [row.name]


cells = (
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=40)
    .map(str.strip)
    .filter(bool)
)


@given(cell=st.text("'=+-@＝x \t", max_size=6).map(str.strip) | cells)
def test_neutralising_is_undone_exactly(cell: str) -> None:
    assert plain(neutral(cell)) == cell
    assert not neutral(cell).startswith(("=", "+", "-", "@"))


@settings(max_examples=50, deadline=None)
@given(
    name=cells, agency=cells, role=st.sampled_from(Role), until=st.none() | st.dates(), teams=st.booleans()
)
def test_an_export_reads_back_equal(
    name: str, agency: str, role: Role, until: date | None, *, teams: bool
) -> None:
    delegation = "" if role in {Role.SECRETARIAT, Role.MODERATOR} else "FJI"
    held = Assignment(id="2", person="a@b.org", role=role, delegation=delegation, agency=agency, until=until)
    row = Row(
        number=2,
        assignment=held,
        name=name,
        email="a@b.org",
        bodies=("network",),
        teams=("t/a", "t/b") if teams else (),
    )
    assert rows_of(written([row]), KNOWN) == [row]
