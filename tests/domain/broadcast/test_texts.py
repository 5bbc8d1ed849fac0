"""Each reader gets the text in their language or in the one named for it; what does not fit is told."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.broadcast.broadcast import Text, Version
from bot.domain.broadcast.texts import Limits, corrects, newest, saying, text_for, too_long, without_text
from tests.domain.broadcast.making import ENGLISH, NOW, OTHER, draft, going, rewritten

LANGUAGES = ("en", "fr", "ru", "zh")
codes = st.sampled_from(LANGUAGES)


def written(*languages: str, fallback: str = "en", body: str = "body") -> Version:
    texts = {one: Text(subject=f"subject {one}", body=body) for one in languages}
    return Version(number=1, texts=texts, fallback=fallback, by="may", at=NOW)


@pytest.mark.parametrize(
    ("languages", "fallback", "reader", "gets"),
    [
        (("en", "fr"), "en", "fr", "fr"),
        (("en", "fr"), "en", "ru", "en"),
        (("en", "fr"), "fr", "ru", "fr"),
        (("fr", "ru"), "en", "zh", "fr"),
        (("zh",), "", "en", "zh"),
    ],
)
def test_a_reader_gets_their_language_else_the_named_one_else_any(
    languages: tuple[str, ...], fallback: str, reader: str, gets: str
) -> None:
    found = text_for(written(*languages, fallback=fallback), reader)
    assert found == (gets, Text(subject=f"subject {gets}", body="body"))


@given(st.lists(codes, unique=True), codes, codes)
def test_nobody_gets_nothing_where_anything_is_written(
    languages: list[str], fallback: str, reader: str
) -> None:
    found = text_for(written(*languages, fallback=fallback), reader)
    assert (found is None) == (not languages)
    if found and reader in languages:
        assert found[0] == reader


def test_who_reads_a_language_that_is_missing_is_counted_most_first() -> None:
    readers = ["en", "ru", "fr", "ru", "zh", "ru", "fr"]
    assert list(without_text(written("en"), readers).items()) == [("ru", 3), ("fr", 2), ("zh", 1)]
    assert without_text(written(*LANGUAGES), readers) == {}


def long_in(body: str, **limits: Limits) -> list[tuple[str, str, str, int, int, int]]:
    found = too_long(written("en", "zh", body=body), limits)
    return [(one.language, one.field, one.platform, one.length, one.most, one.by) for one in found]


def test_what_is_too_long_is_told_by_language_field_and_platform() -> None:
    found = long_in("x" * 31, slack=Limits(subject=150, body=30), teams=Limits(subject=9, body=40))
    assert found == [
        ("en", "body", "slack", 31, 30, 1),
        ("en", "subject", "teams", 10, 9, 1),
        ("zh", "body", "slack", 31, 30, 1),
        ("zh", "subject", "teams", 10, 9, 1),
    ]


def test_each_platform_counts_in_its_own_way() -> None:
    wide = Limits(subject=150, body=30, measure=lambda text: len(text.encode()))
    assert [(one[3], one[5]) for one in long_in("発" * 11, slack=wide)] == [(33, 3)] * 2
    assert long_in("発" * 11, slack=replace(wide, measure=len)) == []


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_limit_itself_still_fits(length: int, most: int) -> None:
    assert bool(long_in("x" * length, teams=Limits(subject=99, body=most))) == (length > most)


def test_other_texts_leave_all_else_as_it_is() -> None:
    one = rewritten(going())
    changed = saying(one, ENGLISH, "fr")
    assert (newest(changed).texts, newest(changed).fallback) == (ENGLISH, "fr")
    assert replace(changed, versions=one.versions) == one
    assert [version.texts for version in one.versions] == [ENGLISH, OTHER]


def test_the_same_texts_change_nothing_whatever_the_order_of_versions() -> None:
    one = rewritten(going())
    backwards = replace(one, versions=one.versions[::-1])
    assert saying(backwards, OTHER, "en") == backwards
    assert saying(draft(), ENGLISH, "en") == draft()


def test_only_what_follows_an_approved_text_corrects_it() -> None:
    assert not corrects(draft(), 1)
    assert not corrects(going(), 1)
    assert corrects(rewritten(going()), 2)
    assert not corrects(replace(draft(), version=2), 2)
