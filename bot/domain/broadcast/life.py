"""How a broadcast comes to be approved: written, asked for, looked at and approved by a second person.

Until the first approval it is DRAFT, REQUESTED or LAPSED. From then on a newer version is written, asked for
and approved while `phase` goes on telling how the approved one is being sent. Each change is a step on
record and counts in `changes`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.broadcast.broadcast import Broadcast, Phase, Step, Text, Version
from bot.domain.broadcast.moments import over
from bot.domain.broadcast.texts import newest, saying
from bot.domain.people import Refused, refused

FRESH, WAITS, PROMPTED = timedelta(minutes=10), timedelta(days=7), timedelta(days=2)
"""How long a preview holds, how long a request, and after what time a request is recalled to mind, once."""
SHOWN_ANEW = frozenset({"broadcast-preview-old", "broadcast-edited-since", "broadcast-not-previewed"})
"""Refusals of an approval that the preview of this moment is the answer to."""


@dataclass(frozen=True, slots=True)
class Look:
    """The version that was on the preview, and when this person opened it last; None: never."""

    version: int
    at: datetime | None


def begun(of: str, *, version: Version, by: str) -> Broadcast:
    """A draft; its reference is given when it is kept."""
    first = replace(version, number=1, by=by, approved_by="", approved_at=None)
    empty = Broadcast(id=of, reference="", author=by, versions=(first,))
    return stepped(empty, "begun", by=by, at=version.at)


def pending(broadcast: Broadcast) -> bool:
    """Its newest version has not been approved."""
    return broadcast.version > broadcast.sent_version


def asked(broadcast: Broadcast) -> bool:
    """Its newest version waits for approval."""
    return broadcast.requested_at is not None


def shown(broadcast: Broadcast) -> bool:
    """Somebody has been asked to approve its newest version."""
    number = str(broadcast.version)
    return any(one.what == "requested" and one.note == number for one in broadcast.steps)


def last(broadcast: Broadcast, what: str) -> Step:
    """The newest of that name, which there is."""
    return [one for one in broadcast.steps if one.what == what][-1]


def edited(was: Broadcast, wanted: Broadcast, *, by: str, at: datetime) -> Broadcast | Refused:
    """Before the first approval: newest texts, audience, times and terms as in `wanted`; it withdraws a
    request.
    """
    if no := ended(was):
        return no
    if was.sent_version:
        return refused("broadcast-terms-fixed")
    terms = replace(
        was,
        audience=wanted.audience,
        when=wanted.when,
        at=wanted.at,
        expires=wanted.expires,
        promise=wanted.promise,
        needs_ack=wanted.needs_ack,
    )
    text = newest(wanted)
    changed = saying(terms, text.texts, text.fallback)
    return was if changed == was else renewed(was, changed, "edited", by=by, at=at)


def corrected(
    was: Broadcast, texts: Mapping[str, Text], fallback: str, *, by: str, at: datetime
) -> Broadcast | Refused:
    """A version to be approved while the older one is being sent."""
    if was.recalled_at:
        return recalled_already(was)
    if not was.sent_version:
        return refused("broadcast-not-approved")
    changed = saying(was, texts, fallback)
    return was if changed == was else renewed(was, changed, "corrected", by=by, at=at)


def renewed(was: Broadcast, changed: Broadcast, what: str, *, by: str, at: datetime) -> Broadcast:
    """What somebody was asked to approve stays as it is: the change becomes the next version."""
    text = newest(changed)
    number = was.version + shown(was)
    others = tuple(one for one in was.versions if one.number < number)
    version = Version(number=number, texts=text.texts, fallback=text.fallback, by=by, at=at)
    phase = was.phase if was.sent_version else Phase.DRAFT
    new = replace(unasked(changed), phase=phase, version=number, versions=(*others, version))
    return stepped(new, what, by=by, at=at)


def requested(
    was: Broadcast, problems: Sequence[Refused], secretariat: Collection[str], *, by: str, at: datetime
) -> Broadcast | Refused:
    """`problems`: its faults as it stands; `secretariat`: ids of those who could approve it."""
    if no := ended(was) or nothing_new(was):
        return no
    if asked(was) and not too_late(was, at=at):
        return refused("broadcast-requested-already", by=was.requested_by, at=was.requested_at or at)
    if problems:
        return problems[0]
    if not {*secretariat} - {newest(was).by}:
        return refused("broadcast-nobody-else")
    phase = was.phase if was.sent_version else Phase.REQUESTED
    new = replace(was, phase=phase, requested_by=by, requested_at=at)
    return stepped(new, "requested", by=by, at=at, note=str(was.version))


def approved(
    was: Broadcast,
    look: Look,
    problems: Sequence[Refused],
    *,
    by: str,
    at: datetime,
    fresh: timedelta = FRESH,
) -> Broadcast | Refused:
    """By a second person who has looked at it just now; `problems`: its faults as it stands."""
    if no := unapprovable(was, look, by=by, at=at) or unseen(was, look, at=at, fresh=fresh):
        return no
    if problems:
        return problems[0]
    versions = (
        replace(one, approved_by=by, approved_at=at) if one.number == was.version else one
        for one in was.versions
    )
    new = replace(
        unasked(was),
        phase=was.phase if was.sent_version else Phase.APPROVED,
        sent_version=was.version,
        versions=tuple(versions),
        approved_by=by,
        approved_at=at,
    )
    return stepped(new, "approved", by=by, at=at, note=str(was.version))


def unapprovable(was: Broadcast, look: Look, *, by: str, at: datetime) -> Refused | None:
    """Whatever the preview was."""
    if no := ended(was):
        return no
    if 0 < look.version <= was.sent_version:
        return nothing_new(was) or edited_since(was)
    if look.version != was.version:
        return edited_since(was)
    if was.phase is Phase.LAPSED or too_late(was, at=at):
        return refused("broadcast-lapsed")
    if not asked(was):
        return refused("broadcast-not-requested")
    return refused("broadcast-own") if by == newest(was).by else None


def unseen(was: Broadcast, look: Look, *, at: datetime, fresh: timedelta) -> Refused | None:
    if look.at is None:
        return refused("broadcast-not-previewed")
    if look.at < newest(was).at:
        return edited_since(was)
    return (
        refused("broadcast-preview-old", minutes=round(fresh / timedelta(minutes=1)))
        if look.at + fresh < at
        else None
    )


def prompted(was: Broadcast, *, at: datetime) -> Broadcast | None:
    """A request is recalled to mind, once; None: not now."""
    since = was.requested_at
    if since is None or at < since + PROMPTED or too_late(was, at=at):
        return None
    before = any(one.what == "prompted" and one.at >= since for one in was.steps)
    return None if before else stepped(was, "prompted", by="", at=at)


def lapsed(was: Broadcast, *, at: datetime) -> Broadcast | None:
    """Nobody approved its newest version in time; None: it does not wait, or may wait on."""
    if not asked(was) or not too_late(was, at=at):
        return None
    phase = was.phase if was.sent_version else Phase.LAPSED
    return stepped(replace(unasked(was), phase=phase), "lapsed", by="", at=at)


def too_late(was: Broadcast, *, at: datetime) -> bool:
    """To approve what was asked for."""
    since = was.requested_at
    return since is not None and (since + WAITS <= at or over(was, now=at))


def ended(was: Broadcast) -> Refused | None:
    """Nothing more can become of it."""
    if was.recalled_at:
        return recalled_already(was)
    if was.phase is Phase.CANCELLED and not was.sent_version:
        return cancelled_already(was)
    return None


def nothing_new(was: Broadcast) -> Refused | None:
    if pending(was):
        return None
    return refused(
        "broadcast-approved-already", by=was.approved_by, at=was.approved_at or last(was, "approved").at
    )


def edited_since(was: Broadcast) -> Refused:
    return refused("broadcast-edited-since", by=newest(was).by, at=newest(was).at)


def recalled_already(was: Broadcast) -> Refused:
    step = last(was, "recalled")
    return refused("broadcast-recalled-already", by=step.by, at=step.at)


def cancelled_already(was: Broadcast) -> Refused:
    step = last(was, "cancelled")
    return refused("broadcast-cancelled-already", by=step.by, at=step.at)


def unasked(was: Broadcast) -> Broadcast:
    return replace(was, requested_by="", requested_at=None)


def stepped(changed: Broadcast, what: str, *, by: str, at: datetime, note: str = "") -> Broadcast:
    step = Step(what=what, by=by, at=at, note=note)
    return replace(changed, changes=changed.changes + 1, steps=(*changed.steps, step))
