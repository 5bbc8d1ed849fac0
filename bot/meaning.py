"""What is meant by what came in: a press, a page of a form, words, or something that happened."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.cards import Pick, Pointer, say
from bot.chat import Address, Carries, Done, Filled, Happened, Pressed, Reply, Said, ShowForm
from bot.controls import ask_afresh, go_back, leave_empty, put_by, skip, skip_all
from bot.dialog import Ask, Draft, Outcome, Refuse, Show, advance
from bot.domain.people import Person
from bot.forms import place
from bot.holding import held
from bot.ports import Lexicon
from bot.request import Request
from bot.steps import ask_in_words, fill, hear, press, respond
from bot.unit import AskAgain, Shortcuts
from dialogs import ACTIONS, COMMANDS, FORMS

CONTROLS = ("back", "skip", "skip-all", "leave-empty", "cancel", "menu.show")


async def taken(request: Request) -> Reply:
    reply = await meant(request)
    if request.inbound.what != Happened("joined"):
        await request.point_to_private()
    return reply


async def meant(request: Request) -> Reply:
    match request.inbound.what:
        case Said(text):
            return await said(request, text)
        case Pressed(pointer):
            return await press(request, pointer)
        case Filled(later=True) as typed:
            return await put_by(request, typed)
        case Filled() as filled:
            return await fill(request, filled)
        case Happened(event, data):
            return await happened(request, event, data)


async def again(request: Request) -> Reply:
    """A repeat changes nothing; a form is answered with its present page."""
    what = request.inbound.what
    if not isinstance(what, Filled) or what.later or Carries.FORM not in request.inbound.answer:
        return Done()
    draft = await held(request, what.draft)
    if not isinstance(draft, Draft):
        return Done()
    step = advance(FORMS[draft.form].answers, draft, {}, request.lexicon)
    return ShowForm(step, request.lexicon) if isinstance(step, Ask) else Done()


async def said(request: Request, text: str) -> Reply:
    here = request.conversation
    if here.draft:
        return await answered(request, here.draft, text)
    if does := picked(text, here.shortcuts, request.lexicon):
        return await (press(request, does) if isinstance(does, Pointer) else fill(request, filled(does)))
    return await commanded(request, text)


async def commanded(request: Request, text: str) -> Reply:
    for name, form in FORMS.items():
        if form.heard and form.may(request.person, None) and (given := form.heard(text)):
            return await hear(request, name, given)
    if does := acts(request.person, text, request.lexicon):
        return await press(request, does)
    verb, guesses = request.lexicon.command(text, commands(request.person))
    if verb:
        return await press(request, Pointer(verb))
    why = "no-form-open" if control(text, request.lexicon) else "not-understood"
    return await respond(request, Outcome(not_understood(request.person, guesses, why)))


def acts(person: Person, text: str, lexicon: Lexicon) -> Pointer | None:
    """What this person does by words that are no command."""
    for verb, action in ACTIONS.items():
        of = action.heard(text, lexicon) if action.heard and action.may(person, None) else None
        if of is not None:
            return Pointer(verb, of)
    return None


def not_understood(person: Person, guesses: Sequence[str], why: str) -> Show | Refuse:
    if not person.roles:
        return Show("outside")
    if guesses:
        return Show("menu", ",".join(guesses))
    return Refuse(say(why), Show("menu"))


def commands(person: Person) -> Iterator[str]:
    """What this person can say to begin something."""
    for verb in COMMANDS:
        may = FORMS[verb].may if verb in FORMS else ACTIONS[verb].may
        if may(person, None):
            yield verb


async def answered(request: Request, draft: str, text: str) -> Reply:
    """To the open question; what was asked back comes first, then the few words that lead away."""
    if does := picked(text, request.conversation.shortcuts, request.lexicon):
        return await (press(request, does) if isinstance(does, Pointer) else fill(request, filled(does)))
    if request.conversation.shortcuts and request.lexicon.yes(text) is False:
        return await ask_afresh(request, draft)
    match control(text, request.lexicon):
        case "back":
            return await go_back(request, draft)
        case "skip":
            return await skip(request, draft)
        case "skip-all":
            return await skip_all(request, draft)
        case "leave-empty":
            return await leave_empty(request, draft)
        case "cancel":
            await request.close()
            return await respond(request, Outcome(Show("draft.kept", draft)))
        case "menu.show":
            await request.close()
            return await respond(request, Outcome(home(request.person)))
        case _:
            name = request.conversation.asked or ""
            return await fill(request, Filled(draft, None, {name: text}, whole=False))


def control(text: str, lexicon: Lexicon) -> str | None:
    """Spelled exactly, so that no answer is taken for one."""
    return next((word for word in CONTROLS if lexicon.same(text, say(f"command-{word}"))), None)


async def happened(request: Request, event: str, data: str) -> Reply:
    match event:
        case "form-not-shown":
            return await ask_in_words(request, data)
        case "arrived":
            return await respond(request, Outcome(home(request.person)))
        case "joined":
            await greet(request)
        case "home-opened":
            return await at_home(request, data)
        case "locale":
            await request.unit.people.speaks(request.person.id, data)
        case "left" if request.inbound.place:
            await request.unit.conversations.forget(request.inbound.place)
        case "attached":
            await only_words(request)
    return Done()


async def greet(request: Request) -> None:
    """Where others read along nothing is asked of whoever has brought the bot there."""
    hello = request.delivery(request.person.id, say("hello-all"))
    await request.send(replace(hello, place=request.inbound.place))


async def at_home(request: Request, tab: str) -> Reply:
    """Slack's home tab is a place where a card lives but nobody talks; nothing else may be sent there."""
    delivery = request.delivery(request.person.id, Show("home"))
    place = Address(request.inbound.sender.platform, tab) if tab else request.inbound.place
    await request.send(replace(delivery, place=place))
    return Done()


async def only_words(request: Request) -> None:
    """A file instead of text: said so, and an open question is asked again."""
    draft = request.conversation.draft
    await request.say(AskAgain(draft) if draft else home(request.person), notice=say("no-files"))


def home(person: Person) -> Show:
    return Show("menu" if person.roles else "outside")


def picked(text: str, shortcuts: Shortcuts, lexicon: Lexicon) -> Pointer | Pick | None:
    """By number, by label, or by "yes" where one thing was offered."""
    typed, meant = text.strip().casefold(), place(text, lexicon)
    for number, (label, does) in enumerate(shortcuts, 1):
        if number == meant or typed == label.casefold():
            return does
    return shortcuts[0][1] if len(shortcuts) == 1 and lexicon.yes(text) else None


def filled(pick: Pick) -> Filled:
    return Filled(pick.draft, pick.version, {pick.name: pick.raw}, whole=False)
