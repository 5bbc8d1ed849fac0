"""Where a message goes: the conversation of a place, or a person's own, opened where it is not known."""

from dataclasses import dataclass, replace

from adapters.teams import limits, render
from adapters.teams.answers import ADAPTIVE
from adapters.teams.connector import Connector
from adapters.teams.references import Directory, Reference, base
from bot.chat import Address, Json, Parcel
from bot.errors import Unreachable


@dataclass(frozen=True, slots=True)
class Posts:
    """Handles are `CONVERSATION/ACTIVITY`."""

    connector: Connector
    directory: Directory

    async def deliver(self, parcel: Parcel) -> str:
        reference, conversation = await self.whereabouts(parcel.place)
        activity = message(parcel, dialogs=reference.dialogs)
        return f"{conversation}/{await self.connector.send(reference, conversation, activity)}"

    async def show(self, place: Address, card: Json, summary: str) -> None:
        reference, conversation = await self.whereabouts(place)
        await self.connector.send(reference, conversation, carrying(card, summary))

    async def edit(self, handle: str, parcel: Parcel) -> None:
        reference, conversation, activity = await self.sent(handle)
        shown = message(parcel, dialogs=reference.dialogs)
        await self.connector.update(reference, conversation, activity, shown)

    async def withdraw(self, handle: str) -> None:
        reference, conversation, activity = await self.sent(handle)
        await self.connector.delete(reference, conversation, activity)

    async def sent(self, handle: str) -> tuple[Reference, str, str]:
        conversation, _, activity = handle.rpartition("/")
        return reachable(await self.directory.get(base(conversation))), conversation, activity

    async def whereabouts(self, place: Address) -> tuple[Reference, str]:
        """How to reach it, and its conversation's full id, thread included."""
        tenant, _, aad = place.id.partition("/")
        if not aad:
            return reachable(await self.directory.get(base(place.id))), place.id
        found = await self.directory.get(place.id)
        known = reachable(found or await self.directory.get(f"{tenant}/"))
        reference = known if known.conversation else await self.opened(known, tenant, aad)
        return reference, reference.conversation

    async def opened(self, known: Reference, tenant: str, aad: str) -> Reference:
        """Teams lets the bot write first only where it is installed for that person."""
        parameters: Json = {
            "isGroup": False,
            "bot": {"id": known.bot},
            "members": [{"id": known.user or aad}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        conversation = await self.connector.open(known, parameters)
        return await self.directory.meet(replace(known, conversation=conversation, aad=aad, personal=True))


def reachable(reference: Reference | None) -> Reference:
    if reference is None or not reference.installed:
        raise Unreachable("not-installed")
    return reference


def message(parcel: Parcel, *, dialogs: bool) -> Json:
    card = render.message(parcel.card, parcel.words, dialogs=dialogs).payload
    return carrying(card, parcel.words(parcel.card.title))


def carrying(card: Json, summary: str) -> Json:
    """`summary` is what Teams shows in a notification."""
    return {
        "type": "message",
        "summary": summary[: limits.SUMMARY],
        "attachments": [{"contentType": ADAPTIVE, "content": card}],
    }
