"""Who sent a request, and whose token answers it; pure.

The *installation* is the workspace the app was installed in, or the organization where it was installed
org-wide; a place begins with it. A *person* is told apart by the organization, where there is one, or else
by the workspace, that vouches for the account: somebody of another one (Slack Connect) keeps their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat import Address

Body = Mapping[str, object]
PLATFORM = "slack"


@dataclass(frozen=True, slots=True)
class Origin:
    """`within`: the workspace and the organization, for the allow-list."""

    installation: str
    within: frozenset[str]
    home: str
    user: str

    @property
    def in_workspace(self) -> Address | None:
        """By the workspace, for a person who is told apart by the organization."""
        part = next(iter(self.within - {self.home}), "") if self.home in self.within else ""
        return Address(PLATFORM, f"{part}/{self.user}") if part else None

    @property
    def sender(self) -> Address:
        return Address(PLATFORM, f"{self.home}/{self.user}")

    def place(self, channel: str) -> Address:
        """The personal chat goes by the person: a command tells no channel of it that the bot could use."""
        return Address(PLATFORM, f"{self.installation}/{self.user if personal(channel) else channel}")

    @property
    def tab(self) -> str:
        """App Home as a place: a card is shown there, and nothing else is ever sent to it."""
        return f"{self.installation}/home:{self.user}"


def personal(channel: str) -> bool:
    return channel.startswith("D")


def at(body: object, *path: str) -> str:
    """The text at this path, or none."""
    for step in path:
        body = body.get(step) if isinstance(body, Mapping) else None
    return clean(body) if isinstance(body, str) else ""


def clean(text: str) -> str:
    """Without what no database and no UTF-8 can hold: NUL and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def granted(body: Body) -> Body:
    """What an event was sent for; in a shared channel the body may name the other side's workspace."""
    match body.get("authorizations"):
        case [dict(first), *_]:
            return first
        case _:
            return body


def origin(body: Body) -> Origin | None:
    """None where no workspace is named."""
    if "event" in body:
        return of_event(body)
    return of_command(body) if "command" in body else of_interaction(body)


def of_event(body: Body) -> Origin | None:
    by = granted(body)
    team = at(by, "team_id") or at(body, "team_id")
    enterprise = at(by, "enterprise_id") or at(body, "enterprise_id")
    theirs = at(body, "event", "user_team") or at(body, "event", "source_team")
    outside = body.get("is_ext_shared_channel") is True
    user = at(body, "event", "user") or at(body, "event", "user", "id")
    return made(team, enterprise, user, theirs, outside=outside, whole=by.get("is_enterprise_install"))


def of_command(body: Body) -> Origin | None:
    team, enterprise, user = (at(body, name) for name in ("team_id", "enterprise_id", "user_id"))
    return made(team, enterprise, user, "", whole=body.get("is_enterprise_install"))


def of_interaction(body: Body) -> Origin | None:
    team = at(body, "view", "app_installed_team_id") or at(body, "team", "id") or at(body, "user", "team_id")
    enterprise = at(body, "enterprise", "id") or at(body, "team", "enterprise_id")
    theirs, whole = at(body, "user", "team_id"), body.get("is_enterprise_install")
    return made(team, enterprise, at(body, "user", "id"), theirs, whole=whole)


def made(
    team: str, enterprise: str, user: str, theirs: str, *, outside: bool = False, whole: object
) -> Origin | None:
    installation = enterprise if whole in (True, "true") and enterprise else team
    if not (team or enterprise):
        return None
    within = frozenset(filter(None, (team, enterprise)))
    return Origin(installation or enterprise, within, home(within, enterprise, theirs, outside=outside), user)


def home(within: frozenset[str], enterprise: str, theirs: str, *, outside: bool) -> str:
    """Workspaces of one organization share its people; another organization or workspace is another home."""
    ours = enterprise or next(iter(within))
    if not theirs or theirs in within:
        return ours
    sister = bool(enterprise) and not outside and not theirs.startswith("E")
    return ours if sister else theirs
