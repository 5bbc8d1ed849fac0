"""What Slack sends, in the bot's own words."""

import json
from datetime import UTC, datetime

import pytest

from adapters.slack.inbound import inbound
from bot.cards import Pointer
from bot.chat import Address, Carries, Filled, Happened, Inbound, Pressed, Said
from tests.adapters.slack.rig import payload
from tests.fakes import slack_requests as requests

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ANA, PERSONAL = "T123ABC456/U061F7AUR", "T123ABC456/U061F7AUR"
CHANNEL = "T123ABC456/C123ABC456"
WITHDRAW = Pointer("offer.withdraw", "01J", "4")


def heard(name: str) -> Inbound:
    found = inbound(payload(name), NOW)
    assert found
    return found


@pytest.mark.parametrize(
    ("name", "sender", "place", "what"),
    [
        (
            "message",
            ANA,
            PERSONAL,
            Said("i want to offer R&D training, see example.org <soon>"),
        ),
        ("message_grid", "E123ABC456/W061F7AUR", "T123ABC456/W061F7AUR", Said("menu")),
        ("message_org_wide", "E123ABC456/W061F7AUR", "E123ABC456/W061F7AUR", Said("menu")),
        ("file_share", ANA, PERSONAL, Happened("attached")),
        ("file_share_with_text", ANA, PERSONAL, Said("our offer")),
        ("app_mention", ANA, CHANNEL, Said("register interest for @ben")),
        ("app_mention_bare", ANA, CHANNEL, Happened("arrived")),
        ("app_mention_connect", "T999EXT999/U777EXT", CHANNEL, Said("menu")),
        ("app_home_opened", ANA, PERSONAL, Happened("home-opened", "T123ABC456/home:U061F7AUR")),
        ("command", ANA, PERSONAL, Said("submit a need & payload")),
        ("command_bare", ANA, PERSONAL, Happened("arrived")),
        ("press", ANA, PERSONAL, Pressed(WITHDRAW, "T123ABC456/D0PNCRP9N/1700000000.000200")),
        ("press_in_a_channel", ANA, CHANNEL, Pressed(WITHDRAW, f"{CHANNEL}/1700000000.000200")),
        ("press_pick", ANA, PERSONAL, Filled("draft-1", 3, {"sector": "water"}, whole=False)),
        ("press_skip", ANA, PERSONAL, Filled("draft-1", 3, {"until": None}, whole=False)),
        ("press_at_home", ANA, PERSONAL, Pressed(WITHDRAW, "T123ABC456/home:U061F7AUR/home")),
        (
            "press_connect",
            "T999EXT999/U777EXT",
            CHANNEL,
            Pressed(WITHDRAW, f"{CHANNEL}/1700000000.000100"),
        ),
        (
            "press_org_wide",
            "E123ABC456/W061F7AUR",
            "E123ABC456/W061F7AUR",
            Pressed(WITHDRAW, "E123ABC456/D0PNCRP9N/1700000000.000100"),
        ),
    ],
)
def test_who_where_and_what(
    name: str, sender: str, place: str, what: Said | Pressed | Filled | Happened
) -> None:
    found = heard(name)
    assert found.sender == Address("slack", sender)
    assert found.place == Address("slack", place)
    assert found.what == what


def test_a_submission_gives_what_was_entered_and_leaves_the_place_to_its_draft() -> None:
    found = heard("submission")
    assert found.place is None
    assert found.answer is Carries.FORM
    assert found.what == Filled(
        "draft-1",
        3,
        {
            "title": "R&D <training>",
            "sector": "water",
            "modality": "training,experts",
            "bodies": "network,sst",
            "language": None,
            "places": "20",
            "until": "2026-12-31",
            "comment": None,
        },
    )


@pytest.mark.parametrize(
    "name",
    [
        "message_changed",
        "message_deleted",
        "message_of_a_bot",
        "message_in_a_channel",
        "app_home_messages",
        "press_link",
        "view_closed",
        "app_uninstalled",
        "tokens_revoked",
        "url_verification",
    ],
)
def test_what_does_not_concern_the_bot(name: str) -> None:
    assert inbound(payload(name), NOW) is None


def test_only_what_others_read_is_shared() -> None:
    shared = {"app_mention", "app_mention_bare", "app_mention_connect", "press_in_a_channel", "press_connect"}
    private = {
        "message",
        "command",
        "command_bare",
        "press",
        "press_at_home",
        "app_home_opened",
        "submission",
    }
    assert all(heard(name).shared for name in shared)
    assert not any(heard(name).shared for name in private)


def test_a_form_can_be_opened_wherever_there_is_a_trigger() -> None:
    assert heard("command").answer is heard("press").answer is heard("press_at_home").answer is Carries.FORM
    assert heard("message").answer is Carries.NOTHING


def test_the_same_event_has_the_same_key_and_no_other_has() -> None:
    assert heard("message").id == payload("message")["event_id"]
    assert heard("command").id == payload("command")["trigger_id"]
    names = ("message", "message_grid", "command", "press", "submission", "app_home_opened", "app_mention")
    assert len({heard(name).id for name in names}) == len(names)


def test_a_corrected_submission_of_the_same_view_is_another_event() -> None:
    by, view = requests.Account(), payload("submission")["view"]
    assert isinstance(view, dict)
    first, second = (inbound(requests.submitted(by, view, {"title": text}), NOW) for text in ("", "Water"))
    assert first
    assert second
    assert first.id != second.id


def test_without_an_event_id_the_key_is_workspace_channel_and_time() -> None:
    body = payload("message")
    del body["event_id"]
    found = inbound(body, NOW)
    event = body["event"]
    assert found
    assert isinstance(event, dict)
    assert found.id == f"T123ABC456/D0PNCRP9N/{event['event_ts']}"


def test_somebody_of_a_sister_workspace_is_a_person_of_the_organization() -> None:
    by = requests.Account("W5", "T1", "E1")
    sister, partner = requests.said(by, "menu", user_team="T2"), requests.said(by, "menu", user_team="T9")
    partner["is_ext_shared_channel"] = True
    at = [inbound(body, NOW) for body in (sister, partner)]
    assert [found and found.sender.id for found in at] == ["E1/W5", "T9/W5"]


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("&lt;!channel&gt; &amp;amp;", "<!channel> &amp;"),
        ("<!channel> <!here|here>", "@channel @here"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<https://example.org>", "https://example.org"),
        ("<#C1|general> <@U2>", "#general @U2"),
        ("7 > 3 < 9", "7 > 3 < 9"),
        ("emoji 😀 and \u202eright to left", "emoji 😀 and \u202eright to left"),
    ],
)
def test_text_is_read_as_it_was_typed(sent: str, typed: str) -> None:
    found = inbound(requests.said(requests.Account(), sent), NOW)
    assert found
    assert found.what == Said(typed)


def test_no_database_has_to_hold_a_null_or_half_a_character() -> None:
    body = json.loads(json.dumps(requests.said(requests.Account(), "a\0b\ud800c")))
    found = inbound(body, NOW)
    assert found
    assert found.what == Said("ab?c")


def test_only_its_own_mention_is_cut_out() -> None:
    body = requests.mentioned(requests.Account(), "ask <@UBOT> or <@U7|eva>")
    found = inbound(body, NOW)
    assert found
    assert found.what == Said("ask  or @eva")


def test_a_person_of_an_organization_can_also_be_on_the_list_by_the_workspace() -> None:
    assert heard("message_grid").within == Address("slack", "T123ABC456/W061F7AUR")
    assert heard("message").within is None
    assert heard("app_mention_connect").within is None
