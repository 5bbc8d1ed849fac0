"""What leads through a form in a talk and away from it: back, skip, skip all, no, save for later."""

from dataclasses import replace

from bot.asking import asked
from bot.cards import Say, say
from bot.chat import Filled, Reply
from bot.dialog import Ask, Draft, Given, Outcome, Show, advance, back
from bot.request import Request
from bot.steps import ask, proceed, respond, secret, with_draft
from dialogs import FORMS


async def go_back(request: Request, draft_id: str) -> Reply:
    return await with_draft(request, draft_id, lambda draft: went_back(request, draft))


async def went_back(request: Request, draft: Draft) -> Reply:
    if draft.given:
        return await proceed(request, back(draft), {})
    return await stay(request, draft, say("first-question"))


async def skip(request: Request, draft_id: str) -> Reply:
    """What stood there before is kept; else the answer is left empty."""
    return await with_draft(request, draft_id, lambda draft: skip_one(request, draft))


async def skip_one(request: Request, draft: Draft) -> Reply:
    step = present(request, draft)
    if step is None:
        return await proceed(request, draft, {})
    name = here(request, step)
    if name not in skippable(step):
        return await stay(request, draft, say("cannot-skip"))
    return await proceed(request, draft, {name: draft.before.get(name)})


async def leave_empty(request: Request, draft_id: str) -> Reply:
    """Also what stood there before."""
    return await with_draft(request, draft_id, lambda draft: empty_one(request, draft))


async def empty_one(request: Request, draft: Draft) -> Reply:
    step = present(request, draft)
    if step is None:
        return await proceed(request, draft, {})
    name = here(request, step)
    if not step.questions[name].optional:
        return await stay(request, draft, say("cannot-skip"))
    return await proceed(request, draft, {name: None})


def here(request: Request, step: Ask) -> str:
    """The question that is asked in this talk."""
    name = request.conversation.asked or ""
    return name if name in step.questions else asked(step)


async def skip_all(request: Request, draft_id: str) -> Reply:
    """As far as only optional questions are open; what was kept and is wrong by now is asked again."""
    return await with_draft(request, draft_id, lambda draft: skip_rest(request, draft))


async def skip_rest(request: Request, draft: Draft) -> Reply:
    given: dict[str, str | None] = {}
    while isinstance(step := present(request, draft, given), Ask):
        optional = skippable(step) - given.keys()
        if not optional:
            break
        given |= {name: draft.before.get(name) for name in step.questions if name in optional}
    stopped = isinstance(step, Ask) and not step.stuck
    return await proceed(request, draft, given, say("cannot-skip") if stopped else None)


async def ask_afresh(request: Request, draft_id: str) -> Reply:
    """None of what was asked back was meant."""
    return await with_draft(request, draft_id, lambda draft: stay(request, draft, say("write-it-anew")))


async def put_by(request: Request, page: Filled) -> Reply:
    """What is typed and fits is offered again to whoever goes on."""
    return await with_draft(request, page.draft, lambda draft: kept_for_later(request, draft, page.given))


async def kept_for_later(request: Request, draft: Draft, typed: Given) -> Reply:
    form = FORMS[draft.form]
    new = {name: raw for name, raw in typed.items() if name not in draft.given and not secret(form, name)}
    read = advance(form.answers, draft, new, request.lexicon).draft.given
    before = {**draft.before, **{name: read[name] for name in new if name in read}}
    await request.unit.drafts.save(replace(draft, before=before, used_at=request.now))
    await request.close()
    return await respond(request, Outcome(Show("draft.kept", draft.id)))


async def stay(request: Request, draft: Draft, why: Say) -> Reply:
    step = present(request, draft)
    if isinstance(step, Ask):
        return await ask(request, replace(step, notice=why))
    return await proceed(request, draft, {})


def present(request: Request, draft: Draft, given: Given | None = None) -> Ask | None:
    """What is open; None where nothing is."""
    step = advance(FORMS[draft.form].answers, draft, given or {}, request.lexicon)
    return step if isinstance(step, Ask) else None


def skippable(step: Ask) -> set[str]:
    return {name for name, one in step.questions.items() if one.optional or step.draft.before.get(name)}
