"""What was corrected, recalled or acknowledged while it was on its way, whichever came first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.broadcast.broadcast import Moment, Phase
from bot.domain.delivery.state import State
from storage.database import Database
from tests.storage.broadcast_rig import LONG_AGO, NOW, Rig, approved, become, mark
from tests.storage.statements import counted

MAIN, V2, V3, RECALL = "NB-2026-001", "NB-2026-001/v2", "NB-2026-001/v3", "NB-2026-001/recall"
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def rig(database: Database) -> Rig:
    return Rig(database)


async def test_a_correction_goes_to_whoever_waits_and_as_an_edit_to_whoever_has_it(rig: Rig) -> None:
    broadcast = await rig.sent_to("chat", "mail", "waiting")
    await rig.claimed(MAIN, "chat", "mail")
    await rig.marked(MAIN, "chat")
    await rig.marked(MAIN, "mail", by="email")
    assert await rig.corrected(broadcast) == 2
    waiting = (await rig.rows(MAIN))["waiting"]
    assert (waiting["what"], waiting["subject_version"]) == (["show", "broadcast.message", "b1/2"], 2)
    chat, mail = (await rig.rows(V2)).values()
    assert (chat["kind"], chat["edits"], chat["lane"]) == ("edit", f"chat/{MAIN}", "slack chat")
    assert chat["what"] == ["show", "broadcast.message", "b1/2"]
    assert (mail["kind"], mail["edits"], mail["place"]) == ("show", None, "mail")
    assert mail["what"] == ["show", "broadcast.correction", "b1/2"]
    assert {(row["urgency"], row["subject"], row["settled"]) for row in (chat, mail)} == {(2, "b1", True)}
    counts = await rig.counts()
    assert (counts.newest, counts.older, counts.audience) == (0, 2, 3)
    await rig.marked(V2, "chat", "mail")
    counts = await rig.counts()
    assert (counts.newest, counts.older, counts.audience) == (2, 0, 3)


@pytest.mark.parametrize("ended", [State.SENT, State.RETRY, State.UNCERTAIN])
async def test_what_is_in_flight_when_it_is_corrected_follows(rig: Rig, ended: State) -> None:
    broadcast = await rig.sent_to("ana")
    await rig.claimed(MAIN, "ana")
    assert await rig.corrected(broadcast) == 0
    await rig.marked(MAIN, "ana", became=ended)
    row, edits = (await rig.rows(MAIN))["ana"], await rig.states(V2)
    assert row["subject_version"] == (2 if ended is State.RETRY else 1)
    assert row["what"] == ["show", "broadcast.message", "b1/2"]
    assert edits == ({"ana": "due"} if ended is State.SENT else {})
    if ended is State.UNCERTAIN:
        await rig.marked(MAIN, "ana")
        assert await rig.states(V2) == {"ana": "due"}


async def test_of_two_corrections_only_the_last_is_edited_in(rig: Rig) -> None:
    broadcast = await rig.sent_to("ana", "ben", "cho")
    await rig.claimed(MAIN, "ana", "ben", "cho")
    await rig.marked(MAIN, "ana", "ben")
    await rig.marked(MAIN, "cho", by="email")
    await rig.corrected(broadcast)
    await rig.claimed(V2, "ben")
    assert await rig.corrected(broadcast, 3) == 3
    assert await rig.states(V2) == {"ana": "cancelled", "ben": "sending", "cho": "cancelled"}
    assert (await rig.rows(V2))["ben"]["expires_at"] == LONG_AGO
    assert await rig.states(V3) == {"ana": "due", "ben": "due", "cho": "due"}
    await rig.marked(V3, "ana", "cho")
    await rig.marked(V2, "ben")
    counts = await rig.counts()
    assert (counts.newest, counts.older) == (2, 1)
    await rig.marked(V3, "ben")
    assert (await rig.counts()).newest == 3


async def test_a_reminder_of_an_older_version_is_corrected_too(rig: Rig) -> None:
    broadcast = replace(await rig.sent_to("ana", "ben"), reminders=1)
    await rig.claimed(MAIN, "ana", "ben")
    await rig.marked(MAIN, "ana", "ben")
    async with rig.database.unit() as unit:
        await unit.broadcasts.remind(broadcast, ["ana", "ben"], now=NOW)
        await unit.commit()
    await rig.claimed(f"{MAIN}/remind-1", "ana")
    await rig.marked(f"{MAIN}/remind-1", "ana")
    assert await rig.corrected(broadcast) == 2
    assert await rig.states(V2) == {"ana": "due", "ben": "due"}
    (edit,) = (await rig.rows(f"{MAIN}/remind-1/v2")).values()
    assert (edit["edits"], edit["what"]) == (f"ana/{MAIN}/remind-1", ["show", "broadcast.again", "b1/2"])
    again = (await rig.rows(f"{MAIN}/remind-1"))["ben"]
    assert again["what"] == ["show", "broadcast.again", "b1/2"]
    await rig.marked(f"{MAIN}/remind-1/v2", "ana")
    assert (await rig.counts()).older == 2


async def test_a_correction_of_what_is_paused_waits_with_it_and_ends_with_it(rig: Rig) -> None:
    broadcast = await rig.sent_to("ana")
    await rig.claimed(MAIN, "ana")
    await rig.marked(MAIN, "ana")
    paused = replace(
        broadcast, phase=Phase.PAUSED, expires=Moment(local="2026-03-25T18:00", zone="Asia/Bangkok")
    )
    async with rig.database.unit() as unit:
        await unit.broadcasts.correct(replace(approved(paused, 2), phase=Phase.PAUSED), now=NOW)
        await unit.commit()
    (edit,) = (await rig.rows(V2)).values()
    assert edit["held"]
    assert edit["expires_at"] == NOW.replace(day=25, hour=11, minute=0, second=0, microsecond=0)


async def test_who_has_it_without_our_knowing_where_is_told_of_the_correction(rig: Rig) -> None:
    broadcast = await rig.sent_to("ana")
    await rig.claimed(MAIN, "ana")
    await rig.marked(MAIN, "ana", became=State.UNCERTAIN)
    async with rig.database.unit() as unit:
        assert await unit.broadcasts.acknowledge("b1", "ana", at=LATER) == LATER
        await unit.commit()
    await rig.corrected(broadcast)
    (told,) = (await rig.rows(V2)).values()
    assert (told["kind"], told["what"]) == ("show", ["show", "broadcast.correction", "b1/2"])
    await rig.marked(V2, "ana")
    await rig.recalled(approved(broadcast, 2))
    assert [row["kind"] for row in (await rig.rows(RECALL)).values()] == ["show"]
    assert [row["kind"] for row in (await rig.rows(f"{V2}/recall")).values()] == ["withdraw"]


async def test_a_recall_takes_back_what_can_be_and_tells_the_others(rig: Rig) -> None:
    broadcast = await rig.sent_to("chat", "mail", "waiting", "flying")
    await rig.claimed(MAIN, "chat", "mail", "flying")
    await rig.marked(MAIN, "chat")
    await rig.marked(MAIN, "mail", by="email")
    assert await rig.recalled(broadcast) == 2
    assert await rig.states(MAIN) == {
        "chat": "sent",
        "mail": "sent",
        "waiting": "cancelled",
        "flying": "sending",
    }
    chat, mail = (await rig.rows(RECALL)).values()
    assert (chat["kind"], chat["edits"]) == ("withdraw", f"chat/{MAIN}")
    assert (mail["kind"], mail["what"]) == ("show", ["show", "broadcast.recalled", "b1"])
    await rig.marked(MAIN, "flying")
    assert await rig.states(RECALL) == {"chat": "due", "mail": "due", "flying": "due"}
    await rig.marked(RECALL, "chat", became=State.RETRY)
    assert (await rig.states(RECALL))["chat"] == "retry"
    assert (await rig.counts()).audience == 4


async def test_what_was_taken_back_is_neither_corrected_nor_taken_back_again(rig: Rig) -> None:
    broadcast = await rig.sent_to("ana")
    await rig.claimed(MAIN, "ana")
    await rig.marked(MAIN, "ana")
    async with rig.database.unit() as unit:
        await become(unit, MAIN, ["ana"], State.SENT, recalled_at=NOW)
        await unit.commit()
    assert await rig.corrected(broadcast) == 0
    assert await rig.recalled(broadcast) == 0


async def test_a_recall_drops_the_edits_that_wait(rig: Rig) -> None:
    broadcast = await rig.sent_to("ana", "ben")
    await rig.claimed(MAIN, "ana", "ben")
    await rig.marked(MAIN, "ana", "ben")
    await rig.corrected(broadcast)
    await rig.claimed(V2, "ben")
    await rig.recalled(approved(broadcast, 2))
    await rig.marked(V2, "ben", became=State.RETRY)
    assert await rig.states(V2) == {"ana": "cancelled", "ben": "cancelled"}
    assert await rig.states(RECALL) == {"ana": "due", "ben": "due"}


async def test_a_correction_after_a_cancel_reaches_those_who_have_it_all_the_same(rig: Rig) -> None:
    broadcast = await rig.sent_to("ana", "ben", "cho")
    await rig.claimed(MAIN, "ana", "ben")
    await rig.marked(MAIN, "ana")
    await rig.cancelled(broadcast)
    changed = replace(approved(broadcast, 2), phase=Phase.CANCELLED)
    async with rig.database.unit() as unit:
        await unit.broadcasts.save(changed)
        assert await unit.broadcasts.correct(changed, now=NOW) == 1
        await unit.commit()
    await rig.marked(V2, "ana", became=State.RETRY)
    await rig.marked(MAIN, "ben")
    assert await rig.states(V2) == {"ana": "retry", "ben": "due"}
    assert await rig.states(MAIN) == {"ana": "sent", "ben": "sent", "cho": "cancelled"}


async def test_the_first_acknowledgement_counts(rig: Rig) -> None:
    await rig.sent_to("ana", "ben")
    await rig.claimed(MAIN, "ana")
    await rig.marked(MAIN, "ana")
    async with rig.database.unit() as unit:
        acknowledge = unit.broadcasts.acknowledge
        assert [await acknowledge("b1", "ana", at=at) for at in (NOW, LATER)] == [NOW, NOW]
        assert await acknowledge("b1", "ben", at=NOW) is None
        assert await acknowledge("b1", "zoe", at=NOW) is None
        assert await acknowledge("nowhere", "ana", at=NOW) is None
        await unit.commit()
    assert (await rig.counts()).acknowledged == 1
    assert await rig.states(MAIN) == {"ana": "sent", "ben": "due"}


@pytest.mark.parametrize("doubt", [State.UNCERTAIN, State.PARKED])
async def test_an_acknowledgement_settles_a_doubt(rig: Rig, doubt: State) -> None:
    await rig.sent_to("ana")
    await rig.claimed(MAIN, "ana")
    await rig.marked(MAIN, "ana", became=doubt)
    async with rig.database.unit() as unit:
        await become(unit, MAIN, ["ana"], doubt, lease_token="looked up", cause="timeout")
        assert await unit.broadcasts.acknowledge("b1", "ana", at=LATER) == LATER
        await unit.commit()
    row = (await rig.rows(MAIN))["ana"]
    assert (row["state"], row["sent_at"], row["ended_at"]) == ("sent", NOW, LATER)
    assert (row["lease_token"], row["cause"]) == ("", "")


async def test_what_may_have_arrived_before_it_is_tried_again_is_settled_too(rig: Rig) -> None:
    people = ("again", "elsewhere", "refused", "limited")
    await rig.sent_to(*people)
    await rig.claimed(MAIN, *people)
    await rig.marked(MAIN, *people, became=State.RETRY)
    async with rig.database.unit() as unit:
        await become(unit, MAIN, ["again"], State.RETRY, doubts=1)
        await become(unit, MAIN, ["elsewhere"], State.FAILED, repeat=True)
        await become(unit, MAIN, ["refused"], State.FAILED)
        heard = {of: await unit.broadcasts.acknowledge("b1", of, at=LATER) for of in people}
        await unit.commit()
    assert heard == {"again": LATER, "elsewhere": LATER, "refused": None, "limited": None}
    assert await rig.states(MAIN) == {
        "again": "sent",
        "elsewhere": "sent",
        "refused": "failed",
        "limited": "retry",
    }


@pytest.mark.parametrize(("read", "follows"), [(1, ["ana"]), (2, []), (0, []), (9, [])])
async def test_whoever_acknowledges_an_older_text_gets_the_correction(
    rig: Rig, read: int, follows: list[str]
) -> None:
    broadcast = await rig.sent_to("ana")
    await rig.claimed(MAIN, "ana")
    await rig.marked(MAIN, "ana", became=State.RETRY)
    async with rig.database.unit() as unit:
        await become(unit, MAIN, ["ana"], State.RETRY, doubts=1, repeat=True)
        await unit.commit()
    await rig.corrected(broadcast)
    async with rig.database.unit() as unit:
        assert await unit.broadcasts.acknowledge("b1", "ana", at=LATER, version=read) == LATER
        await unit.commit()
    assert await rig.states(MAIN) == {"ana": "sent"}
    assert list(await rig.rows(V2)) == follows
    assert (await rig.counts()).newest == (0 if follows else 1)


@pytest.mark.parametrize("ended", [State.SENT, State.UNCERTAIN, State.RETRY, State.FAILED])
async def test_an_acknowledgement_before_the_relay_has_heard_is_kept(rig: Rig, ended: State) -> None:
    await rig.sent_to("ana")
    await rig.claimed(MAIN, "ana")
    async with rig.database.unit() as unit:
        assert await unit.broadcasts.acknowledge("b1", "ana", at=NOW) == NOW
        await unit.commit()
    assert await rig.states(MAIN) == {"ana": "sending"}
    await rig.marked(MAIN, "ana", became=ended)
    row = (await rig.rows(MAIN))["ana"]
    assert (row["state"], row["acked_at"], row["sent_at"]) == ("sent", NOW, NOW)
    assert (await rig.counts()).acknowledged == 1


async def test_to_hear_what_was_sent_costs_one_statement(rig: Rig) -> None:
    people = [f"p{one}" for one in range(50)]
    await rig.sent_to(*people)
    await rig.claimed(MAIN, *people)
    async with rig.database.unit() as unit:
        with counted(rig.database.writer) as statements:
            await mark(unit, MAIN, people, State.SENT)
        assert len(statements) == 3
        ids = [row["id"] for row in (await rig.rows(MAIN)).values()]
        assert await unit.broadcasts.caught_up(ids, now=NOW) == {"b1"}
        assert await unit.broadcasts.caught_up(["another"], now=NOW) == frozenset()
