"""Microsoft's own client for bots, `@microsoft/m365agentsplayground`, driven as its web page drives it."""

import asyncio
import os
import shutil
import socket
import subprocess
import tarfile
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientConnectionError, ClientSession, ClientWebSocketResponse

from bot.chat import Json
from tests.fakes.teams_cards import action

PACKAGE = "@microsoft/m365agentsplayground@0.2.28"
ME = {"id": "user-id-0"}
PATIENCE = 20.0
ON_LOOPBACK_ONLY = """
const { Server } = require("net");
const listen = Server.prototype.listen;
Server.prototype.listen = function (port, ...rest) {
  const then = rest.filter((one) => typeof one === "function");
  return listen.call(this, { port: Number(port), host: "127.0.0.1" }, ...then);
};
"""


class NotToBeHad(Exception):
    """There is no node, or its registry cannot be reached."""


def unpacked(folder: Path) -> Path:
    """The package runs from its archive; nothing of it is installed."""
    if not shutil.which("npm"):
        raise NotToBeHad("npm is not installed")
    command = ("npm", "pack", "--silent", PACKAGE)
    packing = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if packing.returncode:
        raise NotToBeHad(packing.stderr)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    (folder / "package" / "loopback.js").write_text(ON_LOOPBACK_ONLY)
    return folder / "package"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass(slots=True)
class OfflineClient:
    """One person in a personal chat with the bot; `card` is the newest one with its message's id."""

    http: ClientSession
    url: str
    stream: ClientWebSocketResponse
    conversation: str
    group: str
    bot: str
    shown: list[tuple[str, str, Json]] = field(default_factory=list)

    @property
    def card(self) -> Json:
        return self.shown[-1][2]

    async def say(self, text: str, *, in_group: bool = False) -> None:
        place = self.group if in_group else self.conversation
        mention: Json = {"mentions": [{"mentioned": {"id": self.bot}, "text": "<at>Test Bot</at>"}]}
        said = {"text": text, "textFormat": "plain", "from": ME} | (mention if "<at>" in text else {})
        await self.asked(f"/_conversation/v1/conversations/{place}/messages", said)

    async def hears(self) -> Json:
        """The next card the bot sends."""
        async with asyncio.timeout(PATIENCE):
            while True:
                match await self.stream.receive_json():
                    case {"actionConversationId": str(place), "message": {"messageId": str(of), **rest}}:
                        self.shown.append((place, of, content(rest)))
                        return self.card

    async def press(self, title: str, inputs: Json | None = None) -> Json:
        """What takes the place of the card, or nothing."""
        place, of, card = self.shown[-1]
        button = action(card, title)
        data = button.get("data")
        given = {**(data if isinstance(data, dict) else {}), **(inputs or {})}
        done = {"action": {**button, "data": given}, "trigger": "manual"}
        asked = {"name": "adaptiveCard/action", "value": done, "from": ME, "replyToId": of}
        answer = await self.asked("/_conversation/v1/invoke", asked | {"conversation": {"id": place}})
        if isinstance(value := answer["value"], dict):
            self.shown[-1] = (place, of, value)
        return answer

    async def event(self, kind: str) -> None:
        """`install`, `uninstall` or `botAdded`, as its menu offers them."""
        asked = {"conversationId": self.conversation, "type": kind}
        async with self.http.get(f"{self.url}/_internal/v1/customActivities/template", params=asked) as found:
            activity = await found.json()
        await self.asked("/_internal/v1/customActivities", activity)

    async def asked(self, path: str, body: object) -> Json:
        async with self.http.post(f"{self.url}{path}", json=body) as answer:
            assert answer.status == 200, await answer.text()
            found: object = await answer.json(content_type=None) if answer.content_length else {}
        return found if isinstance(found, dict) else {}


def content(message: Mapping[object, object]) -> Json:
    match message:
        case {"attachments": [{"content": dict(card)}, *_]}:
            return card
        case _:
            raise AssertionError(message)


@asynccontextmanager
async def offline_client(package: Path, endpoint: str) -> AsyncIterator[OfflineClient]:
    """Talking to the bot at `endpoint`."""
    port = free_port()
    told = ("-e", endpoint, "-c", "msteams", "-p", str(port), "--disable-telemetry")
    connector = ("--service-url", f"http://127.0.0.1:{port}/_connector")
    environ = {
        "PATH": os.environ["PATH"],
        "NODE_OPTIONS": f"--require {package}/loopback.js",
        "HOME": str(package),
    }
    process = await asyncio.create_subprocess_exec(
        "node", "cli.js", "start", *told, *connector, cwd=package, env=environ, stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        async with ClientSession() as http, connected(http, f"http://127.0.0.1:{port}") as client:
            yield client
    finally:
        process.kill()
        await process.wait()


@asynccontextmanager
async def connected(http: ClientSession, url: str) -> AsyncIterator[OfflineClient]:
    config = await answering(http, f"{url}/_internal/v1/config")
    async with http.ws_connect(f"{url}/_ws_conversation/v1/conversations/stream") as stream:
        match config.get("config"):
            case {
                "personalChat": {"id": str(own)},
                "groupChats": [{"id": str(group)}],
                "bot": {"id": str(bot)},
            }:
                yield OfflineClient(http, url, stream, own, group, bot)
            case _:
                raise AssertionError(config)


async def answering(http: ClientSession, url: str) -> Json:
    """Once it is up."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                async with http.get(url) as answer:
                    found: object = await answer.json()
                    return found if isinstance(found, dict) else {}
            except ClientConnectionError:
                await asyncio.sleep(0.1)
