"""Somebody at Slack: reads what the adapter acknowledges and posts, as Slack does."""

from collections.abc import Iterator, Sequence

from tests.fakes import slack_requests as slack_in
from tests.players.player import Answers, Message, Page, Player
from tests.stage import Json


class SlackPlayer(Player):
    @property
    def account(self) -> slack_in.Account:
        return self.stage.account(self.name)

    @property
    def talk(self) -> Sequence[Message]:
        return [message(ts, sent) for ts, sent in self.stage.slack.channels[self.account.dm].items()]

    async def look(self) -> None:
        return

    async def say(self, text: str) -> None:
        self.page = None
        await self.stage.to_slack(slack_in.said(self.account, sent(text)))

    async def request(self, body: Json) -> None:
        """With what Slack shows after it: a modal opened, changed, marked with errors, or closed."""
        opened, before = len(self.stage.slack.views), self.page
        answer = await self.stage.to_slack(body)
        match answer:
            case {"response_action": "errors", "errors": dict(errors)} if before:
                wrong = "\n".join(map(str, errors.values()))
                self.page = Page(before.fields, f"{before.text}\n{wrong}", before.raw)
            case {"response_action": "update", "view": dict(view)}:
                self.page = modal(view)
            case _:
                shown = self.stage.slack.views[opened:]
                self.page = modal(shown[-1]) if shown else None

    async def open(self, command: str) -> None:
        await self.request(slack_in.command(self.account, command, channel=self.account.dm))

    async def send_press(self, message: Message, button: Json) -> None:
        await self.request(slack_in.pressed(self.account, button, ts=message.handle))

    async def submit(self, answers: Answers) -> None:
        assert self.page
        await self.request(slack_in.submitted(self.account, self.page.raw, answers))


def sent(typed: str) -> str:
    """As Slack hands on what was typed."""
    return typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shown(text: str) -> str:
    """As the client shows it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def message(ts: str, posted: Json) -> Message:
    blocks = posted.get("blocks")
    return Message(ts, shown("\n".join(slack_texts(blocks))), dict(slack_buttons(blocks)))


def modal(view: Json) -> Page:
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    fields = [str(block["block_id"]) for block in blocks if block["type"] == "input"]
    return Page(fields, "\n".join(slack_texts([view])), view)


def slack_texts(node: object) -> Iterator[str]:
    match node:
        case {"text": str(text)}:
            yield text
        case dict():
            for part in node.values():
                yield from slack_texts(part)
        case list():
            for part in node:
                yield from slack_texts(part)
        case _:
            return


def slack_buttons(node: object) -> Iterator[tuple[str, Json]]:
    match node:
        case {"type": "button", "text": {"text": str(label)}, **rest}:
            yield label, {"type": "button", **{str(name): one for name, one in rest.items()}}
        case dict():
            for part in node.values():
                yield from slack_buttons(part)
        case list():
            for part in node:
                yield from slack_buttons(part)
        case _:
            return
