"""Who may ask: this machine, by a name of its own, from a page of its own."""

import pytest
from aiohttp import ClientSession

from bot.errors import Misconfigured
from bot.web.loopback import check_host
from tests.web.town import Town

SAY = {"as": "fji-focal-point", "id": "e1", "text": "hello"}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_a_loopback_address_is_listened_on(host: str) -> None:
    check_host(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", "", "127.0.0.1.nip.io"])
def test_any_other_address_is_refused_by_name(host: str) -> None:
    with pytest.raises(Misconfigured, match="loopback"):
        check_host(host)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:8080"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": ""},
        {"Host": "[::1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_site_gets_nothing(here: Town, headers: dict[str, str]) -> None:
    async with ClientSession(here.url, headers=headers) as http:
        async with http.post("/playground/say", json=SAY) as answer:
            assert answer.status in {400, 403}
        for path in ("/playground/events?as=moderator", "/playground/talk?as=moderator", "/"):
            async with http.get(path) as answer:
                assert answer.status in {400, 403}
    assert not here.heard


async def test_our_own_page_and_a_link_to_it_are_let_in(here: Town) -> None:
    ours = {"Origin": here.url, "Sec-Fetch-Site": "same-origin"}
    async with ClientSession(here.url) as http:
        async with http.post("/playground/say", json=SAY, headers=ours) as answer:
            assert answer.status == 200
        linked = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
        async with http.get("/", headers=linked) as answer:
            assert answer.status == 200
        async with http.get("/", headers={"Host": f"localhost:{here.port}"}) as answer:
            assert answer.status == 200


@pytest.mark.parametrize("path", ["/", "/static/playground.js", "/playground/people", "/playground/nothing"])
async def test_every_answer_tells_the_browser_to_be_careful(here: Town, path: str) -> None:
    async with ClientSession(here.url) as http, http.get(path) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] in {"no-store", "no-cache"}


async def test_the_stream_carries_the_same_headers(here: Town) -> None:
    async with ClientSession(here.url) as http, http.get("/playground/events?as=moderator") as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
