"""Deliveries of a broadcast as they are written."""

from datetime import datetime

from sqlalchemy import RowMapping

from bot.dialog import Show
from bot.domain.broadcast.broadcast import Broadcast, Phase
from bot.domain.broadcast.moments import LAST_ZONE, instant_of
from bot.domain.broadcast.reference import delivery_id, recall_key, version_key
from bot.domain.delivery.state import State, Urgency
from bot.ports_broadcasts import Planned
from storage.plain import frozen, thawed

EMAIL = "email"
MESSAGE, AGAIN = "broadcast.message", "broadcast.again"
CORRECTION, RECALLED = "broadcast.correction", "broadcast.recalled"


def shown(of: Broadcast, view: str, version: int = 0) -> list[object]:
    """The newest approved version where none is named."""
    return frozen(Show(view, f"{of.id}/{version or of.sent_version}"))


def common(of: Broadcast, key: str, version: int) -> dict[str, object]:
    return {
        "occurrence_key": key,
        "kind": "show",
        "edits": None,
        "typeable": True,
        "subject": of.id,
        "subject_version": version,
        "urgency": int(Urgency.BULK),
        "promise": of.promise,
        "state": State.DUE,
        "attempt": 0,
        "held": of.phase is Phase.PAUSED,
        "dry": False,
    }


def recipient(of: Broadcast, key: str, one: Planned, now: datetime) -> dict[str, object]:
    """A time that is past where they are means: now."""
    return {
        "id": delivery_id(key, one.person),
        "recipient": one.person,
        "lane": f"person {one.person}",
        "due_at": max(one.due_at, now),
        "local": one.local,
        "zone": one.zone,
        "expires_at": one.expires_at or expiry(of, one.zone),
    }


def expiry(of: Broadcast, zone: str) -> datetime | None:
    """By the recipient's clock where it is meant so and that is known."""
    return instant_of(of.expires, zone or LAST_ZONE) if of.expires else None


def correction(of: Broadcast, has: RowMapping) -> dict[str, object] | None:
    """A message that can be edited is; who has another is told once, whichever way it was."""
    key = version_key(has["occurrence_key"], of.sent_version)
    new = common(of, key, of.sent_version) | there(key, has) | {"expires_at": expiry(of, has["zone"])}
    if editable(has):
        view = view_of(has)
        return new | {"kind": "edit", "edits": has["handle"], "what": shown(of, view)}
    return new | {"what": shown(of, CORRECTION)} if has["occurrence_key"] == of.reference else None


def recall(of: Broadcast, has: RowMapping) -> dict[str, object] | None:
    """At any time: what is taken back has no end after which that is of no use."""
    key = recall_key(has["occurrence_key"])
    new = common(of, key, has["subject_version"]) | there(key, has) | {"expires_at": None}
    new |= {"what": frozen(Show(RECALLED, of.id)), "held": False}
    if editable(has):
        return new | {"kind": "withdraw", "edits": has["handle"]}
    return new if has["occurrence_key"] == of.reference else None


def there(key: str, has: RowMapping) -> dict[str, object]:
    """Where the message is that it is about."""
    platform, place = has["platform"], has["place"]
    return {
        "id": delivery_id(key, has["recipient"]),
        "recipient": has["recipient"],
        "platform": platform,
        "place": place,
        "settled": place is not None,
        "lane": f"{platform} {place}" if place else f"person {has['recipient']}",
    }


def editable(has: RowMapping) -> bool:
    return bool(has["handle"]) and has["platform"] != EMAIL


def view_of(has: RowMapping) -> str:
    screen = thawed(has["what"]) if has["what"] else None
    return screen.view if isinstance(screen, Show) else MESSAGE
