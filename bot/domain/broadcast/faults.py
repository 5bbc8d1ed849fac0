"""What has to be put right before a broadcast can be approved: each fault names the field and the cure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.domain.broadcast.audience import Candidate
from bot.domain.broadcast.broadcast import Broadcast, Text, Version, When
from bot.domain.broadcast.known import Known, unknown
from bot.domain.broadcast.moments import Due, due, zone_of
from bot.domain.broadcast.texts import SUBJECT, Limits, TooLong, newest, too_long, without_text
from bot.domain.floor.written import an_address
from bot.domain.people import Refused, refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What it is measured against. `home`: the network's zone; `chosen`: whom it would go to now; `known`:
    what an audience can name; `limits`: of each platform.
    """

    now: datetime
    home: str
    chosen: Sequence[Candidate]
    known: Known = field(default_factory=dict)
    limits: Mapping[str, Limits] = field(default_factory=dict)


def faults(broadcast: Broadcast, scene: Scene) -> tuple[Refused, ...]:
    """In the order in which it is written; of a correction whom it goes to and when is no question."""
    version = newest(broadcast)
    found = [*of_texts(version), *of_languages(version, scene), *of_lengths(version, scene)]
    if not broadcast.sent_version:
        found += unknown(broadcast.audience, scene.known)
        if not scene.chosen:
            found.append(refused("broadcast-nobody"))
    return (*found, *of_times(broadcast, scene))


def of_texts(version: Version) -> Iterator[Refused]:
    if not version.texts:
        yield refused("broadcast-no-texts")
    for language, text in version.texts.items():
        yield from of_text(language, text)


def of_text(language: str, text: Text) -> Iterator[Refused]:
    if not text.subject.strip():
        yield refused("broadcast-no-subject", language=language)
    if not text.body.strip():
        yield refused("broadcast-no-text", language=language)
    if text.link and an_address(text.link) is None:
        yield refused("broadcast-no-link", language=language, typed=text.link)


def of_languages(version: Version, scene: Scene) -> Iterator[Refused]:
    """What is not written in a reader's language has another one named for it."""
    if not version.texts or version.fallback in version.texts:
        return
    readers = without_text(version, (one.language for one in scene.chosen))
    for language, count in readers.items():
        yield refused("broadcast-no-translation", language=language, count=count)


def of_lengths(version: Version, scene: Scene) -> Iterator[Refused]:
    return map(long, too_long(version, scene.limits))


def long(one: TooLong) -> Refused:
    told = {"language": one.language, "platform": one.platform}
    figures = {"length": one.length, "limit": one.most, "count": one.by}
    if one.field == SUBJECT:
        return refused("broadcast-subject-long", **told, **figures)
    return refused("broadcast-text-long", **told, **figures)


def of_times(broadcast: Broadcast, scene: Scene) -> Iterator[Refused]:
    """Of a correction only whether it is too late for all."""
    if broadcast.when is not When.NOW and broadcast.at is None:
        yield refused("broadcast-no-time")
        return
    there = by_zone(broadcast, scene)
    if not broadcast.sent_version:
        yield from of_start(broadcast.when, there, scene.now)
        yield from of_end(broadcast.when, there, scene.now)
    elif all(one.due.expires_at and one.due.expires_at <= scene.now for one in there):
        yield refused("broadcast-expires-past", at=max(one.ends for one in there))


@dataclass(frozen=True, slots=True)
class There:
    """A zone, how many are there, and when it would go to them."""

    zone: str
    count: int
    due: Due

    @property
    def ends(self) -> datetime:
        """Later than anything where it does not expire."""
        return self.due.expires_at or datetime.max.replace(tzinfo=UTC)

    @property
    def never(self) -> bool:
        return self.ends <= self.due.at


def by_zone(broadcast: Broadcast, scene: Scene) -> Sequence[There]:
    """In the order in which it would go; where nobody is chosen, as it would be at home."""
    zones = Counter(zone_of(one.person, scene.home) for one in scene.chosen) or Counter({scene.home: 0})
    there = (There(zone, count, due(broadcast, zone, now=scene.now)) for zone, count in zones.items())
    return sorted(there, key=lambda one: (one.due.at, one.zone))


def of_start(when: When, there: Sequence[There], now: datetime) -> Iterator[Refused]:
    """The zone that is farthest behind its time stands for all of them."""
    past = [one for one in there if one.due.at < now]
    if past and when is When.LOCAL:
        yield refused("broadcast-local-past", zone=past[0].zone, count=sum(one.count for one in past))
    elif past:
        yield refused("broadcast-time-past", at=past[0].due.at)


def of_end(when: When, there: Sequence[There], now: datetime) -> Iterator[Refused]:
    """The zone where it would go last stands for all of them."""
    never = [one for one in there if one.never]
    if not never:
        return
    last = never[-1]
    if last.ends <= now:
        yield refused("broadcast-expires-past", at=last.ends)
    elif when is When.LOCAL:
        count = sum(one.count for one in never)
        yield refused("broadcast-local-expires", zone=last.zone, at=last.due.at, until=last.ends, count=count)
    else:
        yield refused("broadcast-expires-first", at=last.due.at, until=last.ends)
