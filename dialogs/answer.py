"""Answer what the secretariat has asked back; the record then waits for its decision again."""

from dataclasses import replace

from bot.dialog import Context, Dialog, Outcome, asks
from bot.domain.access import own
from bot.domain.exchange import listing
from bot.domain.exchange.listing import Kind
from bot.domain.interest import ANSWER
from bot.forms import form, text
from dialogs import interest
from dialogs.listing import barring, take


@form
class Answers:
    text: str = text(max_length=600, long=True)


async def answer(answers: Answers, context: Context) -> Outcome:
    return await interest.take(ANSWER, context, note=answers.text)


def answering(kind: Kind) -> Dialog:
    async def complete(answers: Answers, context: Context) -> Outcome:
        return await take(kind, listing.ANSWER, context, note=answers.text)

    barred = barring(kind, listing.ANSWER)
    return Dialog(
        f"{kind}-answer", replace(asks(own, Answers, complete, kind=kind, typed=False), barred=barred)
    )


OF_INTEREST = replace(
    asks(own, Answers, answer, kind="interest", typed=False), barred=interest.barring(ANSWER)
)
DIALOGS = (Dialog("interest-answer", OF_INTEREST), answering(Kind.NEED), answering(Kind.OFFER))
