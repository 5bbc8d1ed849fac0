"""What both packages call the app."""

from bot.cards import Say, say

NAME = "Focalbot"
COLOUR = "#0B5C6B"
"""The ground of the icon; white on it is well legible."""

SHORT, FULL = say("manifest-short"), say("manifest-full")


def title(command: str) -> Say:
    return say(f"command-{command}")


def about(command: str) -> Say:
    """What the command does, in half a line."""
    return say(f"about-{command}")
