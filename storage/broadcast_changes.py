"""What happens to many deliveries of a broadcast by one statement each."""

from datetime import UTC, datetime

from sqlalchemy import JSON, Integer, and_, bindparam, case, func, literal, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate
from sqlalchemy.sql.elements import ColumnElement

from bot.domain.delivery.state import State
from storage.bulk import in_parts
from storage.columns import Instant
from storage.tables import state
from storage.tables_broadcasts import broadcast
from storage.tables_delivery import WAITING, delivery, rate_bucket

B, D, R = broadcast.c, delivery.c, rate_bucket.c
Where = ColumnElement[bool]
IN_FLIGHT = (State.SENDING, State.UNCERTAIN)
WAITS, FLIES = state(D.state, *WAITING), state(D.state, *IN_FLIGHT)
NOT_ENDED = state(D.state, *WAITING, *IN_FLIGHT)
SENT = state(D.state, State.SENT)
EDITS, RECALLS = D.occurrence_key.like("%/v%"), D.occurrence_key.like("%/recall")
CARRIES = and_(D.kind == "show", ~RECALLS)
"""Messages that hold its text."""
THERE = and_(SENT, CARRIES, D.recalled_at.is_(None))


NOW, LONG_AGO = bindparam("now", type_=Instant), literal(datetime.fromtimestamp(0, UTC), Instant)
OF_IT = and_(D.subject == bindparam("of"), D.subject != "")
STOPPING = {
    "state": case((WAITS, State.CANCELLED), else_=D.state),
    "ended_at": case((WAITS, NOW), else_=D.ended_at),
    "expires_at": case((FLIES, LONG_AGO), else_=D.expires_at),
}
"""What is in flight is never sent again: it has expired, even if clocks are put back."""
HELD = in_parts(OF_IT, NOT_ENDED, ~D.held).values(held=True).returning(D.seq)
FREED = in_parts(OF_IT, D.held).values(held=False).returning(D.seq)
STOPPED = in_parts(OF_IT, NOT_ENDED).values(STOPPING).returning(D.seq)
WAITING_TURN = select(R.scope).where(R.queue_at > R.next_free_at).order_by(R.scope).with_for_update()
QUEUES_LEFT = update(rate_bucket).where(R.scope.in_(WAITING_TURN)).values(queue_at=R.next_free_at)
"""Those who waited for their turn wait no more; what comes next must not wait behind them."""

NEWEST = bindparam("newest", type_=Integer)
OLDER = D.subject_version < NEWEST
TEXT = case(
    (D.occurrence_key.like("%/remind-%"), bindparam("again", type_=JSON)),
    else_=bindparam("message", type_=JSON),
)
IDS = D.id.in_(bindparam("ids", expanding=True))


Change = ReturningUpdate[int]


def renewed(*where: Where) -> Change:
    """What is in flight stays what it was until it is sent again."""
    unsent = or_(NOT_ENDED, state(D.state, State.PARKED))
    version = case((WAITS, NEWEST), else_=D.subject_version)
    changed = in_parts(*where, unsent, CARRIES, ~EDITS, OLDER).values(what=TEXT, subject_version=version)
    return changed.returning(D.seq)


def outdated(*where: Where) -> Change:
    return in_parts(*where, NOT_ENDED, EDITS, OLDER).values(STOPPING).returning(D.seq)


def late(*where: Where) -> Change:
    """It was in flight when it was stopped, and has not been sent."""
    unsent = state(D.state, *WAITING, State.EXPIRED)
    over = in_parts(*where, unsent, ~RECALLS, D.expires_at <= NOW)
    return over.values(state=State.CANCELLED, ended_at=NOW).returning(D.seq)


STANDING = (
    select(D.id, D.recipient, D.occurrence_key, D.subject, D.subject_version, D.state, D.acked_at)
    .add_columns(B.phase, B.sent_version, B.reference)
    .join_from(delivery, broadcast, B.id == D.subject)
    .where(IDS)
)
ARRIVED = (
    update(delivery)
    .where(D.occurrence_key == bindparam("main"), D.recipient == bindparam("person"))
    .where(D.subject_version < bindparam("version", type_=Integer))
    .values(subject_version=bindparam("version", type_=Integer))
)
DOUBTFUL = or_(
    state(D.state, State.UNCERTAIN, State.PARKED),
    and_(
        state(D.state, *WAITING, State.FAILED, State.EXPIRED, State.CANCELLED),
        or_(D.doubts > 0, D.repeat),
    ),
)
"""It may have arrived."""


def settled(doubt: Where, at: ColumnElement[datetime]) -> dict[str, object]:
    """Whoever is still sending it or looking for it changes nothing any more."""
    sent = {
        "state": State.SENT,
        "sent_at": func.coalesce(D.sent_at, D.called_at, at),
        "ended_at": func.coalesce(D.ended_at, at),
        "cause": "",
        "lease_token": "",
        "lease_until": None,
    }
    return {name: case((doubt, value), else_=D[name]) for name, value in sent.items()}


AT = bindparam("at", type_=Instant)
READ = bindparam("read", type_=Integer)
HAD = case((and_(D.state != State.SENT, READ > 0, D.subject_version > READ), READ), else_=D.subject_version)
"""What has been corrected since an attempt that may have arrived is known to be the older text."""
ANEW = or_(D.acked_at.is_(None), D.acked_version < READ)
"""The first time, or of a newer text; whoever does it twice did it when they did it first."""
SEEN = case((READ > 0, READ), else_=D.subject_version)
MAIN = select(B.reference).where(B.id == bindparam("of")).scalar_subquery()
ACKNOWLEDGED = (
    update(delivery)
    .where(D.occurrence_key == MAIN, D.recipient == bindparam("person"))
    .where(or_(state(D.state, State.SENT, State.SENDING), DOUBTFUL))
    .values(
        acked_at=case((ANEW, AT), else_=D.acked_at), acked_version=case((ANEW, SEEN), else_=D.acked_version)
    )
    .values(subject_version=HAD, **settled(DOUBTFUL, AT))
    .returning(D.id, D.acked_at)
)
VOUCHED = state(
    D.state, *WAITING, State.UNCERTAIN, State.PARKED, State.FAILED, State.EXPIRED, State.CANCELLED
)
SETTLED = update(delivery).where(IDS, D.acked_at.is_not(None), VOUCHED).values(settled(VOUCHED, D.acked_at))
