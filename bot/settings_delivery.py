"""How messages are sent, as the environment says it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.settings_mail import paced

SHORTEST_LEASE, LONGEST_S = 2.0, 3600.0
DEFAULTS = {
    "FOCALBOT_LEASE_S": "120",
    "FOCALBOT_LOOK_UP_GAP_S": "60",
    "TEAMS_PACE": "40",
    "SLACK_PACE": "5",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """`lease`: how long a message is one relay's own; `gap`: between two look-ups of one in doubt. Paces in
    messages a second for a tenant and for a workspace, 0: without limit.
    """

    lease: timedelta
    gap: timedelta
    teams_pace: float
    slack_pace: float


def sending(text: Callable[[str, str], str], faults: list[str]) -> Sending:
    """By defaults where something is wrong, which is added to the faults."""
    given = {name: text(name, default) for name, default in DEFAULTS.items()}
    found = {name: paced(typed) for name, typed in given.items()}
    lease, gap = found["FOCALBOT_LEASE_S"], found["FOCALBOT_LOOK_UP_GAP_S"]
    if lease is None or not SHORTEST_LEASE <= lease <= LONGEST_S:
        wrong = given["FOCALBOT_LEASE_S"]
        faults.append(f"FOCALBOT_LEASE_S: “{wrong}” does not fit; give seconds from 2 to 3600, such as 120.")
    if gap is None or gap > LONGEST_S:
        wrong = given["FOCALBOT_LOOK_UP_GAP_S"]
        faults.append(f"FOCALBOT_LOOK_UP_GAP_S: “{wrong}” does not fit; give seconds up to 3600, such as 60.")
    faults += [
        f"{name}: “{given[name]}” is no pace; give messages a second, or 0 for no limit."
        for name in ("TEAMS_PACE", "SLACK_PACE")
        if found[name] is None
    ]
    return Sending(
        lease=timedelta(seconds=lease or 0),
        gap=timedelta(seconds=gap or 0),
        teams_pace=found["TEAMS_PACE"] or 0,
        slack_pace=found["SLACK_PACE"] or 0,
    )
