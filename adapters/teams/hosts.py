"""Where the bot's token may be sent: the hosts of Teams' connector."""

import re
from dataclasses import dataclass

OFFICIAL = frozenset({"smba.trafficmanager.net", "*.botframework.com"})
LOOPBACK = frozenset({"127.0.0.1", "localhost"})
URL = re.compile(
    r"(https?)://([a-z0-9.-]+)(?::([0-9]{1,5}))?((?:/[a-z0-9._~-]+)*/?)", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ServiceHosts:
    """`more` as the settings give them: a host, `host:port` or `*.suffix`."""

    more: frozenset[str] = frozenset()

    def allows(self, url: str) -> bool:
        """Only https at its own port; another port or plain http only at a loopback host that is listed."""
        found = URL.fullmatch(url)
        if found is None:
            return False
        scheme, host, port, _ = found.groups()
        if self.listed(host.lower(), port):
            return host.lower() in LOOPBACK or (scheme.lower() == "https" and self.usual(host.lower(), port))
        return False

    def listed(self, host: str, port: str | None) -> bool:
        names = OFFICIAL | {name.lower() for name in self.more}
        _, _, parent = host.partition(".")
        return not names.isdisjoint({host, f"{host}:{port}", *suffixes(parent)})

    def usual(self, host: str, port: str | None) -> bool:
        return port in {None, "443"} or f"{host}:{port}" in self.more


def suffixes(parent: str) -> list[str]:
    """`b.c` and `c` as they would stand in the list."""
    labels = parent.split(".")
    return ["*." + ".".join(labels[place:]) for place in range(len(labels)) if parent]
