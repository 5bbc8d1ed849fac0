"""Times as an agenda prints them, without the day: which day is meant follows from the sittings."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from bot.domain.meetings import Sitting

Printed = time | datetime
SAY_THE_DAY = "say the day too, such as 2022-03-24T14:45:00"


def placed(starts: Printed, ends: Printed, sittings: Sequence[Sitting]) -> Sitting | str:
    """Or why the day cannot be told."""
    begins = beginning(starts, ends, sittings)
    return begins if isinstance(begins, str) else Sitting(begins, ending(begins, ends, sittings))


def beginning(starts: Printed, ends: Printed, sittings: Sequence[Sitting]) -> datetime | str:
    """Within a sitting; where there is only one day, on that day also before and after."""
    if isinstance(starts, datetime):
        return starts
    found = list(within(starts, sittings))
    whole = [at for at in found if inside(at, ending(at, ends, sittings), sittings)]
    days = {day for one in sittings for day in (one.starts.date(), one.ends.date())}
    choice = whole or found or [datetime.combine(day, starts) for day in days]
    return choice[0] if len(choice) == 1 else f"may be on {len(choice)} days; {SAY_THE_DAY}"


def within(starts: time, sittings: Sequence[Sitting]) -> Iterator[datetime]:
    for one in sittings:
        for day in dict.fromkeys((one.starts.date(), one.ends.date())):
            at = datetime.combine(day, starts)
            if one.holds(at):
                yield at


def ending(begins: datetime, ends: Printed, sittings: Sequence[Sitting]) -> datetime:
    """On the same day; after midnight only where the sitting goes on so long."""
    if isinstance(ends, datetime):
        return ends
    at = datetime.combine(begins.date(), ends)
    tomorrow = at + timedelta(days=1)
    return tomorrow if at <= begins and inside(begins, tomorrow, sittings) else at


def inside(starts: datetime, ends: datetime, sittings: Sequence[Sitting]) -> bool:
    return any(one.starts <= starts and ends <= one.ends for one in sittings)
