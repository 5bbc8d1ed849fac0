"""What holds when everything has come to its end: nobody lost, and everybody on the newest version."""

from collections.abc import Sequence

from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.delivery.state import FINAL, State
from tests.engine.delivering.house import WHERE, Row
from tests.engine.delivering.judge import Judge, LostError

MAY_REMAIN = FINAL | {State.PARKED}
UNREACHED = frozenset({State.FAILED, State.EXPIRED, State.CANCELLED, State.PARKED})


def ended(rows: Sequence[Row], one: Broadcast, judge: Judge) -> None:
    assert all(State(row.state) in MAY_REMAIN for row in rows), rows
    for row in judge.main(rows):
        told_the_truth(row, judge)
        if State(row.state) is State.SENT:
            mine = [other for other in rows if other.recipient == row.recipient]
            if one.recalled_at:
                taken_back(row, mine, judge)
            else:
                reads_the_newest(row, mine, one, judge)


def told_the_truth(row: Row, judge: Judge) -> None:
    """Who is said to have it has it; who has it is not said to be without, unless there was doubt."""
    calls = [call for call in judge.wire.made if call.of == row.id and call.kind == "deliver"]
    got = [call for call in calls if call.taken]
    sent, doubts = State(row.state) is State.SENT, judge.crashes[row.id]
    if sent and not got:
        raise LostError("said to be sent, and never arrived", row)
    if not sent and not doubts and any(not call.doubtful for call in got):
        raise LostError("arrived, and said not to be sent", row)
    if State(row.state) is State.FAILED and not calls and any(WHERE[row.recipient][::2]):
        raise LostError("never tried", row)


def taken_back(row: Row, mine: Sequence[Row], judge: Judge) -> None:
    recalls = [other for other in mine if other.key.endswith("/recall")]
    if not recalls:
        raise LostError("not recalled", row)
    for recall in recalls:
        if recall.kind == "withdraw" and State(recall.state) is State.SENT:
            assert judge.wire.messages[recall.edits or ""].withdrawn, recall


def reads_the_newest(row: Row, mine: Sequence[Row], one: Broadcast, judge: Judge) -> None:
    ids = {other.id for other in mine}
    read = max(message.version for message in judge.wire.messages.values() if message.of in ids)
    tried = [other for other in mine if "/v" in other.key and State(other.state) in UNREACHED]
    if read != one.sent_version and not tried:
        raise LostError(f"reads version {read} of {one.sent_version}, and nothing follows", row)
    for other in mine:
        newest = other.kind == "edit" and other.key.endswith(f"/v{one.sent_version}")
        if newest and State(other.state) is State.SENT and not judge.wire.of(other.id):
            assert judge.wire.messages[other.edits or ""].version == one.sent_version, other
