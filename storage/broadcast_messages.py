"""Deliveries of a broadcast as they are written: what all have in common, and what each has of its own."""

from datetime import datetime

from sqlalchemy import RowMapping

from bot.dialog import Show
from bot.domain.broadcast.broadcast import Broadcast, Phase
from bot.domain.broadcast.moments import LAST_ZONE, instant_of
from bot.domain.broadcast.reference import acknowledgement_key, delivery_id, recall_key, version_key
from bot.domain.delivery.state import State, Urgency
from bot.ports_broadcasts import Planned
from storage.columns import iso
from storage.plain import frozen

EMAIL = "email"
MESSAGE, AGAIN = "broadcast.message", "broadcast.again"
CORRECTION, RECALLED = "broadcast.correction", "broadcast.recalled"


def shown(of: Broadcast, view: str, version: int = 0) -> list[object]:
    """The newest approved version where none is named."""
    return frozen(Show(view, f"{of.id}/{version or of.sent_version}"))


def common(of: Broadcast, version: int) -> dict[str, object]:
    return {
        "subject": of.id,
        "subject_version": version,
        "typeable": True,
        "urgency": int(Urgency.BULK),
        "promise": of.promise,
        "state": State.DUE,
        "attempt": 0,
        "held": of.phase is Phase.PAUSED,
    }


def recipient(of: Broadcast, key: str, one: Planned, now: datetime) -> dict[str, object]:
    """A time that is past where they are means: now."""
    expires_at = one.expires_at or expiry(of, one.zone)
    return {
        "id": delivery_id(key, one.person),
        "recipient": one.person,
        "lane": f"person {one.person}",
        "due_at": iso(max(one.due_at, now)),
        "local": one.local,
        "zone": one.zone,
        "expires_at": iso(expires_at) if expires_at else None,
    }


def expiry(of: Broadcast, zone: str) -> datetime | None:
    """By the recipient's clock where it is meant so and that is known."""
    return instant_of(of.expires, zone or LAST_ZONE) if of.expires else None


def correction(of: Broadcast, has: RowMapping) -> dict[str, object] | None:
    """A message that can be edited is; who has another is told once, whichever way it was."""
    expires_at = expiry(of, has["zone"])
    new = there(version_key(has["occurrence_key"], of.sent_version), has)
    new |= {"expires_at": iso(expires_at) if expires_at else None}
    if editable(has):
        return new | {"kind": "edit", "edits": has["handle"], "what": shown(of, view(of, has))}
    return new | {"what": shown(of, CORRECTION)} if is_main(of, has) else None


def recall(of: Broadcast, has: RowMapping) -> dict[str, object] | None:
    """Without an end: what is taken back never comes too late."""
    new = there(recall_key(has["occurrence_key"]), has)
    new |= {"expires_at": None, "what": frozen(Show(RECALLED, of.id))}
    if editable(has):
        return new | {"kind": "withdraw", "edits": has["handle"]}
    return new if is_main(of, has) else None


def acknowledged(of: Broadcast, has: RowMapping, version: int) -> dict[str, object]:
    """An edit that names no version, so that it can never bring an older text back."""
    new = there(acknowledgement_key(has["occurrence_key"], version), has)
    what = frozen(Show(view(of, has), of.id))
    return new | {"kind": "edit", "edits": has["handle"], "what": what, "expires_at": None}


def there(key: str, has: RowMapping) -> dict[str, object]:
    """A message to where the one is that it is about."""
    platform, place = has["platform"], has["place"]
    return {
        "id": delivery_id(key, has["recipient"]),
        "occurrence_key": key,
        "recipient": has["recipient"],
        "kind": "show",
        "edits": None,
        "platform": platform,
        "place": place,
        "settled": place is not None,
        "lane": f"{platform} {place}" if place else f"person {has['recipient']}",
    }


def editable(has: RowMapping) -> bool:
    return bool(has["handle"]) and has["platform"] != EMAIL


def is_main(of: Broadcast, has: RowMapping) -> bool:
    """Not a reminder, nor a correction that came as a message of its own."""
    key: str = has["occurrence_key"]
    return key == of.reference


def view(of: Broadcast, has: RowMapping) -> str:
    if is_main(of, has):
        return MESSAGE
    return AGAIN if "/remind-" in has["occurrence_key"] else CORRECTION
