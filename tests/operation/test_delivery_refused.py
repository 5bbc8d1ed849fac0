"""Whatever a platform says to a message, it ends in a plain line of the report with what to do next."""

from collections.abc import Mapping
from datetime import timedelta

from bot.cards import Say, say
from bot.clock import Shifted
from dialogs.broadcast.causes import next_step, reason
from dialogs.broadcast.person_line import lines
from tests.fakes.slack_faults import Fault
from tests.fakes.teams_faults import REFUSALS, throttled
from tests.fakes.teams_faults import Fault as TeamsFault
from tests.operation.dispatch import Crowd, Dispatch, dispatch
from tests.operation.hastened import sent_out
from tests.worlds import lexicons

CAUSES = {
    "MessageWritesBlocked": "blocked",
    "ConversationBlockedByUser": "blocked",
    "BotNotInConversationRoster": "not-installed",
    "BotDisabledByAdmin": "disabled-by-admin",
    "ForbiddenOperationException": "not-installed",
    "BotNotInstalled": "not-installed",
    "ConversationNotFound": "gone",
    "MessageSizeTooBig": "too-large",
}
TAKEN_LATER = {"PreconditionFailed"}


async def report(sent: Dispatch) -> Mapping[str, str]:
    """What the secretariat reads of each person."""
    words = lexicons().speaking("en", "UTC", Shifted()()).words
    async with sent.database.reading() as unit:
        found = await unit.reading.broadcasts.report(sent.broadcast.id)
    return {one.person: words(lines(one, 1)) for _, one in found}


def told(cause: str) -> str:
    """Why not, and what to do next."""
    words = lexicons().speaking("en", "UTC", Shifted()()).words
    return words(Say("rows", {"0": say("reached-failed"), "1": reason(cause), "2": next_step(cause)}))


async def test_each_refusal_ends_in_a_cause_and_a_next_step(sqlite_url: str) -> None:
    async with dispatch(sqlite_url, Crowd(slack=0, teams=len(REFUSALS))) as sent:
        for number, fault in enumerate(REFUSALS.values()):
            always = list(REFUSALS)[number] not in TAKEN_LATER
            sent.teams.fail(fault, at=f"a:t{number}", always=always)
        await sent_out(sent)
        kept = await sent.book()
        ended = {row.recipient: (row.state, row.cause) for row in kept.rows}
        read = await report(sent)
        for number, word in enumerate(REFUSALS):
            wanted = ("sent", "") if word in TAKEN_LATER else ("failed", CAUSES[word])
            assert ended[f"t{number}"] == wanted, word
            assert word in TAKEN_LATER or read[f"t{number}"] == told(CAUSES[word])
        assert sent.faults(kept) == []


async def test_a_person_who_blocks_a_tenant_throttled_and_a_workspace_without_permission(
    sqlite_url: str,
) -> None:
    async with dispatch(sqlite_url, Crowd(slack=4, teams=4, workspaces=2, tenants=2)) as sent:
        sent.teams.fail(REFUSALS["MessageWritesBlocked"], at="a:t0", always=True)
        sent.teams.fail(*[throttled(5)] * 5, *[throttled()] * 5, at="tenant-1")
        sent.slack.fail("chat.postMessage", Fault(error="restricted_action"), at="T1", always=True)
        await sent_out(sent)
        kept = await sent.book()
        assert {row.recipient: row.cause for row in kept.rows if row.state == "failed"} == {
            "t0": "blocked",
            "s1": "refused",
            "s3": "refused",
        }
        assert kept.states() == {"sent": 5, "failed": 3}
        assert sent.faults(kept) == []
        await sent.counted()


async def test_what_may_have_arrived_by_an_answer_is_looked_up_or_repeated_once(sqlite_url: str) -> None:
    async with dispatch(sqlite_url, Crowd(slack=3, teams=3)) as sent:
        faults = (Fault(status=503), Fault(status=503, accepted=True), Fault(reset=True, accepted=True))
        for number, fault in enumerate(faults):
            sent.slack.fail("chat.postMessage", fault, at=f"D{number}")
        in_teams = (
            TeamsFault(status=503),
            TeamsFault(status=504, accepted=True),
            TeamsFault(kind="reset", accepted=True),
        )
        for number, lost in enumerate(in_teams):
            sent.teams.fail(lost, at=f"a:t{number}")
        await sent_out(sent)
        kept = await sent.book()
        assert kept.states() == {"sent": 6}
        assert sent.got("slack") == 3
        assert sent.got("teams") == 5
        assert sent.faults(kept, repeats=2) == []


async def test_while_a_workspace_answers_nothing_it_is_not_asked_too_often(sqlite_url: str) -> None:
    async with dispatch(sqlite_url, Crowd(slack=60, teams=0)) as sent:
        sent.slack.fail("chat.postMessage", Fault(status=503, accepted=True), always=True)
        await sent_out(sent, timedelta(seconds=0.5))
        kept = await sent.book()
        assert kept.states() == {"sent": 60}
        assert sent.faults(kept) == []
