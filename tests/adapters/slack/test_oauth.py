"""Installing the app: with a state that is good once, in the browser that began."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from adapters.slack.secrets import vault
from tests.adapters.slack.rig import ANA, KEY, START, Rig, many, one, rig
from tests.fakes import slack_requests as requests
from tests.fakes.slack import Fault

GRANT: requests.Json = {
    "app_id": "A1",
    "authed_user": {"id": "U9"},
    "scope": "chat:write,commands",
    "token_type": "bot",
    "access_token": "xoxb-new",
    "bot_user_id": "UBOT",
    "team": {"id": "T1", "name": "Fiji"},
    "enterprise": None,
    "is_enterprise_install": False,
}


@pytest.fixture
async def slack() -> AsyncIterator[Rig]:
    async with rig(many) as made:
        made.fake.grants["code-1"] = {**GRANT}
        yield made


async def begun(slack: Rig) -> tuple[str, dict[str, str]]:
    """The state, and the browser's cookies."""
    async with slack.session.get(f"{slack.url}/slack/install", allow_redirects=False) as answer:
        assert answer.status == 302
        asked = parse_qs(urlsplit(answer.headers["Location"]).query)
        return asked["state"][0], {name: morsel.value for name, morsel in answer.cookies.items()}


async def finished(slack: Rig, state: str, cookies: dict[str, str], **query: str) -> tuple[int, str]:
    async with aiohttp.ClientSession(cookies=cookies, cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        given = {"state": state, **(query or {"code": "code-1"})}
        async with browser.get(f"{slack.url}/slack/oauth_redirect", params=given) as answer:
            return answer.status, await answer.text()


async def test_the_way_to_slack_names_what_is_asked_for(slack: Rig) -> None:
    async with slack.session.get(f"{slack.url}/slack/install", allow_redirects=False) as answer:
        where = urlsplit(answer.headers["Location"])
        cookie = answer.cookies["slack-install"]
    asked = {name: values[0] for name, values in parse_qs(where.query).items()}
    assert where.path == "/oauth/v2/authorize"
    assert asked["client_id"] == "client"
    assert asked["redirect_uri"] == "https://bot.example/slack/oauth_redirect"
    assert asked["scope"].split(",") == [
        "app_mentions:read",
        "chat:write",
        "commands",
        "im:history",
        "im:write",
        "users:read",
    ]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"


async def test_an_installation_is_kept_and_speaks_at_once(slack: Rig) -> None:
    assert (await slack.send(requests.said(ANA, "menu")))[0] == 403
    assert await finished(slack, *await begun(slack)) == (200, "slack-installed")
    kept = slack.store.kept["T1"]
    assert (kept.name, kept.bot_user, kept.installed_by, kept.installed_at) == ("Fiji", "UBOT", "U9", START)
    assert vault(KEY).opened(kept.token) == "xoxb-new"
    assert (await slack.send(requests.said(ANA, "menu")))[0] == 200


async def test_an_organization_is_kept_under_its_own_name(slack: Rig) -> None:
    whole = {**GRANT, "team": None, "enterprise": {"id": "E1", "name": "All"}, "is_enterprise_install": True}
    slack.fake.grants["code-1"] = whole
    assert (await finished(slack, *await begun(slack)))[0] == 200
    assert (slack.store.kept["E1"].enterprise, slack.store.kept["E1"].name) == ("E1", "All")


async def test_a_state_is_good_once_even_at_the_same_time(slack: Rig) -> None:
    slack.fake.grants |= {f"code-{n}": {**GRANT} for n in range(2, 7)}
    state, cookies = await begun(slack)
    tries = [finished(slack, state, cookies, code=f"code-{n}") for n in range(1, 7)]
    statuses = sorted(status for status, _ in await asyncio.gather(*tries))
    assert statuses == [200, 400, 400, 400, 400, 400]
    assert len(slack.fake.called("oauth.v2.access")) == 1


async def test_a_state_ends_after_ten_minutes(slack: Rig) -> None:
    state, cookies = await begun(slack)
    slack.hours.pass_(minutes=10)
    assert await finished(slack, state, cookies) == (400, "slack-install-expired")


@pytest.mark.parametrize(
    ("state", "cookies"),
    [
        ("", {}),
        ("state-1", {}),
        ("state-1", {"slack-install": "state-2"}),
        ("state-2", {"slack-install": "state-2"}),
        ("ü\ud83d", {"slack-install": "x"}),
    ],
)
async def test_another_browser_or_a_made_up_state_gets_nowhere(
    slack: Rig, state: str, cookies: dict[str, str]
) -> None:
    await begun(slack)
    state = state.encode("utf-8", "replace").decode()
    assert await finished(slack, state, cookies) == (400, "slack-install-expired")
    assert not slack.fake.calls
    assert not slack.store.kept


async def test_what_slack_says_no_to_is_told(slack: Rig) -> None:
    cancelled = await finished(slack, *await begun(slack), error="access_denied")
    assert cancelled == (400, "slack-install-refused")
    assert await finished(slack, *await begun(slack), code="made up") == (400, "slack-install-failed")
    assert not slack.store.kept


@pytest.mark.parametrize("fault", [Fault(status=500), Fault(reset=True), Fault(status=429, retry_after=5)])
async def test_when_slack_cannot_answer_it_is_to_be_tried_later(slack: Rig, fault: Fault) -> None:
    slack.fake.fail("oauth.v2.access", fault)
    assert await finished(slack, *await begun(slack)) == (503, "slack-install-later")


async def test_without_the_database_nothing_is_begun(slack: Rig) -> None:
    slack.store.down = True
    async with slack.session.get(f"{slack.url}/slack/install", allow_redirects=False) as answer:
        assert answer.status == 503


@pytest.mark.parametrize(("teams", "status"), [("T1", 200), ("T2", 403)])
async def test_only_workspaces_on_the_list_can_install(teams: str, status: int) -> None:
    async with rig(lambda url: replace(many(url), teams=frozenset({teams}))) as slack:
        slack.fake.grants["code-1"] = {**GRANT}
        assert (await finished(slack, *await begun(slack)))[0] == status
        assert bool(slack.store.kept) is (status == 200)


async def test_an_app_of_one_workspace_has_no_such_pages() -> None:
    async with rig(one) as slack:
        for page in ("install", "oauth_redirect"):
            async with slack.session.get(f"{slack.url}/slack/{page}") as answer:
                assert answer.status == 404
