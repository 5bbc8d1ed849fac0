"""A verified request: handed in, and what comes back put into Slack's answer or shown at once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol, assert_never

from adapters.slack.inbound import inbound
from adapters.slack.locales import Locales
from adapters.slack.modal import modal, pointer, problems, told
from adapters.slack.origin import Body, Origin, at, origin, personal
from adapters.slack.outgoing import Outgoing
from adapters.slack.workspaces import Workspaces
from bot.cards import Card
from bot.chat import (
    Answering,
    Carries,
    Done,
    Happened,
    Inbound,
    Json,
    Parcel,
    Pressed,
    Refused,
    Replace,
    Reply,
    ShowForm,
    Tell,
)
from bot.dialog import Ask
from bot.errors import DeliveryFailed

TRIGGER = 2.5


class Ack(Protocol):
    """What Slack's request is answered with."""

    def __call__(
        self,
        *,
        response_action: str | None = None,
        errors: dict[str, str] | None = None,
        view: Json | None = None,
    ) -> Awaitable[object]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    handle: Answering
    outgoing: Outgoing
    workspaces: Workspaces
    locales: Locales
    now: Callable[[], datetime]

    async def on_request(self, body: Json, ack: Ack) -> None:
        """Slack gets its 200 when this returns, so 200 means committed."""
        sent_from = origin(body)
        if sent_from and ending(body):
            await self.left(sent_from.installation, until(body, self.now()))
        request = inbound(body, self.now())
        if sent_from is None or request is None:
            await ack()
            return
        await self.learn(body, sent_from)
        told_in = replace(request, locale=await self.locales.of(sent_from))
        await self.answer(body, told_in, await self.handle(told_in), ack)

    async def left(self, installation: str, before: datetime) -> None:
        await self.workspaces.ended(installation, before=before)
        await self.outgoing.rooms.leave(installation, before=before)

    async def learn(self, body: Body, sent_from: Origin) -> None:
        """A message tells the channel of the personal chat it was written in."""
        channel, by = at(body, "event", "channel"), sent_from.installation
        if personal(channel):
            await self.outgoing.rooms.learn(sent_from.place(channel).id, channel, by)

    async def answer(self, body: Json, request: Inbound, reply: Reply, ack: Ack) -> None:
        submitted = body.get("type") == "view_submission"
        match reply:
            case ShowForm(ask, lexicon) if submitted and stays_open(ask, body):
                await ack(response_action="errors", errors=problems(ask, lexicon.words))
            case ShowForm(ask, lexicon) if submitted:
                await ack(response_action="update", view=modal(ask, lexicon).payload)
            case Tell(what, words) if submitted:
                await ack(response_action="update", view=told(what, words).payload)
            case ShowForm():
                await ack()
                await self.open(body, request, reply)
            case Replace(card, words):
                await ack()
                await self.replace(request, Parcel(request.id, request.place or request.sender, card, words))
            case Tell(what, words) | Refused(what, words):
                await ack()
                place = request.place or request.sender
                await self.outgoing.deliver(Parcel(request.id, place, Card(what), words))
            case Done():
                await ack()
            case _:
                assert_never(reply)

    async def open(self, body: Body, request: Inbound, form: ShowForm) -> None:
        """A form that cannot be shown is asked in words, by a turn of its own."""
        sent_from, view = origin(body), modal(form.ask, form.lexicon).payload
        shown = {"trigger_id": at(body, "trigger_id"), "view": view}
        try:
            of = sent_from.installation if sent_from else ""
            await self.outgoing.call(of, "views.open", shown, seconds=TRIGGER)
        except DeliveryFailed:
            in_words = Happened("form-not-shown", form.ask.draft.id)
            again = replace(request, id=f"{request.id}/words", what=in_words, answer=Carries.NOTHING)
            await self.handle(again)

    async def replace(self, request: Inbound, parcel: Parcel) -> None:
        if isinstance(request.what, Pressed) and request.what.on:
            await self.outgoing.edit(request.what.on, parcel)
        else:
            await self.outgoing.deliver(parcel)


def stays_open(ask: Ask, body: Body) -> bool:
    """Slack takes errors only for fields of the modal in view, and leaves that as it is, with its version."""
    match body:
        case {"view": {"private_metadata": str(sent), "state": {"values": dict(values)}}}:
            wrong = ask.problems.keys() | ask.guesses.keys()
            return bool(wrong) and wrong <= values.keys() and sent == pointer(ask)
        case _:
            return False


def ending(body: Body) -> bool:
    """Whether the app has lost its bot's token here; that of a single person is none of ours."""
    match body.get("event"):
        case {"type": "app_uninstalled"} | {"type": "tokens_revoked", "tokens": {"bot": [_, *_]}}:
            return True
        case _:
            return False


def until(body: Body, now: datetime) -> datetime:
    """The end of the second in which it happened: Slack tells no fractions."""
    happened = body.get("event_time")
    if not isinstance(happened, int) or not 0 < happened <= now.timestamp():
        return now
    return datetime.fromtimestamp(happened, UTC) + timedelta(seconds=1)
