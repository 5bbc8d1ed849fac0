"""To ask for approval, and to approve: by a second person who has just looked at what would happen."""

from collections.abc import Iterator

from bot.cards import Pointer
from bot.dialog import Action, Context, Dialog, Outcome, Show, To
from bot.domain.access import secretariat
from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.life import SHOWN_ANEW, Look, approved, requested
from bot.domain.broadcast.moments import due, zone_of
from bot.domain.people import Refused, Role
from bot.ports import Reading
from bot.ports_broadcasts import Planned
from dialogs.broadcast.kept import keep, no_to, shown
from dialogs.broadcast.preview import VIEW as PREVIEW
from dialogs.broadcast.scene import Measured, measured
from dialogs.figure import figure
from dialogs.standing import GONE

SECRETARIAT = frozenset({Role.SECRETARIAT})


async def request(pointer: Pointer, context: Context) -> Outcome:
    """The others of the secretariat get its card, which follows it from then on."""
    one = await context.work.broadcasts.locked(pointer.of)
    if one is None:
        return GONE
    scene = await measured(one, context.reading)
    after = requested(one, scene.faults, scene.secretariat, by=context.person.id, at=context.now)
    if isinstance(after, Refused):
        return await no_to(after, shown(one.id), context)
    return await keep(after, context, tell=[To(what=shown(one.id), roles=SECRETARIAT)])


async def approve(pointer: Pointer, context: Context) -> Outcome:
    """`saw`: the version on the preview, and for how many it was."""
    one = await context.work.broadcasts.locked(pointer.of)
    if one is None:
        return GONE
    version, _, count = pointer.saw.partition(" ")
    number = figure(version)
    opened = await context.reading.broadcasts.previewed(one.id, number, context.person.id)
    scene = await measured(one, context.reading)
    after = approved(one, Look(number, opened), scene.faults, by=context.person.id, at=context.now)
    if isinstance(after, Refused):
        return await refused(after, one, context)
    if not one.sent_version and count != str(len(scene.chosen)):
        return await shown_anew(Refused("broadcast-count-changed"), one, context)
    return await sent(one, after, scene, context)


async def refused(no: Refused, one: Broadcast, context: Context) -> Outcome:
    if no.key in SHOWN_ANEW:
        return await shown_anew(no, one, context)
    return await no_to(no, shown(one.id), context)


async def shown_anew(no: Refused, one: Broadcast, context: Context) -> Outcome:
    """The preview of this moment, opened now: the next press counts."""
    await context.work.broadcasts.preview(one.id, one.version, context.person.id, at=context.now)
    return await no_to(no, Show(PREVIEW, one.id), context)


async def sent(was: Broadcast, after: Broadcast, scene: Measured, context: Context) -> Outcome:
    """All of its deliveries, in this very transaction; of a correction, what follows from it."""
    work = context.work.broadcasts
    told = await keep(after, context, tell=[To(what=shown(after.id), person=asker(was))])
    if was.sent_version:
        await work.correct(after, now=context.now)
    else:
        await work.plan(after, planned(after, scene, context.reading), now=context.now)
    return told


def asker(was: Broadcast) -> str:
    return was.requested_by or was.author


def planned(one: Broadcast, scene: Measured, reading: Reading) -> Iterator[Planned]:
    for each in scene.chosen:
        zone = zone_of(each.person, reading.network.home_zone)
        then = due(one, zone, now=reading.now)
        yield Planned(
            person=each.person.id,
            due_at=then.at,
            local=then.local,
            zone=then.zone,
            expires_at=then.expires_at,
        )


DIALOG = Dialog(
    "broadcast-approving",
    actions=(
        Action("broadcast.request", secretariat, request),
        Action("broadcast.approve", secretariat, approve),
    ),
)
