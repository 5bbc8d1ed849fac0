"""Which text of a broadcast is for which language, and what does not fit where."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.domain.broadcast.broadcast import Broadcast, Text, Version

SUBJECT, BODY = "subject", "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Of a platform, as its renderer cuts: `measure` counts what it counts, such as characters or bytes."""

    subject: int
    body: int
    measure: Callable[[str], int] = len


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLong:
    language: str
    field: str
    platform: str
    length: int
    most: int

    @property
    def by(self) -> int:
        return self.length - self.most


def newest(broadcast: Broadcast) -> Version:
    """LookupError where it was loaded without its texts."""
    found = version(broadcast, broadcast.version)
    if found is None:
        raise LookupError(broadcast.id)
    return found


def version(broadcast: Broadcast, number: int) -> Version | None:
    return next((one for one in broadcast.versions if one.number == number), None)


def corrects(of: Broadcast, number: int) -> bool:
    """Whether an older text had been approved, so that somebody may have it."""
    return any(one.approved_at is not None and one.number < number for one in of.versions)


def text_for(of: Version, language: str) -> tuple[str, Text] | None:
    """With the language it is in: the reader's, else the named one, else any. None: nothing is written."""
    tongue = next((one for one in (language, of.fallback, *of.texts) if one in of.texts), None)
    return None if tongue is None else (tongue, of.texts[tongue])


def saying(broadcast: Broadcast, texts: Mapping[str, Text], fallback: str) -> Broadcast:
    """As it would be with these texts; to be handed to `edited`."""
    before = newest(broadcast)
    text = replace(before, texts=dict(texts), fallback=fallback)
    return replace(broadcast, versions=tuple(text if one is before else one for one in broadcast.versions))


def without_text(of: Version, languages: Iterable[str]) -> Mapping[str, int]:
    """How many read each language that it is not written in; most first."""
    counted = Counter(one for one in languages if one not in of.texts)
    return dict(counted.most_common())


def too_long(of: Version, limits: Mapping[str, Limits]) -> Iterator[TooLong]:
    """By language, then platform."""
    for language, text in of.texts.items():
        for platform, most in limits.items():
            for field, typed, limit in ((SUBJECT, text.subject, most.subject), (BODY, text.body, most.body)):
                if (length := most.measure(typed)) > limit:
                    yield TooLong(
                        language=language, field=field, platform=platform, length=length, most=limit
                    )
