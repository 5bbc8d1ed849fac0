"""Dialogs as data, and the pure steps through a form."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum, auto
from typing import TypeVar

from bot.cards import Card, Pointer, Say, say
from bot.domain.access import Rule
from bot.domain.people import Person, Refused, Role
from bot.forms import (
    AnyQuestion,
    Choices,
    Labelled,
    NotYet,
    Problem,
    Read,
    SoFar,
    Understood,
    Unsure,
    questions,
    read,
)
from bot.ports import Lexicon, Reading, Work

T = TypeVar("T")
Given = Mapping[str, str | None]


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
    """Everyone in one of the roles, of the delegation, or this person; never who acts."""

    what: Say | Show
    roles: frozenset[Role] = frozenset()
    delegation: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`touch`: names of what has changed; live messages and pages that follow one are drawn again.

    `anew`: who acts is another than before, in language or even identity: the answer is for them.
    """

    reply: Say | Show | Refuse | Open | Mend
    notify: tuple[To, ...] = ()
    touch: tuple[str, ...] = ()
    anew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """`fresh`: a new record's id; `of`: the record the form was opened on; `lexicon`: the person's own."""

    person: Person
    now: datetime
    received_at: datetime
    work: Work
    reading: Reading
    lexicon: Lexicon
    fresh: str
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Made by `asks`, which lets mypy check that `complete` takes these answers.

    `kind`: whose owner `may` is asked about; `start`: what stands in the fields when the form is opened on
    a record;
    `typed`: people can open it in the words of the catalogue's `command-NAME`; `heard`: answers that words
    give by themselves, without the form having been asked for; `barred`: what is answered instead of the form
    where the record's state is against it.
    """

    may: Rule
    answers: type
    complete: Callable[[Mapping[str, object], Context], Awaitable[Outcome]]
    kind: str = ""
    barred: Callable[[Context], Awaitable[Outcome | None]] | None = None
    start: Callable[[str, Reading], Awaitable[Given]] | None = None
    typed: bool = True
    heard: Callable[[str], Given | None] | None = None


def asks(
    may: Rule,
    answers: type[T],
    complete: Callable[[T, Context], Awaitable[Outcome]],
    *,
    kind: str = "",
    start: Callable[[str, Reading], Awaitable[Given]] | None = None,
    typed: bool = True,
) -> Form:
    async def completed(values: Mapping[str, object], context: Context) -> Outcome:
        return await complete(answers(**values), context)

    return Form(may=may, answers=answers, complete=completed, kind=kind, start=start, typed=typed)


@dataclass(frozen=True, slots=True)
class Action:
    """`typed`: people can also say it, in the words of the catalogue's `command-VERB`."""

    verb: str
    may: Rule
    act: Callable[[Pointer, Context], Awaitable[Outcome]]
    typed: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """`follows`: the touch that redraws a card already sent; None for a card that may grow old.

    `may` is asked at each drawing, of the reader and the record's owner.
    """

    name: str
    may: Rule
    draw: Callable[[str, Reading, Person], Awaitable[Card]]
    follows: Callable[[str, Person], str] | None = None


@dataclass(frozen=True, slots=True)
class Dialog:
    """`name` is also the name of its form, its pointer and its texts."""

    name: str
    form: Form | None = None
    actions: tuple[Action, ...] = ()
    views: tuple[View, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What has been answered so far; `before` holds what was taken back or stood there, to be offered again.

    `owner` is a delegation, or `person:ID`; `holder` is who goes on with it now. Answers are kept in the
    order given.
    """

    id: str
    form: str
    owner: str
    holder: str
    of: str = ""
    given: Given = field(default_factory=dict)
    before: Given = field(default_factory=dict)
    version: int = 0
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Questions of the present page still open, with what stands in the way and what was typed."""

    draft: Draft
    questions: Mapping[str, AnyQuestion]
    page: int = 1
    pages: int = 1
    typed: Given = field(default_factory=dict)
    problems: Mapping[str, Say] = field(default_factory=dict)
    guesses: Mapping[str, tuple[Labelled, ...]] = field(default_factory=dict)

    @property
    def stuck(self) -> bool:
        return bool(self.problems or self.guesses)

    def default(self, name: str) -> str:
        """What stands in the field: as typed, else what was there before."""
        if name in self.typed:
            return self.typed[name] or ""
        return self.draft.before.get(name) or ""


@dataclass(frozen=True, slots=True)
class Complete:
    draft: Draft
    values: Mapping[str, object]


class Standing(Enum):
    """Of a question without an answer: not decidable yet, not to be asked, to be asked."""

    WAITS = auto()
    HIDDEN = auto()
    OPEN = auto()


def standing(
    question: AnyQuestion, name: str, raw: Given, so_far: SoFar, lexicon: Lexicon
) -> Read | Standing:
    try:
        if not question.when(so_far):
            return Standing.HIDDEN
    except NotYet:
        return Standing.WAITS
    return read(question, raw[name], lexicon) if name in raw else Standing.OPEN


@dataclass(slots=True)
class Sorted:
    """The questions of a form, by how they stand."""

    so_far: SoFar = field(default_factory=SoFar)
    kept: dict[str, str | None] = field(default_factory=dict)
    open: dict[str, AnyQuestion] = field(default_factory=dict)
    problems: dict[str, Say] = field(default_factory=dict)
    guesses: dict[str, tuple[Labelled, ...]] = field(default_factory=dict)

    def take(self, name: str, question: AnyQuestion, found: Read | Standing, raw: Given) -> None:
        match found:
            case Understood(value, spelling):
                self.so_far[name], self.kept[name] = value, spelling
            case Standing.HIDDEN:
                self.so_far[name] = () if isinstance(question, Choices) else None
            case Standing.WAITS:
                self.kept |= {name: raw[name]} if name in raw else {}
            case Standing.OPEN:
                self.open[name] = question
            case Problem(why):
                self.open[name], self.problems[name] = question, why
            case Unsure(offered):
                self.open[name], self.guesses[name] = question, offered


def advance(answers: type, draft: Draft, given: Given, lexicon: Lexicon) -> Ask | Complete:
    """Take what was given; ask what is open, or complete.

    A question with `when` waits for the answers it asks about, and one of a later page for the earlier pages.
    """
    raw, asked, found = {**draft.given, **given}, questions(answers), Sorted()
    for name, question in asked.items():
        found.take(name, question, standing(question, name, raw, found.so_far, lexicon), raw)
    changed = replace(draft, given={name: found.kept[name] for name in raw if name in found.kept})
    if not found.open:
        return Complete(changed, found.so_far)
    page = min(question.page for question in found.open.values())
    here = {name: question for name, question in found.open.items() if question.page == page}
    return Ask(
        draft=changed,
        questions=here,
        page=page,
        pages=max(question.page for question in asked.values()),
        typed=given,
        problems={name: why for name, why in found.problems.items() if name in here},
        guesses={name: guesses for name, guesses in found.guesses.items() if name in here},
    )


def back(draft: Draft) -> Draft:
    """Forget the newest answer, and offer it again."""
    if not draft.given:
        return draft
    *earlier, last = draft.given
    kept = {name: draft.given[name] for name in earlier}
    return replace(draft, given=kept, before={**draft.before, last: draft.given[last]})


def said(no: Refused) -> Say:
    """The rules' words; a day or moment in them is shown as the reader writes it."""
    return Say(no.key, {name: said_date(arg) if isinstance(arg, date) else arg for name, arg in no.args})


def said_date(at: date) -> Say:
    return said_moment(at) if isinstance(at, datetime) else say("day", day=at.isoformat())


def said_moment(at: datetime) -> Say:
    return say("moment", at=at.isoformat())
