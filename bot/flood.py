"""How much one person may send: 30 at once, one more each second, 600 an hour."""

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.chat import Address

AT_ONCE, AN_HOUR, REMEMBERED = 30.0, 600, 10_000
HOUR = timedelta(hours=1)
Verdict = Literal["passed", "last", "dropped"]


@dataclass(frozen=True, slots=True)
class Bucket:
    """`told`: whether the one notice has been given since it ran dry."""

    at: datetime
    tokens: float = AT_ONCE
    hour: datetime | None = None
    in_hour: int = 0
    told: bool = False

    def filled(self, now: datetime) -> "Bucket":
        tokens = min(AT_ONCE, self.tokens + max(0.0, (now - self.at).total_seconds()))
        fresh = self.hour is None or now - self.hour >= HOUR
        return replace(
            self,
            at=now,
            tokens=tokens,
            hour=now if fresh else self.hour,
            in_hour=0 if fresh else self.in_hour,
        )

    def taken(self) -> tuple["Bucket", Verdict]:
        if self.tokens >= 1 and self.in_hour < AN_HOUR:
            told = self.told and self.tokens < AT_ONCE / 2
            return replace(self, tokens=self.tokens - 1, in_hour=self.in_hour + 1, told=told), "passed"
        return replace(self, told=True), "dropped" if self.told else "last"

    def given_back(self) -> "Bucket":
        return replace(self, tokens=min(AT_ONCE, self.tokens + 1), in_hour=max(0, self.in_hour - 1))


@dataclass(frozen=True, slots=True)
class Buckets:
    """In this process only: each replica keeps its own, so a flood never reaches the database."""

    kept: OrderedDict[Address, Bucket] = field(default_factory=OrderedDict)

    def take(self, sender: Address, now: datetime) -> Verdict:
        bucket, verdict = self.kept.get(sender, Bucket(at=now)).filled(now).taken()
        self.kept[sender] = bucket
        self.kept.move_to_end(sender)
        if len(self.kept) > REMEMBERED:
            self.kept.popitem(last=False)
        return verdict

    def give_back(self, sender: Address) -> None:
        if sender in self.kept:
            self.kept[sender] = self.kept[sender].given_back()
