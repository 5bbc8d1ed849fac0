"""How fast each platform is written to: below what it publishes, so that it never has to refuse.

Teams: 7 a second, 60 in 30 seconds and 1,800 an hour for a conversation, 50 a second for a tenant. Slack: one
a second for a channel, some hundred a minute for a workspace; of edits, of look-ups and of chats that are
opened 50 a minute each.
"""

from collections.abc import Mapping

from bot.chat import Scopes
from bot.domain.delivery.pace import Gate, Pace, Paces

EDITS, LOOKS, OPENS = Pace(0.5, 15), Pace(0.7, 5), Pace(0.7, 5)
KEPT_EDITS = 5
"""Of a burst of edits, for what somebody waits for."""


def paces(*, teams: float, slack: float, mail: float = 0) -> Mapping[str, Paces]:
    """By what is shared, in messages a second; 0: that platform without any limit."""
    every = {
        "teams": (teams, Paces(Pace(teams, 4), Pace(1, 5))),
        "slack": (slack, Paces(Pace(slack, 3), Pace(1), EDITS, LOOKS, OPENS)),
        "email": (mail, Paces(Pace(mail, 2), Pace(1))),
    }
    return {platform: found for platform, (rate, found) in every.items() if rate}


def gates(platform: str, scopes: Scopes, paces: Paces, *, edits: bool, urgent: bool) -> tuple[Gate, ...]:
    """That of the conversation first: whoever waits there takes no room from the others."""
    shared = f"{platform} {scopes.shared}"
    if not scopes.shared:
        return ()
    if edits and paces.edits and paces.edits.rate:
        return (Gate(f"{shared}/edits", paces.edits, 0 if urgent else KEPT_EDITS),)
    alone = Gate(f"{platform} {scopes.conversation}", paces.conversation, alone=True)
    rest = (*opening(shared, scopes, paces), Gate(shared, paces.shared, calls=scopes.calls))
    return tuple(gate for gate in ((alone, *rest) if scopes.conversation else rest) if gate.pace.rate)


def looking_up(platform: str, scopes: Scopes, paces: Paces) -> tuple[Gate, ...]:
    shared = f"{platform} {scopes.shared}"
    return (Gate(f"{shared}/looks", paces.looks), *opening(shared, scopes, paces)) if paces.looks else ()


def opening(shared: str, scopes: Scopes, paces: Paces) -> tuple[Gate, ...]:
    return (Gate(f"{shared}/opens", paces.opens),) if scopes.opens and paces.opens else ()
