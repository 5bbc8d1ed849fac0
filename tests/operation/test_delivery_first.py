"""The first broadcast to people who have never met the bot: their chats are opened at a pace of its own."""

from datetime import timedelta

from bot.clock import Shifted
from tests.operation.dispatch import Crowd, dispatch
from tests.operation.hastened import relaying, sent_out
from tests.stage import relayed

MANY = 120
STEP, LONGER = timedelta(seconds=0.5), timedelta(seconds=1.5)


async def test_many_in_one_workspace_are_written_to_and_none_opened_twice(sqlite_url: str) -> None:
    """The fake lets fifty a minute be opened; the process is another one half-way."""
    clock = Shifted()
    async with dispatch(sqlite_url, Crowd(slack=MANY, teams=0), met=False) as sent:
        async with relaying(sent, clock) as relay:
            while sent.got("slack") < MANY // 2:
                if not await relayed(relay):
                    clock.shift(LONGER)
        begun = clock()
        await sent_out(sent, LONGER, clock)
        kept = await sent.book()
        assert kept.states() == {"sent": MANY}
        assert len(sent.slack.called("conversations.open")) == MANY
        assert sent.faults(kept) == []
        assert clock() - begun > timedelta(minutes=1)


async def test_whoever_is_met_already_does_not_wait_for_the_others(sqlite_url: str) -> None:
    """Fewer than a second apart, as messages go."""
    clock = Shifted()
    async with dispatch(sqlite_url, Crowd(slack=60, teams=0)) as sent:
        begun = clock()
        await sent_out(sent, STEP, clock)
        assert (await sent.book()).states() == {"sent": 60}
        assert not sent.slack.called("conversations.open")
        assert clock() - begun < timedelta(seconds=20)
