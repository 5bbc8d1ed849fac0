"""A command brought to the floor as it stands: what happens, or why not."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from bot.domain.floor import asking, carrying, detailing, leaving, lists, moving, speech, turning, undoing
from bot.domain.floor import command as wished
from bot.domain.floor.command import Command, Wish
from bot.domain.floor.event import Change, Event
from bot.domain.floor.floor import Floor, folded
from bot.domain.floor.told import told
from bot.domain.people import Refused, refused

W = TypeVar("W", bound=Wish)
Decide = Callable[[Floor, Command], Change | Refused]


def decided(floor: Floor, command: Command) -> Event | Refused | None:
    """One event for one command; None where this key has been carried out already, which changes nothing."""
    if any(event.key == command.key for event in floor.events):
        return None
    if not command.moderator and not isinstance(command.wish, _DELEGATES):
        return refused("floor-moderators-only")
    change = _DECIDES[type(command.wish)](floor, command)
    if isinstance(change, Refused):
        return change
    event = Event(
        number=floor.version + 1,
        key=command.key,
        at=max(command.at, floor.events[-1].at) if floor.events else command.at,
        by=command.by,
        moderator=command.moderator,
        change=change,
    )
    return replace(event, told=told(floor, folded(floor, [event])))


def _by(
    kind: type[W], decides: Callable[[Floor, Command, W], Change | Refused]
) -> tuple[type[object], Decide]:
    def decide(floor: Floor, command: Command) -> Change | Refused:
        return decides(floor, command, command.wish) if isinstance(command.wish, kind) else _UNKNOWN

    return kind, decide


_UNKNOWN = refused("floor-no-such-entry")
_DELEGATES = (
    wished.Request,
    wished.Withdraw,
    wished.Defer,
    wished.OfferSwap,
    wished.AnswerSwap,
    wished.Detail,
    wished.Ready,
    wished.FileInWriting,
)
_DECIDES: Mapping[type[object], Decide] = dict(
    [
        _by(wished.Request, asking.requested),
        _by(wished.Withdraw, leaving.withdrawn),
        _by(wished.Decline, leaving.declined),
        _by(wished.Defer, leaving.deferred),
        _by(wished.OfferSwap, leaving.swap_offered),
        _by(wished.AnswerSwap, leaving.swap_answered),
        _by(wished.Detail, detailing.detailed),
        _by(wished.Ready, detailing.readied),
        _by(wished.FileInWriting, detailing.filed),
        _by(wished.Next, turning.next_called),
        _by(wished.Call, turning.anybody_called),
        _by(wished.Start, turning.started),
        _by(wished.Pause, speech.paused_now),
        _by(wished.Resume, speech.resumed),
        _by(wished.End, speech.ended),
        _by(wished.Pass, speech.passed),
        _by(wished.Interrupt, speech.interrupted),
        _by(wished.Return, speech.returned),
        _by(wished.CallBack, asking.called_back),
        _by(wished.Rule, speech.ruled),
        _by(wished.Open, lists.opened),
        _by(wished.Close, lists.closed),
        _by(wished.Suspend, lists.suspended),
        _by(wished.Continue, lists.continued),
        _by(wished.Finish, lists.finished),
        _by(wished.Vote, lists.vote),
        _by(wished.Move, moving.moved),
        _by(wished.Interleave, moving.interleaved),
        _by(wished.DrawLots, moving.drawn),
        _by(wished.Limit, lists.limited),
        _by(wished.CarryOver, carrying.carried_over),
        _by(wished.Release, carrying.released),
        _by(wished.Undo, undoing.undone),
    ]
)
