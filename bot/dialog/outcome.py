"""What a dialog is given, and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.cards import Say, say
from bot.dialog.progress import Given
from bot.domain.people import Person, Refused, Role
from bot.ports import Lexicon, Reading, Work


@dataclass(frozen=True, slots=True)
class Show:
    view: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Refuse:
    """Why not, and the card that stays in view with its buttons."""

    why: Say
    card: Show | None = None


@dataclass(frozen=True, slots=True)
class Open:
    form: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Mend:
    """Answers that only the records show to be wrong, by question: these are asked again, with why."""

    problems: Mapping[str, Say]


@dataclass(frozen=True, slots=True, kw_only=True)
class To:
    """Everyone in one of the roles, of the delegation, or this person; never who acts.

    `at`: (platform, place) where it goes and nowhere else; `until`: when it is of no use any more.
    """

    what: Say | Show
    roles: frozenset[Role] = frozenset()
    delegation: str = ""
    person: str = ""
    at: tuple[str, str] | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`touch`: names of what has changed; live messages and pages that follow one are drawn again.

    `anew`: who acts is another than before, in language or even identity: the answer is for them.
    `here`: for all who read along where it was said.
    """

    reply: Say | Show | Refuse | Open | Mend
    notify: tuple[To, ...] = ()
    touch: tuple[str, ...] = ()
    anew: bool = False
    here: Show | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """`fresh`: a new record's id; `of`: the record the form was opened on; `lexicon`: the person's own.

    `event`: of what came in, the same when it comes again; `given`: what a page has sent along with a press.
    `among`: (platform, place) of the chat where it was said, if others read along there. `code`: the one-time
    code that a name stands for, kept nowhere. `on`: (platform, handle) of the message that was pressed.
    `typed`: it was said in words.
    """

    person: Person
    now: datetime
    received_at: datetime
    work: Work
    reading: Reading
    lexicon: Lexicon
    fresh: str
    code: Callable[[str], str]
    event: str = ""
    of: str = ""
    given: Given = field(default_factory=dict)
    among: tuple[str, str] | None = None
    on: tuple[str, str] | None = None
    typed: bool = False


def said(no: Refused) -> Say:
    """The rules' words; a day or moment in them is shown as the reader writes it."""
    return Say(no.key, {name: said_date(arg) if isinstance(arg, date) else arg for name, arg in no.args})


def said_date(at: date) -> Say:
    return said_moment(at) if isinstance(at, datetime) else say("day", day=at.isoformat())


def said_moment(at: datetime) -> Say:
    return say("moment", at=at.isoformat())
