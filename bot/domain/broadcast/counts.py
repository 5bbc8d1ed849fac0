"""How far a broadcast has come: counts that add up to its audience at every moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.delivery.state import OPEN, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """`by_state` over all recipients of the one occurrence; the others are parts of SENT: reached with the
    newest approved version, still with an older one, acknowledged, of these an older text alone, taken back,
    reached by e-mail instead of chat. `by_cause`: parts of FAILED, by one plain word each.
    """

    by_state: Mapping[State, int] = field(default_factory=dict)
    newest: int = 0
    older: int = 0
    acknowledged: int = 0
    acknowledged_older: int = 0
    recalled: int = 0
    by_second: int = 0
    by_cause: Mapping[str, int] = field(default_factory=dict)

    def of(self, *states: State) -> int:
        return sum(self.by_state.get(state, 0) for state in states)

    @property
    def audience(self) -> int:
        return sum(self.by_state.values())

    @property
    def open(self) -> int:
        return self.of(*OPEN)

    @property
    def complete(self) -> bool:
        return self.of(*OPEN, State.UNCERTAIN, State.PARKED) == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """One line of the report. `platform`: where it went last; `cause` and `first_cause`: one plain word each
    of why not, the latter of the first channel where a second was tried. `acked_version`: of the text that
    was acknowledged last, 0 where that is not known.
    """

    person: str
    name: str
    delegation: str
    state: State
    platform: str = ""
    cause: str = ""
    first_cause: str = ""
    attempts: int = 0
    version: int = 0
    repeated: bool = False
    sent_at: datetime | None = None
    due_at: datetime | None = None
    acked_at: datetime | None = None
    acked_version: int = 0
    recalled_at: datetime | None = None

    def acknowledged_before(self, version: int) -> bool:
        """An older text than that."""
        return self.acked_at is not None and 0 < self.acked_version < version
