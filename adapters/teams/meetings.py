"""What Teams tells of its meetings in the bot's own words; pure, from the raw JSON.

https://learn.microsoft.com/microsoftteams/platform/apps-in-teams-meetings/meeting-apps-apis
"""

from base64 import b64decode
from binascii import Error
from collections.abc import Iterator, Mapping
from datetime import datetime

from adapters.teams.references import named
from bot.chat import Address, Body, Happened, Inbound

PLATFORM = "teams"
NAMES = "application/vnd.microsoft."
LIFE = {"meetingStart": "meeting-started", "meetingEnd": "meeting-ended"}
PEOPLE = {"meetingParticipantJoin": "meeting-joined", "meetingParticipantLeave": "meeting-left"}


def of_meetings(activity: Body, received_at: datetime) -> Iterator[Inbound]:
    """One for each person who has come or gone; none for anything else."""
    match activity:
        case {
            "type": "event",
            "name": str(name),
            "id": str(event),
            "conversation": {"id": str(place)},
            "channelData": {"tenant": {"id": str(tenant)}},
        } if "/" not in place and name.startswith(NAMES):
            happening, there = name.removeprefix(NAMES), leads_to(activity)
            for who in people(activity, happening, tenant):
                yield Inbound(
                    id=f"{place}/{event}/{who}",
                    sender=Address(PLATFORM, who),
                    place=Address(PLATFORM, place),
                    received_at=received_at,
                    what=Happened((LIFE | PEOPLE)[happening], there),
                    shared=True,
                )


def people(activity: Body, happening: str, tenant: str) -> Iterator[str]:
    """Accounts; who begins or ends a meeting may be nobody."""
    if happening in LIFE:
        yield f"{tenant}/{named(activity, 'from', 'aadObjectId')}"
    elif happening in PEOPLE:
        yield from dict.fromkeys(members(activity, tenant))


def members(activity: Body, tenant: str) -> Iterator[str]:
    """Those of another organization have its tenant; one without an account is a guest nobody knows."""
    value = activity.get("value")
    found = value.get("members") if isinstance(value, Mapping) else None
    for member in found if isinstance(found, list) else ():
        user = member.get("user") if isinstance(member, Mapping) else None
        if isinstance(user, Mapping) and (aad := account(user, activity)):
            yield f"{text(user, 'tenantId') or tenant}/{aad}"


def account(user: Mapping[str, object], activity: Body) -> str:
    """Where only the id in Teams is told, it may be that of who has sent this."""
    same = text(user, "id") and text(user, "id") == named(activity, "from", "id")
    return text(user, "aadObjectId") or (named(activity, "from", "aadObjectId") if same else "")


def leads_to(activity: Body) -> str:
    """The thread that the meeting's id holds between its signs; the same stands in its join link."""
    match activity:
        case {"channelData": {"meeting": {"id": str(of)}}}:
            try:
                thread = b64decode(of, validate=True).decode().strip("#").split("#")[1]
            except (Error, ValueError, IndexError):
                return ""
            return thread if "@" in thread else ""
        case _:
            return ""


def text(given: Mapping[str, object], name: str) -> str:
    found = given.get(name)
    return found if isinstance(found, str) else ""
