"""Somebody at the browser chat."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.players.player import Answers, Message, Page, Player, joined
from tests.stage import Json


@dataclass
class Html(HTMLParser):
    """The few things a person sees: text, buttons, fields."""

    texts: list[str] = field(default_factory=list)
    buttons: dict[str, Json] = field(default_factory=dict)
    fields: dict[str, None] = field(default_factory=dict)
    form: Json = field(default_factory=dict)
    does: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        match tag:
            case "button":
                self.does = given.get("data-does") or ""
            case "form":
                self.form = {"draft": given["data-draft"], "version": int(given["data-version"] or 0)}
            case "input" | "select" | "textarea" if given.get("name"):
                self.fields[str(given["name"])] = None
                self.texts.append(given.get("value") or "")
            case _:
                pass

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.does:
            self.buttons[data] = json.loads(self.does)
            self.does = ""


def parsed(html: str) -> Html:
    found = Html()
    found.feed(html)
    return found


@dataclass
class Browser(Player):
    lines: dict[str, Json] = field(default_factory=dict)

    @property
    def talk(self) -> Sequence[Message]:
        shown = sorted(self.lines.values(), key=lambda line: int(str(line["number"])))
        return [self.message(line) for line in shown if line["kind"] == "card"]

    def message(self, line: Json) -> Message:
        found = parsed(str(line["html"]))
        return Message(str(line["id"]), "\n".join(found.texts), found.buttons)

    async def look(self) -> None:
        url = f"{self.stage.pages}/playground/talk?as={self.name}"
        async with self.stage.http.get(url) as answer:
            self.lines = {line["id"]: line for line in (await answer.json())["lines"]}
        forms = [line for line in self.lines.values() if line["kind"] == "form"]
        self.page = self.paged(forms[-1]) if forms else None

    def paged(self, line: Json) -> Page:
        found = parsed(str(line["html"]))
        return Page(list(found.fields), "\n".join(found.texts), {**found.form, "on": line["id"]})

    async def does(self, what: str, **body: object) -> None:
        self.number += 1
        given = {"as": self.name, "id": f"e{self.number}", **body}
        await self.stage.to_playground(what, **given)
        await self.look()

    async def say(self, text: str) -> None:
        await self.does("say", text=text, forms=False)

    async def open(self, command: str) -> None:
        await self.does("say", text=command, forms=True)

    async def send_press(self, message: Message, button: Json) -> None:
        await self.does("press", on=message.handle, forms=True, **button)

    async def submit(self, answers: Answers) -> None:
        assert self.page
        given = {name: joined(answers[name]) if name in answers else None for name in self.page.fields}
        await self.does("fill", given=given, **self.page.raw)
