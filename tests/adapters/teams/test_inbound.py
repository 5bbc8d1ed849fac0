"""Recorded activities in the bot's own words."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams.inbound import inbound
from adapters.teams.references import reference
from bot.cards import Pointer
from bot.chat import Address, Carries, Filled, Happened, Inbound, Json, Pressed, Said

PAYLOADS = Path(__file__).parent / "payloads"
NOW = datetime(2026, 11, 20, 3, 14, 16, tzinfo=UTC)
TENANT, AAD = "72f988bf-0000-4000-8000-2d7cd011db47", "5f1b3c2a-9d0e-4f6b-8a11-0c9e7d2f4b10"
PERSONAL = "a:1dY7mK0sQv3xN9bT2rJ6uLhC4gWzE8oPfA5iRkDnSyXqM1tVjBwH-eGcUl_Zp"
CHANNEL = "19:2c1f7d0b4a8e4b0c9f7f1d0a6b5c4e3d@thread.tacv2"
NOTHING, FORM, CARD, WORDS = Carries.NOTHING, Carries.FORM, Carries.CARD, Carries.WORDS

MEANT = {
    "message_personal": (Said("submit an offer"), NOTHING),
    "message_html": (Said("Training on flood early warning\n\nfor ten people"), NOTHING),
    "message_channel_mention": (Said("my needs and offers"), NOTHING),
    "message_group_mentions": (Said("ask Ben Ratu about Focal training"), NOTHING),
    "message_file": (Happened("attached"), NOTHING),
    "message_image": (Happened("attached"), NOTHING),
    "message_file_and_text": (Said("our plan"), NOTHING),
    "execute_pointer": (
        Pressed(Pointer("offer.withdraw", "01J0OFFER", "3"), f"{PERSONAL}/1763608455002"),
        CARD,
    ),
    "execute_answer": (Filled("01J0DRAFT", 4, {"sector": "water"}, whole=False), NOTHING),
    "execute_skip": (Filled("01J0DRAFT", 4, {"until": None}, whole=False), NOTHING),
    "execute_page": (
        Filled(
            "01J0DRAFT",
            2,
            {"title": "Wells for Vanua Levu", "modality": "training,experts", "places": "12", "until": None},
        ),
        FORM,
    ),
    "task_fetch": (Pressed(Pointer("offer"), f"{PERSONAL}/1763608455006"), FORM | WORDS),
    "task_fetch_channel": (
        Pressed(Pointer("interest", "network", "1"), f"{CHANNEL};messageid=1763608400123/1763608400123"),
        FORM | WORDS,
    ),
    "task_submit": (
        Filled("01J0DRAFT", 2, {"title": "Wells for Vanua Levu", "sector": "water", "places": "2.5"}),
        FORM | WORDS,
    ),
    "submit_as_message": (
        Pressed(Pointer("offer.withdraw", "01J0OFFER", "3"), f"{PERSONAL}/1763608455007"),
        NOTHING,
    ),
    "page_as_message": (Filled("01J0DRAFT", 2, {"title": "Wells", "partner": "yes"}), NOTHING),
    "installed_personal": (Happened("arrived"), NOTHING),
    "installed_team": (Happened("joined"), NOTHING),
    "uninstalled": (Happened("left"), NOTHING),
    "members_added_bot": (Happened("arrived"), NOTHING),
    "members_removed_bot": (Happened("left"), NOTHING),
    "offline_client": (Said("menu"), NOTHING),
}
SHARED = {"message_channel_mention", "message_group_mentions", "task_fetch_channel", "installed_team"}
SHARED |= {"members_removed_bot"}


def payload(name: str) -> Json:
    found: object = json.loads((PAYLOADS / f"{name}.json").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def understood(name: str, *, dialogs: bool = True) -> Inbound:
    found = inbound(payload(name), NOW, dialogs=dialogs)
    assert found
    return found


@pytest.mark.parametrize("name", MEANT)
def test_what_concerns_us(name: str) -> None:
    found = understood(name)
    assert (found.what, found.answer) == MEANT[name]
    assert found.shared is (name in SHARED)
    assert found.received_at == NOW


@pytest.mark.parametrize("name", sorted({path.stem for path in PAYLOADS.glob("*.json")} - MEANT.keys()))
def test_what_does_not_concern_us(name: str) -> None:
    """Edits, reactions, other people’s comings and goings, other apps’ cards; meetings are told elsewhere."""
    assert inbound(payload(name), NOW) is None


def test_who_where_and_in_which_language() -> None:
    found = understood("message_personal")
    assert found.sender == Address("teams", f"{TENANT}/{AAD}")
    assert found.place == Address("teams", PERSONAL)
    assert found.locale == "en-FJ"
    assert found.id == f"{PERSONAL}/1763608455926"


def test_a_thread_is_a_place_of_its_own() -> None:
    assert understood("message_channel_mention").place == Address(
        "teams", f"{CHANNEL};messageid=1763608400123"
    )


def test_the_same_activity_has_the_same_id_whenever_it_comes() -> None:
    later = inbound(payload("task_submit"), datetime(2026, 11, 20, 4, 0, tzinfo=UTC))
    assert later
    assert later.id == understood("task_submit").id


def test_without_dialogs_a_button_on_a_card_can_be_answered_with_a_form_or_a_line() -> None:
    assert understood("execute_pointer", dialogs=False).answer == CARD | FORM | WORDS


def test_a_conversation_that_looks_like_a_person_is_none_of_ours() -> None:
    """Places of people hold a slash, conversations never do."""
    assert inbound(payload("message_personal") | {"conversation": {"id": "tenant/aad"}}, NOW) is None


def test_only_the_mention_is_cut_out_and_exactly_as_it_stands() -> None:
    activity = payload("message_group_mentions")
    activity["text"] = "<at>focal</at> <at>Focal</at> the Focal way"
    found = inbound(activity, NOW)
    assert found
    assert found.what == Said("<at>focal</at>   the Focal way")


def test_a_question_may_have_any_python_name() -> None:
    activity = payload("task_submit")
    names = ["verb", "draft", "version", "name", "of", "saw", "raw"]
    data = {"page-of": {"draft": "d", "version": 1}, **{name: name.upper() for name in names}}
    found = inbound(activity | {"value": {"data": data}}, NOW)
    assert found
    assert found.what == Filled("d", 1, {name: name.upper() for name in names})


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
WORDS_OF_TEAMS = st.sampled_from(
    ["message", "invoke", "task/fetch", "adaptiveCard/action", "add", "mention", "answer", "page-of", "28:b"]
)
NAMES = st.sampled_from(
    [
        "type",
        "id",
        "text",
        "value",
        "action",
        "data",
        "verb",
        "draft",
        "version",
        "page-of",
        "entities",
        "mentioned",
        "from",
        "conversation",
        "recipient",
        "channelData",
        "tenant",
        "name",
        "membersAdded",
        "attachments",
        "isGroup",
    ]
)
VALUES = st.recursive(
    SCALARS | WORDS_OF_TEAMS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=5), inner, max_size=5)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(MEANT)), st.dictionaries(NAMES, VALUES, max_size=4), st.booleans())
def test_nothing_that_is_json_breaks_it(name: str, changes: dict[str, object], dialogs: bool) -> None:
    activity = payload(name) | changes
    found = inbound(activity, NOW, dialogs=dialogs)
    assert found is None or found.sender.platform == "teams"
    place = reference(activity, dialogs=dialogs)
    assert place is None or place.service == activity["serviceUrl"]


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(NAMES, VALUES, max_size=6))
def test_nor_does_what_was_never_an_activity(activity: dict[str, object]) -> None:
    found, place = inbound(activity, NOW), reference(activity, dialogs=True)
    assert found is None or "id" in activity
    assert place is None or "serviceUrl" in activity
