"""`focalbot cycle preview`: which meeting, which Forum and whom it is about, and what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.cycle_list import first_day, listed
from bot.cycle_told import table, table_csv
from bot.domain.cycle.whom import Circle
from bot.domain.meetings import Meeting, Sitting, moved
from bot.domain.network import Body, BodyKind, Network
from bot.domain.people import Person, an_email
from bot.domain.wall_clock import instant
from bot.errors import Misconfigured
from bot.holidays import PublicHolidays
from bot.operator import opened
from bot.settings import Settings

LASTS = timedelta(hours=3)
MORNING = time(9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`meeting`: a datetime at home where its hour is given too. What is None or empty is found out."""

    meeting: date | None = None
    forum: date | None = None
    body: str = ""
    person: str = ""
    as_csv: bool = False


async def preview(settings: Settings, asked: Asked) -> str:
    """Raises Misconfigured with what is to be given; nothing is sent and nothing kept."""
    async with opened(settings) as parts, parts.database.unit() as unit:
        now, network = parts.clock(), parts.database.network
        body = body_of(asked.body, network)
        meeting = meeting_of(asked.meeting, body, await unit.meetings.all(), network.home_zone, now)
        forum = forum_of(asked.forum, first_day(meeting), network)
        accepted = await unit.interests.accepted(body.id)
        people = await unit.people.acting(now=now)
    circle = Circle(body=body, network=network, zone=network.home_zone, people=people, accepted=accepted)
    found = listed(circle, meeting, forum, PublicHolidays(), only(asked.person, people))
    if asked.person and not found.messages:
        raise Misconfigured([f"--person: {asked.person} acts for nobody whom that meeting concerns."])
    write = table_csv if asked.as_csv else table
    return write(found, parts.words()["en"], steps=not asked.person)


def body_of(of: str, network: Network) -> Body:
    found = network.body(of) if of else first(BodyKind.NETWORK, network)
    if found:
        return found
    known = ", ".join(body.id for body in network.bodies)
    why = f"the network has no body “{of}”" if of else "say which body"
    raise Misconfigured([f"--body: {why}; there are {known}."])


def first(kind: BodyKind, network: Network) -> Body | None:
    return next((body for body in network.bodies if body.kind is kind), None)


def meeting_of(given: date | None, body: Body, known: Sequence[Meeting], zone: str, now: datetime) -> Meeting:
    """The one on the day that was asked for, else one as it may be; without a day the next there is."""
    of_body = [one for one in known if one.body == body.id and not one.cancelled]
    if given is None:
        return next((one for one in of_body if now < one.starts), None) or nothing_planned(body)
    there = next((one for one in of_body if first_day(one) == day_of(given)), None)
    if there is None:
        return supposed(given, body, zone)
    return moved(there, instant(given, there.zone)) if isinstance(given, datetime) else there


def day_of(given: date) -> date:
    return given.date() if isinstance(given, datetime) else given


def nothing_planned(body: Body) -> Meeting:
    why = f"no meeting of “{body.id}” is to come; give its first day"
    raise Misconfigured([f"--meeting: {why}, such as --meeting 2027-03-24, or import the meeting."])


def supposed(given: date, body: Body, zone: str) -> Meeting:
    """In the morning, where no hour is given."""
    at = given if isinstance(given, datetime) else datetime.combine(given, MORNING)
    name = f"{body.id}-{at.year}"
    return Meeting(id=name, title=body.title, body=body.id, zone=zone, sittings=(Sitting(at, at + LASTS),))


def forum_of(given: date | None, starts: date, network: Network) -> date:
    found = day_of(given) if given else coming(starts, network)
    if found is None:
        why = f"the network file has no Forum from {starts} on; give its first day"
        raise Misconfigured([f"--forum: {why}, such as --forum {starts + timedelta(weeks=25)}."])
    if found < starts:
        why = f"{found} is before the meeting, which prepares the Forum"
        raise Misconfigured([f"--forum: {why}; give {starts} or a later day."])
    return found


def coming(starts: date, network: Network) -> date | None:
    """The first day of the next event that the network file names after a body that is a Forum."""
    names = tuple(body.id for body in network.bodies if body.kind is BodyKind.FORUM)
    days = (one.starts for one in network.events if one.id.startswith(names))
    return min((day for day in days if starts <= day), default=None)


def only(email: str, people: Sequence[Person]) -> Sequence[str] | None:
    """Their ids; None where nobody was named."""
    if not email:
        return None
    found = [one.id for one in people if one.email and one.email == an_email(email)]
    if not found:
        why = f"nobody on the list who acts now has {email}"
        raise Misconfigured([f"--person: {why}; see “focalbot people export”."])
    return found
