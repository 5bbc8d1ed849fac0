"""How fast a tenant is called: what was held up on its way does not make up for it all at once."""

from dataclasses import dataclass, field

from aiolimiter import AsyncLimiter

BURST, CATCHING_UP = 4, 9 / 8


@dataclass(frozen=True, slots=True)
class Tenants:
    """`pace`: calls a second that the relay keeps to on average, 0: without limit.

    Calls that have waited, for a token or for a busy process, go an eighth faster than that and no more: with
    the usual pace of 40 never above the 50 that Teams takes of an app in any second.
    """

    pace: float = 0.0
    limiters: dict[str, AsyncLimiter] = field(default_factory=dict)

    async def turn(self, tenant: str) -> None:
        if not self.pace:
            return
        if tenant not in self.limiters:
            self.limiters[tenant] = AsyncLimiter(BURST, BURST / (self.pace * CATCHING_UP))
        await self.limiters[tenant].acquire()
