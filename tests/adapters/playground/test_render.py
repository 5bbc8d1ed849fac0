"""Cards as HTML and as numbered text: everything is shown, nothing typed is markup."""

import re

import pytest

from adapters.playground import render, text
from bot.cards import (
    Actions,
    Button,
    Card,
    Divider,
    Facts,
    Item,
    Link,
    Notice,
    Pick,
    Pointer,
    Progress,
    Say,
    Text,
    say,
)

EVIL = '<img src=x onerror="alert(1)"> **b** [x](http://evil.example) & \ue000'


def words(said: Say, /, escape: object = str) -> str:
    """Keys are our own words; arguments are what people typed."""
    typed = [escape(str(one)) for one in said.args.values()] if callable(escape) else []
    return said.key.format(*typed)


CARD = Card(
    say("An **offer**: {}", title=EVIL),
    (
        Text(say("See [the page](https://example.org/a?b=1&c=2) of {}", name=EVIL), quiet=True),
        Facts(((say("Valid until"), say("31 March")),)),
        Notice(say("All is well: {}", why=EVIL), "done"),
        Item(
            say("Row {}", title=EVIL), (Button(say("Edit"), Pointer("offer.edit", "o1", "3")),), say("more")
        ),
        Progress(3, 12, say("Sent")),
        Divider(),
        Actions(
            (
                Button(say("Skip"), Pick("d1", 4, "until", None), number=False),
                Button(say("Water"), Pick("d1", 4, "sector", "water")),
                Button(say("Withdraw"), Pointer("offer.withdraw", 'o"1'), style="danger"),
                Link(say("Calendar"), "https://example.org/a.ics"),
            )
        ),
    ),
)


def test_every_block_is_drawn_and_our_own_marks_work() -> None:
    html = str(render.message(CARD, words))
    assert "An <b>offer</b>: " in html
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noreferrer" target="_blank">the page</a>' in html
    assert "<dt>Valid until</dt><dd>31 March</dd>" in html
    assert '<p class="notice done">' in html
    assert '<progress max="12" value="3">' in html
    assert "<hr>" in html
    assert '<a class="button" href="https://example.org/a.ics"' in html


def test_what_was_typed_stands_there_as_it_was_typed() -> None:
    html = str(render.message(CARD, words))
    assert "<img" not in html
    assert "evil.example</a>" not in html
    assert "<b>b</b>" not in html
    assert (
        html.count("&lt;img src=x onerror=&#34;alert(1)&#34;&gt; **b** [x](http://evil.example) &amp; ") == 4
    )


def test_a_button_carries_its_pointer_or_its_answer() -> None:
    html = str(render.message(CARD, words))
    found = re.findall(r'class="(\w+)" data-does="([^"]+)"', html)
    assert [style for style, _ in found] == ["plain", "plain", "plain", "danger"]
    told = [does.replace("&#34;", '"') for _, does in found]
    assert told[0] == '{"verb": "offer.edit", "of": "o1", "saw": "3"}'
    assert told[1] == '{"draft": "d1", "version": 4, "name": "until", "raw": null}'
    assert told[3] == '{"verb": "offer.withdraw", "of": "o\\"1", "saw": ""}'


def test_one_sentence_is_a_bubble() -> None:
    assert (
        str(render.message(Card(say("Hello {}", name="<b>")), words))
        == '<p class="bubble">Hello &lt;b&gt;</p>'
    )


def test_as_text_what_can_be_typed_by_number_is_numbered() -> None:
    shown = text.message(CARD, words).splitlines()
    assert "  1. Edit" in shown
    assert "  2. Water" in shown
    assert "  3. Withdraw" in shown
    assert not any("Skip" in row for row in shown)
    assert "  Calendar: https://example.org/a.ics" in shown
    assert "Sent: 3 / 12" in shown
    assert "Valid until: 31 March" in shown
    assert [button.label.key for button in CARD.numbered()] == ["Edit", "Water", "Withdraw"]


@pytest.mark.parametrize("typed", ["*", "[a](https://x)", "**", "\ue000\ue004", "", "]("])
def test_single_signs_survive(typed: str) -> None:
    html = str(render.message(Card(say("{}", one=typed)), words))
    plain = html.removeprefix('<p class="bubble">').removesuffix("</p>")
    assert plain == typed.translate({0xE000: "*", 0xE004: ")"})
