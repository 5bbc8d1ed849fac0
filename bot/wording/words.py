"""Words for one reader: a language, a network, a time zone; cheap to make from shared names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.cards import Say, say
from bot.domain.network import Network
from bot.wording import computed
from bot.wording.catalogue import Catalogue
from bot.wording.names import Names

Escape = Callable[[str], str]
Args = Mapping[str, str | int | Say]
RECKONED = frozenset({"day", "month", "moment", "moment-in", "hour", "number", "time", "time-exact", "times"})
LONGEST = 60
"""Of `typed`, the argument that gives back what could not be understood; more of it helps nobody."""


@dataclass(frozen=True, slots=True)
class Wording:
    """`zone`: the reader's own, an IANA name."""

    names: Names
    zone: str

    @property
    def catalogue(self) -> Catalogue:
        return self.names.catalogue

    @property
    def network(self) -> Network:
        return self.names.network

    def __call__(self, said: Say, /, escape: Escape = str) -> str:
        """A key without a text is shown as itself, and so is an argument that cannot be computed with."""
        if template := self.catalogue.template(said.key, said.args.get("count")):
            return "".join(literal + self.filled(name, said.args, escape) for literal, name in template)
        if self.catalogue.has(said.key):
            return ""
        try:
            return self.computed(said, escape)
        except (ValueError, ArithmeticError, LookupError, OSError):
            return escape(self.plain(said))

    def filled(self, name: str | None, args: Args, escape: Escape) -> str:
        if name is None:
            return ""
        match name, args.get(name):
            case _, None:
                return f"{{{name}}}"
            case "typed", str(typed) if len(typed) > LONGEST:
                return escape(typed[:LONGEST] + "…")
            case _, value:
                return self.argument(value, escape)

    def argument(self, value: str | int | Say, escape: Escape) -> str:
        return self(value, escape) if isinstance(value, Say) else escape(str(value))

    def plain(self, said: Say) -> str:
        """Of a text that cannot be computed: what was given, else its key."""
        given = [str(value) for value in said.args.values() if not isinstance(value, Say)]
        return given[0] if len(given) == 1 else said.key

    def computed(self, said: Say, escape: Escape) -> str:
        match said.key:
            case "list" | "rows" | "either":
                return self.joined(said, escape)
            case "titled":
                return self.argument(said.args.get(self.catalogue.language) or said.args["en"], escape)
            case key if key in RECKONED:
                return self.reckoned(said) or escape(self.plain(said))
            case key:
                of = next((str(value) for value in said.args.values() if not isinstance(value, Say)), "")
                return self.names(key, of) or escape(self.plain(said))

    def reckoned(self, said: Say) -> str | None:
        locale = self.catalogue.locale
        match said.key, said.args:
            case "day", {"day": str(day)}:
                return computed.day(locale, day)
            case "month", {"month": str(month)}:
                return computed.month(locale, month)
            case "moment", {"at": str(at)}:
                return self.moment(datetime.fromisoformat(at))
            case "moment-in", {"at": str(at), "zone": str(zone)}:
                there = ZoneInfo(zone or self.zone)
                return self.local(datetime.fromisoformat(at).astimezone(there), there.key)
            case "time" | "time-exact" | "times", args:
                return self.times(args, "medium" if said.key == "time-exact" else "short")
            case "hour", {"hour": int(hour)}:
                return computed.hour(locale, hour)
            case "number", {"number": str() | int() as value}:
                return computed.number(locale, str(value))
            case _:
                return None

    def joined(self, said: Say, escape: Escape) -> str:
        parts = [self.argument(part, escape) for part in said.args.values()]
        if said.key == "rows":
            return "\n".join(parts)
        return computed.listing(self.catalogue.locale, parts, "or" if said.key == "either" else "standard")

    def moment(self, at: datetime) -> str:
        """In the reader's zone; where clocks differ there, in the network's home zone beside it.

        An instant without an offset is one of UTC.
        """
        instant = at if at.tzinfo else at.replace(tzinfo=UTC)
        here, home = (instant.astimezone(ZoneInfo(zone)) for zone in (self.zone, self.network.home_zone))
        if here.utcoffset() == home.utcoffset():
            return self.local(here, self.zone)
        key = "moment-time" if here.date() == home.date() else "moment-day"
        beside = self.local(home, self.network.home_zone, key)
        return self(say("moment-both", here=self.local(here, self.zone), home=beside))

    def times(self, args: Args, length: Literal["short", "medium"]) -> str:
        """Of day, one or from one to another; where clocks differ in `zone`, there beside the reader's."""
        home = str(args.get("zone", self.network.home_zone))
        instants = [datetime.fromisoformat(str(at)) for name, at in args.items() if name != "zone"]
        here, there = ([at.astimezone(ZoneInfo(zone)) for at in instants] for zone in (self.zone, home))
        if [at.utcoffset() for at in here] == [at.utcoffset() for at in there]:
            return self.span(here, length)
        parts = ((self.zone, here), (home, there))
        beside = [
            self(say("time-there", time=self.span(at, length), city=self.names.city(zone)))
            for zone, at in parts
        ]
        return self(say("moment-both", here=beside[0], home=beside[1]))

    def span(self, instants: Sequence[datetime], length: Literal["short", "medium"]) -> str:
        return "–".join(computed.clock_time(self.catalogue.locale, at, length) for at in instants)

    def local(self, at: datetime, zone: str, key: str = "moment-day") -> str:
        locale = self.catalogue.locale
        day, time = computed.weekday_and_day(locale, at), computed.clock_time(locale, at)
        return self(say(key, day=day, time=time, city=self.names.city(zone), offset=computed.offset(at)))
