"""What was looked up a moment ago."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")
MOST = 10_000


@dataclass(slots=True)
class Remembered(Generic[T]):
    """Forgets after a while, and the oldest where there are too many."""

    now: Callable[[], datetime]
    kept: dict[str, tuple[T, datetime]] = field(default_factory=dict)

    def get(self, key: str) -> T | None:
        found = self.kept.get(key)
        return found[0] if found and self.now() < found[1] else None

    def put(self, key: str, value: T, lifetime: timedelta) -> None:
        self.kept.pop(key, None)
        if len(self.kept) >= MOST:
            self.kept.pop(next(iter(self.kept)))
        self.kept[key] = value, self.now() + lifetime

    def forget(self, key: str) -> None:
        self.kept.pop(key, None)
