"""How fast each platform is written to: below what it publishes, so that it never has to refuse.

Teams: 7 a second, 60 in 30 seconds and 1,800 an hour for a conversation, 50 a second for a tenant. Slack: one
a second for a channel, some hundred a minute for a workspace, 50 edits and 50 look-ups a minute.
"""

from collections.abc import Mapping

from bot.domain.delivery.pace import Pace, Paces

EDITS, LOOKS = Pace(0.5, 15), Pace(0.7, 5)


def paces(*, teams: float, slack: float, mail: float = 0) -> Mapping[str, Paces]:
    """By what is shared, in messages a second; 0: that platform without any limit."""
    every = {
        "teams": (teams, Paces(Pace(teams, 4), Pace(1, 5))),
        "slack": (slack, Paces(Pace(slack, 3), Pace(1), EDITS, LOOKS)),
        "email": (mail, Paces(Pace(mail, 2), Pace(1))),
    }
    return {platform: found for platform, (rate, found) in every.items() if rate}
