"""A letter as it arrives: headers, both bodies, the calendar, and nothing smuggled in."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar as File

from adapters.email.letter import letter
from adapters.email.limits import SUBJECT
from adapters.email.render import rendered
from adapters.email.settings import EmailSettings
from bot.cards import (
    Actions,
    Button,
    Calendar,
    Card,
    Divider,
    Facts,
    Item,
    Link,
    Notice,
    Pointer,
    Progress,
    Say,
    Text,
    say,
)
from tests.adapters.email.sending import NOON, parcel, sending, settings, typed
from tests.fakes.mail import FakeMail, Letter
from tests.words.readers import words

LANGUAGES = ("en", "fr", "ru", "zh")
FULL = Card(
    typed("Roundtable"),
    (
        Notice(say("reminder-over"), "info"),
        Text(typed("a < b & **not bold** [x](https://evil.example) “ü” 中"), quiet=True),
        Facts(((say("fact-room"), typed("CR-3")),)),
        Item(typed("An item"), (Button(say("view"), Pointer("meeting.view", "m")),), typed("its detail")),
        Progress(3, 10, say("fact-room")),
        Divider(),
        Actions((Link(say("meeting-join"), "https://teams.example/join?a=1&b=2"),)),
    ),
)


ENTRY = Calendar(
    uid="roundtable-2022-1",
    sequence=3,
    starts=datetime(2022, 3, 24, 7, 30, tzinfo=UTC),
    ends=datetime(2022, 3, 24, 10, 0, tzinfo=UTC),
    title=typed("Table ronde; avec, virgules\r\nATTENDEE:mailto:eve@evil.example"),
    place=Say("list", {"0": "CR-3"}),
    link="https://teams.example/join?a=1",
)
HEADERS = dict.fromkeys(
    (
        "Message-ID",
        "Date",
        "From",
        "To",
        "Subject",
        "Content-Language",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "MIME-Version",
        "Content-Type",
    ),
    1,
)
ENTRIES = {
    "UID",
    "SEQUENCE",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "STATUS",
    "LOCATION",
    "URL",
    "ORGANIZER",
}
KNOWN = EmailSettings(
    host="mail.example.org",
    port=25,
    user="",
    password="",
    security="starttls",
    sender="bot@example.org",
    network="Network",
)


async def arrived(card: Card, language: str = "en", of: str = "d1") -> Letter:
    async with FakeMail() as mail, sending(mail) as email:
        await email.deliver(parcel(card, of=of, said=words(language)))
        return mail.letters[0]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_headers_say_what_it_is(language: str) -> None:
    letter = await arrived(FULL, language, of="4f2a")
    message = letter.message
    assert letter.subject == words(language)(FULL.title)
    assert message["Message-ID"] == "<4f2a@example.org>"
    assert str(message["From"]) == "Network for South-South Cooperation <bot@example.org>"
    assert str(message["To"]) == "ana@mfa.gov.fj"
    assert parsedate_to_datetime(message["Date"]) == NOON
    assert message["Content-Language"] == language
    assert message["Auto-Submitted"] == "auto-generated"
    assert letter.raw.isascii()
    assert max(map(len, letter.raw.split(b"\r\n"))) <= 998


@pytest.mark.parametrize("language", LANGUAGES)
async def test_both_bodies_say_the_same_in_each_language(language: str) -> None:
    letter, say_it = await arrived(FULL, language), words(language)
    for said in (say("reminder-over"), say("fact-room"), say("meeting-join"), say("mail-footer")):
        assert say_it(said) in letter.text
        assert say_it(said) in letter.html
    assert f'lang="{language}"' in letter.html


async def test_what_was_typed_is_text_in_both_bodies() -> None:
    letter = await arrived(FULL)
    assert "a < b & **not bold** [x](https://evil.example) “ü” 中" in letter.text
    assert "a &lt; b &amp; **not bold** [x](https://evil.example) “ü” 中" in letter.html
    assert "<b>not bold" not in letter.html


async def test_a_link_stands_in_both_bodies_and_a_button_in_neither() -> None:
    letter = await arrived(FULL)
    assert "https://teams.example/join?a=1&b=2" in letter.text
    assert 'href="https://teams.example/join?a=1&amp;b=2"' in letter.html
    assert words()(say("view")) not in letter.text + letter.html


def test_our_own_markup_is_understood() -> None:
    def words(said: Say, /, escape: Callable[[str], str] = str) -> str:
        return f"**{escape('A*B')}** and [a & b](https://example.org/?a=1&b=2) for {escape(said.key)}"

    shown = rendered(Card(say("(x)")), words)
    assert "<b>A*B</b>" in shown.html
    assert '<a href="https://example.org/?a=1&amp;b=2">a &amp; b</a> for (x)' in shown.html
    assert shown.subject == "A*B and a & b: https://example.org/?a=1&b=2 for (x)"


@pytest.mark.parametrize(
    "title",
    [
        "Hello\r\nBcc: eve@evil.example",
        "Hello\nSubject: Other\n\nBody",
        "Hello\u2028Bcc: eve@evil.example",
        "Hello\x00\x1b[31m \u202eevil",
        "=?utf-8?q?Bcc=3A_eve?=\r\n X: y",
    ],
)
async def test_no_header_is_smuggled_in_by_a_title(title: str) -> None:
    letter = await arrived(Card(typed(title)))
    assert set(letter.message.keys()) == set((await arrived(FULL)).message.keys())
    assert letter.subject.startswith("Reminder: ")
    assert not any(sign in letter.subject for sign in "\r\n\x00\x1b\u202e\u2028")


async def test_no_header_is_smuggled_in_by_the_network_s_name() -> None:
    async with FakeMail() as mail:
        named = replace(settings(mail), network='A "Network", <eve@evil.example>\r\nBcc: eve@evil.example')
        raw = letter(parcel(), named, NOON).raw
    assert b"\r\nBcc" not in raw
    assert b"<bot@example.org>" in raw


ANY_TEXT = st.text(st.characters(), max_size=300)


@hypothesis.settings(max_examples=60, deadline=None)
@given(title=ANY_TEXT, said=ANY_TEXT, network=ANY_TEXT)
def test_whatever_is_typed_the_letter_has_its_headers_and_its_text(
    title: str, said: str, network: str
) -> None:
    card = Card(typed(title), (Text(typed(said)),), (replace(ENTRY, title=typed(title), place=typed(said)),))
    raw = letter(parcel(card), replace(KNOWN, network=network), NOON).raw
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)
    assert raw.isascii()
    assert {name: len(message.get_all(name, [])) for name in set(message.keys())} == HEADERS
    assert re.search(r"[\r\n]", str(message["Subject"])) is None
    assert str(message["From"].addresses[0].addr_spec) == "bot@example.org"
    (attached,) = message.iter_attachments()
    (event,) = File.from_ical(attached.get_content()).walk("VEVENT")
    assert set(event) == ENTRIES


async def test_html_is_escaped_wherever_it_was_typed() -> None:
    evil = typed('<script>alert(1)</script><img src=x onerror="y">')
    card = Card(evil, (Text(evil), Notice(evil), Facts(((evil, evil),)), Item(evil, (), evil)))
    html = (await arrived(card)).html
    assert "<script" not in html
    assert "<img" not in html


async def test_only_addresses_of_pages_are_links() -> None:
    card = Card(typed("x"), (Actions((Link(say("meeting-join"), "javascript:alert(1)"),)),))
    letter = await arrived(card)
    assert "javascript" not in letter.text + letter.html


async def test_a_line_with_a_dot_alone_does_not_end_the_letter() -> None:
    letter = await arrived(Card(typed("x"), (Text(typed("one\n.\n..two\r\n.\r\nthree")),)))
    assert "..two" in letter.text
    assert "three" in letter.text


def test_a_subject_beyond_all_bounds_is_cut_and_told() -> None:
    shown = rendered(Card(typed("x" * 500)), words())
    assert len(shown.subject) <= SUBJECT
    assert len(shown.warnings) == 1


async def test_a_meeting_can_be_put_into_the_calendar() -> None:
    letter = await arrived(replace(FULL, calendar=(ENTRY,)), "fr")
    attached = next(letter.message.iter_attachments())
    assert attached.get_content_type() == "text/calendar"
    assert attached["Content-Type"].params["method"] == "PUBLISH"
    (event,) = letter.calendar.walk("VEVENT")
    assert event["uid"] == "roundtable-2022-1@example.org"
    assert event.decoded("sequence") == 3
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (ENTRY.starts, ENTRY.ends)
    assert event.decoded("dtstamp") == NOON
    assert str(event["summary"]).endswith("Table ronde; avec, virgules ATTENDEE:mailto:eve@evil.example")
    assert (str(event["location"]), str(event["url"])) == ("CR-3", ENTRY.link)
    assert str(event["organizer"]) == "mailto:bot@example.org"
    assert "attendee" not in event


async def test_a_cancelled_meeting_takes_its_entry_out() -> None:
    letter = await arrived(replace(FULL, calendar=(replace(ENTRY, cancelled=True),)))
    assert letter.calendar["method"] == "CANCEL"
    assert [str(one["status"]) for one in letter.calendar.walk("VEVENT")] == ["CANCELLED"]


async def test_what_is_not_confirmed_is_tentative() -> None:
    letter = await arrived(replace(FULL, calendar=(replace(ENTRY, tentative=True),)))
    assert [str(one["status"]) for one in letter.calendar.walk("VEVENT")] == ["TENTATIVE"]


async def test_each_sitting_is_an_entry() -> None:
    second = replace(ENTRY, uid="roundtable-2022-2")
    letter = await arrived(replace(FULL, calendar=(ENTRY, second)))
    assert len(letter.calendar.walk("VEVENT")) == 2


async def test_without_a_meeting_nothing_is_attached() -> None:
    assert list((await arrived(FULL)).message.iter_attachments()) == []
