"""What holds at every moment, said of rows, counts and what the platforms saw; each fault has its name."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.dialog import Show
from bot.domain.broadcast.broadcast import Broadcast, Phase
from bot.domain.broadcast.counts import Counts
from bot.domain.delivery.state import FINAL, IN_DOUBT, OPEN, Promise, State
from bot.outgoing import Delivery
from tests.engine.delivering.house import OF, WHERE, Row
from tests.engine.delivering.wire import SLACK, Call, Wire

TEXTS = frozenset({"broadcast.message", "broadcast.again", "broadcast.correction"})


class LostError(AssertionError):
    """Somebody is told to have it who has not, or is forgotten."""


class TwiceError(AssertionError):
    """Somebody got it once more without a reason, or without a word about it."""


@dataclass
class Judge:
    """By delivery: `crashes`: how often whoever was sending it vanished; `unmarked`: how many answers only a
    relay knows of.
    """

    wire: Wire
    promise: Promise
    reference: str = ""
    crashes: Counter[str] = field(default_factory=Counter)
    unmarked: Counter[str] = field(default_factory=Counter)

    def main(self, rows: Sequence[Row]) -> list[Row]:
        return [row for row in rows if row.key == self.reference]

    def moment(self, rows: Sequence[Row], counts: Counts) -> None:
        self.one_for_each(rows)
        self.final_or_due(rows)
        self.adds_up(rows, counts)
        self.twice(rows)

    def one_for_each(self, rows: Sequence[Row]) -> None:
        """I1."""
        assert sorted(row.recipient for row in self.main(rows)) == sorted(WHERE)
        pairs = Counter((row.key, row.recipient) for row in rows)
        assert set(pairs.values()) <= {1}, pairs

    def final_or_due(self, rows: Sequence[Row]) -> None:
        """I4: whatever is held in memory may vanish."""
        for row in rows:
            state = State(row.state)
            assert state in FINAL or state is State.PARKED or row.due_at, row
            assert (state is State.SENDING) <= bool(row.lease_until and row.token), row

    def adds_up(self, rows: Sequence[Row], counts: Counts) -> None:
        """I5, I6."""
        assert Counter(row.state for row in self.main(rows)) == +Counter(counts.by_state)
        assert counts.of(*FINAL) + counts.of(*IN_DOUBT) + counts.open == counts.audience == len(WHERE)
        unsettled = [row for row in self.main(rows) if State(row.state) in OPEN | IN_DOUBT]
        assert counts.complete == (not unsettled)

    def twice(self, rows: Sequence[Row]) -> None:
        """I8, and what holds of every message whatever was promised."""
        for row in rows:
            calls = [call for call in self.wire.made if call.of == row.id and call.kind == "deliver"]
            got = [call for call in calls if call.taken]
            known_to_few = self.crashes[row.id] + self.unmarked[row.id]
            doubts = known_to_few + sum(call.doubtful for call in calls)
            if sum(call.place.platform == SLACK for call in got) > 1:
                raise TwiceError("looked up, and sent twice", row, got)
            if sum(not call.repeat for call in got) > 1:
                raise TwiceError("not marked as a repeat", row, got)
            if len(got) > 1 + doubts:
                raise TwiceError("more often than there was doubt", row, got)
            if self.promise is Promise.NEVER_TWICE:
                self.never_twice(row, calls)

    def never_twice(self, row: Row, calls: Sequence[Call]) -> None:
        may_have = [call for call in calls if call.taken or call.doubtful]
        if sum(call.place.platform != SLACK for call in may_have) > 1:
            raise TwiceError("more than one attempt may have reached them", row, may_have)

    def begins(self, call: Call, rows: Sequence[Row]) -> None:
        """I2."""
        mine = [row for row in rows if row.id == call.of or (not call.of and row.kind == "withdraw")]
        states = {State.UNCERTAIN} if call.kind == "find" else {State.SENDING}
        assert any(row.state in states and row.token for row in mine), ("not committed first", call, mine)

    def refused(self, rows: Sequence[tuple[Row, Row]]) -> None:
        """I3: before and after a result of whoever had lost the lease; an edit may have renewed its text."""
        for before, after in rows:
            kept = replace(after, version=before.version)
            assert before == kept, ("changed by one without its lease", before, after)

    def claims(self, one: Delivery, of: Broadcast, rows: Sequence[Row], now: datetime) -> None:
        """I7: of what a relay takes to send it; a message may be looked for whatever has become of it."""
        if one.doubtful or one.subject != OF:
            return
        assert of.sent_version, ("not approved", one)
        (row,) = [row for row in rows if row.id == one.id]
        assert not row.acked_at, ("acknowledged already", row)
        assert one.due_at is None or one.due_at <= now, ("before its time", one)
        assert one.expires_at is None or now < one.expires_at, ("after its end", one)
        assert of.phase is not Phase.PAUSED or of.recalled_at, ("while paused", one)
        recalls = one.occurrence_key.endswith("/recall")
        assert recalls == bool(of.recalled_at), ("recalled", one)
        assert of.phase is not Phase.CANCELLED or one.occurrence_key != of.reference, ("cancelled", one)
        match one.what:
            case Show(view=view, of=shown) if view in TEXTS:
                version = int(shown.partition("/")[2])
                assert version == of.sent_version, ("superseded", one, of.sent_version)
