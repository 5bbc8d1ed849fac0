"""Country groups of Asia and the Pacific that an offer can be limited to, and since and until when.

Sources: least developed countries – UN Committee for Development Policy (graduations still ahead are as the
General Assembly has set them, and may be moved by it); landlocked and small island developing States –
UN-OHRLLS; Pacific – the Pacific island members and associate members of ESCAP; ASEAN and SAARC – their
secretariats. Countries of other regions are left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """`since` is the first day in the group, `until` the first day no longer in it."""

    since: date = date.min
    until: date = date.max

    def holds(self, on: date) -> bool:
        return self.since <= on < self.until


ALWAYS = Span()


def _all(codes: str) -> dict[str, Span]:
    return dict.fromkeys(codes.split(), ALWAYS)


MEMBERSHIP: Mapping[str, Mapping[str, Span]] = {
    "ldc": {
        "AFG": Span(date(1971, 11, 18)),
        "BGD": Span(date(1975, 12, 15), date(2026, 11, 24)),
        "BTN": Span(date(1971, 11, 18), date(2023, 12, 13)),
        "KHM": Span(date(1991, 12, 20)),
        "KIR": Span(date(1986, 12, 5)),
        "LAO": Span(date(1971, 11, 18), date(2026, 11, 24)),
        "MDV": Span(date(1971, 11, 18), date(2011, 1, 1)),
        "MMR": Span(date(1987, 12, 11)),
        "NPL": Span(date(1971, 11, 18), date(2026, 11, 24)),
        "WSM": Span(date(1971, 11, 18), date(2014, 1, 1)),
        "SLB": Span(date(1991, 12, 20), date(2027, 12, 13)),
        "TLS": Span(date(2003, 12, 23)),
        "TUV": Span(date(1986, 12, 5)),
        "VUT": Span(date(1985, 12, 17), date(2020, 12, 4)),
    },
    "lldc": _all("AFG ARM AZE BTN KAZ KGZ LAO MNG NPL TJK TKM UZB"),
    "sids": _all("ASM COK FJI FSM GUM KIR MDV MHL MNP NCL NIU NRU PLW PNG PYF SGP SLB TLS TON TUV VUT WSM"),
    "pacific": _all("ASM COK FJI FSM GUM KIR MHL MNP NCL NIU NRU PLW PNG PYF SLB TON TUV VUT WSM"),
    "asean": {
        **_all("IDN MYS PHL SGP THA"),
        "BRN": Span(date(1984, 1, 7)),
        "VNM": Span(date(1995, 7, 28)),
        "LAO": Span(date(1997, 7, 23)),
        "MMR": Span(date(1997, 7, 23)),
        "KHM": Span(date(1999, 4, 30)),
        "TLS": Span(date(2025, 10, 26)),
    },
    "saarc": {**_all("BGD BTN IND LKA MDV NPL PAK"), "AFG": Span(date(2007, 4, 3))},
}


def members(group: str, *, on: date) -> frozenset[str]:
    """ISO 3166 alpha-3 codes."""
    return frozenset(code for code, span in MEMBERSHIP[group].items() if span.holds(on))
