"""What the adapter is told by the environment."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsSettings:
    """`service_hosts` and `tenants` widen and narrow who may call; no tenants means every tenant.

    `open_to_loopback`: no token is asked of a caller on this machine, for Microsoft's offline client. `pace`:
    calls a second for a tenant, 0: without limit.
    """

    app_id: str = ""
    app_password: str = field(default="", repr=False)
    tenant_id: str = ""
    metadata_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    token_url: str = ""
    service_hosts: frozenset[str] = frozenset()
    tenants: frozenset[str] = frozenset()
    open_to_loopback: bool = False
    pace: float = 0.0
