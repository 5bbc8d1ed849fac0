"""Messages of the relay: sent, edited, withdrawn, looked up.

A place is `INSTALLATION/CHANNEL`, `INSTALLATION/USER` for a personal chat, which is opened first, or
`INSTALLATION/home:USER`. A handle is `INSTALLATION/CHANNEL/TS`, or `INSTALLATION/home:USER/home`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.slack import home, render
from adapters.slack.origin import at, personal
from adapters.slack.rooms import Rooms, opens
from adapters.slack.wire import SECONDS, Wire
from adapters.slack.workspaces import Speaker, Workspaces
from bot.chat import Address, Json, Parcel
from bot.domain.delivery.state import InDoubt
from bot.errors import DeliveryFailed, Unreachable

DELIVERY, HOME, GONE = "delivery", "home:", "gone"
PAGE, PAGES, SKEW_S = 15, 20, 120.0
"""As many messages at once as Slack shows an app that is not in its Marketplace; seconds that our clock and
Slack's may differ by.
"""


@dataclass(frozen=True, slots=True)
class Outgoing:
    wire: Wire
    workspaces: Workspaces
    rooms: Rooms

    async def call(
        self, of: str, method: str, arguments: Mapping[str, object], *, seconds: float = SECONDS
    ) -> tuple[Speaker, Json]:
        speaker = await self.workspaces.speaker(of)
        try:
            return speaker, await self.wire.write(speaker.token, method, arguments, seconds=seconds)
        except Unreachable as error:
            other = await self.workspaces.changed(of, speaker) if error.cause == "removed" else None
            if other is None:
                raise
            return other, await self.wire.write(other.token, method, arguments, seconds=seconds)

    async def deliver(self, parcel: Parcel) -> str:
        of, _, where = parcel.place.id.partition("/")
        if where.startswith(HOME):
            return await self.publish(of, where, parcel)
        known = await self.rooms.get(parcel.place.id)
        channel = known or await self.room(parcel.place.id)
        rendered = render.message(parcel.card, parcel.words).payload
        marks = {"event_type": DELIVERY, "event_payload": {"id": parcel.id}}
        message = posted(channel, rendered, metadata=marks)
        try:
            speaker, sent = await self.call(of, "chat.postMessage", message)
        except Unreachable as error:
            if known and error.cause == GONE:
                await self.rooms.forget(parcel.place.id, known)
                raise DeliveryFailed("not-sent") from error
            raise
        return f"{speaker.installation}/{at(sent, 'channel') or channel}/{at(sent, 'ts')}"

    async def edit(self, handle: str, parcel: Parcel) -> None:
        of, where, ts = parts(handle)
        if where.startswith(HOME):
            await self.publish(of, where, parcel)
            return
        rendered = render.message(parcel.card, parcel.words).payload
        await self.call(of, "chat.update", posted(where, rendered, ts=ts))

    async def withdraw(self, handle: str) -> None:
        of, where, ts = parts(handle)
        if not where.startswith(HOME):
            await self.call(of, "chat.delete", {"channel": where, "ts": ts})

    async def find(self, parcel: Parcel) -> str | None:
        """In a personal chat, in what was said since it was tried."""
        of = parcel.place.id.partition("/")[0]
        if in_doubt(parcel.place) is not InDoubt.LOOK_UP:
            return None
        channel = await self.room(parcel.place.id)
        since = parcel.since.timestamp() - SKEW_S if parcel.since else 0.0
        asked: Json = {
            "channel": channel,
            "limit": PAGE,
            "oldest": f"{since:.6f}",
            "include_all_metadata": True,
        }
        for _ in range(PAGES):
            speaker, answer = await self.history(of, asked)
            if ts := found(answer, parcel.id):
                return f"{speaker.installation}/{channel}/{ts}"
            asked = {**asked, "cursor": at(answer, "response_metadata", "next_cursor")}
            if not asked["cursor"]:
                return None
        raise DeliveryFailed("history-too-long")

    async def history(self, of: str, asked: Json) -> tuple[Speaker, Json]:
        speaker = await self.workspaces.speaker(of)
        return speaker, await self.wire.read(speaker.token, "conversations.history", asked)

    async def publish(self, of: str, where: str, parcel: Parcel) -> str:
        view = home.view(parcel.card, parcel.words).payload
        user = where.removeprefix(HOME)
        speaker, _ = await self.call(of, "views.publish", {"user_id": user, "view": view})
        return f"{speaker.installation}/{where}/home"

    async def room(self, place: str) -> str:
        """The channel; a person's own chat is opened, which changes nothing where it is open already."""
        of, _, where = place.partition("/")
        if not opens(place):
            return where
        if known := await self.rooms.get(place):
            return known
        speaker, answer = await self.call(of, "conversations.open", {"users": where})
        channel = at(answer, "channel", "id")
        if not channel:
            raise Unreachable(GONE)
        await self.rooms.learn(place, channel, speaker.installation)
        return channel


def in_doubt(place: Address) -> InDoubt:
    """App Home shows the newest card alone; the app does not ask to read along in channels."""
    where = place.id.partition("/")[2]
    if where.startswith(HOME):
        return InDoubt.HARMLESS
    return InDoubt.LOOK_UP if where.startswith(("U", "W")) or personal(where) else InDoubt.REPEAT


def posted(channel: str, rendered: Json, **more: object) -> Json:
    """Without previews of links and without names being looked for in the text."""
    quiet = {"unfurl_links": False, "unfurl_media": False, "parse": "none", "link_names": False}
    return {"channel": channel, **rendered, **({} if "ts" in more else quiet), **more}


def parts(handle: str) -> tuple[str, str, str]:
    of, _, rest = handle.partition("/")
    where, _, ts = rest.rpartition("/")
    return of, where, ts


def found(history: Json, delivery: str) -> str:
    """When the message with this mark was sent; none where there is none."""
    messages = history.get("messages")
    marked = (
        at(message, "ts")
        for message in (messages if isinstance(messages, list) else [])
        if at(message, "metadata", "event_type") == DELIVERY
        and at(message, "metadata", "event_payload", "id") == delivery
    )
    return next(marked, "")
