"""What is typed into the fields of an audience, understood or named with what may have been meant."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from bot.cards import Say, say
from bot.domain.broadcast.audience import Candidate, Trait
from bot.forms import Labelled
from bot.ports import Lexicon
from dialogs.broadcast import pasted
from dialogs.facts import delegation

Traits = tuple[Trait, ...]
Find = Callable[[str], str | None]
PARTS, GROUPS, COMMAS = re.compile(r"[\s,;，、；]+"), re.compile(r"[;\n；、]"), re.compile(r"[,，]")


def delegations(typed: str, people: Sequence[Candidate], lexicon: Lexicon) -> Traits | Say:
    """Each by any of its names; who has nobody on the list is no audience."""
    members, found = lexicon.listed("members"), dict[str, None]()
    acting = {one.person.delegation for one in people}
    for name, code in names(typed, lambda part: known(part, members, lexicon)):
        if code is None:
            return unknown(name, members, lexicon)
        if code not in acting:
            return say("broadcast-member-idle", member=delegation(code))
        found[code] = None
    return of("member", found)


def names(typed: str, find: Find) -> Iterator[tuple[str, str | None]]:
    """Between semicolons, lines or commas; a name may hold a comma itself, as “Korea, Republic of”."""
    for group in GROUPS.split(typed):
        yield from longest_first([one.strip() for one in COMMAS.split(group) if one.strip()], find)


def longest_first(parts: Sequence[str], find: Find) -> Iterator[tuple[str, str | None]]:
    """Parts joined again where together they are a name; one that is none stands alone."""
    start = 0
    while start < len(parts):
        joined = ((end, ", ".join(parts[start:end])) for end in range(len(parts), start, -1))
        end, name = next((one for one in joined if find(one[1])), (start + 1, parts[start]))
        yield name, find(name)
        start = end


def known(typed: str, members: Sequence[Labelled], lexicon: Lexicon) -> str | None:
    return next((code for label, code in members if lexicon.same(typed, label)), None)


def unknown(typed: str, members: Sequence[Labelled], lexicon: Lexicon) -> Say:
    """A country that is none of the network's is told from a slip of the finger."""
    countries = lexicon.countries(typed)
    if countries and lexicon.sure(typed, countries[0]):
        return say("broadcast-not-a-member", member=delegation(countries[0]))
    codes = {code for _, code in members}
    near = lexicon.near(typed, [label for label, _ in members])
    guesses = [*(code for code in countries if code in codes), *(members[place][1] for place in near)]
    if guesses:
        return say("broadcast-member-meant", typed=typed, guess=delegation(guesses[0]))
    return say("broadcast-unknown-member", typed=typed)


def references(typed: str, there: Collection[str]) -> Traits | Say:
    """Of broadcasts that ask for an acknowledgement."""
    found = [part.upper() for part in PARTS.split(typed) if part]
    if strange := next((one for one in found if one not in there), None):
        return say("broadcast-unknown-broadcast", typed=strange)
    return of("acknowledged", dict.fromkeys(found))


def addresses(typed: str, people: Sequence[Candidate]) -> Traits | Say:
    """Of people on the list."""
    on_list = {one.person.email.casefold() for one in people if one.person.email}
    found = pasted.addresses(typed, on_list)
    return found if isinstance(found, Say) else of("address", found)


def of(kind: str, values: Iterable[str]) -> Traits:
    return tuple(Trait(kind=kind, of=str(one)) for one in values)
