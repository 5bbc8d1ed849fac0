"""Where the bot may write: what the first contact taught, kept as our own JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Protocol

from adapters.teams.errors import TurnedAway
from adapters.teams.hosts import ServiceHosts
from bot.chat import Address, Json, Scopes

REMEMBERED = 10_000


class References(Protocol):
    """`place`: a conversation's id without its thread, a person as `TENANT/AAD-ID`, a tenant as `TENANT/`."""

    async def get(self, place: str) -> Mapping[str, object] | None: ...
    async def put(self, place: str, stored: Json) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """`installed` ends with the bot's removal; `departures` counts how often that was.

    `dialogs`: whether the client there can show forms as dialogs. A person met among others has no
    conversation of their own yet.
    """

    service: str
    tenant: str
    conversation: str = ""
    bot: str = ""
    user: str = ""
    aad: str = ""
    personal: bool = False
    installed: bool = True
    departures: int = 0
    dialogs: bool = True


def reference(activity: Mapping[str, object], *, dialogs: bool) -> Reference | None:
    """None where the activity does not tell of a place to write to."""
    match activity:
        case {
            "serviceUrl": str(service),
            "conversation": {"id": str(conversation)},
            "recipient": {"id": str(bot)},
            "channelData": {"tenant": {"id": str(tenant)}},
        }:
            return Reference(
                service=service,
                tenant=tenant,
                conversation=base(conversation),
                bot=bot,
                user=named(activity, "from", "id"),
                aad=named(activity, "from", "aadObjectId"),
                personal=is_personal(activity),
                dialogs=dialogs,
            )
        case _:
            return None


def is_personal(activity: Mapping[str, object]) -> bool:
    match activity.get("conversation"):
        case {"conversationType": str(kind)}:
            return kind == "personal"
        case {"isGroup": True}:
            return False
        case _:
            return True


def named(activity: Mapping[str, object], part: str, name: str) -> str:
    inside = activity.get(part)
    found = inside.get(name) if isinstance(inside, dict) else None
    return found if isinstance(found, str) else ""


def base(conversation: str) -> str:
    """A thread of a channel is reached through the channel's reference."""
    return conversation.partition(";")[0]


def restored(stored: Mapping[str, object]) -> Reference | None:
    """None for what another version has stored and this one cannot read."""
    match stored:
        case {"service": str(service), "tenant": str(tenant), "departures": int(departures)}:
            return Reference(
                service=service,
                tenant=tenant,
                conversation=str(stored.get("conversation", "")),
                bot=str(stored.get("bot", "")),
                user=str(stored.get("user", "")),
                aad=str(stored.get("aad", "")),
                personal=stored.get("personal") is True,
                installed=stored.get("installed") is True,
                departures=departures,
                dialogs=stored.get("dialogs") is True,
            )
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Directory:
    """The references, written only when they change; that the bot was removed is not remembered here."""

    store: References
    hosts: ServiceHosts
    known: dict[str, Reference] = field(default_factory=dict)

    async def get(self, place: str) -> Reference | None:
        if found := self.known.get(place):
            return found
        stored = await self.store.get(place)
        found = restored(stored) if stored is not None else None
        return self.remembered(place, found) if found else None

    def remembered(self, place: str, found: Reference) -> Reference:
        if not found.installed:
            self.known.pop(place, None)
            return found
        if len(self.known) >= REMEMBERED:
            del self.known[next(iter(self.known))]
        self.known[place] = found
        return found

    async def put(self, place: str, new: Reference) -> None:
        if not self.hosts.allows(new.service):
            raise TurnedAway(403, "a service host that is not allowed")
        if new != await self.get(place):
            await self.store.put(place, asdict(new))
            self.remembered(place, new)

    async def meet(self, new: Reference) -> Reference:
        """The place, its person and its tenant; the count of departures goes on."""
        before = await self.get(new.conversation)
        kept = replace(new, departures=before.departures) if before else new
        await self.save(kept)
        if new.aad and not new.personal and await self.get(person(new)) is None:
            await self.put(person(new), replace(new, conversation="", personal=True))
        await self.put(f"{new.tenant}/", Reference(service=new.service, tenant=new.tenant, bot=new.bot))
        return kept

    async def leave(self, new: Reference) -> None:
        before = await self.get(new.conversation) or new
        if before.installed:
            await self.save(replace(before, installed=False, departures=before.departures + 1))

    async def save(self, changed: Reference) -> None:
        """What is shared belongs to nobody, whoever spoke last."""
        place = changed if changed.personal else replace(changed, user="", aad="")
        await self.put(changed.conversation, place)
        if changed.personal and changed.aad:
            await self.put(person(changed), changed)


async def scopes(place: Address, directory: Directory) -> Scopes:
    """The tenant, by the reference, and the conversation, by which a person's own goes once it is known."""
    tenant, _, aad = place.id.partition("/")
    found = await directory.get(place.id if aad else base(place.id))
    if aad:
        known = found.conversation if found else ""
        return Scopes(tenant, known or place.id, calls=1 if known else 2)
    return Scopes(found.tenant if found else "", base(place.id))


def person(reference: Reference) -> str:
    return f"{reference.tenant}/{reference.aad}"
