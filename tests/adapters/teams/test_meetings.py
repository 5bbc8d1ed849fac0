"""What Teams tells of a meeting: that it begins and ends, and who is on the line."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams.meetings import of_meetings
from bot.chat import Address, Happened, Json
from bot.errors import Unavailable
from tests.adapters.teams.rig import Rig
from tests.adapters.teams.test_inbound import AAD, NAMES, TENANT, VALUES, payload

NOW = datetime(2026, 11, 20, 3, 14, 16, tzinfo=UTC)
THERE = "19:meeting_NjBkNjIyMDE@thread.v2"
ANA = Address("teams", f"{TENANT}/{AAD}")
MALI = Address("teams", "0aa988bf-0000-4000-8000-2d7cd011db99/9c1f3c2a-9d0e-4f6b-8a11-0c9e7d2f4b77")


@pytest.mark.parametrize(
    ("name", "what", "senders"),
    [
        ("meeting_start", "meeting-started", [ANA]),
        ("meeting_end", "meeting-ended", [ANA]),
        ("meeting_joined", "meeting-joined", [ANA, MALI]),
        ("meeting_left", "meeting-left", [ANA]),
    ],
)
def test_what_happens_in_a_meeting_to_each_of_its_people(
    name: str, what: str, senders: list[Address]
) -> None:
    """An anonymous guest is nobody; of who leaves Teams may tell only the id in Teams."""
    found = list(of_meetings(payload(name), NOW))
    assert [one.sender for one in found] == senders
    assert {one.what for one in found} == {Happened(what, THERE)}
    assert {one.place for one in found} == {Address("teams", THERE)}
    assert all(one.shared and one.received_at == NOW for one in found)
    assert len({one.id for one in found}) == len(found)


def test_nothing_else_is_of_a_meeting() -> None:
    for name in ("read_receipt", "message_personal", "members_added_people", "task_fetch"):
        assert list(of_meetings(payload(name), NOW)) == []


def test_a_meeting_without_an_id_or_with_one_that_cannot_be_read_is_known_by_its_chat() -> None:
    told = payload("meeting_start")
    for of in (None, 7, "", "plain", "é", "MCMxOTo="):
        data: Json = {"tenant": {"id": TENANT}, "meeting": {"id": of}}
        (one,) = of_meetings(told | {"channelData": data}, NOW)
        assert one.what == Happened("meeting-started", "")


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["meeting_start", "meeting_end", "meeting_joined", "meeting_left"]),
    st.dictionaries(NAMES | st.just("value"), VALUES, max_size=4),
)
def test_nothing_that_is_json_breaks_it(name: str, changes: dict[str, object]) -> None:
    found = list(of_meetings(payload(name) | changes, NOW))
    assert all(one.sender.platform == "teams" for one in found)


async def test_events_of_a_meeting_come_in_signed_and_are_answered_at_once(bot: Rig) -> None:
    meeting = bot.ana.in_group(THERE)
    ben: Json = {"user": {"id": "29:ben", "aadObjectId": "aad-ben", "tenantId": "tenant-th"}}
    for activity in (
        meeting.in_meeting("meetingStart"),
        meeting.in_meeting("meetingParticipantJoin", meeting.member, ben),
        meeting.in_meeting("meetingParticipantLeave", ben),
        meeting.in_meeting("meetingEnd"),
    ):
        answer = await bot.post(activity)
        assert (answer.status, answer.text) == (200, "")
    assert [(one.what, one.sender.id) for one in bot.taken] == [
        (Happened("meeting-started", THERE), "tenant-fj/aad-ana"),
        (Happened("meeting-joined", THERE), "tenant-fj/aad-ana"),
        (Happened("meeting-joined", THERE), "tenant-th/aad-ben"),
        (Happened("meeting-left", THERE), "tenant-th/aad-ben"),
        (Happened("meeting-ended", THERE), "tenant-fj/aad-ana"),
    ]


async def test_unsigned_ones_do_not(bot: Rig) -> None:
    answer = await bot.post(bot.ana.in_group(THERE).in_meeting("meetingStart"), headers={})
    assert answer.status == 401
    assert not bot.taken


async def test_of_several_who_came_at_once_none_is_lost_when_teams_has_to_tell_it_again(bot: Rig) -> None:
    meeting = bot.ana.in_group(THERE)
    activity = meeting.in_meeting(
        "meetingParticipantJoin", meeting.member, {"user": {"aadObjectId": "aad-ben"}}
    )
    bot.replies = [Unavailable()]
    assert (await bot.post(activity)).status == 503
    assert (await bot.post(activity)).status == 200
    first, *again = bot.taken
    assert again[0].id == first.id
    assert [one.sender.id for one in again] == ["tenant-fj/aad-ana", "tenant-fj/aad-ben"]
