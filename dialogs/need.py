"""Submit a need: what is needed, in which sector, how, for whom, until when; edit it later."""

from dataclasses import asdict, replace

from bot.dialog import Action, Context, Dialog, Given, Outcome, asks
from bot.domain.access import delegates, own, own_or_secretariat
from bot.domain.exchange.listing import CLOSE, EDIT, WITHDRAW, Kind
from bot.domain.exchange.terms import Modality, Need, year_after
from bot.forms import choices, choices_of, form, text
from bot.ports import Reading
from dialogs.listing import acting, barring, kept, renewing, viewing
from dialogs.listing_card import views
from dialogs.listing_form import Answers, given


@form
class NeedAnswers(Answers):
    must_have: tuple[Modality, ...] = choices(Modality, optional=True, page=2)
    place: str | None = text(max_length=200, optional=True, page=2)
    hidden_from: tuple[str, ...] = choices_of("members", optional=True, page=2)


async def complete(answers: NeedAnswers, context: Context) -> Outcome:
    """What one must have one would accept, whether it was ticked or not."""
    modality = tuple(one for one in Modality if one in {*answers.modality, *answers.must_have})
    valid_until = answers.valid_until or year_after(context.lexicon.today)
    need = Need(**asdict(answers) | {"modality": modality, "valid_until": valid_until})
    return await kept(need, context)


async def start(of: str, reading: Reading) -> Given:
    return await given(Kind.NEED, of, reading)


DIALOG = Dialog(
    "need",
    replace(asks(delegates, NeedAnswers, complete, start=start), barred=barring(Kind.NEED, EDIT)),
    actions=(
        Action("need.view", own_or_secretariat, viewing(Kind.NEED)),
        Action("need.renew", own, renewing(Kind.NEED)),
        Action("need.close", own, acting(Kind.NEED, CLOSE)),
        Action("need.withdraw", own, acting(Kind.NEED, WITHDRAW)),
    ),
    views=views(Kind.NEED),
)
