"""Buttons that lead from the chat to the pages of a meeting's floor."""

from bot.cards import Link, Page, say
from bot.domain.meetings import Meeting


def desk_link(meeting: Meeting) -> Link:
    """The reader's own."""
    return Link(say("floor-to-desk"), page=Page("desk", meeting.id))


def board_link(meeting: Meeting) -> Link:
    """The same for everybody."""
    return Link(say("floor-to-board"), page=Page("board", meeting.id, meeting.ends))
