"""Dialogs as data: a form, actions and views under one name."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.cards import Card, Pointer
from bot.dialog.outcome import Context, Outcome
from bot.dialog.progress import Given
from bot.domain.access import Rule
from bot.domain.people import Person
from bot.ports import Lexicon, Reading

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Made by `asks`, which lets mypy check that `complete` takes these answers.

    `kind`: whose owner `may` is asked about; `start`: what stands in the fields when the form is opened on
    a record; `preset`: what this person is offered in those of a new one;
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
    preset: Callable[[Person, Lexicon], Given] | None = None
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
    """`typed`: people can also say it, in the words of the catalogue's `command-VERB`.

    `heard`: what words mean by themselves, as the `of` of its pointer; None where it is something else.
    """

    verb: str
    may: Rule
    act: Callable[[Pointer, Context], Awaitable[Outcome]]
    typed: bool = False
    heard: Callable[[str, Lexicon], str | None] | None = None


@dataclass(frozen=True, slots=True)
class View:
    """`follows`: the touch that redraws a card already sent; None for a card that may grow old.

    `may` is asked at each drawing, of the reader and the record's owner; `useful` before it is sent: false
    where it has come too late for this reader. None: it never does. `urgent`: somebody works with this card,
    so it is edited before others where a platform takes only so many edits.
    """

    name: str
    may: Rule
    draw: Callable[[str, Reading, Person], Awaitable[Card]]
    follows: Callable[[str, Person], str] | None = None
    useful: Callable[[str, Reading, Person], Awaitable[bool]] | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Dialog:
    """`name` is also the name of its form, its pointer and its texts."""

    name: str
    form: Form | None = None
    actions: tuple[Action, ...] = ()
    views: tuple[View, ...] = ()
