"""Time zones by country, of the IANA time zone database: the capital's first, then where many live."""

from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ZONES: dict[str, tuple[str, ...]] = {
    code: tuple(zones.split(","))
    for code, zones in (
        line.split()
        for line in """
AFG Asia/Kabul
ARM Asia/Yerevan
ASM Pacific/Pago_Pago
AUS Australia/Sydney,Australia/Brisbane,Australia/Adelaide,Australia/Darwin,Australia/Perth
AZE Asia/Baku
BGD Asia/Dhaka
BRN Asia/Brunei
BTN Asia/Thimphu
CAN America/Toronto,America/Vancouver
CHE Europe/Zurich
CHN Asia/Shanghai,Asia/Urumqi
COK Pacific/Rarotonga
DEU Europe/Berlin
FJI Pacific/Fiji
FRA Europe/Paris
FSM Pacific/Pohnpei,Pacific/Chuuk
GBR Europe/London
GEO Asia/Tbilisi
GUM Pacific/Guam
HKG Asia/Hong_Kong
IDN Asia/Jakarta,Asia/Makassar,Asia/Jayapura
IND Asia/Kolkata
IRN Asia/Tehran
JPN Asia/Tokyo
KAZ Asia/Almaty
KGZ Asia/Bishkek
KHM Asia/Phnom_Penh
KIR Pacific/Tarawa,Pacific/Kanton,Pacific/Kiritimati
KOR Asia/Seoul
LAO Asia/Vientiane
LKA Asia/Colombo
MAC Asia/Macau
MDV Indian/Maldives
MHL Pacific/Majuro
MMR Asia/Yangon
MNG Asia/Ulaanbaatar,Asia/Hovd
MNP Pacific/Saipan
MYS Asia/Kuala_Lumpur
NCL Pacific/Noumea
NIU Pacific/Niue
NLD Europe/Amsterdam
NOR Europe/Oslo
NPL Asia/Kathmandu
NRU Pacific/Nauru
NZL Pacific/Auckland
PAK Asia/Karachi
PHL Asia/Manila
PLW Pacific/Palau
PNG Pacific/Port_Moresby,Pacific/Bougainville
PRK Asia/Pyongyang
PYF Pacific/Tahiti
RUS Europe/Moscow,Europe/Samara,Asia/Yekaterinburg,Asia/Omsk,Asia/Krasnoyarsk,Asia/Irkutsk,Asia/Vladivostok
SGP Asia/Singapore
SLB Pacific/Guadalcanal
SWE Europe/Stockholm
THA Asia/Bangkok
TJK Asia/Dushanbe
TKM Asia/Ashgabat
TLS Asia/Dili
TON Pacific/Tongatapu
TUR Europe/Istanbul
TUV Pacific/Funafuti
USA America/New_York,America/Los_Angeles,Pacific/Honolulu
UZB Asia/Tashkent
VNM Asia/Ho_Chi_Minh
VUT Pacific/Efate
WSM Pacific/Apia
""".strip().splitlines()
    )
}


def home_of(country: str) -> str:
    """Where its officials sit; empty for a country without an entry."""
    return next(iter(ZONES.get(country, ())), "")


def zone_of(own: str, country: str, otherwise: str) -> str:
    """The person's own, else the capital's, else the one given; never one that there is not."""
    found = rules_of(own or home_of(country))
    return found.key if found else otherwise


@lru_cache(1024)
def rules_of(zone: str) -> ZoneInfo | None:
    """Kept: Python itself holds on to eight, and reads all others from the disk time and again."""
    try:
        return ZoneInfo(zone) if zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
