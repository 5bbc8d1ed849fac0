"""The app packages of both platforms, made from the dialogs, the catalogues and the settings."""

from manifest.slack.package import write_slack
from manifest.teams.package import write_teams

__all__ = ["write_slack", "write_teams"]
