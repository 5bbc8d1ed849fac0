"""The way of a need or an offer: submitted, edited, renewed, closed; the same steps for both."""

from collections.abc import Awaitable, Callable

from bot.cards import Pointer, say
from bot.dialog import Context, Mend, Outcome, Show, said_date
from bot.domain.exchange.listing import Kind, Listing
from bot.domain.exchange.terms import Need, Offer
from bot.domain.history import Step, begun
from dialogs.standing import GONE, Barring, barred, outcome, submitted

Acting = Callable[[Pointer, Context], Awaitable[Outcome]]


async def kept(terms: Need | Offer, context: Context) -> Outcome:
    """Of a form that was filled in: a new one, or the one it was opened on."""
    if terms.starts and terms.ends and terms.ends < terms.starts:
        return Outcome(Mend({"ends": say("ends-before-it-starts", starts=said_date(terms.starts))}))
    return await (edited if context.of else added)(terms, context)


async def added(terms: Need | Offer, context: Context) -> Outcome:
    person = context.person
    new = Listing(
        id=context.fresh,
        owner=person.delegation,
        terms=terms,
        agency=person.agency,
        language=person.language or person.locale,
        history=begun(by=person.id, at=context.now),
    )
    await context.work.listings.add(new)
    return submitted(new, Show(new.kind, new.id))


async def edited(terms: Need | Offer, context: Context) -> Outcome:
    kind = Kind.NEED if isinstance(terms, Need) else Kind.OFFER
    before = await context.work.listings.locked(kind, context.of)
    if before is None:
        return GONE
    after = before.edited(terms, by=context.person.id, at=context.now)
    return await outcome(before, after, Show(kind, before.id), context.work.listings.save, context)


def barring(kind: Kind, step: Step) -> Barring:
    async def bars(context: Context) -> Outcome | None:
        found = await context.reading.listings.get(kind, context.of)
        return await barred(found, step, Show(kind, context.of), context)

    return bars


async def take(kind: Kind, step: Step, context: Context, *, note: str = "", saw: str = "") -> Outcome:
    before = await context.work.listings.locked(kind, context.of)
    if before is None:
        return GONE
    after = before.stepped(step, by=context.person.id, at=context.now, note=note, saw=saw)
    return await outcome(before, after, Show(kind, before.id), context.work.listings.save, context)


def acting(kind: Kind, step: Step) -> Acting:
    async def act(pointer: Pointer, context: Context) -> Outcome:
        return await take(kind, step, context, saw=pointer.saw)

    return act


def renewing(kind: Kind) -> Acting:
    async def renew(pointer: Pointer, context: Context) -> Outcome:
        before = await context.work.listings.locked(kind, pointer.of)
        if before is None:
            return GONE
        today, by = context.lexicon.today, context.person.id
        after = before.renewed(today, by=by, at=context.now, saw=pointer.saw)
        return await outcome(before, after, Show(kind, before.id), context.work.listings.save, context)

    return renew


def viewing(kind: Kind) -> Acting:
    async def view(pointer: Pointer, _context: Context) -> Outcome:
        return Outcome(Show(kind, pointer.of))

    return view
