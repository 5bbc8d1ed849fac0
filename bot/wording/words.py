"""Words for one reader: a language, a time zone, a network; cheap to make from a shared catalogue."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.cards import Say, say
from bot.domain.network import Network, titled
from bot.wording import computed
from bot.wording.catalogue import Catalogue

Escape = Callable[[str], str]
Args = Mapping[str, str | int | Say]
LONGEST = 60
"""Of `typed`, the argument that gives back what could not be understood; more of it helps nobody."""


@dataclass(frozen=True, slots=True)
class Wording:
    """`zone`: the reader's own, an IANA name."""

    catalogue: Catalogue
    zone: str
    network: Network

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
        locale, key = self.catalogue.locale, said.key
        match key, {name: value for name, value in said.args.items() if not isinstance(value, Say)}:
            case "day", {"day": str(day)}:
                return computed.day(locale, day)
            case "month", {"month": str(month)}:
                return computed.month(locale, month)
            case "moment", {"at": str(at)}:
                return self.moment(datetime.fromisoformat(at))
            case "hour", {"hour": int(hour)}:
                return computed.hour(locale, hour)
            case "number", {"number": value}:
                return computed.number(locale, str(value))
            case "list" | "rows", _:
                return self.joined(said, escape)
            case _, {**args}:
                return self.named(key, str(next(iter(args.values()), ""))) or self.plain(said)

    def joined(self, said: Say, escape: Escape) -> str:
        parts = [self.argument(part, escape) for part in said.args.values()]
        return "\n".join(parts) if said.key == "rows" else computed.listing(self.catalogue.locale, parts)

    def named(self, key: str, of: str) -> str | None:
        """The name of something the network or the languages of the world know."""
        locale = self.catalogue.locale
        match key:
            case "delegation":
                return self.delegation(of)
            case "body":
                body = self.network.body(of)
                return titled(body.title, self.catalogue.language) if body else None
            case "language":
                return computed.language(locale, of)
            case "own-language":
                return computed.own_name(of)
            case "zone":
                return computed.place(self.city(of), self.land(of))
            case _ if key.startswith("country-"):
                return computed.country(locale, key.removeprefix("country-"))
            case _:
                return None

    def delegation(self, of: str) -> str | None:
        member = self.network.member(of)
        if member and member.title:
            return titled(member.title, self.catalogue.language)
        return self(say(f"country-{of}")) if computed.country(self.catalogue.locale, of) else None

    def city(self, zone: str) -> str:
        """As the catalogue has it where the zone is named after an island."""
        return self.catalogue.text(f"zone-{zone}") or computed.city(self.catalogue.locale, zone)

    def land(self, zone: str) -> str:
        """By the name the country is called by everywhere else."""
        code = computed.territory(zone)
        return self(say(f"country-{code}")) if code else ""

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

    def local(self, at: datetime, zone: str, key: str = "moment-day") -> str:
        locale = self.catalogue.locale
        day, time = computed.weekday_and_day(locale, at), computed.clock_time(locale, at)
        return self(say(key, day=day, time=time, city=self.city(zone), offset=computed.offset(at)))
