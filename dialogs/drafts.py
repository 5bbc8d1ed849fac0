"""Forms begun and not finished: go on with one, begin anew, delete it."""

from collections.abc import Sequence

from bot.cards import Actions, Block, Button, Card, Item, Pointer, Say, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Refuse, Show, View, said_moment
from bot.domain.access import begun, insiders
from bot.domain.people import Person
from bot.ports import Begun, Reading
from dialogs.paging import SIZE, page_of, turning

NEW, IN_SHORT = "new", 3
MENU = Button(say("command-menu.show"), Pointer("menu.show"))
ALL = Button(say("command-drafts.page"), Pointer("drafts.page"))
GONE = Card(say("draft-gone"), (Actions((MENU,)),))


async def delete(pointer: Pointer, context: Context) -> Outcome:
    draft = await context.reading.drafts.get(pointer.of)
    if draft is None:
        return Outcome(Refuse(say("draft-gone"), home(context.person)))
    await context.work.drafts.delete(draft.id)
    return Outcome(home(context.person), touch=touches(draft, context.person))


def touches(draft: Begun, person: Person) -> tuple[str, ...]:
    return f"draft:{draft.id}", f"drafts:{person.acts_as}"


def home(person: Person) -> Show:
    return Show("drafts" if person.roles else "outside")


async def turn(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show("drafts", pointer.of))


async def found(of: str, reading: Reading, _reader: Person) -> Card:
    draft = await reading.drafts.get(of)
    if draft is None:
        return GONE
    ways = going_on(draft), Button(say("begin-anew"), Pointer(draft.form, draft.of, NEW)), deleting(draft)
    return Card(say("draft-found-card", form=say(draft.form)), (Text(began(draft)), Actions(ways)))


async def kept(of: str, reading: Reading, _reader: Person) -> Card:
    draft = await reading.drafts.get(of)
    if draft is None:
        return GONE
    ways = Actions((going_on(draft), deleting(draft), MENU))
    return Card(say("draft-kept-card", form=say(draft.form)), (Text(say("draft-kept-days", count=30)), ways))


async def draw(of: str, reading: Reading, reader: Person) -> Card:
    page = page_of(of)
    drafts = (await reading.drafts.of_owner(reader.acts_as))[(page - 1) * SIZE :]
    rows = listed(drafts[:SIZE]) or (Text(say("drafts-none")),)
    ways = turning("drafts.page", page, more=len(drafts) > SIZE)
    return Card(say("drafts-card"), (*rows, *ways, Actions((MENU,))))


async def in_short(reading: Reading, reader: Person) -> tuple[Block, ...]:
    """For the home screen: the newest few and the way to the rest."""
    drafts = await reading.drafts.of_owner(reader.acts_as)
    every = (Actions((ALL,)),) if len(drafts) > IN_SHORT else ()
    return (*listed(drafts[:IN_SHORT]), *every)


def listed(drafts: Sequence[Begun]) -> tuple[Block, ...]:
    return tuple(Item(named(one), (going_on(one), deleting(one)), began(one)) for one in drafts)


def named(draft: Begun) -> Say:
    form = say(draft.form)
    return say("draft-row", form=form, title=draft.title) if draft.title else form


def began(draft: Begun) -> Say:
    """An outsider's own is by nobody the list knows."""
    at = said_moment(draft.used_at)
    return say("draft-began", by=draft.by, at=at) if draft.by else say("draft-began-own", at=at)


def going_on(draft: Begun) -> Button:
    return Button(say("continue"), Pointer(draft.form, draft.of, draft.id), style="primary")


def deleting(draft: Begun) -> Button:
    return Button(say("delete"), Pointer("draft.delete", draft.id), style="danger")


def follows(_of: str, reader: Person) -> str:
    return f"drafts:{reader.acts_as}"


DIALOG = Dialog(
    "drafts",
    actions=(Action("drafts.page", insiders, turn, typed=True), Action("draft.delete", begun, delete)),
    views=(
        View("drafts", insiders, draw, follows),
        View("draft.found", begun, found, follows=lambda of, _reader: f"draft:{of}"),
        View("draft.kept", begun, kept, follows=lambda of, _reader: f"draft:{of}"),
    ),
)
