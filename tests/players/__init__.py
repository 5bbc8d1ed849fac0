"""People at each platform."""

from tests.players.browser import Browser
from tests.players.player import Answers, Player
from tests.players.slack import SlackPlayer
from tests.players.teams import TeamsPlayer

__all__ = ["Answers", "Browser", "Player", "SlackPlayer", "TeamsPlayer"]
