"""How much one person may send. In chat: 30 at once, one more each second, 600 an hour. At the desk: 10 at
once, ten more each second.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.chat import DESK, Address

AT_ONCE, REMEMBERED = 30.0, 10_000
HOUR = timedelta(hours=1)
Verdict = Literal["passed", "last", "dropped"]


@dataclass(frozen=True, slots=True)
class Allowance:
    """`an_hour` None: as many as come at that pace."""

    at_once: float
    a_second: float
    an_hour: int | None = None


CHAT = Allowance(AT_ONCE, 1.0, 600)
GUESSES = "guesses"
ALLOWED: Mapping[str, Allowance] = {DESK: Allowance(10.0, 10.0), GUESSES: Allowance(100.0, 100 / 60)}
"""By platform, where it is not the one for chats; of links that lead nowhere 100 a minute."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """`told`: whether the one notice has been given since it ran dry."""

    at: datetime
    allowed: Allowance
    tokens: float
    hour: datetime | None = None
    in_hour: int = 0
    told: bool = False

    @classmethod
    def full(cls, at: datetime, allowed: Allowance) -> "Bucket":
        return cls(at, allowed, allowed.at_once)

    def filled(self, now: datetime) -> "Bucket":
        come = max(0.0, (now - self.at).total_seconds()) * self.allowed.a_second
        fresh = self.hour is None or now - self.hour >= HOUR
        return replace(
            self,
            at=now,
            tokens=min(self.allowed.at_once, self.tokens + come),
            hour=now if fresh else self.hour,
            in_hour=0 if fresh else self.in_hour,
        )

    def taken(self) -> tuple["Bucket", Verdict]:
        most = self.allowed.an_hour
        if self.tokens >= 1 and (most is None or self.in_hour < most):
            told = self.told and self.tokens < self.allowed.at_once / 2
            return replace(self, tokens=self.tokens - 1, in_hour=self.in_hour + 1, told=told), "passed"
        return replace(self, told=True), "dropped" if self.told else "last"

    def given_back(self) -> "Bucket":
        tokens = min(self.allowed.at_once, self.tokens + 1)
        return replace(self, tokens=tokens, in_hour=max(0, self.in_hour - 1))


@dataclass(frozen=True, slots=True)
class Buckets:
    """In this process only: each replica keeps its own, so a flood never reaches the database."""

    kept: OrderedDict[Address, Bucket] = field(default_factory=OrderedDict)

    def take(self, sender: Address, now: datetime) -> Verdict:
        before = self.kept.get(sender) or Bucket.full(now, ALLOWED.get(sender.platform, CHAT))
        bucket, verdict = before.filled(now).taken()
        self.kept[sender] = bucket
        self.kept.move_to_end(sender)
        if len(self.kept) > REMEMBERED:
            self.kept.popitem(last=False)
        return verdict

    def give_back(self, sender: Address) -> None:
        if sender in self.kept:
            self.kept[sender] = self.kept[sender].given_back()
