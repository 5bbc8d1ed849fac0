"""Who talks in the bench: 300 people at each platform, each in a workspace or tenant of their own."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

from bot.chat import Address
from bot.clock import now
from tests.fakes.slack_requests import Account, encoded, said, signed
from tests.fakes.teams_activities import Talker

PEOPLE = 300
SCRIPT = (
    "Solar pumps for the outer islands",
    "Forty villages draw water by hand; we look for training and for advice on pumps that run on sunlight.",
    "agriculture",
    "back",
    "back",
    "back",
)
"""Typed over and over into an open form: three answers, then three steps back."""
FORM, FIRST = "need", "title"


@dataclass
class Colleague:
    """Of Slack; `place`: the channel in which the fake sees a reply arrive."""

    account: Account
    texts: Iterator[str] = field(default_factory=lambda: cycle(SCRIPT))

    @property
    def place(self) -> str:
        return self.account.dm

    @property
    def address(self) -> Address:
        return Address("slack", f"{self.account.team}/{self.account.user}")

    @property
    def conversation(self) -> Address:
        return self.address

    def request(self) -> tuple[bytes, dict[str, str]]:
        return self.saying(next(self.texts))

    def saying(self, text: str) -> tuple[bytes, dict[str, str]]:
        raw, content_type = encoded(said(self.account, text))
        return raw, signed(raw, now(), content_type=content_type)


@dataclass
class Member:
    """Of a tenant in Teams; `header` has the token: the service sends one and the same for an hour."""

    talker: Talker
    header: dict[str, str]
    texts: Iterator[str] = field(default_factory=lambda: cycle(SCRIPT))

    @property
    def place(self) -> str:
        return self.talker.place

    @property
    def address(self) -> Address:
        return Address("teams", self.talker.address)

    @property
    def conversation(self) -> Address:
        return Address("teams", self.place)

    def request(self) -> tuple[bytes, dict[str, str]]:
        return self.saying(next(self.texts))

    def saying(self, text: str) -> tuple[bytes, dict[str, str]]:
        raw = json.dumps(self.talker.message(text)).encode()
        return raw, {**self.header, "Content-Type": "application/json; charset=utf-8"}


Talking = Colleague | Member


def in_slack() -> Sequence[Colleague]:
    return [Colleague(Account(user=f"U{number}", team=f"T{number}")) for number in range(PEOPLE)]


def in_teams(service: str, header: dict[str, str]) -> Sequence[Member]:
    """`service`: the address of the fake, as in `serviceUrl`."""
    return [
        Member(Talker(service=service, name=f"b{number}", tenant=f"tenant-{number}"), header)
        for number in range(PEOPLE)
    ]
