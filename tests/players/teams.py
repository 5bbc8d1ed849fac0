"""Somebody at Teams: reads activities and the answers to invokes, as the client does."""

from collections.abc import Iterator, Sequence

from bot.cards import say
from tests.players.player import Answers, Message, Page, Player, joined
from tests.stage import Json


class TeamsPlayer(Player):
    @property
    def place(self) -> str:
        return f"a:{self.name}"

    @property
    def talk(self) -> Sequence[Message]:
        return [
            teams_message(handle, sent)
            for handle, sent in self.stage.teams.messages.items()
            if handle.rpartition("/")[0] == self.place
        ]

    async def look(self) -> None:
        return

    async def say(self, text: str) -> None:
        self.page = None
        await self.stage.to_teams(self.stage.talker(self.name, self.locale).message(text))

    async def open(self, command: str) -> None:
        """Teams has no slash commands: the words, then the button under the question."""
        await self.say(command)
        await self.press(self.stage.words(self.locale, say("open-as-form")))

    async def send_press(self, message: Message, button: Json) -> None:
        activity = self.stage.talker(self.name, self.locale).press(button, message.handle)
        answer = await self.stage.to_teams(activity)
        self.taken(answer, message.handle)

    def taken(self, answer: Json, handle: str) -> None:
        """What the invoke's answer changes in the client."""
        self.page = None
        match answer:
            case {"task": {"type": "continue", "value": {"card": {"content": dict(card)}}}}:
                self.page = dialog(card)
            case {"type": str(kind), "value": dict(card)} if kind.endswith("card.adaptive"):
                self.stage.teams.messages[handle] = {"attachments": [{"contentType": kind, "content": card}]}
            case _:
                return

    async def submit(self, answers: Answers) -> None:
        """Teams leaves empty fields out."""
        assert self.page
        (send,) = adaptive_buttons(self.page.raw).values()
        given = {name: joined(answers[name]) for name in self.page.fields if name in answers}
        activity = self.stage.talker(self.name, self.locale).press(send, **given)
        self.taken(await self.stage.to_teams(activity), "")


def teams_message(handle: str, sent: Json) -> Message:
    match sent:
        case {"attachments": [{"content": dict(card)}, *_]}:
            return Message(handle, "\n".join(adaptive_texts(card)), adaptive_buttons(card))
        case _:
            return Message(handle, str(sent.get("text", "")), {})


def dialog(card: Json) -> Page:
    return Page(list(adaptive_fields(card)), "\n".join(adaptive_texts(card)), card)


def adaptive_texts(node: object) -> Iterator[str]:
    match node:
        case dict():
            for name, part in node.items():
                if name in {"text", "title", "label"} or (name == "value" and isinstance(part, str)):
                    yield unescaped(str(part))
                else:
                    yield from adaptive_texts(part)
        case list():
            for part in node:
                yield from adaptive_texts(part)
        case _:
            return


def unescaped(text: str) -> str:
    """As the client shows it: a backslash before a sign is not seen."""
    return text.replace("\\", "")


def adaptive_fields(node: object) -> Iterator[str]:
    match node:
        case {"type": str(kind), "id": str(name)} if kind.startswith("Input."):
            yield name
        case dict():
            for part in node.values():
                yield from adaptive_fields(part)
        case list():
            for part in node:
                yield from adaptive_fields(part)
        case _:
            return


def adaptive_buttons(node: object) -> dict[str, Json]:
    match node:
        case {"type": "Action.Submit" | "Action.Execute" as kind, "title": str(title), **rest}:
            return {title: {"type": kind, "title": title, **{str(name): one for name, one in rest.items()}}}
        case dict():
            parts: Sequence[object] = list(node.values())
        case list():
            parts = node
        case _:
            return {}
    return {label: button for part in parts for label, button in adaptive_buttons(part).items()}
