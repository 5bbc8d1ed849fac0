"""Whom a broadcast is for: each field that is filled in narrows it, and what is typed is checked at once."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.cards import Say
from bot.dialog import Context, Dialog, Given, Mend, Outcome, asks
from bot.domain.access import secretariat
from bot.domain.broadcast.audience import Audience, Candidate
from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.life import edited
from bot.domain.people import Refused, Role
from bot.forms import choices, choices_of, form, text
from bot.ports import Lexicon, Reading
from dialogs.broadcast.barring import barred
from dialogs.broadcast.kept import changed
from dialogs.broadcast.traits import INTEREST, asked_again
from dialogs.broadcast.typed_names import Traits, addresses, delegations, of, references
from dialogs.standing import GONE

NAMES, LIST = 1500, 8_000
APART = re.compile(r"[\n,;，；、]")


class Reach(StrEnum):
    """Where somebody can be written to."""

    TEAMS = "teams"
    SLACK = "slack"
    EMAIL = "email"


@form
class Answers:
    roles: tuple[Role, ...] = choices(Role, optional=True)
    bodies: tuple[str, ...] = choices_of("bodies", optional=True)
    members: str | None = text(max_length=NAMES, long=True, optional=True)
    without: str | None = text(max_length=NAMES, long=True, optional=True)
    unacknowledged: str | None = text(max_length=NAMES, optional=True, page=2)
    acknowledged: str | None = text(max_length=NAMES, optional=True, page=2)
    unanswered: tuple[str, ...] = choices_of("bodies", optional=True, page=2)
    answered: tuple[str, ...] = choices_of("bodies", optional=True, page=2)
    platforms: tuple[Reach, ...] = choices(Reach, optional=True, page=3)
    languages: tuple[str, ...] = choices_of("ui_languages", optional=True, page=3)
    addresses: str | None = text(max_length=LIST, long=True, optional=True, page=3)


@dataclass(slots=True)
class Checked:
    """What was typed, understood or not."""

    lexicon: Lexicon
    people: Sequence[Candidate]
    references: Sequence[str]
    problems: dict[str, Say] = field(default_factory=dict)

    def members(self, name: str, typed: str | None) -> Traits:
        return self.kept(name, delegations(typed, self.people, self.lexicon) if typed else ())

    def known(self, name: str, typed: str | None) -> Traits:
        return self.kept(name, references(typed, self.references) if typed else ())

    def listed(self, name: str, typed: str | None) -> Traits:
        return self.kept(name, addresses(typed, self.people) if typed else ())

    def out(self, name: str, typed: str | None) -> Traits:
        """Delegations and addresses, one beside the other."""
        found = [part.strip() for part in APART.split(typed or "") if part.strip()]
        people = "\n".join(part for part in found if "@" in part)
        members = ", ".join(part for part in found if "@" not in part)
        return (*self.members(name, members), *self.listed(name, people))

    def kept(self, name: str, found: Traits | Say) -> Traits:
        if isinstance(found, Say):
            self.problems[name] = found
            return ()
        return found


def interests(bodies: Collection[str]) -> Traits:
    return of("answered", [f"{INTEREST}{body}" for body in bodies])


async def complete(answers: Answers, context: Context) -> Outcome:
    reading = context.reading.broadcasts
    one = await reading.get(context.of)
    if one is None:
        return GONE
    there = await reading.references(acknowledged=True)
    checked = Checked(context.lexicon, await reading.candidates(), there)
    wanted = meant(answers, checked)
    if checked.problems:
        return Outcome(Mend(checked.problems))
    return await changed(context.of, lambda was: for_these(was, wanted, context), context)


def meant(answers: Answers, checked: Checked) -> Audience:
    groups = (
        of("body", answers.bodies),
        checked.members("members", answers.members),
        checked.known("acknowledged", answers.acknowledged),
        interests(answers.answered),
        of("platform", answers.platforms),
        of("language", answers.languages),
        checked.listed("addresses", answers.addresses),
    )
    silent = checked.known("unacknowledged", answers.unacknowledged)
    return Audience(
        of=of("role", answers.roles),
        who=tuple(group for group in groups if group),
        without=(*silent, *interests(answers.unanswered)),
        exclude=checked.out("without", answers.without),
    )


def for_these(was: Broadcast, audience: Audience, context: Context) -> Broadcast | Refused:
    return edited(was, replace(was, audience=audience), by=context.person.id, at=context.now)


async def start(of: str, reading: Reading) -> Given:
    one = await reading.broadcasts.get(of)
    return asked_again(one.audience) if one else {}


DIALOG = Dialog(
    "broadcast-audience",
    replace(asks(secretariat, Answers, complete, kind="broadcast", start=start, typed=False), barred=barred),
)
