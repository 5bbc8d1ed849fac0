"""A role in words, and the questions that make one."""

from enum import StrEnum

from bot.cards import Say, say
from bot.domain.people import Assignment, Listed, Person, Role
from bot.forms import SoFar
from dialogs.facts import delegation, listed


class Acting(StrEnum):
    """For whom somebody acts."""

    COUNTRY = "country"
    ORGANIZATION = "organization"


class ActsFor(StrEnum):
    """The same where somebody may act for nobody."""

    COUNTRY = Acting.COUNTRY
    ORGANIZATION = Acting.ORGANIZATION
    NOBODY = "nobody"


def for_country(so_far: SoFar) -> bool:
    return so_far.has("acting", Acting.COUNTRY)


def for_organization(so_far: SoFar) -> bool:
    return so_far.has("acting", Acting.ORGANIZATION)


def role_of(role: Role, of: str) -> Say:
    label = say(f"role-{role}")
    return say("role-of", role=label, delegation=delegation(of)) if of else label


def roles_of(person: Person) -> Say:
    return listed(role_of(role, person.delegation) for role in sorted(person.roles)) or say("no-role")


def roles_held(one: Listed) -> Say:
    """Past ones too."""
    held = dict.fromkeys((role.role, role.delegation) for role in one.roles)
    return listed(role_of(role, of) for role, of in held) or say("no-role")


def named(role: Assignment) -> Say:
    return role_of(role.role, role.delegation)
