"""The pure steps through a form: what was answered so far, and what is still open."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, auto

from bot.cards import Say
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
from bot.ports import Lexicon

Given = Mapping[str, str | None]
"""Answers by name, as typed or in the spelling that is kept; None is what was skipped."""


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
    """Questions of the present page still open, with what stands in the way and what was typed.

    `notice`: about all of it, not about one answer.
    """

    draft: Draft
    questions: Mapping[str, AnyQuestion]
    page: int = 1
    pages: int = 1
    typed: Given = field(default_factory=dict)
    problems: Mapping[str, Say] = field(default_factory=dict)
    guesses: Mapping[str, tuple[Labelled, ...]] = field(default_factory=dict)
    notice: Say | None = None

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
