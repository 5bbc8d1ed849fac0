"""Pause, go on, cancel, recall, remind: each once, and only where there is something to do."""

from collections.abc import Callable

import pytest

from bot.domain.broadcast.broadcast import Broadcast, Phase
from bot.domain.broadcast.counts import Counts
from bot.domain.broadcast.life import asked, pending
from bot.domain.broadcast.running import cancelled, paused, recalled, rehearsed, reminded, resumed
from bot.domain.delivery.state import FINAL, IN_DOUBT, OPEN, State
from bot.domain.people import Refused, refused
from tests.domain.broadcast import making
from tests.domain.broadcast.making import DAY, MINUTE, NOW, counts, done, draft, going, key, rewritten, told

Doing = Callable[[Broadcast, Counts], Broadcast | Refused]
HALF, ALL = counts(sent=3, due=2), counts(sent=5)
LATER = NOW + MINUTE


def pausing(one: Broadcast, of: Counts = HALF) -> Broadcast | Refused:
    return paused(one, of, by="tan", at=LATER)


def cancelling(one: Broadcast, of: Counts = HALF) -> Broadcast | Refused:
    return cancelled(one, of, by="tan", at=LATER)


def recalling(one: Broadcast, of: Counts = HALF) -> Broadcast | Refused:
    return recalled(one, of, by="tan", at=LATER)


def reminding(one: Broadcast, silent: int = 2) -> Broadcast | Refused:
    return reminded(one, silent, by="tan", at=LATER)


def asking_for_ack() -> Broadcast:
    return going(making.asked(done(making.edited_to(needs_ack=True))))


def test_it_is_paused_and_goes_on() -> None:
    one = done(pausing(going()))
    assert (one.phase, one.sent_version) == (Phase.PAUSED, 1)
    one = done(resumed(one, by="wei", at=NOW + DAY))
    assert (one.phase, [step.what for step in one.steps[-2:]]) == (Phase.APPROVED, ["paused", "resumed"])


def test_it_is_paused_once_and_only_what_is_paused_goes_on() -> None:
    found = pausing(done(pausing(going())))
    assert (key(found), told(found)) == ("broadcast-paused-already", {"by": "tan", "at": LATER})
    assert key(resumed(going(), by="wei", at=NOW)) == "broadcast-not-paused"


@pytest.mark.parametrize("one", [draft(), making.asked()])
def test_what_is_not_approved_is_not_being_sent(one: Broadcast) -> None:
    found = [pausing(one), resumed(one, by="tan", at=NOW), recalling(one), reminding(one)]
    assert {key(no) for no in found} == {"broadcast-not-approved"}


@pytest.mark.parametrize("do", [pausing, cancelling])
def test_after_completion_it_is_said_how_many_had_it(do: Doing) -> None:
    found = do(going(), ALL)
    assert (key(found), told(found)) == ("broadcast-complete", {"count": 5})


@pytest.mark.parametrize("state", sorted(OPEN | IN_DOUBT))
def test_until_the_last_one_is_certain_it_can_be_stopped(state: State) -> None:
    nearly = Counts(by_state={State.SENT: 4, state: 1})
    assert done(cancelling(going(), nearly)).phase is Phase.CANCELLED
    assert done(pausing(going(), nearly)).phase is Phase.PAUSED


def test_it_is_cancelled_once_and_does_not_go_on() -> None:
    one = done(cancelling(done(pausing(going()))))
    for found in (cancelling(one), pausing(one), resumed(one, by="wei", at=NOW)):
        assert (key(found), told(found)) == ("broadcast-cancelled-already", {"by": "tan", "at": LATER})


@pytest.mark.parametrize("one", [draft(), making.asked()])
def test_before_approval_it_is_given_up_by_cancelling(one: Broadcast) -> None:
    over = done(cancelling(one, counts()))
    assert (over.phase, asked(over)) == (Phase.CANCELLED, False)
    assert key(cancelling(over, counts())) == "broadcast-cancelled-already"


def test_a_correction_that_waits_for_approval_waits_no_more_once_all_is_cancelled() -> None:
    one = done(cancelling(making.asked(rewritten(going()))))
    assert (one.phase, asked(one), pending(one), one.sent_version) == (Phase.CANCELLED, False, True, 1)


def test_who_has_a_cancelled_one_can_get_a_correction() -> None:
    one = done(cancelling(going()))
    one = going(making.asked(rewritten(one), at=NOW + DAY), at=NOW + DAY)
    assert (one.phase, one.sent_version) == (Phase.CANCELLED, 2)


def test_a_correction_does_not_make_a_paused_one_go_on() -> None:
    one = going(making.asked(rewritten(done(pausing(going()))), at=NOW + DAY), at=NOW + DAY)
    assert (one.phase, one.sent_version) == (Phase.PAUSED, 2)


@pytest.mark.parametrize("before", [going(), done(pausing(going())), done(cancelling(going()))])
def test_what_somebody_has_is_recalled_once(before: Broadcast) -> None:
    one = done(recalling(before, ALL))
    assert (one.phase, one.recalled_at) == (Phase.CANCELLED, LATER)
    again = recalling(one, ALL)
    assert (key(again), told(again)) == ("broadcast-recalled-already", {"by": "tan", "at": LATER})
    for found in (cancelling(one), pausing(one), resumed(one, by="wei", at=NOW), reminding(one)):
        assert key(found) == "broadcast-recalled-already"


@pytest.mark.parametrize("state", list(State))
def test_it_is_recalled_where_somebody_may_have_it(state: State) -> None:
    found = recalling(going(), Counts(by_state={state: 3}))
    if state in IN_DOUBT | {State.SENT, State.SENDING}:
        assert done(found).recalled_at
    else:
        assert key(found) == "broadcast-nobody-has-it"


def test_the_silent_are_reminded_as_often_as_somebody_says_so() -> None:
    one = done(reminding(done(reminding(asking_for_ack()))))
    assert (one.reminders, one.steps[-1].note) == (2, "2")


def test_nobody_is_reminded_in_vain() -> None:
    assert key(reminding(asking_for_ack(), 0)) == "broadcast-nobody-silent"
    assert key(reminding(going())) == "broadcast-asks-no-ack"
    assert key(reminded(making.expiring(), 2, by="tan", at=NOW + 30 * DAY)) == "broadcast-over"


def test_a_dry_run_is_made_before_approval() -> None:
    one = done(rehearsed(draft(), (), by="may", at=NOW))
    assert (one.dry_runs, one.phase) == (1, Phase.DRAFT)
    assert key(rehearsed(going(), (), by="may", at=NOW)) == "broadcast-rehearsed-late"
    fault = refused("broadcast-nobody")
    assert rehearsed(draft(), (fault,), by="may", at=NOW) is fault
    assert key(rehearsed(done(cancelling(draft())), (), by="may", at=NOW)) == "broadcast-cancelled-already"


def test_a_dry_run_leaves_a_request_as_it_is() -> None:
    assert asked(done(rehearsed(making.asked(), (), by="tan", at=NOW)))


@pytest.mark.parametrize("state", sorted(FINAL))
def test_complete_is_what_has_come_to_an_end(state: State) -> None:
    assert Counts(by_state={state: 1}).complete
