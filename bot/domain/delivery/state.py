"""The words of a delivery: how it stands, what was promised, how much it hurries."""

from enum import IntEnum, StrEnum


class State(StrEnum):
    """UNCERTAIN: it may have arrived; PARKED: it may have arrived, and a person decides; SUPPRESSED: it was
    not to be sent after all, as in a dry run.
    """

    DUE = "due"
    SENDING = "sending"
    RETRY = "retry"
    UNCERTAIN = "uncertain"
    PARKED = "parked"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    SUPPRESSED = "suppressed"


WAITING = frozenset({State.DUE, State.RETRY})
OPEN = WAITING | {State.SENDING}
IN_DOUBT = frozenset({State.UNCERTAIN, State.PARKED})
FINAL = frozenset(State) - OPEN - IN_DOUBT


class Promise(StrEnum):
    """What is kept where nobody can tell whether a message has arrived: it is sent once more, marked as
    perhaps a repeat, or a person is asked.
    """

    MUST_ARRIVE = "must-arrive"
    NEVER_TWICE = "never-twice"


class Urgency(IntEnum):
    """Each before those after it; what somebody waits for is never behind what goes to many."""

    ANSWER = 0
    NOTICE = 1
    BULK = 2


class InDoubt(StrEnum):
    """What a place lets one do about a message that may have arrived: look it up, nothing, or send it again
    without anybody noticing.
    """

    LOOK_UP = "look-up"
    REPEAT = "repeat"
    HARMLESS = "harmless"
