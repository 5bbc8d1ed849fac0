"""One turn of one delegation on a list of speakers, from the request to its end."""

from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    STATEMENT = "statement"
    QUESTION = "question"
    ANSWER = "answer"
    POINT_OF_ORDER = "point-of-order"
    RIGHT_OF_REPLY = "right-of-reply"


class Motion(StrEnum):
    """What a point of order moves, in the order in which motions precede one another."""

    NONE = ""
    SUSPEND_MEETING = "suspend-meeting"
    ADJOURN_MEETING = "adjourn-meeting"
    ADJOURN_DEBATE = "adjourn-debate"
    CLOSE_DEBATE = "close-debate"


class Capacity(StrEnum):
    NATIONAL = "national"
    GROUP = "group"
    OBSERVER = "observer"
    ORGANIZATION = "organization"
    OFFICER = "officer"
    SECRETARIAT = "secretariat"


class Mode(StrEnum):
    ROOM = "room"
    ONLINE = "online"
    PRE_RECORDED = "pre-recorded"


class ListName(StrEnum):
    """Each agenda item has these lists; all of them share one clock."""

    STATEMENTS = "statements"
    QUESTIONS = "questions"
    REPLIES = "replies"


class Class(IntEnum):
    """The first thing that orders a list; a question is put to who speaks, else it has a list of its own."""

    POINT_OF_ORDER = 0
    OFFICER = 1
    QUESTION = 2
    STATEMENT = 3


class State(StrEnum):
    LISTED = "listed"
    CALLED = "called"
    SPEAKING = "speaking"
    PAUSED = "paused"
    INTERRUPTED = "interrupted"
    FINISHED = "finished"
    CUT_OFF = "cut-off"
    NOT_TAKEN = "not-taken"
    WITHDRAWN = "withdrawn"
    WRITTEN = "written"
    DECLINED = "declined"
    CARRIED_OVER = "carried-over"
    VOID = "void"


LIVE = frozenset({State.LISTED, State.CALLED, State.SPEAKING, State.PAUSED, State.INTERRUPTED})
WAITING = frozenset({State.LISTED, State.INTERRUPTED})
SPOKEN = frozenset({State.FINISHED, State.CUT_OFF})
NOTE_LENGTH, SPEAKER_LENGTH, LINK_LENGTH, WORDS_A_MINUTE = 250, 120, 500, 110
ORDINARY = frozenset({Kind.STATEMENT, Kind.QUESTION, Kind.ANSWER})


class Place(NamedTuple):
    """Where an entry stands on its list: compared from left to right, the smallest is called first.

    `category` −1 is the head of the class; `step` tells those apart that were set right before or behind
    another, or listed at one stroke.
    """

    of: Class
    category: int
    level: int
    rank: int
    number: int
    step: tuple[int, ...] = (0,)


class Asked(NamedTuple):
    """What was asked for; `delegation` an ISO 3166 alpha-3 code or an organization's id; `by` a person's id.

    `at`: when the request reached us, in UTC; `group`: on whose behalf, empty for the delegation's own;
    `source`: the platform it came by; `category` counts from 0 in the network's order of speakers, `level`
    from 0 for the highest protocol level; `link`: of the written text; `words`: of that text, 0 where not
    counted; `allotted_s`: seconds of this turn alone; `after`: the earlier entry this one follows on.
    """

    delegation: str
    item: str
    kind: Kind
    by: str
    at: datetime
    source: str
    capacity: Capacity = Capacity.NATIONAL
    group: str = ""
    motion: Motion = Motion.NONE
    mode: Mode = Mode.ROOM
    speaker: str = ""
    note: str = ""
    link: str = ""
    words: int = 0
    allotted_s: int | None = None
    category: int = 0
    level: int = 0
    after: str = ""
    late: bool = False


class Entry(NamedTuple):
    """`number`: of the event that listed it; `limit_s`: fixed when it begins; `spoken`: of ended segments.

    `since`: the clock runs from here, None while it stands; `why`: the reason of the last change of place;
    `passes`: how often it was not there when called; `swap`: the entry it has offered to change places with;
    `seat`: how many the same event listed before it, as it carried them over.
    """

    id: str
    number: int
    asked: Asked
    list: ListName
    place: Place
    state: State = State.LISTED
    limit_s: int | None = None
    spoken: timedelta = timedelta()
    since: datetime | None = None
    segments: int = 0
    called_at: datetime | None = None
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    ready: bool = False
    passes: int = 0
    moved: bool = False
    why: str = ""
    swap: str = ""
    ruling: str = ""
    seat: int = 0

    @property
    def waits(self) -> bool:
        return self.state is State.LISTED

    def elapsed(self, now: datetime) -> timedelta:
        """Spoken so far; exact over pauses, suspensions, restarts and what was taken back."""
        return self.spoken + max(timedelta(), now - self.since) if self.since else self.spoken
