"""The service as the public web meets it: forged, broken and slow requests; none of them shows anything."""

import asyncio
import gzip
import json
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from bot import clock
from tests.fakes import slack_requests as slack_in
from tests.fakes.slack import FakeSlack
from tests.fakes.teams import FakeTeams, fake_teams
from tests.fakes.teams_activities import Talker
from tests.operation.serving import Serving, served
from tests.stage import environment

JSON, FORM = "application/json", slack_in.FORM
PRIVATE = "privatewordsofananobodyshouldread"
TENANT, TEAM = "tenant-fj", "T1"
Headers = dict[str, str]


@dataclass
class Attack:
    serving: Serving
    teams: FakeTeams
    http: ClientSession
    database: str

    async def post(self, where: str, body: bytes, headers: Headers) -> tuple[int, str]:
        async with self.http.post(f"{self.serving.url}{where}", data=body, headers=headers) as answer:
            return answer.status, await answer.text()

    async def slack(self, body: bytes, kind: str = JSON, **more: str) -> tuple[int, str]:
        signed = slack_in.signed(body, clock.now(), content_type=kind)
        return await self.post("/slack/events", body, signed | more)

    async def to_teams(self, body: bytes, headers: Headers) -> tuple[int, str]:
        return await self.post("/api/messages", body, {"Content-Type": JSON, **headers})

    async def raw(self, request: bytes) -> bytes:
        """The first line of the answer."""
        host, port = self.serving.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(request)
        await writer.drain()
        line = await reader.readline()
        writer.close()
        return line

    def rows(self, table: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.database)) as database:
            return database.execute(f"SELECT * FROM {table}").fetchall()


@pytest.fixture
async def attack(sqlite_url: str) -> AsyncIterator[Attack]:
    async with FakeSlack() as slack, fake_teams() as teams, ClientSession() as http:
        narrow = {"SLACK_TEAMS": TEAM, "TEAMS_TENANTS": TENANT, "FOCALBOT_METRICS_TOKEN": "m" * 40}
        async with served({**environment(sqlite_url, slack, teams), **narrow}) as serving:
            yield Attack(serving, teams, http, sqlite_url.partition(":///")[2])


def message(team: str = TEAM) -> bytes:
    return json.dumps(slack_in.said(slack_in.Account(user="U1", team=team), PRIVATE)).encode()


def forged_slack() -> Iterator[tuple[str, bytes, Headers]]:
    """Name, body, headers: none of them may come in."""
    body, now = message(), clock.now()
    good = slack_in.signed(body, now, content_type=JSON)
    for seconds in (-86_400, -301, 301, 86_400):
        yield f"{seconds} s", body, slack_in.signed(body, now + timedelta(seconds=seconds), content_type=JSON)
    for secret in ("", "x", slack_in.SECRET.upper(), slack_in.SECRET[:-1]):
        yield f"secret {secret}", body, slack_in.signed(body, now, content_type=JSON, secret=secret)
    for missing in ("X-Slack-Signature", "X-Slack-Request-Timestamp"):
        yield f"no {missing}", body, {name: one for name, one in good.items() if name != missing}
    for stamp in ("", "abc", "-1", "0", "1e9", "9" * 30, "nan", " ", "1700000000.5"):
        yield f"stamp {stamp}", body, good | {"X-Slack-Request-Timestamp": stamp}
    signature = good["X-Slack-Signature"]
    for wrong in (
        "",
        "v0=",
        "v0",
        "v1" + signature[2:],
        signature[:-1],
        signature + "0",
        "v0=é",
        signature[3:],
    ):
        yield f"signature {wrong}", body, good | {"X-Slack-Signature": wrong}
    yield "another body", body.replace(b"nobody", b"anyone"), good
    yield "a blank more", body + b" ", good
    yield "half a character", b"\xff\xfe" + body, good
    yield "nothing", b"", good
    elsewhere = message("T2")
    yield "another workspace", elsewhere, slack_in.signed(elsewhere, now, content_type=JSON)


def forged_teams(teams: FakeTeams) -> Iterator[tuple[str, bytes, Headers]]:
    signer, now = teams.signer, int(clock.now().timestamp())
    ana = Talker(service=teams.service, tenant=TENANT)
    body = json.dumps(ana.message(PRIVATE)).encode()
    good = signer.token()
    for header in (
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "Bearer x",
        "Bearer a.b.c",
        f"Bearer {good} x",
        good,
    ):
        yield f"header {header[:20]}", body, {"Authorization": header}
    head, claims, signature = good.split(".")
    for token in (f"{head}.{claims}.", f"{head}.{claims}", f"{head}..{signature}", f".{claims}.{signature}"):
        yield f"parts {token.count('.')}", body, {"Authorization": f"Bearer {token}"}
    claimed = [
        *(signer.token(aud=aud) for aud in (None, "", "another", [teams.app_id])),
        *(
            signer.token(iss=iss)
            for iss in (None, "", "https://api.botframework.com/", "https://evil.example")
        ),
        *(signer.token(exp=exp) for exp in (None, now - 301)),
        *(signer.token(serviceurl=url) for url in (None, "", f"{teams.service}x", "https://evil.example/")),
        signer.token(nbf=now + 400),
    ]
    for number, token in enumerate(claimed):
        yield f"claims {number}", body, {"Authorization": f"Bearer {token}"}
    yield "unknown key", body, signer.header("k9")
    yield "another key", body, signer.header("k1", key="k2")
    for channel in (None, "", "MSTEAMS", "webchat", "directline"):
        yield f"channel {channel}", body_of(ana, channelId=channel), signer.header()
    for url in (
        "",
        "https://evil.example/",
        "http://smba.trafficmanager.net/",
        "https://127.0.0.1@evil.example/",
    ):
        yield f"service {url}", body_of(ana, serviceUrl=url), signer.header(serviceurl=url)
    yield (
        "another tenant",
        json.dumps(replace(ana, tenant="tenant-x").message(PRIVATE)).encode(),
        signer.header(),
    )
    yield "no tenant", body_of(ana, channelData=None), signer.header()


def body_of(talker: Talker, **changed: object) -> bytes:
    return json.dumps(talker.message(PRIVATE) | changed).encode()


async def test_no_forged_request_is_let_in(attack: Attack) -> None:
    answers = {
        f"slack {name}": await attack.post("/slack/events", body, headers)
        for name, body, headers in forged_slack()
    }
    for name, body, headers in forged_teams(attack.teams):
        answers[f"teams {name}"] = await attack.to_teams(body, headers)
    assert len(answers) >= 60
    assert {name: one for name, one in answers.items() if one[0] not in {401, 403}} == {}
    assert not any(PRIVATE in text for _, text in answers.values())
    assert attack.rows("inbound_seen") == attack.rows("person") == attack.rows("delivery") == []


def broken(teams: FakeTeams) -> Iterator[tuple[str, bytes]]:
    """Raw requests with good credentials and bodies that are not what their headers say."""
    body = message()
    signed = slack_in.signed(body, clock.now(), content_type=JSON)
    token = {"Content-Type": JSON, **teams.signer.header()}
    for where, headers in (("/slack/events", signed), ("/api/messages", token)):
        yield "not gzip", framed(where, headers | {"Content-Encoding": "gzip"}, body)
        yield "not deflate", framed(where, headers | {"Content-Encoding": "deflate"}, body)
        yield "bomb", framed(where, headers | {"Content-Encoding": "gzip"}, gzip.compress(b"[" * 50_000_000))
        yield (
            "bad chunk",
            framed(where, headers | {"Transfer-Encoding": "chunked"}, PRIVATE.encode() + b"\r\n"),
        )
        yield "two lengths", framed(where, headers | {"content-length": "3"}, body)
        yield "huge", framed(where, headers | {"Content-Length": "99999999999"}, b"")
        yield "half", framed(where, headers | {"Content-Length": f"{len(body) + 1}"}, body)


def framed(where: str, headers: Headers, body: bytes) -> bytes:
    given = headers if "Transfer-Encoding" in headers else {"Content-Length": f"{len(body)}", **headers}
    lines = (
        f"POST {where} HTTP/1.1",
        "Host: bot.example.org",
        *(f"{name}: {one}" for name, one in given.items()),
    )
    return "\r\n".join((*lines, "", "")).encode() + body


MALFORMED: tuple[tuple[bytes, str], ...] = (
    *((body, JSON) for body in (b"", b"[]", b'"x"', b"NaN", b"\0", b"{}" * 2, b"[" * 100_000, b"9" * 5_000)),
    *((body, FORM) for body in (b"payload=", b"payload=[]", b"payload=%ff", b"&".join([b"a=1"] * 2_000))),
)


async def test_what_is_malformed_is_refused_and_shows_nothing(attack: Attack) -> None:
    for body, kind in MALFORMED:
        assert (await attack.slack(body, kind))[0] == 400, body[:20]
        if kind == JSON:
            assert (await attack.to_teams(body, attack.teams.signer.header()))[0] == 400, body[:20]
    lines = await asyncio.gather(*(attack.raw(request) for _, request in broken(attack.teams)))
    statuses = {int(line.split()[1]) for line in lines}
    assert statuses <= {400, 413}, lines
    assert (await attack.slack(message()))[0] == 200
    await shown_nowhere(attack)


async def test_only_the_routes_answer_and_only_to_their_methods(attack: Attack) -> None:
    for method in ("GET", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"):
        for where in ("/slack/events", "/api/messages"):
            async with attack.http.request(method, f"{attack.serving.url}{where}") as answer:
                assert answer.status == 405
    for where in (
        "/../bot",
        "/static/..%2f..%2fbot",
        "//slack/events",
        "/slack/events/",
        "/playground/people",
    ):
        async with attack.http.get(f"{attack.serving.url}{where}") as answer:
            assert answer.status == 404, where
    for headers, status in (({"X-Forwarded-For": "192.0.2.1"}, 403), ({}, 200)):
        async with attack.http.get(f"{attack.serving.url}/metrics", headers=headers) as answer:
            assert answer.status == status


async def shown_nowhere(attack: Attack) -> None:
    """Neither in the figures nor where events and attempts are remembered, nor in the log."""
    async with attack.http.get(f"{attack.serving.url}/metrics") as answer:
        assert PRIVATE not in await answer.text()
    assert PRIVATE not in str([*attack.rows("inbound_seen"), *attack.rows("delivery_attempt")])
    assert await attack.serving.end(signal.SIGTERM) == 0
    log = "".join(attack.serving.log)
    assert PRIVATE not in log
    for secret in (slack_in.SECRET, "xoxb-1", "a-password-of-the-test", "k3y-of-32-signs", "m" * 40, "eyJ"):
        assert secret not in log
