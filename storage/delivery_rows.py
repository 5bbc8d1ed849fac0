"""Between a delivery and its row."""

from datetime import datetime

from sqlalchemy import RowMapping

from bot.chat import Address
from bot.domain.delivery.state import FINAL, Promise, State, Urgency
from bot.outgoing import Delivery
from storage.plain import KIND, frozen, said, thawed

INTERRUPTED = ("crash", "stopped")
"""Of edits only these leave in doubt what was not sent anew."""


def delivery_row(new: Delivery, now: datetime) -> dict[str, object]:
    place = new.place
    return {
        "id": new.id,
        "occurrence_key": new.occurrence_key or new.id,
        "recipient": new.recipient,
        "kind": kind(new),
        "what": frozen(new.what),
        "platform": place.platform if place else None,
        "place": place.id if place else None,
        "settled": place is not None,
        "lane": f"{place.platform} {place.id}" if place else f"person {new.recipient}",
        "notice": frozen(new.notice) if new.notice else None,
        "edits": new.edits,
        "typeable": new.typeable,
        "subject": new.subject,
        "subject_version": new.subject_version,
        "urgency": int(new.urgency),
        "promise": new.promise,
        "state": "due",
        "attempt": 0,
        "due_at": new.due_at or now,
        "local": new.local,
        "zone": new.zone,
        "expires_at": new.expires_at,
        "dry": new.dry,
    }


def kind(new: Delivery) -> str:
    if new.edits:
        return "withdraw" if new.withdraws else "edit"
    return KIND[type(new.what)]


def a_delivery(row: RowMapping) -> Delivery:
    return Delivery(
        id=row["id"],
        occurrence_key=row["occurrence_key"],
        recipient=row["recipient"],
        what=thawed(row["what"]),
        place=Address(row["platform"], row["place"]) if row["place"] else None,
        notice=said(row["notice"]) if row["notice"] else None,
        edits=row["edits"],
        typeable=row["typeable"],
        withdraws=row["kind"] == "withdraw",
        urgency=Urgency(row["urgency"]),
        promise=Promise(row["promise"]),
        subject=row["subject"],
        subject_version=row["subject_version"],
        due_at=row["due_at"],
        local=row["local"],
        zone=row["zone"],
        expires_at=row["expires_at"],
        dry=row["dry"],
        state=State(row["state"]),
        settled=row["settled"] or bool(row["edits"]),
        lane=row["lane"],
        attempt=row["attempt"],
        called_at=row["called_at"],
        cause=row["cause"],
        looks=row["looks"],
        doubts=row["doubts"],
        repeat=row["repeat"],
        second=row["second"],
        anew=bool(row["edits"]) and row["state"] == "uncertain" and row["cause"] not in INTERRUPTED,
        first_cause=row["first_cause"],
    )


def waiting(one: Delivery, now: datetime) -> dict[str, object]:
    """What a claim changes that leaves it where it was."""
    return {
        "one": one.id,
        "its_state": one.state,
        "its_due_at": one.due_at,
        "its_lane": one.lane,
        "its_cause": one.cause,
        "its_end": now if one.state in FINAL else None,
    }


def standing(one: Delivery, now: datetime) -> dict[str, object]:
    """How it stands and who has it, by the names of the parameters of an update."""
    return {
        "one": one.id,
        "its_state": one.state,
        "its_due_at": one.due_at,
        "its_lane": one.lane,
        "its_attempt": one.attempt,
        "its_called_at": one.called_at,
        "its_token": one.lease_token,
        "its_lease": one.lease_until,
        "its_cause": one.cause,
        "its_looks": one.looks,
        "its_doubts": one.doubts,
        "its_repeat": one.repeat,
        "its_second": one.second,
        "its_first_cause": one.first_cause,
        "its_platform": one.place.platform if one.place else None,
        "its_place": one.place.id if one.place else None,
        "its_end": now if one.state in FINAL else None,
    }
