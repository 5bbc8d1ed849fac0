"""One story, whoever tells it: a form filled in page by page, or its questions answered in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from bot.asking import label
from bot.cards import say
from bot.dialog import Ask, Draft
from bot.forms import Choice, Choices, YesNo, labels, questions
from dialogs import FORMS
from tests.players import Player

Told = Mapping[str, str | list[str]]


@dataclass
class Teller:
    """`forms`: whether this person is shown forms or types everything."""

    player: Player
    forms: bool
    turn: "count[int]" = field(default_factory=count)

    async def says(self, *texts: str) -> str:
        for text in texts:
            await self.player.say(text)
        return self.screen

    async def commands(self, verb: str) -> str:
        """In the words of the catalogue."""
        await self.player.say(self.words(f"command-{verb}"))
        return self.screen

    async def press(self, key: str, on: str = "", **args: str) -> str:
        """The button with this text of the catalogue, on the newest card that has it."""
        await self.player.look()
        await self.player.press(self.words(key, **args), on)
        await self.player.look()
        return self.screen

    @property
    def screen(self) -> str:
        return self.player.screen

    async def look(self) -> str:
        await self.player.look()
        return self.player.all

    def words(self, key: str, **args: str) -> str:
        return self.player.stage.words(self.player.locale, say(key, **args))

    def can(self, key: str, on: str = "") -> bool:
        """Whether the newest card that holds this text has the button."""
        newest = next(one for one in reversed(self.player.talk) if on in one.text)
        return self.words(key) in newest.buttons

    def reads(self, key: str, **args: str) -> bool:
        """Whether this text of the catalogue stands in the newest card."""
        return self.words(key, **args) in self.screen

    async def does(self, form: str, answers: Told) -> str:
        """Begins in the words of the form's command, then answers all that is asked."""
        command = self.words(f"command-{form}")
        if self.forms:
            await self.player.open(command)
            await self.fills(answers)
        else:
            await self.player.say(command)
            await self.answers(form, answers)
        return self.screen

    async def presses_into(self, button: str, form: str, answers: Told) -> str:
        """A button that opens a form."""
        await self.press(button)
        await (self.fills(answers) if self.player.page else self.answers(form, answers))
        return self.screen

    async def fills(self, answers: Told) -> None:
        while page := self.player.page:
            await self.player.submit({name: answers[name] for name in page.fields if name in answers})
            assert self.player.page != page, page.text

    async def answers(self, form: str, answers: Told) -> None:
        """What is not told is skipped: one by one, and at the end all at once."""
        open_ = dict(answers)
        while name := self.asked(form):
            before = self.player.talk[-1]
            if name in open_:
                await self.player.say(self.typed(form, name, open_.pop(name)))
            else:
                await self.player.say(self.words("command-skip" if open_ else "command-skip-all"))
            assert self.player.talk[-1] != before, (name, before.text)

    def asked(self, form: str) -> str | None:
        """The question whose label stands in the newest message."""
        here = self.screen.partition("\n")[0].strip("*")
        ask = Ask(draft=Draft(id="", form=form, owner="", holder=""), questions={})
        wanted = {
            self.player.stage.words(self.player.locale, label(ask, name)): name for name in self.names(form)
        }
        return wanted.get(here)

    def names(self, form: str) -> Iterator[str]:
        yield from questions(FORMS[form].answers)

    def typed(self, form: str, name: str, answer: str | list[str]) -> str:
        """An option by its number or by its label, in turn."""
        question, lexicon = (
            questions(FORMS[form].answers)[name],
            self.player.stage.lexicon(self.player.locale),
        )
        if not isinstance(question, (Choice, Choices, YesNo)):
            assert isinstance(answer, str)
            return answer
        options = labels(question, lexicon)
        wanted = answer if isinstance(answer, list) else [answer]
        places = [place for place, (_, value) in enumerate(options) if value in wanted]
        assert len(places) == len(wanted), (name, wanted)
        if next(self.turn) % 2 and not isinstance(question, YesNo):
            return ", ".join(str(place + 1) for place in places)
        return ", ".join(lexicon.words(options[place][0]) for place in places)
