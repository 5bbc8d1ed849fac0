"""A person's language, which events do not tell: looked up once a day, before a turn and never in one."""

from dataclasses import dataclass
from datetime import timedelta

from adapters.slack.origin import Origin, at
from adapters.slack.remembered import Remembered
from adapters.slack.wire import Wire
from adapters.slack.workspaces import Workspaces
from bot.errors import DeliveryFailed

DAY, MEANWHILE = timedelta(days=1), timedelta(minutes=10)
SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Locales:
    wire: Wire
    workspaces: Workspaces
    known: Remembered[str]

    async def of(self, origin: Origin) -> str:
        """A language tag, or none where Slack does not tell it quickly."""
        known = self.known.get(origin.sender.id)
        if known is not None:
            return known
        try:
            tag = await self.looked_up(origin)
        except DeliveryFailed:
            tag = ""
        self.known.put(origin.sender.id, tag, DAY if tag else MEANWHILE)
        return tag

    async def looked_up(self, origin: Origin) -> str:
        speaker = await self.workspaces.speaker(origin.installation)
        asked = {"user": origin.user, "include_locale": True}
        answer = await self.wire.read(speaker.token, "users.info", asked, seconds=SECONDS)
        return at(answer, "user", "locale")
