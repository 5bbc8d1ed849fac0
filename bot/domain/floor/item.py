"""The lists of one agenda item: whether they are open, and the rules they are run by."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.floor.entry import Asked, Kind


class ListState(StrEnum):
    INSCRIPTION = "inscription"
    OPEN = "open"
    CLOSED = "closed"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Of one agenda item, from the network and meeting files; seconds.

    `reply_limits_s`: of the first, second … right of reply of a delegation, which are as many as it has;
    `several`: a delegation may wait with more than one ordinary entry; `starts_at_once`: with the call.
    """

    limit_s: int = 420
    point_limit_s: int = 180
    reply_limits_s: tuple[int, ...] = (300, 180)
    several: bool = False
    starts_at_once: bool = False
    points_when_closed: bool = True
    replies: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemList:
    """`closed_at`: what reached us before that instant still counts."""

    item: str
    rules: Rules
    state: ListState = ListState.INSCRIPTION
    suspended: bool = False
    voting: bool = False
    limit_s: int = 420
    closed_at: datetime | None = None


def untouched(item: str, rules: Rules) -> ItemList:
    return ItemList(item=item, rules=rules, limit_s=rules.limit_s)


def limit_of_turn(item: ItemList, asked: Asked, replied: int) -> int:
    """In seconds; `replied`: how many rights of reply the delegation has taken on this item before."""
    if asked.allotted_s is not None:
        return asked.allotted_s
    if asked.kind is Kind.POINT_OF_ORDER:
        return item.rules.point_limit_s
    limits = item.rules.reply_limits_s
    if asked.kind is not Kind.RIGHT_OF_REPLY or not limits:
        return item.limit_s
    return limits[min(replied, len(limits) - 1)]
