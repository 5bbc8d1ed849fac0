"""What the browser chat refuses."""

from bot.errors import FocalError


class Malformed(FocalError):
    """A request that is none of ours; names the field."""
