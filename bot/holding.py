"""Whose a draft is: found, begun, taken over, or held by somebody else."""

from dataclasses import replace
from datetime import timedelta

from bot.cards import say
from bot.chat import Carries, Done
from bot.dialog import Draft, Form, Outcome, Refuse, Show
from bot.domain.people import Person
from bot.request import Request
from dialogs import FORMS

KEPT = timedelta(days=30)


def not_allowed(person: Person) -> Outcome:
    """Whoever has no role, perhaps since today, sees the way in."""
    return Outcome(Refuse(say("not-allowed"), None if person.roles else Show("outside")))


def not_yours(person: Person) -> Outcome:
    return Outcome(Refuse(say("draft-gone"))) if person.roles else not_allowed(person)


async def admitted(request: Request, form: Form, name: str, of: str) -> bool:
    return form.may(request.person, await request.unit.reading.owner(form.kind or name, of) if of else None)


async def unfinished(request: Request, name: str, of: str) -> Draft | None:
    return await request.unit.drafts.open_of(request.person.acts_as, name, of, since=request.now - KEPT)


def continues(request: Request, found: Draft) -> bool:
    """One's own goes on at once where it is shown as a form, or where nothing was answered yet."""
    own = found.holder == request.person.id
    return own and (Carries.FORM in request.inbound.answer or not found.given)


async def begun(request: Request, form: Form, name: str, of: str) -> Draft:
    before = await form.start(of, request.unit.reading) if form.start and of else {}
    if form.preset and not of:
        before = form.preset(request.person, request.lexicon)
    owner, fresh = request.person.acts_as, request.house.fresh()
    draft = Draft(id=fresh, form=name, owner=owner, holder=request.person.id, of=of, before=before)
    await request.unit.drafts.add(replace(draft, used_at=request.now))
    return draft


async def taken_over(request: Request, draft: Draft) -> Draft:
    """Whoever opens it holds it; the former holder is told."""
    if draft.holder == request.person.id:
        return draft
    taken = say("draft-taken-over", name=request.person.name, form=say(draft.form))
    await request.send(request.delivery(draft.holder, taken))
    await request.unit.conversations.leave(draft.id)
    return replace(draft, holder=request.person.id)


async def held(request: Request, draft_id: str) -> Draft | Outcome | Done:
    """The draft, if it is this person's to go on with; the only way to one."""
    found = await request.unit.drafts.get(draft_id)
    if found is None or found[0].form not in FORMS:
        return Outcome(Refuse(say("draft-gone")))
    if found[0].owner != request.person.acts_as:
        return not_yours(request.person)
    draft, became = found
    if became is not None and draft.holder == request.person.id:
        return Done()
    if not await admitted(request, FORMS[draft.form], draft.form, draft.of):
        return not_allowed(request.person)
    if became is not None:
        return Outcome(Refuse(say("already-sent"), became if isinstance(became, Show) else None))
    if draft.holder != request.person.id:
        holder = await request.unit.people.by_id(draft.holder, now=request.now)
        return Outcome(Refuse(say("held-by-colleague", name=holder.name), Show("draft.found", draft.id)))
    return draft
