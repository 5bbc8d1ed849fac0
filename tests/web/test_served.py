"""Each way of serving the bot has the pages that are behind signed links."""

import pytest

from tests.stage import staged


@pytest.mark.parametrize("page", ["desk", "board", "record", "go", "report"])
async def test_service_and_playground_answer_links(sqlite_url: str, page: str) -> None:
    async with staged(sqlite_url) as stage:
        for served in (stage.url, stage.pages):
            async with stage.http.get(f"{served}/{page}/nonsense") as answer:
                assert (answer.status, await answer.text()) == (404, "This link leads nowhere.\n")
        for file in ("personal.css", "report.css", "record.css", "look.css"):
            async with stage.http.get(f"{stage.url}/static/{file}") as answer:
                assert answer.status == 200
