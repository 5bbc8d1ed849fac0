"""Who may do what to whose record: (actor, owner of the record or None) → bool.

An owner is a delegation, or `person:ID` for what belongs to one person. None: the kind has no owner, or
there is no such record.
"""

from collections.abc import Callable

from bot.domain.people import Person, Role

Rule = Callable[[Person, str | None], bool]


def anyone(_actor: Person, _owner: str | None) -> bool:
    return True


def outsiders(actor: Person, owner: str | None) -> bool:
    """Those with no role: they may only ask to be let in."""
    return not actor.roles and owner in {None, actor.acts_as}


def insiders(actor: Person, _owner: str | None) -> bool:
    return bool(actor.roles)


def delegates(actor: Person, owner: str | None) -> bool:
    """Members of a delegation, for their own or a new record."""
    return actor.is_delegate and owner in {None, actor.delegation}


def participants(actor: Person, owner: str | None) -> bool:
    """Delegates and observers, for their own or a new record."""
    may = actor.is_delegate or Role.OBSERVER in actor.roles
    return may and bool(actor.delegation) and owner in {None, actor.delegation}


def own(actor: Person, owner: str | None) -> bool:
    """What belongs to the actor's delegation, or to the actor alone."""
    return bool(actor.roles) and owner == actor.acts_as


def begun(actor: Person, owner: str | None) -> bool:
    """What was begun by those one acts with, or by an outsider alone; and what is there no more."""
    return owner in {None, actor.acts_as}


def themselves(actor: Person, owner: str | None) -> bool:
    return bool(actor.roles) and owner in {None, f"person:{actor.id}"}


def secretariat(actor: Person, _owner: str | None) -> bool:
    return Role.SECRETARIAT in actor.roles


def moderators(actor: Person, _owner: str | None) -> bool:
    return bool(actor.roles & {Role.MODERATOR, Role.SECRETARIAT})


def own_or_secretariat(actor: Person, owner: str | None) -> bool:
    return own(actor, owner) or secretariat(actor, owner)
