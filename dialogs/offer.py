"""Submit an offer: what is offered, in which sector, how, to whom, until when; edit it later."""

from dataclasses import asdict, replace

from bot.dialog import Action, Context, Dialog, Given, Outcome, asks
from bot.domain.access import own, own_or_secretariat, participants
from bot.domain.exchange.listing import CLOSE, EDIT, WITHDRAW, Kind
from bot.domain.exchange.terms import Group, Offer, year_after
from bot.forms import choices, choices_of, form, number
from bot.ports import Reading
from dialogs.listing import acting, barring, kept, renewing, viewing
from dialogs.listing_card import views
from dialogs.listing_form import Answers, given


@form
class OfferAnswers(Answers):
    groups: tuple[Group, ...] = choices(Group, optional=True, page=2)
    countries: tuple[str, ...] = choices_of("members", optional=True, page=2)
    places: int | None = number(low=1, high=100_000, optional=True, page=2)
    most_countries: int | None = number(low=1, high=200, optional=True, page=2)


async def complete(answers: OfferAnswers, context: Context) -> Outcome:
    valid_until = answers.valid_until or year_after(context.lexicon.today)
    return await kept(Offer(**asdict(answers) | {"valid_until": valid_until}), context)


async def start(of: str, reading: Reading) -> Given:
    return await given(Kind.OFFER, of, reading)


DIALOG = Dialog(
    "offer",
    replace(asks(participants, OfferAnswers, complete, start=start), barred=barring(Kind.OFFER, EDIT)),
    actions=(
        Action("offer.view", own_or_secretariat, viewing(Kind.OFFER)),
        Action("offer.renew", own, renewing(Kind.OFFER)),
        Action("offer.close", own, acting(Kind.OFFER, CLOSE)),
        Action("offer.withdraw", own, acting(Kind.OFFER, WITHDRAW)),
    ),
    views=views(Kind.OFFER),
)
