"""The bot's figures, by prometheus_client; labels carry kinds only, never people or texts."""

from collections.abc import Callable
from datetime import datetime, timedelta
from math import nan
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
from bot.ports_upkeep import Figures
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
        self.sent = Counter("focalbot_sent", "Messages sent", ("platform",), registry=one)
        self.failed = Counter("focalbot_failed", "Messages failed for good", ("cause",), registry=one)
        self.late = Counter(
            "focalbot_late_results", "Results refused because the lease was over", registry=one
        )
        self.ticks = Counter("focalbot_ticks", "Ticks of the scheduler by their end", ("end",), registry=one)
        self.last_tick = Gauge(
            "focalbot_last_tick_seconds", "When the last tick did all that was due", registry=one
        )
        self.waiting = Gauge("focalbot_waiting", "Messages not sent yet", registry=one)
        self.due = Gauge("focalbot_due", "Messages whose time has come", registry=one)
        self.sending = Gauge("focalbot_sending", "Messages being sent", registry=one)
        self.uncertain = Gauge("focalbot_uncertain", "Messages that may have arrived", registry=one)
        self.parked = Gauge("focalbot_parked", "Messages in doubt that a person decides on", registry=one)
        self.oldest_due = Gauge(
            "focalbot_oldest_due_seconds", "How long the longest has been waiting", registry=one
        )

    def text(self) -> bytes:
        return generate_latest(self.registry)

    def attempted(self, attempt: Attempt) -> None:
        place = attempt.place or attempt.delivery.place
        on = place.platform if place else ""
        end, cause = attempt.outcome, attempt.ended.cause
        self.attempts.labels(on, end, cause).inc()
        match end:
            case "sent":
                self.sent.labels(on).inc()
            case "failed":
                self.failed.labels(cause).inc()
            case "late":
                self.late.inc()

    def stands(self, figures: Figures, now: datetime) -> None:
        late = now - figures.oldest_due if figures.oldest_due else timedelta()
        self.waiting.set(figures.waiting)
        self.due.set(figures.due)
        self.sending.set(figures.sending)
        self.uncertain.set(figures.uncertain)
        self.parked.set(figures.parked)
        self.oldest_due.set(max(0.0, late.total_seconds()))

    def unknown(self) -> None:
        """Not a number, while the database does not answer."""
        for gauge in (self.waiting, self.due, self.sending, self.uncertain, self.parked, self.oldest_due):
            gauge.set(nan)

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
