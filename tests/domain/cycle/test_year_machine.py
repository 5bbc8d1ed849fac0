"""A meeting is moved, moved back, cancelled and restored while its reminders are on their way."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.calendar import Year
from bot.domain.cycle.day import Past, merged
from bot.domain.cycle.due import Reader, due, opens, windows
from bot.domain.cycle.moving import Heard, anew, notice_until, redated, to_be_told
from bot.domain.cycle.plan import plan
from bot.domain.cycle.touch import Manner, Touch
from bot.domain.cycle.touches import of_cycle, of_meeting
from bot.domain.cycle.whom import Circle, whom
from bot.domain.meetings import Item, Meeting, MeetingStatus, Sitting, moved, revised
from bot.domain.people import Person, Role
from bot.holidays import PublicHolidays
from tests.domain.cycle.naive_reminders import asleep, expected, newest
from tests.worlds import network

HOUR, DAY, CALENDARS = timedelta(hours=1), timedelta(days=1), PublicHolidays()
local = datetime.fromisoformat
ZONES = st.sampled_from(["Asia/Dhaka", "Pacific/Fiji", "Asia/Almaty"])
PEOPLE = tuple(
    Person(id=code, roles=frozenset({Role.FOCAL_POINT}), delegation=code) for code in ("BGD", "FJI", "KAZ")
)
BODY = network().bodies[0]
CIRCLE = Circle(body=BODY, network=network(), zone="Asia/Bangkok", people=PEOPLE)
FIRST = Meeting(
    id="m",
    title={"en": "Roundtable"},
    body=BODY.id,
    zone="Asia/Bangkok",
    sittings=(Sitting(local("2022-03-24T14:30"), local("2022-03-24T17:30")),),
)


@dataclass
class Row:
    """A message that waits: a notice where it has no touches."""

    sequence: int
    day: date | None = None
    touches: list[Touch] = field(default_factory=list)


@dataclass(frozen=True)
class Received:
    what: str
    at: datetime
    shows: Meeting


def shown(meeting: Meeting) -> object:
    """What somebody believes who has read of it."""
    where = (meeting.sittings, meeting.zone, meeting.room)
    return "off" if meeting.cancelled else (*where, meeting.status)


class OfAMeeting(RuleBasedStateMachine):
    """`lost`: those of whose last message nobody knows whether it arrived, and it did not."""

    @initialize()
    def begin(self) -> None:
        self.now = self.known_at = datetime(2022, 2, 16, tzinfo=UTC)
        self.meeting, self.dated, self.down = FIRST, 0, False
        self.versions, self.declined = {0: FIRST}, set[str]()
        self.rows: dict[str, list[Row]] = {one.id: [] for one in PEOPLE}
        self.told: dict[str, list[str]] = {one.id: [] for one in PEOPLE}
        self.gone: dict[str, list[date]] = {one.id: [] for one in PEOPLE}
        self.heard: dict[str, list[Heard]] = {one.id: [] for one in PEOPLE}
        self.inbox: dict[str, list[Received]] = {one.id: [] for one in PEOPLE}
        self.lost = set[str]()

    def change(self, wanted: Meeting) -> None:
        before, self.meeting = self.meeting, revised(self.meeting, wanted)
        if self.meeting is before:
            return
        self.versions[self.meeting.sequence] = self.meeting
        if redated(before, self.meeting):
            self.dated, self.known_at = self.meeting.sequence, self.now
        for who in self.rows:
            self.forget(who)
        for who in to_be_told(self.meeting, self.versions, self.heard):
            self.rows[who].append(Row(self.meeting.sequence))

    def forget(self, who: str) -> None:
        """What has not left and is of an older version is as if it had never been."""
        dropped = [one for row in self.rows[who] for one in row.touches if one.dated < self.dated]
        for one in dropped:
            self.told[who].remove(one.key)
        for row in self.rows[who]:
            row.touches = [one for one in row.touches if one not in dropped]
        self.rows[who] = [row for row in self.rows[who] if row.touches]

    @rule(by=st.sampled_from([1, 5, 11, 24, 3 * 24, 8 * 24, -2, -48, -9 * 24]))
    def move(self, by: int) -> None:
        self.change(moved(self.meeting, self.meeting.starts + by * HOUR))

    @rule()
    def move_back(self) -> None:
        earlier = self.versions[max(0, self.meeting.sequence - 1)]
        self.change(replace(self.meeting, sittings=earlier.sittings))

    @rule(status=st.sampled_from(MeetingStatus))
    def cancel_or_restore(self, status: MeetingStatus) -> None:
        self.change(replace(self.meeting, status=status))

    @rule(room=st.sampled_from("AB"))
    def another_room(self, room: str) -> None:
        self.change(replace(self.meeting, room=room))

    @rule(number=st.sampled_from("12"))
    def another_agenda(self, number: str) -> None:
        before = self.notices()
        self.change(replace(self.meeting, items=(Item(number=number, title={"en": "Item"}),)))
        in_doubt = {who for who, heard in self.heard.items() if not all(one.surely for one in heard)}
        too_late = self.now >= notice_until(self.meeting)
        assert too_late or self.notices() - in_doubt <= before

    def notices(self) -> set[str]:
        """Who has one waiting."""
        return {who for who, rows in self.rows.items() if any(not row.touches for row in rows)}

    @rule(by=st.sampled_from([1, 3, 7, 24, 24, 72, 6 * 24]))
    def passes(self, by: int) -> None:
        self.now += by * HOUR

    @rule(before=st.sampled_from([-1, 0, 1, 2, 24]))
    def comes_near(self, before: int) -> None:
        self.now = max(self.now, self.meeting.starts - before * HOUR)

    @rule(days=st.sampled_from([30, 14, 7, 1, 1]), hour=st.sampled_from([8, 9, 9]), zone=ZONES)
    def a_morning_comes(self, days: int, hour: int, zone: str) -> None:
        there = ZoneInfo(zone)
        day = self.meeting.starts.astimezone(there).date() - days * DAY
        self.now = max(self.now, datetime.combine(day, time(hour), there).astimezone(UTC))

    @rule(days=st.sampled_from([30, 14, 7, 1]), zone=ZONES)
    def a_morning_comes_and_is_used(self, days: int, zone: str) -> None:
        self.a_morning_comes(days, 9, zone)
        self.tick()
        self.send(arrives=True, surely=True)

    @rule(days=st.sampled_from([14, 7, 1]), zone=ZONES)
    def a_day_is_added_just_after_a_reminder(self, days: int, zone: str) -> None:
        self.a_morning_comes_and_is_used(days, zone)
        self.move(24)
        self.send(arrives=True, surely=True)
        self.a_morning_comes_and_is_used(days, zone)

    @rule()
    def outage(self) -> None:
        self.down = not self.down

    @rule(who=st.sampled_from([one.id for one in PEOPLE]))
    def answer(self, who: str) -> None:
        self.declined ^= {who}

    @rule()
    def tick(self) -> None:
        if self.down:
            return
        for reader, touches in self.readers().items():
            waiting = [*self.told[reader.person.id]]
            self.plan(reader, touches)
            fresh = [one for one in self.told[reader.person.id] if one not in waiting]
            assert [one.rpartition("/")[2] for one in fresh] == self.naive(reader, waiting)

    def readers(self) -> dict[Reader, list[Touch]]:
        found = dict[Reader, list[Touch]]()
        circle = replace(CIRCLE, declined=self.declined)
        for touch in of_meeting(self.meeting, network(), dated=self.dated):
            for reader in whom(touch, circle):
                found.setdefault(reader, []).append(touch)
        return found

    def plan(self, reader: Reader, touches: list[Touch]) -> None:
        who = reader.person.id
        open_now = due(touches, reader, CALENDARS, known_at=self.known_at, now=self.now)
        opening = [(one, opens(one, reader, CALENDARS, self.known_at)) for one in open_now]
        left = anew(opening, self.told[who], self.known_at)
        for one in left:
            if one.manner is Manner.AT_ONCE and one.key not in self.told[who]:
                self.rows[who].append(Row(self.meeting.sequence, touches=[one]))
                self.told[who].append(one.key)
        for day in merged([(reader, one) for one in left], Past(told=self.told, gone=self.gone), self.now):
            self.told[who] += [one.key for one in day.touches]
            row = next((row for row in self.rows[who] if row.day == day.day), None)
            if row:
                row.touches += day.touches
            else:
                self.rows[who].append(Row(self.meeting.sequence, day.day, [*day.touches]))

    def naive(self, reader: Reader, told: list[str]) -> list[str]:
        found = newest(self.meeting, reader, CALENDARS, self.known_at, self.now)
        name = expected(found, [one.rpartition("/")[2] for one in told], self.known_at, self.dated)
        today = self.now.astimezone(ZoneInfo(reader.zone)).date()
        waits = asleep(self.meeting, reader, self.now) or today in self.gone[reader.person.id]
        return [f"{name}@{self.dated}"] if name and (name == "T-1h" or not waits) else []

    @rule(arrives=st.booleans(), surely=st.booleans())
    def send(self, *, arrives: bool, surely: bool) -> None:
        for who, rows in self.rows.items():
            if rows and not self.down:
                self.leave(who, rows.pop(0), arrives=arrives or surely, surely=surely)

    def leave(self, who: str, row: Row, *, arrives: bool, surely: bool) -> None:
        said = [*self.drawn(who, row)]
        if row.day and said:
            self.gone[who].append(row.day)
        if said:
            self.heard[who].append(Heard(self.meeting.sequence, surely))
            self.lost = self.lost - {who} if arrives else self.lost | {who}
        if arrives:
            self.inbox[who] += [Received(what, self.now, self.meeting) for what in said]

    def drawn(self, who: str, row: Row) -> Iterator[str]:
        """What of it is still of use when it leaves."""
        if row.touches:
            if who not in self.declined:
                yield from (one.key for one in row.touches if self.now < one.until)
        elif self.now < notice_until(self.meeting) and self.is_news(who, row):
            yield f"change@{row.sequence}"

    def is_news(self, who: str, row: Row) -> bool:
        """A reminder that left in between may have told them."""
        to_tell = to_be_told(self.meeting, self.versions, {who: self.heard[who]})
        return row.sequence == self.meeting.sequence and who in to_tell

    @rule()
    def settle(self) -> None:
        """All is up again and everything leaves: nobody is left with an older date."""
        self.down = False
        while any(self.rows.values()):
            self.send(arrives=True, surely=True)
        for who, messages in self.inbox.items():
            if messages and who not in self.lost and self.now < notice_until(self.meeting):
                assert shown(messages[-1].shows) == shown(self.meeting)

    @invariant()
    def nobody_is_told_the_same_of_the_same_version_twice(self) -> None:
        for messages in self.inbox.values():
            said = [one.what for one in messages]
            assert len(said) == len({*said})

    @invariant()
    def nobody_hears_of_a_change_before_having_heard_of_the_meeting(self) -> None:
        for who, messages in self.inbox.items():
            sent_before = len(self.heard[who]) > len(messages)
            assert not messages or sent_before or not messages[0].what.startswith("change")

    @invariant()
    def a_notice_says_something_new(self) -> None:
        for who, messages in self.inbox.items():
            if who not in self.lost and all(one.surely for one in self.heard[who]):
                for before, after in pairwise(messages):
                    assert not after.what.startswith("change") or shown(before.shows) != shown(after.shows)

    @invariant()
    def nothing_comes_after_the_start(self) -> None:
        for messages in self.inbox.values():
            for one in messages:
                assert one.at < (one.shows.ends if one.shows.cancelled else one.shows.starts)

    @invariant()
    def no_day_has_two_messages(self) -> None:
        assert all(len(days) == len({*days}) for days in self.gone.values())


TestOfAMeeting = OfAMeeting.TestCase
TestOfAMeeting.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


class Working:
    """Nobody ever rests."""

    def year(self, country: str, year: int) -> Year:
        return Year(known=True, weekend=frozenset())


countries = st.sampled_from(["BGD", "CHN", "FJI", "IRN", "KAZ", "LKA", "THA", "TUR"])


@settings(max_examples=40, deadline=None)
@given(countries, st.dates(date(2022, 1, 1), date(2035, 1, 1)))
def test_deadlines_never_move_for_days_of_rest(country: str, meeting: date) -> None:
    year = plan(network(), meeting, meeting + 173 * DAY)
    touches = [*of_cycle("cycle:c", year, network(), dated=0)]
    known = datetime.combine(meeting - 400 * DAY, datetime.min.time(), UTC)
    of = Reader(person=Person(id="ana"), zone="Asia/Bangkok", country=country)
    last = [
        {one.touch.row: one.closes for one in windows(touches, of, calendars, known)}
        for calendars in (CALENDARS, Working())
    ]
    assert last[0] == last[1] == {one.row: one.until for one in touches}
