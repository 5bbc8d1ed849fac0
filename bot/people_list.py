"""The operator's commands on the focal points list: import, export, and a code for somebody on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.admission import CHANCE, code_of, new_code
from bot.domain.history import Change, Status, begun
from bot.domain.interest import ACCEPT, Capacity, Interest, Statement
from bot.domain.people import Assignment, Listed, Person, Refused, Role, an_email, fits
from bot.people_rows import Fault, Faulty, Row, misfit
from bot.unit import UnitOfWork, Units


@dataclass(slots=True)
class Imported:
    """How many rows of each table are new or changed."""

    people: int = 0
    roles: int = 0
    accounts: int = 0
    memberships: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    code: str
    name: str
    expires_at: datetime


async def import_people(
    units: Units, rows: Sequence[Row], *, now: datetime, fresh: Callable[[], str], dry_run: bool = False
) -> Imported | Faulty:
    """All rows or none: what is on the list and not in the file stays as it is."""
    async with units() as unit:
        importing = Importing(unit, now, fresh, Imported(), [])
        for row in rows:
            await importing.row(row)
        if importing.faults:
            return Faulty(tuple(importing.faults))
        if not dry_run:
            await unit.commit(("focal-points", "outbox"))
        return importing.done


async def export_people(units: Units) -> list[Row]:
    async with units() as unit:
        return [row for one in await unit.focal_points.all() for row in await rows(one, unit)]


async def issue_code(
    units: Units, email: str, *, now: datetime, chance: Callable[[int], bytes]
) -> Issued | None:
    """`chance` gives that many random bytes; None where nobody on the list has that e-mail."""
    async with units() as unit:
        one = await unit.focal_points.by_email(an_email(email) or "")
        if one is None or not one.roles:
            return None
        code = code_of(chance(CHANCE))
        kept = new_code(one.person.id, code, at=now)
        await unit.codes.issue(kept)
        await unit.commit()
        return Issued(code=code, name=one.person.name, expires_at=kept.expires_at)


async def rows(one: Listed, unit: UnitOfWork) -> list[Row]:
    """One for each role, past ones too."""
    return [row(one, role, await memberships(role.delegation, unit)) for role in one.roles]


def row(one: Listed, role: Assignment, bodies: tuple[str, ...]) -> Row:
    person = one.person
    return Row(
        assignment=role,
        name=person.name,
        email=person.email,
        language=person.language,
        time_zone=person.time_zone,
        bodies=bodies,
        teams=tuple(address for platform, address in one.accounts if platform == "teams"),
        slack=tuple(address for platform, address in one.accounts if platform == "slack"),
    )


async def memberships(delegation: str, unit: UnitOfWork) -> tuple[str, ...]:
    found = await unit.interests.of_delegation(delegation) if delegation else ()
    return tuple(sorted(one.body for one in found if one.status is Status.ACCEPTED))


@dataclass(frozen=True, slots=True)
class Importing:
    unit: UnitOfWork
    now: datetime
    fresh: Callable[[], str]
    done: Imported
    faults: list[Fault]

    async def row(self, row: Row) -> None:
        one = await self.person(row)
        await self.role(row, one)
        for platform, address in row.accounts:
            await self.account(row, one.person, platform, address)
        if row.assignment.delegation:
            for body in row.bodies:
                await self.membership(row.assignment, body)

    async def person(self, row: Row) -> Listed:
        """What the file leaves empty stays as it is."""
        people = self.unit.focal_points
        known = await people.by_email(row.email)
        before = known.person if known else Person(id=self.fresh(), email=row.email)
        after = replace(
            before,
            name=row.name,
            language=row.language or before.language,
            time_zone=row.time_zone or before.time_zone,
        )
        if known is None:
            await people.add(after)
        elif after != before:
            await people.save(after)
        self.done.people += known is None or after != before
        return Listed(after, known.roles if known else (), known.accounts if known else ())

    async def role(self, row: Row, one: Listed) -> None:
        before = next((role for role in one.roles if same(role, row.assignment)), None)
        of, version = (before.id, before.version) if before else (self.fresh(), 1)
        after = replace(row.assignment, id=of, person=one.person.id, version=version)
        if no := fits(after, one.roles):
            self.faults.append(misfit(row, no, "on the list"))
        elif before is None:
            await self.unit.focal_points.assign(after)
        elif after != before:
            await self.unit.focal_points.change(replace(after, version=version + 1))
        self.done.roles += after != before

    async def account(self, row: Row, person: Person, platform: str, address: str) -> None:
        """An account that talked with the bot before it was listed brings its chat along."""
        people = self.unit.focal_points
        holder = await people.bound(platform, address)
        if holder is None:
            await people.bind(platform, address, person.id)
        elif holder.roles and holder.person.id != person.id:
            why = f"“{address}” is bound to {holder.person.email or holder.person.name} on the list"
            self.faults.append(Fault(row.number, platform, why))
        elif holder.person.id != person.id:
            await people.join(holder.person.id, person.id)
        self.done.accounts += holder is None or holder.person.id != person.id

    async def membership(self, role: Assignment, body: str) -> None:
        interests = self.unit.interests
        standing = await interests.standing(role.delegation, body)
        if standing is None:
            await interests.add(self.accepted(role, body))
        elif standing.status is not Status.ACCEPTED:
            taken = standing.stepped(ACCEPT, by="", at=self.now)
            if not isinstance(taken, Refused):
                await interests.save(taken)
        self.done.memberships += standing is None or standing.status is not Status.ACCEPTED

    def accepted(self, role: Assignment, body: str) -> Interest:
        """As what the list says: the body's widest capacity, for an observer that of an observer."""
        found = self.unit.reading.network.body(body)
        capacities = found.capacities if found else tuple(Capacity)
        wished = (Capacity.OBSERVER,) if role.role is Role.OBSERVER else (Capacity.BOTH, *capacities)
        capacity = next((one for one in wished if one in capacities), capacities[0])
        history = (*begun(by="", at=self.now), Change(Status.ACCEPTED, "", self.now))
        stated = Statement(capacity=capacity, agency=role.agency)
        return Interest(id=self.fresh(), owner=role.delegation, body=body, statement=stated, history=history)


def same(role: Assignment, other: Assignment) -> bool:
    """The same role, whose dates the file may change."""
    return (role.role, role.delegation) == (other.role, other.delegation) and role.overlaps(other)
