"""What goes wrong, written down beforehand."""

import asyncio
from dataclasses import dataclass, field
from typing import Generic, TypeVar

F = TypeVar("F")


@dataclass(slots=True)
class Line(Generic[F]):
    """`call`: a method, `at`: a conversation, tenant or workspace; empty: any. `always`: never used up."""

    fault: F
    call: str = ""
    at: str = ""
    always: bool = False

    def fits(self, call: str, at: tuple[str, ...]) -> bool:
        return self.call in {"", call} and (not self.at or self.at in at)


@dataclass(slots=True)
class Script(Generic[F]):
    """The first line that fits a call is what becomes of it."""

    lines: list[Line[F]] = field(default_factory=list)

    def write(self, *faults: F, call: str = "", at: str = "", always: bool = False) -> None:
        self.lines += [Line(fault, call, at, always) for fault in faults]

    def next(self, call: str, *at: str) -> F | None:
        line = next((one for one in self.lines if one.fits(call, at)), None)
        if line and not line.always:
            self.lines.remove(line)
        return line.fault if line else None


@dataclass(slots=True)
class Stalls:
    """Calls that are kept waiting: `begun` is set by each; those that hang end with `released`."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    async def late(self, gate: asyncio.Event | None, slow: float) -> None:
        if gate:
            self.begun.set()
            await gate.wait()
        if slow:
            await asyncio.sleep(slow)

    async def hung(self) -> None:
        self.begun.set()
        await self.released.wait()
