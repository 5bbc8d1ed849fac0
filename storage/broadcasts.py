"""Broadcasts: what is kept of them, their way to each recipient, and what follows them there."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.broadcast.audience import Audience, Candidate
from storage.audience import candidates
from storage.broadcast_follow_up import BroadcastFollowUp


@dataclass(frozen=True, slots=True)
class Broadcasts(BroadcastFollowUp):
    async def candidates(self, about: Audience | None = None) -> Sequence[Candidate]:
        return await candidates(self.sql, self.network, self.now, about, by_mail=self.by_mail)
