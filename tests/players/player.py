"""Somebody at a platform: says, presses and fills in what the client shows, over real HTTP."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.stage import Json, Stage

Answers = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Message:
    """`buttons`: label → what the client sends for it."""

    handle: str
    text: str
    buttons: Mapping[str, Json]


@dataclass(frozen=True)
class Page:
    """A page of a form as the client shows it: fields in order, and all its text, errors too."""

    fields: Sequence[str]
    text: str
    raw: Json


@dataclass
class Player(ABC):
    stage: Stage
    name: str
    locale: str = "en"
    page: Page | None = None
    number: int = 0

    @property
    @abstractmethod
    def talk(self) -> Sequence[Message]:
        """Oldest first, as it stands now."""

    @abstractmethod
    async def say(self, text: str) -> None: ...
    @abstractmethod
    async def send_press(self, message: Message, button: Json) -> None: ...
    @abstractmethod
    async def submit(self, answers: Answers) -> None:
        """The page of the form in view; what is not given is left empty."""

    @abstractmethod
    async def open(self, command: str) -> None:
        """The form of this command, the way this platform shows one."""

    @abstractmethod
    async def look(self) -> None:
        """See what has come meanwhile; only a browser has to ask."""

    @property
    def screen(self) -> str:
        return self.talk[-1].text

    @property
    def all(self) -> str:
        return "\n\n".join(message.text for message in self.talk)

    async def press(self, label: str, on: str = "") -> None:
        """On the newest message that has the button; `on`: one whose text holds this."""
        for message in reversed(self.talk):
            if label in message.buttons and on in message.text:
                await self.send_press(message, message.buttons[label])
                return
        raise AssertionError((label, on, self.all))


def joined(answer: str | Sequence[str]) -> str:
    return answer if isinstance(answer, str) else ",".join(answer)
