"""Begin a broadcast: its text in one language, what is asked of the readers, and until when it is of use."""

from dataclasses import replace
from datetime import date

from bot.dialog import Context, Dialog, Given, Outcome, asks
from bot.domain.access import secretariat
from bot.domain.broadcast.broadcast import Broadcast, Version
from bot.domain.broadcast.life import begun
from bot.domain.delivery.state import Promise
from bot.domain.people import Person
from bot.forms import choice, choice_of, day, form, text, web_address, yes_no
from bot.ports import Lexicon
from dialogs.broadcast.clock_times import LAST, moment
from dialogs.broadcast.kept import shown, touches
from dialogs.broadcast.message import spoken
from dialogs.broadcast.wording import BODY, LINK, SUBJECT, text_of


@form
class Answers:
    language: str = choice_of("ui_languages")
    subject: str = text(max_length=SUBJECT)
    body: str = text(max_length=BODY, long=True)
    link: str | None = web_address(max_length=LINK)
    others: bool = yes_no(page=2)
    needs_ack: bool = yes_no(page=2)
    promise: Promise = choice(Promise, page=2)
    expires: date | None = day(future=True, optional=True, page=2)


async def complete(answers: Answers, context: Context) -> Outcome:
    """The same form that comes twice is one broadcast: its draft is complete then."""
    new = await context.work.broadcasts.begun(written(answers, context), year=context.lexicon.today.year)
    return Outcome(shown(new.id), touch=touches(new.id))


def written(answers: Answers, context: Context) -> Broadcast:
    """Until the end of that day in the home zone of the network."""
    texts = {answers.language: text_of(answers)}
    fallback = answers.language if answers.others else ""
    first = Version(number=1, texts=texts, fallback=fallback, by=context.person.id, at=context.now)
    last = answers.expires
    return replace(
        begun(context.fresh, version=first, by=context.person.id),
        needs_ack=answers.needs_ack,
        promise=answers.promise,
        expires=moment(last, LAST, context.reading.network.home_zone) if last else None,
    )


def in_own_language(author: Person, lexicon: Lexicon) -> Given:
    """Where the bot speaks it."""
    spoken_here = {code for _, code in lexicon.listed("ui_languages")}
    language = spoken(author)
    return {"language": language} if language in spoken_here else {}


DIALOG = Dialog("broadcast", replace(asks(secretariat, Answers, complete), preset=in_own_language))
