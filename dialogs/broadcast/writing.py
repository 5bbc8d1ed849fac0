"""A broadcast's text in one language more, or in another wording; a correction once it is being sent."""

from dataclasses import replace

from bot.cards import Pointer, Say, say
from bot.dialog import Action, Context, Dialog, Given, Mend, Outcome, asks
from bot.domain.access import secretariat
from bot.domain.broadcast.broadcast import Broadcast, Text
from bot.domain.broadcast.life import corrected, edited
from bot.domain.broadcast.texts import newest, saying
from bot.domain.people import Refused, refused
from bot.forms import choice_of, form, text, web_address
from bot.ports import Reading
from dialogs.broadcast.kept import changed, no_to, shown
from dialogs.broadcast.wording import BODY, LINK, SUBJECT, text_of
from dialogs.standing import GONE

WINDOW, SURE = 3000, 2900
"""What a window of Slack holds of a text, and how much of it has to be the same to tell that it was cut."""


@form
class Answers:
    language: str = choice_of("ui_languages")
    subject: str = text(max_length=SUBJECT)
    body: str = text(max_length=BODY, long=True)
    link: str | None = web_address(max_length=LINK)


def parted(of: str) -> tuple[str, str]:
    """Id and language; no language: one more."""
    broadcast, _, language = of.partition("/")
    return broadcast, language


async def complete(answers: Answers, context: Context) -> Outcome:
    of, _ = parted(context.of)
    one = await context.reading.broadcasts.get(of)
    if one is None:
        return GONE
    if problems := cut(answers, one):
        return Outcome(Mend(problems))
    return await changed(of, lambda was: reworded(was, answers, context), context)


def cut(answers: Answers, one: Broadcast) -> dict[str, Say]:
    """A window that could not hold all of it would take the rest away."""
    before = newest(one).texts.get(answers.language)
    if (
        before
        and len(before.body) > WINDOW >= len(answers.body)
        and answers.body[:SURE] == before.body[:SURE]
    ):
        return {"body": say("broadcast-window-cut", most=WINDOW, length=len(before.body))}
    return {}


def reworded(was: Broadcast, answers: Answers, context: Context) -> Broadcast | Refused:
    present = newest(was)
    texts = {**present.texts, answers.language: text_of(answers)}
    return rewritten(was, texts, present.fallback, context)


def rewritten(was: Broadcast, texts: dict[str, Text], fallback: str, context: Context) -> Broadcast | Refused:
    """Before it was approved an edit, afterwards a new version, which has to be approved too."""
    if was.sent_version:
        return corrected(was, texts, fallback, by=context.person.id, at=context.now)
    return edited(was, saying(was, texts, fallback), by=context.person.id, at=context.now)


async def start(of: str, reading: Reading) -> Given:
    """Of one language more its first form holds nothing yet."""
    broadcast, language = parted(of)
    one = await reading.broadcasts.get(broadcast)
    was = newest(one).texts.get(language) if one else None
    if was is None:
        return {"language": language or None}
    return {"language": language, "subject": was.subject, "body": was.body, "link": was.link or None}


async def barred(context: Context) -> Outcome | None:
    of, _ = parted(context.of)
    one = await context.reading.broadcasts.get(of)
    if one is None:
        return GONE
    present = newest(one)
    no = rewritten(one, dict(present.texts), present.fallback, context)
    return await no_to(no, shown(of), context) if isinstance(no, Refused) else None


async def drop(pointer: Pointer, context: Context) -> Outcome:
    """A language that it is no longer to be in; the last one stays."""
    of, language = parted(pointer.of)

    def without(was: Broadcast) -> Broadcast | Refused:
        present = newest(was)
        texts = {name: text for name, text in present.texts.items() if name != language}
        fallback = "" if present.fallback == language else present.fallback
        return rewritten(was, texts, fallback, context) if texts else refused("broadcast-last-text")

    return await changed(of, without, context)


DIALOG = Dialog(
    "broadcast-words",
    replace(asks(secretariat, Answers, complete, kind="broadcast", start=start, typed=False), barred=barred),
    actions=(Action("broadcast.drop", secretariat, drop),),
)
