"""The focal points list: pages, search, and one person's card."""

from bot.cards import Actions, Block, Button, Card, Facts, Item, Pointer, Say, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Show, View, asks, said_date
from bot.domain.access import secretariat
from bot.domain.people import Assignment, Listed, Person
from bot.forms import form, text
from bot.ports import Reading
from dialogs.facts import facts, listed, typed
from dialogs.paging import SIZE, page_of
from dialogs.roles import named, roles_held

ADD = Button(say("command-person-add"), Pointer("person-add"))
FIND = Button(say("command-person-find"), Pointer("person-find"))


@form
class Answers:
    words: str = text(max_length=80)


async def find(answers: Answers, context: Context) -> Outcome:
    """A country or organization by any of its names, else words of a name, e-mail or agency."""
    typed = answers.words
    codes = [code for code in context.lexicon.countries(typed) if context.lexicon.sure(typed, code)]
    labels = context.lexicon.listed("organizations")
    codes += [code for label, code in labels if context.lexicon.same(typed, label)]
    return Outcome(Show("focal-points", f"1 {codes[0] if codes else typed}"))


async def page(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show("focal-points", pointer.of))


async def draw(of: str, reading: Reading, _reader: Person) -> Card:
    number, _, words = of.partition(" ")
    here = page_of(number)
    found, more = await reading.focal_points.page(words, here, SIZE)
    rows = tuple(map(row, found)) or (Text(say("focal-points-none")),)
    return Card(heading(words), (*rows, Actions((*turning(here, words, more=more), FIND, ADD))))


def heading(words: str) -> Say:
    return say("focal-points-found", words=say("delegation", id=words)) if words else say("focal-points-card")


def row(one: Listed) -> Item:
    return Item(say("focal-points-row", name=one.person.name), (view(one.person.id),), roles_held(one))


def view(person: str) -> Button:
    return Button(say("view"), Pointer("person.view", person))


def turning(here: int, words: str, *, more: bool) -> tuple[Button, ...]:
    earlier = Button(say("earlier"), Pointer("focal-points.page", f"{here - 1} {words}".rstrip()))
    later = Button(say("later"), Pointer("focal-points.page", f"{here + 1} {words}".rstrip()))
    return (*((earlier,) if here > 1 else ()), *((later,) if more else ()))


async def show(pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show("person", pointer.of))


async def draw_person(of: str, reading: Reading, _reader: Person) -> Card:
    one = await reading.focal_points.get(of)
    if one is None:
        return Card(say("record-gone"))
    add = Actions((Button(say("role-add"), Pointer("role-add", of)),))
    return Card(say("person-card", name=one.person.name), (told(one), *map(held, one.roles), add))


def told(one: Listed) -> Facts:
    person, platforms = one.person, dict.fromkeys(platform for platform, _ in one.accounts)
    return facts(
        ("fact-email", typed(person.email)),
        ("settings-language", say("language", code=person.language) if person.language else None),
        ("settings-time_zone", say("zone", id=person.time_zone) if person.time_zone else None),
        ("fact-accounts", listed(say(f"reach-{one}") for one in platforms) or say("accounts-none")),
    )


def held(role: Assignment) -> Block:
    saw = str(role.version)
    away = Button(say("role-away"), Pointer("role-away", role.id))
    back = Button(say("role-back"), Pointer("role.back", role.id, saw))
    change = Button(say("do-change"), Pointer("role-change", role.id))
    end = Button(say("role-end"), Pointer("role.end", role.id, saw), style="danger")
    return Item(named(role), (change, back if role.leave_until else away, end), dated(role))


def dated(role: Assignment) -> Say | None:
    """Its dates, as far as it has any, and its agency."""
    parts = (
        say("role-since", day=said_date(role.since)) if role.since else None,
        say("role-until", day=said_date(role.until)) if role.until else None,
        say("on-leave-until", day=said_date(role.leave_until)) if role.leave_until else None,
        typed(role.agency),
    )
    return listed(part for part in parts if part)


DIALOGS = (
    Dialog(
        "focal-points",
        actions=(
            Action("focal-points.page", secretariat, page, typed=True),
            Action("person.view", secretariat, show),
        ),
        views=(
            View("focal-points", secretariat, draw, follows=lambda _of, _reader: "focal-points"),
            View("person", secretariat, draw_person, follows=lambda of, _reader: f"person:{of}"),
        ),
    ),
    Dialog("person-find", asks(secretariat, Answers, find)),
)
