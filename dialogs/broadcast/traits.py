"""The traits of an audience, told by kind: as the form asks for them, and as a sentence says them."""

from collections.abc import Iterable, Sequence

from bot.cards import Say, say
from bot.dialog import Given
from bot.domain.broadcast.audience import Audience, Trait
from dialogs.facts import delegation, listed, typed

INTEREST = "interest:"
FIELDS = {
    "body": "bodies",
    "member": "members",
    "acknowledged": "acknowledged",
    "answered": "answered",
    "platform": "platforms",
    "language": "languages",
    "address": "addresses",
}
MOST = 5
ALL = frozenset({"member", "address"})
"""Nobody is two of these, so the sentence names all whom it is for."""


def values(traits: Iterable[Trait], kind: str) -> Sequence[str]:
    return [one.of for one in traits if one.kind == kind]


def asked_again(audience: Audience) -> Given:
    """As it was answered, in the spelling that is read the same in every language."""
    found = {FIELDS[group[0].kind]: joined(group[0].kind, group) for group in audience.who if group}
    found["roles"] = ",".join(values(audience.of, "role"))
    found["unacknowledged"] = joined("acknowledged", audience.without)
    found["unanswered"] = joined("answered", audience.without)
    found["without"] = ", ".join(one.of for one in audience.exclude)
    return {name: kept or None for name, kept in found.items()}


def joined(kind: str, traits: Iterable[Trait]) -> str:
    mark = "\n" if kind == "address" else ","
    return mark.join(one.removeprefix(INTEREST) for one in values(traits, kind))


def in_words(audience: Audience) -> Say:
    """One sentence: all … of … who …, except …; each part wraps what it narrows."""
    whom = everybody(audience.of)
    for group in audience.who:
        if group:
            kind = group[0].kind
            whom = say(f"audience-{kind}", whom=whom, of=several(group) if kind in ALL else any_of(group))
    for kind in ("acknowledged", "answered"):
        if left := [one for one in audience.without if one.kind == kind]:
            whom = say(f"audience-{kind}-not", whom=whom, of=any_of(left))
    return say("audience-except", whom=whom, of=several(audience.exclude)) if audience.exclude else whom


def everybody(of: Sequence[Trait]) -> Say:
    roles = [say(f"audience-all-{one}") for one in values(of, "role")]
    return listed(roles) or say("audience-everybody")


def several(traits: Sequence[Trait]) -> Say:
    """The first few by name, of a long list how many there are besides."""
    shown = [named(one) for one in traits[:MOST]]
    if rest := len(traits) - len(shown):
        shown.append(say("audience-more", count=rest))
    return listed(shown) or say("audience-everybody")


def any_of(traits: Sequence[Trait]) -> Say:
    """Where one of them is enough."""
    return Say("either", several(traits).args)


def named(one: Trait) -> Say:
    match one.kind:
        case "body":
            return say("body", id=one.of)
        case "answered":
            return say("body", id=one.of.removeprefix(INTEREST))
        case "member":
            return delegation(one.of)
        case "platform":
            return say(f"reach-{one.of}")
        case "language":
            return say("language", code=one.of)
        case "role":
            return say(f"role-{one.of}")
        case _:
            return typed(one.of) or say("somebody")
