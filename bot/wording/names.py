"""Names of what the network or the languages of the world know, in one language."""

from dataclasses import dataclass, field

from bot.domain.network import Network, titled
from bot.wording import computed
from bot.wording.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Names:
    """`found`: by key and what it is of; only what there is, so that it never grows by what people type."""

    catalogue: Catalogue
    network: Network
    found: dict[tuple[str, str], str] = field(default_factory=dict)

    def __call__(self, key: str, of: str) -> str | None:
        """Looked up once, for long lists are drawn over and over; raises as looking up does."""
        name = self.found.get((key, of)) or self.named(key, of)
        if name:
            self.found[key, of] = name
        return name

    def named(self, key: str, of: str) -> str | None:
        match key:
            case "delegation":
                return self.delegation(of)
            case "body":
                return self.body(of)
            case "language":
                return self.catalogue.locale.languages.get(of)
            case "own-language":
                return computed.own_name(of)
            case "zone":
                return computed.place(self.city(of), self.country(computed.territory(of) or "") or "")
            case _ if key.startswith("country-"):
                return self.country(key.removeprefix("country-"))
            case _:
                return None

    def delegation(self, of: str) -> str | None:
        member = self.network.member(of)
        if member and member.title:
            return titled(member.title, self.catalogue.language)
        return self.country(of)

    def body(self, of: str) -> str | None:
        body = self.network.body(of)
        return titled(body.title, self.catalogue.language) if body else None

    def country(self, alpha3: str) -> str | None:
        """By the name it has in the catalogue, where that has one."""
        known = computed.country(self.catalogue.locale, alpha3)
        return known and (self.catalogue.text(f"country-{alpha3}") or known)

    def city(self, zone: str) -> str:
        """As the catalogue has it where the zone is named after an island."""
        return self.catalogue.text(f"zone-{zone}") or computed.city(self.catalogue.locale, zone)
