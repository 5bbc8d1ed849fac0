"""Whom or what an audience names, and there is not, or not any more."""

from collections.abc import Collection, Iterator, Mapping

from bot.domain.broadcast.audience import Audience, traits
from bot.domain.people import Refused, refused

Known = Mapping[str, Collection[str]]
"""Kind of trait → all there are; kinds that are left out are not looked at."""

UNKNOWN: Mapping[str, str] = {
    "body": "broadcast-unknown-body",
    "role": "broadcast-unknown-role",
    "member": "broadcast-unknown-member",
    "platform": "broadcast-unknown-platform",
    "language": "broadcast-unknown-language",
    "answered": "broadcast-unknown-question",
    "acknowledged": "broadcast-unknown-broadcast",
    "address": "broadcast-unknown-address",
}


def unknown(audience: Audience, known: Known) -> Iterator[Refused]:
    """Each once."""
    for trait in dict.fromkeys(traits(audience)):
        if trait.kind in known and trait.of not in known[trait.kind]:
            yield refused(UNKNOWN[trait.kind], typed=trait.of)
