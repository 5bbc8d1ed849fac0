"""A question asked in words: a card whose buttons can be pressed, typed by label or typed by number."""

from collections.abc import Iterator

from bot.cards import Actions, Block, Button, Card, Notice, Pick, Pointer, Say, Text, say
from bot.dialog import Ask
from bot.forms import AnyQuestion, Choices, Labelled, labels
from bot.ports import Lexicon

BUTTONS = 10
KEPT = ("broadcast", "broadcast-words", "broadcast-audience", "broadcast-when", "broadcast-terms")
LAST = dict.fromkeys(KEPT, "form-keep") | {"broadcast-as": "form-show"}
"""Forms that send nothing to anybody, whose last page says so."""


def asked(ask: Ask) -> str:
    """The name of the question to ask now: one with a problem first."""
    stuck = (name for name in ask.questions if name in ask.problems or name in ask.guesses)
    return next(stuck, next(iter(ask.questions)))


def label(ask: Ask, name: str) -> Say:
    return say(f"{ask.draft.form}-{name}")


def sending(ask: Ask) -> Say:
    """The label of what sends a page; a form of what will itself be sent one day only keeps it."""
    return say(LAST.get(ask.draft.form, "submit") if ask.page == ask.pages else "form-continue")


def finished(ask: Ask) -> Say:
    """What stands in place of a form that was sent off."""
    title = say(ask.draft.form)
    return say("form-kept" if ask.draft.form in LAST else "form-sent", form=title)


def hint(ask: Ask, name: str) -> Say:
    return say(f"{ask.draft.form}-{name}-hint")


def in_words(ask: Ask, lexicon: Lexicon) -> Card:
    name = asked(ask)
    guesses = ask.guesses.get(name, ())
    options = guesses or labels(ask.questions[name], lexicon)
    body: list[Block] = [Notice(ask.problems[name])] if name in ask.problems else []
    body += [Text(say("did-you-mean"))] if guesses else [Text(hint(ask, name), quiet=True)]
    body += explained(ask, name, options, lexicon)
    few = options if len(options) <= BUTTONS else ()
    buttons = [*picks(ask, name, few), *ways(ask, name)]
    return Card(label(ask, name), (*body, Actions(tuple(buttons))))


def explained(ask: Ask, name: str, options: tuple[Labelled, ...], lexicon: Lexicon) -> Iterator[Block]:
    """What a person who only types has to know."""
    question = ask.questions[name]
    if len(options) > BUTTONS:
        yield Text(numbered(options))
    if isinstance(question, Choices) and name not in ask.guesses:
        yield Text(say("several-allowed"), quiet=True)
    if before := ask.draft.before.get(name):
        yield Text(say("before", answer=shown(question, before, lexicon)))
    if question.optional or before:
        yield Text(say("may-skip-keeps" if before else "may-skip"), quiet=True)
    if question.optional and before:
        yield Text(say("may-leave-empty"), quiet=True)


def numbered(options: tuple[Labelled, ...]) -> Say:
    """A long list as one text; its numbers are understood as answers."""
    rows = {
        str(place): say("numbered-row", number=place, label=one) for place, (one, _) in enumerate(options, 1)
    }
    return Say("rows", rows)


def shown(question: AnyQuestion, kept: str, lexicon: Lexicon) -> Say | str:
    """A kept spelling as the reader would have typed it."""
    by_value = {value: one for one, value in labels(question, lexicon)}
    parts = [by_value.get(part, part) for part in kept.split(",")] if by_value else [kept]
    return Say("list", {str(place): part for place, part in enumerate(parts)})


def picks(ask: Ask, name: str, options: tuple[Labelled, ...]) -> Iterator[Button]:
    draft = ask.draft
    for one, value in options:
        yield Button(one, Pick(draft.id, draft.version, name, value))


def ways(ask: Ask, name: str) -> Iterator[Button]:
    """Beside an answer: leave it, or go on in a form."""
    draft, question = ask.draft, ask.questions[name]
    if before := draft.before.get(name):
        yield Button(say("keep"), Pick(draft.id, draft.version, name, before), number=False)
    if question.optional:
        empty = say("leave-empty" if before else "skip")
        yield Button(empty, Pick(draft.id, draft.version, name, None), number=False)
    yield Button(say("open-as-form"), Pointer(draft.form, draft.of, draft.id), number=False)


def problem(ask: Ask, name: str) -> Say | None:
    """What stands under a field of a form."""
    if guesses := ask.guesses.get(name):
        return say("did-you-mean-under-field", guess=guesses[0][0])
    return ask.problems.get(name)
