"""Trying the app's own credentials, for an operator who wants to know."""

from dataclasses import dataclass, field

from adapters.slack.origin import at
from adapters.slack.wire import Wire
from bot.errors import Unreachable


@dataclass(frozen=True, slots=True)
class Credentials:
    """Empty where there are none."""

    wire: Wire
    bot_token: str = field(repr=False)
    client_id: str
    client_secret: str = field(repr=False)
    app_token: str = field(repr=False)

    async def signs_in(self) -> str:
        """What was found; raises DeliveryFailed and Unreachable."""
        found = await (self.as_bot() if self.bot_token else self.as_client())
        if self.app_token:
            await self.wire.write(self.app_token, "apps.connections.open", {})
            found = f"{found}; Socket Mode is open to it"
        return found

    async def as_bot(self) -> str:
        answer = await self.wire.write(self.bot_token, "auth.test", {})
        return f"signed in to {at(answer, 'team') or at(answer, 'team_id')}"

    async def as_client(self) -> str:
        """Slack looks at the client before the code: of a known one it refuses the code alone."""
        try:
            await self.wire.exchange(self.client_id, self.client_secret, code="check")
        except Unreachable as error:
            if error.cause != "refused":
                raise
        return "the client is known to Slack"
