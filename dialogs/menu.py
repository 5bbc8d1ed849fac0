"""The menu and the help of each role, what may have been meant, and the home screen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.cards import Actions, Block, Button, Card, Divider, Pointer, Text, say
from bot.dialog import Action, Context, Dialog, Outcome, Show, View
from bot.domain.access import Rule, anyone, insiders
from bot.domain.people import Person
from bot.ports import Reading
from dialogs import outside
from dialogs.drafts import in_short as drafts_in_short
from dialogs.mine import in_short

ORDER = (
    "interest",
    "need",
    "offer",
    "mine.page",
    "floor.request",
    "meetings.page",
    "floor.run",
    "broadcast",
    "broadcasts.page",
    "admissions.page",
    "interests.page",
    "clearance.page",
    "focal-points.page",
    "drafts.page",
    "settings.show",
    "help.show",
)
HELP = Button(say("command-help.show"), Pointer("help.show"))
ALWAYS = {"menu": "menu.show", "back": "back", "skip": "skip", "all": "skip-all", "cancel": "cancel"}


async def show(_pointer: Pointer, context: Context) -> Outcome:
    return Outcome(Show("menu" if context.person.roles else "outside"))


async def explain(_pointer: Pointer, _context: Context) -> Outcome:
    return Outcome(Show("help"))


def typed(dialogs: Sequence[Dialog]) -> Iterator[tuple[str, Rule]]:
    """What can be said to begin something, and by whom."""
    for dialog in dialogs:
        if dialog.form and dialog.form.typed:
            yield dialog.name, dialog.form.may
        yield from ((action.verb, action.may) for action in dialog.actions if action.typed)


@dataclass(frozen=True, slots=True)
class Menu:
    """What is not for a role is not shown to it; `rules`: who may begin what."""

    rules: Mapping[str, Rule]

    def ways(self, reader: Person, verbs: Sequence[str] = ORDER) -> Actions:
        may = (verb for verb in verbs if verb in self.rules and self.rules[verb](reader, None))
        return Actions(tuple(Button(say(f"command-{verb}"), Pointer(verb)) for verb in may))

    async def draw(self, of: str, _reading: Reading, reader: Person) -> Card:
        """`of`: the verbs that may have been meant, with commas between."""
        if of:
            return Card(say("menu-did-you-mean"), (self.guesses(reader, of.split(",")),))
        return Card(say("menu-card"), (self.ways(reader),))

    def guesses(self, reader: Person, verbs: Sequence[str]) -> Actions:
        """With help beside them; one guess alone can be answered with “yes”."""
        helping = replace(HELP, number=len(verbs) > 1)
        return Actions((*self.ways(reader, verbs).buttons, helping))

    async def help(self, _of: str, _reading: Reading, reader: Person) -> Card:
        words = say("help-words", **{name: say(f"command-{verb}") for name, verb in ALWAYS.items()})
        texts = Text(say("help-text")), Text(words), Text(say("personal-data"), quiet=True)
        return Card(say("help-card"), (*texts, self.ways(reader)))

    async def home(self, of: str, reading: Reading, reader: Person) -> Card:
        if not reader.roles:
            return await outside.draw(of, reading, reader)
        drafts = await drafts_in_short(reading, reader)
        mine = await in_short(reading, reader)
        parts = *headed("drafts-card", drafts), *headed("mine-card", mine)
        return Card(say("menu-card"), (self.ways(reader), *parts))


def headed(title: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return (Divider(), Text(say(title)), *blocks) if blocks else ()


def dialog(others: Sequence[Dialog]) -> Dialog:
    """The menu of all others."""
    menu = Menu({**dict(typed(others)), "help.show": insiders})
    return Dialog(
        "menu",
        actions=(
            Action("menu.show", anyone, show, typed=True),
            Action("help.show", insiders, explain, typed=True),
        ),
        views=(
            View("menu", insiders, menu.draw),
            View("help", insiders, menu.help),
            View("home", anyone, menu.home, follows=lambda _of, reader: f"mine:{reader.delegation}"),
        ),
    )
