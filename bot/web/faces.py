"""Whom one can be on this page: the sample's accounts, with what they may do now."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards import say
from bot.chat import Address
from bot.domain.people import Person, Role
from bot.ports import Words
from bot.unit import UnitOfWork

Face = dict[str, str]


async def faces(unit: UnitOfWork, accounts: Sequence[str], words: Words, now: datetime) -> list[Face]:
    found = [(of, await unit.people.at(Address("playground", of), now=now)) for of in accounts]
    return [face(of, person, words) for of, person in found]


def face(of: str, person: Person | None, words: Words) -> Face:
    if person is None or not person.roles:
        language = (person.language or person.locale) if person else "en"
        return {
            "id": of,
            "group": "outside",
            "code": "?",
            "name": "Somebody unknown",
            "role": "not on the list",
            "language": short(language),
        }
    roles = ", ".join(sorted(person.roles))
    return {
        "id": of,
        "group": group(person),
        "code": person.delegation if person.delegation.isupper() else "–",
        "name": delegation(person, words) or roles.capitalize(),
        "role": f"{roles} · {person.name}" if person.delegation else person.name,
        "language": short(person.language or person.locale),
    }


def group(person: Person) -> str:
    if person.is_delegate:
        return "delegation"
    return "observer" if Role.OBSERVER in person.roles else "house"


def delegation(person: Person, words: Words) -> str:
    """A country by its name, an organization by its abbreviation."""
    if person.delegation.isupper():
        return words(say(f"country-{person.delegation}"))
    return person.delegation.upper()


def short(tag: str) -> str:
    return tag.partition("-")[0]
