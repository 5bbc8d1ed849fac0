"""From what is to be said to the card of this moment, for this reader; used by the turn and by the relay."""

from dataclasses import replace

from bot.asking import in_words
from bot.cards import Card, Notice, Say, say
from bot.dialog import Ask, Given, Show, advance
from bot.domain.people import Person
from bot.links import Links
from bot.ports import Lexicon
from bot.unit import AskAgain, Screen, Shortcuts, UnitOfWork
from dialogs import FORMS, VIEWS

HIDDEN = Card(say("not-for-you"))


async def drawn(
    unit: UnitOfWork,
    screen: Screen,
    reader: Person,
    lexicon: Lexicon,
    links: Links,
    *notices: Say | None,
    mailed: bool = False,
) -> Card:
    """`mailed`: where nothing can be pressed."""
    card, about = await plain(unit, screen, reader, lexicon), screen if isinstance(screen, Show) else None
    there = links.by_mail(card, reader.id, about) if mailed else links.opened(card, reader.id)
    above = tuple(Notice(one) for one in notices if one)
    return replace(there, body=(*above, *there.body)) if above else there


async def plain(unit: UnitOfWork, screen: Screen, reader: Person, lexicon: Lexicon) -> Card:
    match screen:
        case Say():
            return Card(screen)
        case Show(name, of):
            return await viewed(unit, name, of, reader)
        case AskAgain(of, typed):
            return await question(unit, of, typed, reader, lexicon)


async def viewed(unit: UnitOfWork, name: str, of: str, reader: Person) -> Card:
    """A view may have been renamed since, a role lost: then nothing of it is shown."""
    view, owner = VIEWS.get(name), await unit.reading.owner(name.partition(".")[0], of)
    return await view.draw(of, unit.reading, reader) if view and view.may(reader, owner) else HIDDEN


async def question(unit: UnitOfWork, of: str, typed: Given, reader: Person, lexicon: Lexicon) -> Card:
    found = await unit.drafts.get(of)
    if found is None or found[0].form not in FORMS:
        return Card(say("draft-gone"))
    draft, became = found
    if became:
        return await plain(unit, became, reader, lexicon)
    step = advance(FORMS[draft.form].answers, draft, typed, lexicon)
    return in_words(step, lexicon) if isinstance(step, Ask) else HIDDEN


def shortcuts(card: Card, lexicon: Lexicon) -> Shortcuts:
    """What can be typed instead of pressed: labels, in the order of their numbers."""
    return tuple((lexicon.words(button.label), button.does) for button in card.numbered())
