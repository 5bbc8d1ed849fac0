"""Where the app is installed, and the one-time states of an installation under way; storage keeps both."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """`id`: the workspace, or the organization of an org-wide installation. Both tokens are sealed.

    `enterprise`: the workspace's organization, where it has one. `expires_at`: None for a token that lasts.
    """

    id: str
    installed_at: datetime
    token: str = field(repr=False)
    enterprise: str = ""
    name: str = ""
    bot_user: str = ""
    scopes: str = ""
    refresh_token: str = field(default="", repr=False)
    expires_at: datetime | None = None
    installed_by: str = ""


class Installations(Protocol):
    """Each call is a transaction of its own; raises Unavailable where the database cannot be reached."""

    async def get(self, of: str) -> Installation | None:
        """Of this workspace or organization; for an organization without one of its own, the newest of its
        workspaces.
        """

    async def put(self, installation: Installation) -> None:
        """In place of the one with the same id, if any."""

    async def delete(self, of: str, *, before: datetime) -> None:
        """Only one made before that instant: a late notice must not end what was installed after it."""

    async def lease(self, of: str, *, now: datetime, until: datetime) -> bool:
        """True for one caller, and for no other until that instant."""

    async def release(self, of: str) -> None: ...


class States(Protocol):
    async def issue(self, state: str, *, now: datetime, expires_at: datetime) -> None: ...

    async def consume(self, state: str, *, now: datetime) -> bool:
        """True once, for a state that has been issued and is not past its time; by `DELETE … RETURNING`."""
