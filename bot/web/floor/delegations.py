"""Who can be put on a list, and by which words the desk knows them."""

from collections.abc import Iterable

from bot.cards import say
from bot.chat import Json
from bot.domain.countries import ALIASES, ALPHA2
from bot.domain.network import Member, Network
from bot.domain.taking_part import may_speak
from bot.ports import Words


def delegations(network: Network, words: Words, others: Iterable[Words]) -> list[Json]:
    """`words`: the moderator's; `others`: those of all languages, by whose names they are known too."""
    every = tuple(others)
    return [known(one, words, every) for one in network.members if may_speak(one.id, network)]


def known(member: Member, words: Words, others: Iterable[Words]) -> Json:
    of = say("delegation", id=member.id)
    name, alias = words(of), (*member.aliases, *ALIASES.get(member.id, ()), *member.title.values())
    further = dict.fromkeys((*(one(of) for one in others), *alias))
    further.pop(name, None)
    return {
        "code": member.id,
        "iso2": ALPHA2.get(member.id, ""),
        "name": name,
        "words": list(further),
    }
