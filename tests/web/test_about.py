"""The page behind the links of the app packages: in the browser's language, and true of what is kept."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, web

from bot.web.about import about
from bot.web.headers import guarded
from tests.fakes.teams import serving
from tests.worlds import START, lexicons


@pytest.fixture
async def url() -> AsyncIterator[str]:
    app = web.Application()
    app.on_response_prepare.append(guarded)
    words = {tag: lexicons().speaking(tag, "Asia/Bangkok", START).words for tag in ("en", "fr", "ru", "zh")}
    app.add_routes([about(words, "A <network>")])
    async with serving(app) as url:
        yield url


@pytest.mark.parametrize(
    ("accepted", "language", "said"),
    [
        ("", "en", "What is kept"),
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr", "conserv"),
        ("de, zh-CN;q=0.5", "zh", "保"),
        ("xx", "en", "What is kept"),
    ],
)
async def test_it_says_in_the_browsers_language_what_is_kept(
    url: str, accepted: str, language: str, said: str
) -> None:
    async with ClientSession() as http, http.get(url, headers={"Accept-Language": accepted}) as answer:
        text = await answer.text()
    assert answer.status == 200
    assert f'<html lang="{language}">' in text
    assert said in text
    assert "A &lt;network&gt;" in text
