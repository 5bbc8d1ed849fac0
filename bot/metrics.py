"""The bot's figures, by prometheus_client; labels carry kinds only, never people or texts."""

from collections.abc import Callable
from datetime import datetime
from time import perf_counter

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

from bot.chat import Answering, Inbound, Reply
from bot.unit import Attempt

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """A registry of its own, so that two apps in one process do not mix."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self.registry = one = CollectorRegistry()
        self.turns = Counter(
            "focalbot_turns", "Turns by their end", ("platform", "what", "end"), registry=one
        )
        self.seconds = Histogram(
            "focalbot_turn_seconds", "How long a turn took", buckets=SECONDS, registry=one
        )
        self.attempts = Counter(
            "focalbot_attempts", "Attempts to send by their end", ("platform", "end", "cause"), registry=one
        )
        self.ticks = Counter("focalbot_ticks", "Ticks of the scheduler by their end", ("end",), registry=one)
        self.last_tick = Gauge(
            "focalbot_last_tick_seconds", "When the last tick did all that was due", registry=one
        )
        self.waiting = Gauge("focalbot_waiting", "Messages not sent yet", registry=one)

    def text(self) -> bytes:
        return generate_latest(self.registry)

    def attempted(self, attempt: Attempt) -> None:
        platform = attempt.place.platform if attempt.place else ""
        end = "sent" if attempt.handle else "retry" if attempt.retry_at else "failed"
        self.attempts.labels(platform, end, attempt.cause).inc()

    def ticked(self, at: datetime, *, done: bool) -> None:
        self.ticks.labels("done" if done else "failed").inc()
        if done:
            self.last_tick.set(at.timestamp())

    def counted(self, handle: Answering, timer: Callable[[], float] = perf_counter) -> Answering:
        """The same service, with each turn counted and timed."""

        async def handled(inbound: Inbound) -> Reply:
            begun, end = timer(), "failed"
            try:
                reply = await handle(inbound)
                end = type(reply).__name__
            finally:
                self.seconds.observe(timer() - begun)
                self.turns.labels(inbound.sender.platform, type(inbound.what).__name__, end).inc()
            return reply

        return handled
