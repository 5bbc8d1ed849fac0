"""Options near to what was typed, and options that are data."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from bot.cards import say
from bot.domain.network import MemberKind, Network
from bot.domain.sectors import Sector
from bot.domain.zones import ZONES
from bot.forms import Labelled
from bot.recognise.spelling import is_han, plain

NEAR, IN_WORDS, APART, MOST = 72, 76, 12, 3
TELLING, TELLING_HAN, STEM, ENDING = 3, 2, 4, 3
LANGUAGES = (
    "en",
    "fr",
    "ru",
    "zh",
    "ar",
    "es",
    "az",
    "bi",
    "bn",
    "ch",
    "dv",
    "dz",
    "fa",
    "fj",
    "fil",
    "hi",
    "ho",
    "hy",
    "id",
    "ja",
    "ka",
    "kk",
    "km",
    "ko",
    "ky",
    "lo",
    "mh",
    "mi",
    "mn",
    "ms",
    "my",
    "na",
    "ne",
    "niu",
    "pau",
    "ps",
    "pt",
    "si",
    "sm",
    "ta",
    "tet",
    "tg",
    "th",
    "tk",
    "to",
    "tpi",
    "tr",
    "tvl",
    "ty",
    "ur",
    "uz",
    "vi",
)
"""ISO 639: the six of the United Nations, then others spoken by members."""


def near(typed: str, labels: Sequence[str]) -> tuple[int, ...]:
    """Places of the labels that may be meant, best first; only those about as near as the best."""
    word = plain(typed)
    scores = {place: likeness(word, plain(label)) for place, label in enumerate(labels)} if word else {}
    best = max(scores.values(), default=0)
    found = [place for place, score in scores.items() if score >= max(NEAR, best - APART)]
    return tuple(sorted(found, key=lambda place: -scores[place])[:MOST])


def likeness(word: str, label: str) -> float:
    """0–100; a label that holds all the words typed is near, however long it is."""
    spelled = max(fuzz.ratio(word, label), fuzz.token_sort_ratio(word, label))
    return max(spelled, IN_WORDS + spelled / 10) if holds(label, word) else spelled


def holds(label: str, word: str) -> bool:
    if is_han(word):
        return len(word) >= TELLING_HAN and word in label
    words = label.split()
    return len(word) >= TELLING and all(any(begins(one, part) for one in words) for part in word.split())


def begins(word: str, part: str) -> bool:
    """With these letters, or with the same stem; short words have to be whole."""
    stem = max(STEM, len(part) - ENDING)
    if len(part) < TELLING:
        return word == part
    return word.startswith(part) or (len(part) >= STEM and word.startswith(part[:stem]))


def lists(network: Network) -> dict[str, tuple[Labelled, ...]]:
    """By the names that questions know them by."""
    organizations = (member for member in network.members if member.kind is MemberKind.ORGANIZATION)
    return {
        "bodies": tuple((say("body", id=body.id), body.id) for body in network.bodies),
        "members": tuple((say("delegation", id=member.id), member.id) for member in network.members),
        "organizations": tuple((say("delegation", id=member.id), member.id) for member in organizations),
        "sdgs": tuple((say(f"sdg-{goal}"), str(goal)) for goal in range(1, 18)),
        "sectors": tuple((say(f"sector-{sector}"), sector.value) for sector in Sector),
        "languages": tuple((say("language", code=code), code) for code in LANGUAGES),
        "ui_languages": tuple((say("own-language", code=code), code) for code in network.languages),
        "zones": tuple((say("zone", id=zone), zone) for zone in zones(network)),
    }


def zones(network: Network) -> Iterable[str]:
    """The home zone first, then those of the members in their order, and UTC."""
    of_members = (zone for member in network.members for zone in ZONES.get(member.id, ()))
    return dict.fromkeys((network.home_zone, *of_members, "UTC"))
