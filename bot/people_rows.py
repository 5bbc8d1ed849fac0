"""Rows of the focal points list: what a cell means, and what is wrong with it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from bot.domain.people import (
    AGENCY_LENGTH,
    NAME_LENGTH,
    Assignment,
    Refused,
    Role,
    acts_for,
    an_email,
    fits,
)

ACCOUNT = re.compile(r"[^\s/;]+/[^\s/;]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` as a spreadsheet counts, the header being row 1."""

    row: int
    column: str
    why: str

    def __str__(self) -> str:
        return f"row {self.row}, {self.column}: {self.why}" if self.column else f"row {self.row}: {self.why}"


@dataclass(frozen=True, slots=True)
class Faulty:
    """Why nothing is taken from a file, in the order of its rows."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the network knows; `delegation` finds an ISO 3166 alpha-3 code or an organization's id."""

    delegation: Callable[[str], str | None]
    bodies: frozenset[str]
    languages: frozenset[str]
    zones: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`teams` are `TENANT/AAD-OBJECT-ID`, `slack` are `TEAM/USER`."""

    number: int = 0
    assignment: Assignment
    name: str
    email: str
    language: str = ""
    time_zone: str = ""
    bodies: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    slack: tuple[str, ...] = ()

    @property
    def accounts(self) -> Iterator[tuple[str, str]]:
        """(column, account); a column is named as its platform."""
        yield from (("teams", one) for one in self.teams)
        yield from (("slack", one) for one in self.slack)


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of text; each reading gives a value, or an empty one and a fault."""

    number: int
    typed: Mapping[str, str]
    known: Known
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, column: str, why: str) -> None:
        self.faults.append(Fault(self.number, column, why))

    def text(self, column: str, most: int) -> str:
        typed = self.typed[column]
        if len(typed) > most:
            self.wrong(column, f"has {len(typed)} characters; at most {most}")
        return typed

    def name(self) -> str:
        typed = self.text("name", NAME_LENGTH)
        if not typed:
            self.wrong("name", "is empty")
        return typed

    def email(self) -> str:
        typed = self.typed["email"]
        found = an_email(typed)
        if found is None:
            self.wrong("email", f"“{typed}” is not an e-mail address, such as ana@example.org")
        return found or ""

    def one_of(self, column: str, options: Iterable[str], such: str) -> str:
        """Empty, or an option whatever its capitals."""
        typed = self.typed[column]
        found = next((option for option in options if option.casefold() == typed.casefold()), "")
        if typed and not found:
            self.wrong(column, f"“{typed}” is not known; it can be {such}")
        return found

    def day(self, column: str) -> date | None:
        typed = self.typed.get(column, "")
        try:
            return date.fromisoformat(typed) if typed else None
        except ValueError:
            self.wrong(column, f"“{typed}” is not a date, such as 2026-12-31")
            return None

    def role(self) -> Role:
        typed = self.typed["role"]
        found = next((role for role in Role if spoken(role) == spoken(typed)), None)
        if found is None:
            self.wrong("role", f"“{typed}” is not a role; there are {', '.join(Role)}")
        return found or Role.OFFICER

    def delegation(self, role: Role) -> str:
        typed = acts_for(role, self.typed["country"])
        found = self.known.delegation(typed) if typed else ""
        if found is None:
            self.wrong("country", f"“{typed}” is not a country or organization of this network")
        return found or ""

    def bodies(self) -> tuple[str, ...]:
        typed = parts(self.typed["bodies"])
        for body in typed:
            if body not in self.known.bodies:
                self.wrong(
                    "bodies", f"“{body}” is not known; there are {', '.join(sorted(self.known.bodies))}"
                )
        return typed

    def accounts(self, column: str, shape: str) -> tuple[str, ...]:
        typed = parts(self.typed[column])
        for account in typed:
            if not ACCOUNT.fullmatch(account):
                self.wrong(column, f"“{account}” is not {shape}")
        return typed

    def assignment(self) -> Assignment:
        """Named by its row."""
        role = self.role()
        return Assignment(
            id=str(self.number),
            person=self.typed["email"].casefold(),
            role=role,
            delegation=self.delegation(role),
            agency=self.text("agency", AGENCY_LENGTH),
            since=self.day("from"),
            until=self.day("until"),
            leave_until=self.day("leave_until"),
        )

    def row(self) -> Row:
        known, before = self.known, len(self.faults)
        row = Row(
            number=self.number,
            assignment=self.assignment(),
            name=self.name(),
            email=self.email(),
            language=self.one_of("language", known.languages, ", ".join(sorted(known.languages))),
            time_zone=self.one_of("time_zone", known.zones, "an IANA name such as Asia/Bangkok"),
            bodies=self.bodies(),
            teams=self.accounts("teams", "TENANT-ID/AAD-OBJECT-ID"),
            slack=self.accounts("slack", "TEAM-ID/USER-ID"),
        )
        if len(self.faults) == before and (no := fits(row.assignment, ())):
            self.faults.append(misfit(row, no))
        return row


def spoken(role: str) -> str:
    return re.sub(r"[\s_-]+", " ", role.strip().casefold())


def parts(typed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in typed.split(";") if part.strip()))


def misfit(row: Row, no: Refused, beside: str = "") -> Fault:
    """A rule's refusal in the words of the file; `beside`: where the role stands that it collides with."""
    return {
        "role-needs-delegation": Fault(
            row.number, "country", "is empty; this role acts for a country or an organization"
        ),
        "dates-reversed": Fault(row.number, "until", "is before “from”"),
        "leave-past-end": Fault(row.number, "leave_until", "is after “until”"),
        "role-held-already": Fault(row.number, "role", f"is held at that time already, {beside}"),
        "acts-for-another": Fault(
            row.number, "country", f"is another than {beside}; a person acts for one delegation at a time"
        ),
    }[no.key]


def together(rows: Sequence[Row]) -> Iterator[Fault]:
    """What no row shows alone."""
    for _, same in groupby(sorted(rows, key=lambda row: row.email), key=lambda row: row.email):
        person = list(same)
        yield from differing(person)
        yield from colliding(person)
    yield from shared(rows)


def differing(person: Sequence[Row]) -> Iterator[Fault]:
    for row in person[1:]:
        for column, said, first in told_twice(row, person[0]):
            if said and said != first:
                yield Fault(
                    row.number,
                    column,
                    f"is another than in row {person[0].number}, which has the same e-mail",
                )


def told_twice(row: Row, first: Row) -> Iterator[tuple[str, str, str]]:
    yield "name", row.name, first.name
    yield "language", row.language, first.language
    yield "time_zone", row.time_zone, first.time_zone


def colliding(person: Sequence[Row]) -> Iterator[Fault]:
    for place, row in enumerate(person):
        for earlier in person[:place]:
            if no := fits(row.assignment, (earlier.assignment,)):
                yield misfit(row, no, f"in row {earlier.number}")


def shared(rows: Sequence[Row]) -> Iterator[Fault]:
    """An account belongs to one person."""
    holder: dict[tuple[str, str], Row] = {}
    for row in rows:
        for column, account in row.accounts:
            first = holder.setdefault((column, account), row)
            if first.email != row.email:
                yield Fault(
                    row.number, column, f"“{account}” is bound in row {first.number} to {first.email}"
                )
