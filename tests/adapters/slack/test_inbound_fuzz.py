"""No payload, however bent, makes the parser or the route fail."""

import json
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.slack.inbound import inbound
from bot.chat import Inbound
from tests.adapters.slack.rig import PAYLOADS, payload, rig

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
NAMES = sorted(file.stem for file in PAYLOADS.glob("*.json"))
ODD: tuple[object, ...] = (None, True, 0, -1.5, "", "x", "T1/..", "\0\ud800", [], [None], {}, {"id": 5}, [[]])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda one: st.lists(one) | st.dictionaries(st.text(), one),
)


@st.composite
def bent(draw: st.DrawFn) -> dict[str, object]:
    """A recorded payload with one to three places changed or taken out."""
    body = payload(draw(st.sampled_from(NAMES)))
    for _ in range(draw(st.integers(1, 3))):
        bend(body, draw)
    return body


def bend(value: dict[str, object], draw: st.DrawFn) -> None:
    name = draw(st.sampled_from(sorted(value))) if value else "type"
    inner = value.get(name)
    if isinstance(inner, list) and inner and isinstance(inner[0], dict):
        inner = inner[0]
    if isinstance(inner, dict) and inner and draw(st.integers(0, 3)):
        bend(inner, draw)
    elif draw(st.booleans()):
        value[name] = draw(st.sampled_from(ODD) | JSON)
    else:
        value.pop(name, None)


@given(bent())
@settings(max_examples=100, deadline=None, derandomize=True)
def test_a_bent_payload_is_read_or_left(body: dict[str, object]) -> None:
    found = inbound(body, NOW)
    assert found is None or isinstance(found, Inbound)


@given(st.dictionaries(st.text(), JSON))
@settings(max_examples=30, deadline=None, derandomize=True)
def test_any_object_is_read_or_left(body: dict[str, object]) -> None:
    found = inbound(body, NOW)
    assert found is None or isinstance(found, Inbound)


@given(st.lists(bent(), min_size=15, max_size=15))
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
async def test_a_signed_bent_payload_is_never_a_server_error(bodies: list[dict[str, object]]) -> None:
    async with rig() as one:
        for body in bodies:
            status, _ = await one.send({name: sound(value) for name, value in body.items()})
            assert status in {200, 400, 403}, (status, body)


def sound(value: object) -> object:
    """As it arrives: JSON has been written and read."""
    return json.loads(json.dumps(value))
