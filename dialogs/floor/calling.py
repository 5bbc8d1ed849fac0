"""Call a delegation by its name, typed as it comes; where it is not sure who is meant, that is asked."""

from collections.abc import Iterator, Sequence

from bot.cards import Button, Card, Item, Pointer, Say, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Refuse, Show, View
from bot.domain.access import moderators
from bot.domain.floor.command import Call
from bot.domain.floor.entry import Entry
from bot.domain.floor.floor import Floor, ListState, holder
from bot.domain.people import Person
from bot.ports import Lexicon, Reading
from dialogs.facts import delegation
from dialogs.floor.done import VIEW, done
from dialogs.floor.running import meant
from dialogs.floor.words import item_of

UNDER_WAY = frozenset({ListState.OPEN, ListState.CLOSED})
GAP, CODE = "…", 3


def heard(typed: str, lexicon: Lexicon) -> str | None:
    """The name in “call Fiji”, or a name that is all there is and surely spelled."""
    word = typed.strip()
    for phrase in lexicon.words(say("spoken-call")).splitlines():
        before, _, after = phrase.partition(GAP)
        if len(word) > len(phrase) - len(GAP) and said_so(word.casefold(), before, after):
            return word[len(before) : len(word) - len(after)].strip()
    return word if sure(word, lexicon) else None


def said_so(word: str, before: str, after: str) -> bool:
    return word.startswith(before.casefold()) and word.endswith(after.casefold())


def sure(word: str, lexicon: Lexicon) -> bool:
    """A code in small letters may be any word, such as “no” or “can”."""
    if word.isascii() and len(word) <= CODE and not word.isupper():
        return False
    countries = (lexicon.sure(word, code) for code in lexicon.countries(word))
    return any(countries) or any(lexicon.same(word, one) for one, _ in lexicon.listed("organizations"))


async def call(pointer: Pointer, context: Context) -> Outcome:
    """`of`: the name as it was typed."""
    floors = await under_way(context.reading)
    if not floors:
        return Outcome(Refuse(say("floor-no-meeting")))
    found = [(floor, one) for floor in floors for one in named(pointer.of, floor, context.lexicon)]
    if not found:
        return Outcome(Refuse(no_longer(pointer.of, floors, context.lexicon), Show(VIEW, floors[0].meeting)))
    floor, entry = found[0]
    if len(found) == 1 and context.lexicon.same(pointer.of, delegation(entry.asked.delegation)):
        has = holder(floor)
        return await done(Call(has.id if has else "", entry.id), floor.meeting, context)
    return Outcome(Show("floor.whom", ",".join(one.id for _, one in found)))


async def under_way(reading: Reading) -> Sequence[Floor]:
    """Those with an item that is being dealt with."""
    floors = [await reading.floors.get(one.id) for one in await meant(reading)]
    return [one for one in floors if one and one.current and one.items[one.current].state in UNDER_WAY]


def named(typed: str, floor: Floor, lexicon: Lexicon) -> Sequence[Entry]:
    """Those who wait on the current item and are surely meant, else those who may be."""
    waiting = sorted(on_item(floor), key=lambda one: (one.list, one.place))
    sure = [one for one in waiting if lexicon.same(typed, delegation(one.asked.delegation))]
    near = lexicon.near(typed, [delegation(one.asked.delegation) for one in waiting])
    return sure or [waiting[place] for place in near]


def no_longer(typed: str, floors: Sequence[Floor], lexicon: Lexicon) -> Say:
    """How the turn stands of whoever is meant and does not wait: called just now, or heard already."""
    entries = [one for floor in floors for one in floor.entries.values() if one.asked.item == floor.current]
    for one in reversed(entries):
        if lexicon.same(typed, delegation(one.asked.delegation)):
            return say(f"floor-now-{one.state}", delegation=delegation(one.asked.delegation))
    return say("floor-nobody-named", typed=typed)


def on_item(floor: Floor) -> Iterator[Entry]:
    return (one for one in floor.entries.values() if one.waits and one.asked.item == floor.current)


async def draw(of: str, reading: Reading, _reader: Person) -> Card:
    """`of`: the entries that may be meant, with commas between."""
    rows = [one for entry in of.split(",") if (one := await row(entry, reading))]
    return Card(say("floor-whom"), tuple(rows) or (Text(say("record-gone")),))


async def row(of: str, reading: Reading) -> Item | None:
    meeting = await reading.floors.meeting_of(of)
    floor = await reading.floors.get(meeting) if meeting else None
    entry = floor.entries.get(of) if floor else None
    if floor is None or entry is None or not entry.waits:
        return None
    has = holder(floor)
    give = Button(say("do.call"), Pointer("floor.call", of, has.id if has else ""))
    return Item(who(entry), (give,), item_of(None, entry.asked.item))


def who(entry: Entry) -> Say:
    kind = say(f"kind-{entry.asked.kind}")
    return say("floor-entry", delegation=delegation(entry.asked.delegation), kind=kind)


DIALOG = Dialog(
    "floor-calling",
    actions=(Action("floor.named", moderators, call, heard=heard),),
    views=(View("floor.whom", moderators, draw),),
)
