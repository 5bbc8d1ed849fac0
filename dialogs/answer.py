"""Answer what the secretariat has asked back; the record then waits for its decision again."""

from bot.dialog import Context, Dialog, Outcome, asks
from bot.domain.access import own
from bot.domain.exchange import listing
from bot.domain.exchange.listing import Kind
from bot.domain.interest import ANSWER
from bot.forms import form, text
from dialogs import interest
from dialogs.listing import take


@form
class Answers:
    text: str = text(max_length=600, long=True)


async def of_interest(answers: Answers, context: Context) -> Outcome:
    return await interest.take(ANSWER, context, note=answers.text)


async def of_need(answers: Answers, context: Context) -> Outcome:
    return await take(Kind.NEED, listing.ANSWER, context, note=answers.text)


async def of_offer(answers: Answers, context: Context) -> Outcome:
    return await take(Kind.OFFER, listing.ANSWER, context, note=answers.text)


DIALOGS = (
    Dialog("interest-answer", asks(own, Answers, of_interest, kind="interest", typed=False)),
    Dialog("need-answer", asks(own, Answers, of_need, kind="need", typed=False)),
    Dialog("offer-answer", asks(own, Answers, of_offer, kind="offer", typed=False)),
)
