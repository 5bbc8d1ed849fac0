"""The messages of a year as an operator reads them: a table by day, or lines for a spreadsheet."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from bot.cards import say
from bot.cycle_list import Listing, Message, first_day
from bot.domain.calendar import Holiday
from bot.domain.cycle.plan import Milestone
from bot.domain.cycle.task import Task
from bot.domain.cycle.touch import Series, Touch
from bot.domain.network import titled
from bot.people_csv import neutral
from bot.ports import Words

HEADER = (
    "kind",
    "planned",
    "local",
    "utc",
    "name",
    "email",
    "delegation",
    "delegation_name",
    "series",
    "about",
    "offset",
    "number",
    "only_if_silent",
    "skipped",
    "party",
    "key",
)
MARK = "\ufeff"
"""By which spreadsheets know that it is UTF-8."""

SERIES: Mapping[Series, str] = {
    Series.INVITATION: "invitation",
    Series.CHASE: "chase",
    Series.REMINDER: "reminder",
    Series.ASK: "asked for",
    Series.CLOSING: "last call",
    Series.SURVEY_CHASE: "chase",
    Series.STEP: "step",
}
TASKS: Mapping[Task, str] = {
    Task.CALL: "topics, studies and trainings",
    Task.EXCHANGE_CHECK: "whether needs and offers are still valid",
    Task.CONSULTATION: "a bilateral consultation",
    Task.SUPPORT: "requests for participation support",
    Task.REGISTRATION: "registration",
    Task.STATEMENTS: "speaking slots and written statements",
    Task.COMMENTS: "comments on the draft summary",
    Task.SURVEY: "the survey",
    Task.OPTIONS: "a view of each option",
}
SILENT = "[if silent]"
RULES = (
    "Reminders go to all whom the meeting concerns, but for who has declined; all else to focal points,",
    "from the second chase also to alternates; to who stands in where there is none or who is on leave.",
    f"{SILENT}: goes only to those who have not answered by then.",
    "Comments are asked for when the draft summary is there; its planned day is taken here.",
    "What falls on one day of one person at 09:00 goes as one message. Nothing has been sent.",
)


Row = tuple[date, tuple[str, ...]]


def table(found: Listing, words: Words, *, steps: bool = True) -> str:
    """Days of a message are its reader's, those of a step the home's."""
    milestones = found.plan.milestones if steps else ()
    rows = [*map(step, milestones), *(message(one, found, words) for one in found.messages)]
    rows.sort(key=lambda row: row[0])
    widths = [max(map(len, column)) for column in zip(*(cells for _, cells in rows), strict=True)]
    lines = [*head(found, milestones), *unknown(found, words)]
    for day, of_it in groupby(rows, key=lambda row: row[0]):
        lines += ["", long(day)]
        lines += ["  " + "  ".join(map(str.ljust, cells, widths)).rstrip() for _, cells in of_it]
    return "".join(f"{one}\n" for one in lines)


def step(one: Milestone) -> Row:
    return one.day, ("step", "", str(one.party), "", str(one.step))


def message(one: Message, found: Listing, words: Words) -> Row:
    local, person = one.local, one.reader.person
    country = named(person.delegation, words)
    told = " ".join(filter(None, (about(one.touch, found), SILENT if one.silent else "", moved(one))))
    return local.date(), (
        f"{local:%H:%M} {offset(local)}",
        f"{one.at:%Y-%m-%d %H:%M} UTC",
        person.name,
        country,
        told,
    )


def head(found: Listing, milestones: Sequence[Milestone]) -> Iterator[str]:
    meeting, forum = found.meeting, found.plan.forum
    starts, first = meeting.sittings[0].starts, first_day(meeting)
    after = counted((forum - first).days, "day")
    yield f"{titled(meeting.title, 'en')}: {long(first)}, {starts:%H:%M} ({meeting.zone})."
    yield f"Forum: {long(forum)}, {after} later."
    people = len({one.reader.person.id for one in found.messages})
    counts = (
        counted(len(found.messages), "message"),
        f"to {counted(people, 'person', 'people')}",
        f"and {counted(len(milestones), 'step')}" if milestones else "",
    )
    yield f"{' '.join(filter(None, counts))}."
    yield from RULES


def unknown(found: Listing, words: Words) -> Iterator[str]:
    for country, years in found.unknown.items():
        of = " and ".join(map(str, years))
        yield f"{named(country, words)}: public holidays of {of} are not known; only weekends are heeded."


def named(delegation: str, words: Words) -> str:
    return words(say("delegation", id=delegation)) if delegation else ""


def about(touch: Touch, found: Listing) -> str:
    series = SERIES[touch.series]
    what = TASKS[touch.task] if touch.task else titled(found.meeting.title, "en")
    number = f" {touch.number}" if touch.series is Series.CHASE else ""
    return f"{series}{number}: {what} ({touch.offset})"


def moved(one: Message) -> str:
    if not one.skipped:
        return ""
    return f"– instead of {short(one.planned)}: {', '.join(map(rest, one.skipped))}"


def rest(one: Holiday) -> str:
    return f"{one.name} (expected)" if one.estimated else one.name


def long(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def short(day: date) -> str:
    return f"{day:%a} {day.day} {day:%B}"


def offset(local: datetime) -> str:
    """Such as +05:30."""
    return local.isoformat()[-6:]


def counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def table_csv(found: Listing, words: Words, *, steps: bool = True) -> str:
    """What people typed is no formula; times as ISO 8601 with their offset, days as ISO 8601."""
    milestones = found.plan.milestones if steps else ()
    out = io.StringIO()
    out.write(MARK)
    writer = csv.DictWriter(out, HEADER, restval="")
    writer.writeheader()
    every = (*map(step_fields, milestones), *(fields(one, found, words) for one in found.messages))
    writer.writerows({name: neutral(cell) for name, cell in row.items()} for row in every)
    return out.getvalue()


def step_fields(one: Milestone) -> Mapping[str, str]:
    return {"kind": "step", "planned": str(one.day), "about": str(one.step), "party": str(one.party)}


def fields(one: Message, found: Listing, words: Words) -> Mapping[str, str]:
    person, touch = one.reader.person, one.touch
    return {
        "kind": "message",
        "local": one.local.isoformat(timespec="seconds"),
        "utc": one.at.isoformat(timespec="seconds"),
        "name": person.name,
        "email": person.email,
        "delegation": person.delegation,
        "delegation_name": named(person.delegation, words),
        "series": str(touch.series),
        "about": TASKS[touch.task] if touch.task else titled(found.meeting.title, "en"),
        "offset": touch.offset,
        "number": str(touch.number),
        "only_if_silent": "yes" if one.silent else "",
        "planned": str(one.planned),
        "skipped": "; ".join(map(rest, one.skipped)),
        "key": touch.key,
    }
