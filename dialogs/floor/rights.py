"""Whether a delegation may ask to speak in a meeting, and as what it is asked."""

from bot.cards import Say, say
from bot.dialog import Context
from bot.domain.floor.entry import Asked, Capacity, Kind, Mode
from bot.domain.history import Status
from bot.domain.meetings import Meeting, MeetingMode
from bot.domain.network import MemberKind, Network
from bot.domain.taking_part import category, may_speak, takes_part
from bot.ports import Reading
from dialogs.facts import delegation
from dialogs.floor.spots import Spot

CAPACITIES = {MemberKind.OBSERVER: Capacity.OBSERVER, MemberKind.ORGANIZATION: Capacity.ORGANIZATION}


async def barred(of: str, meeting: Meeting, reading: Reading) -> Say | None:
    """Why a delegation cannot ask to speak at all, whatever the state of the list."""
    network, body = reading.network, reading.network.body(meeting.body)
    if body is None or not (takes_part(of, body, network, ()) or await in_it(of, meeting, reading)):
        known = say("body", id=meeting.body)
        return say("floor-not-a-participant", delegation=delegation(of), body=known)
    if not may_speak(of, network):
        return say("floor-no-right-to-speak", delegation=delegation(of))
    return None


async def in_it(of: str, meeting: Meeting, reading: Reading) -> bool:
    """By an interest in the meeting's body that was accepted."""
    interests = await reading.interests.of_delegation(of)
    accepted = [one for one in interests if one.body == meeting.body and one.status is Status.ACCEPTED]
    return bool(accepted) and reading.network.member(of) is not None


def asked_for(of: str, spot: Spot, kind: Kind, mode: Mode, context: Context) -> Asked:
    """Nothing but what is known without asking; the details follow on the entry's card."""
    network = context.reading.network
    return Asked(
        delegation=of,
        item=spot.item.number,
        kind=kind,
        by=context.person.id,
        at=context.received_at,
        source=context.event.partition(":")[0],
        capacity=capacity(of, network),
        mode=mode,
        category=category(of, network) or 0,
    )


def capacity(of: str, network: Network) -> Capacity:
    member = network.member(of)
    return CAPACITIES.get(member.kind, Capacity.NATIONAL) if member else Capacity.NATIONAL


async def usual_mode(of: str, meeting: Meeting, reading: Reading, person: str = "") -> Mode:
    """Where the person is, else a colleague, else where the meeting is held."""
    there = await reading.meetings.present(meeting.id, of)
    own = [one for one in there if one.person == person] or there
    if own:
        return own[-1].mode
    return Mode.ONLINE if meeting.mode is MeetingMode.ONLINE else Mode.ROOM
