"""What is done in one turn: open a form, go on with a draft, act on a pointer; and what is answered."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import assert_never

from bot.asking import asked
from bot.cards import Pick, Pointer, Say, say
from bot.chat import Carries, Done, Filled, Pressed, Refused, Reply, ShowForm
from bot.dialog import (
    Ask,
    Complete,
    Draft,
    Form,
    Given,
    Mend,
    Open,
    Outcome,
    Refuse,
    Show,
    advance,
)
from bot.forms import FreeText, questions
from bot.holding import admitted, begun, continues, held, not_allowed, taken_over, unfinished
from bot.request import Request
from bot.unit import AskAgain, Screen
from dialogs import ACTIONS, FORMS

NEW = "new"


async def press(request: Request, pointer: Pointer) -> Reply:
    if pointer.opens_form:
        return await open_form(request, pointer.verb, pointer.of, pointer.saw)
    action = ACTIONS.get(pointer.verb)
    owner = await request.unit.reading.owner(pointer.verb.partition(".")[0], pointer.of)
    if action is None or not action.may(request.person, owner):
        return await refuse(request)
    return await respond(request, await action.act(pointer, request.context(pointer.of)))


async def refuse(request: Request) -> Reply:
    return await respond(request, not_allowed(request.person))


async def open_form(request: Request, name: str, of: str, saw: str = "") -> Reply:
    """`saw`: the draft to go on with, or NEW; without it an unfinished one is offered."""
    form = FORMS.get(name)
    if form is None or not await admitted(request, form, name, of):
        return await refuse(request)
    if of and form.barred and (instead := await form.barred(request.context(of))):
        return await respond(request, instead)
    found = await unfinished(request, name, of)
    if found and saw not in {found.id, NEW} and not continues(request, found):
        return await respond(request, Outcome(Show("draft.found", found.id)))
    if found and saw != NEW:
        return await proceed(request, await taken_over(request, found), {})
    return await proceed(request, await begun(request, form, name, of), {})


async def hear(request: Request, name: str, given: Given) -> Reply:
    """A form begun by its answers."""
    return await proceed(request, await begun(request, FORMS[name], name, ""), given)


async def with_draft(request: Request, draft_id: str, go_on: Callable[[Draft], Awaitable[Reply]]) -> Reply:
    """Where it cannot be gone on with, its question is closed: the next words are a command again."""
    match await held(request, draft_id):
        case Draft() as draft:
            return await go_on(draft)
        case Outcome() as refusal:
            if request.conversation.draft == draft_id:
                await request.close()
            return await respond(request, refusal)
        case Done() as done:
            return done


async def fill(request: Request, page: Filled) -> Reply:
    return await with_draft(request, page.draft, lambda draft: take(request, draft, page))


async def take(request: Request, draft: Draft, page: Filled) -> Reply:
    present = advance(FORMS[draft.form].answers, draft, {}, request.lexicon)
    if not isinstance(present, Ask):
        return await proceed(request, draft, {})
    if outdated(page, present):
        typed = page.given if page.whole else {}
        return await ask(request, replace(present, typed=typed, notice=say("form-went-on")))
    return await (fill_page(request, present, page) if page.whole else proceed(request, draft, page.given))


def outdated(page: Filled, present: Ask) -> bool:
    """Answers to what is no longer asked: the draft has moved on elsewhere."""
    moved = page.version not in {None, present.draft.version}
    return moved or not present.questions.keys() >= page.given.keys()


async def fill_page(request: Request, present: Ask, page: Filled) -> Reply:
    """All of a page or nothing: with a problem on it, it stays in view as it was sent."""
    given = {**dict.fromkeys(present.questions), **page.given}
    after = advance(FORMS[present.draft.form].answers, present.draft, given, request.lexicon)
    if (
        isinstance(after, Ask)
        and after.stuck
        and (after.problems.keys() | after.guesses.keys()) & given.keys()
    ):
        return await ask(
            request, replace(present, typed=given, problems=after.problems, guesses=after.guesses)
        )
    return await proceed(request, present.draft, given)


async def proceed(request: Request, draft: Draft, given: Given, notice: Say | None = None) -> Reply:
    step = advance(FORMS[draft.form].answers, draft, given, request.lexicon)
    kept = replace(step.draft, version=draft.version + 1, used_at=request.now)
    if isinstance(step, Complete):
        return await complete(request, Complete(kept, step.values))
    await request.unit.drafts.save(kept)
    request.accepted = not step.stuck
    return await ask(request, replace(step, draft=kept, notice=notice))


async def ask(request: Request, step: Ask, problem: Say | None = None) -> Reply:
    if Carries.FORM in request.inbound.answer:
        await beside(request, step)
        return ShowForm(step, request.lexicon)
    await put(request, step)
    typed = step.typed if step.stuck and not problem else {}
    return await request.say(AskAgain(step.draft.id, typed), notice=problem or step.notice)


async def ask_in_words(request: Request, draft_id: str) -> Reply:
    """What could not be shown as a form."""
    return await with_draft(request, draft_id, lambda draft: proceed(request, draft, {}))


async def beside(request: Request, step: Ask) -> None:
    """Words typed beside a form in its window answer what was asked in the talk, and nothing else."""
    if request.inbound.inline:
        await put(request, step)
    elif request.conversation.draft != step.draft.id or not isinstance(request.inbound.what, Pressed):
        await request.close()


async def put(request: Request, step: Ask) -> None:
    """The question that words typed from now on will answer."""
    name, words = asked(step), request.lexicon.words
    guesses = step.guesses.get(name, ())
    picks = tuple(
        (words(label), Pick(step.draft.id, step.draft.version, name, raw)) for label, raw in guesses
    )
    here = replace(request.conversation, draft=step.draft.id, asked=name, shortcuts=picks)
    await request.keep(here)


async def complete(request: Request, step: Complete) -> Reply:
    draft = step.draft
    outcome = await FORMS[draft.form].complete(step.values, request.context(draft.of))
    match outcome.reply:
        case Mend(problems):
            return await mend(request, draft, problems)
        case Refuse(why, card):
            became: Screen = card or why
        case Open():
            became = say("already-sent")
        case Say() | Show() as screen:
            became = screen
        case _:
            assert_never(outcome.reply)
    request.accepted = True
    if outcome.anew:
        await request.look_up()
        draft = replace(draft, owner=request.person.acts_as, holder=request.person.id)
    await request.unit.drafts.save(replace(draft, given={}, before={}), became)
    await request.unit.conversations.leave(draft.id)
    await request.close()
    return await respond(request, outcome)


async def mend(request: Request, draft: Draft, problems: Mapping[str, Say]) -> Reply:
    """Take those answers back and ask them again, as they were typed, with what is wrong."""
    typed = {name: draft.given[name] for name in problems if name in draft.given}
    kept = {name: raw for name, raw in draft.given.items() if name not in problems}
    again = {name: raw for name, raw in typed.items() if not secret(FORMS[draft.form], name)}
    changed = replace(draft, given=kept, before={**draft.before, **again})
    await request.unit.drafts.save(changed)
    step = advance(FORMS[draft.form].answers, changed, {}, request.lexicon)
    if not isinstance(step, Ask):
        raise TypeError(draft.form)
    return await ask(request, replace(step, typed=typed, problems=problems), next(iter(problems.values())))


def secret(form: Form, name: str) -> bool:
    question = questions(form.answers)[name]
    return isinstance(question, FreeText) and question.secret


async def respond(request: Request, outcome: Outcome) -> Reply:
    for notice in outcome.notify:
        await request.notify(notice)
    await request.touch(*outcome.touch)
    if outcome.here:
        await request.show_all(outcome.here)
    if Carries.VERDICT in request.inbound.answer:
        return verdict(request, outcome)
    match outcome.reply:
        case Open(form, of):
            return await open_form(request, form, of)
        case Refuse(why, card):
            return await (request.say(card, notice=why) if card else request.say(why))
        case Mend(problems):
            return await request.say(next(iter(problems.values())))
        case Say() | Show() as screen:
            return await request.say(screen)
        case _:
            assert_never(outcome.reply)


def verdict(request: Request, outcome: Outcome) -> Reply:
    """Nothing goes into the chat of whoever has a page before them."""
    match outcome.reply:
        case Refuse(why):
            return Refused(why, request.lexicon.words)
        case Mend(problems):
            return Refused(next(iter(problems.values())), request.lexicon.words)
        case Say() | Show() as screen:
            return Done(screen)
        case _:
            return Done()
