"""An expression of interest: one for each delegation and body, decided by the secretariat."""

from tests.stories.telling import Teller, Told

INTEREST: Told = {
    "body": "network",
    "capacity": "both",
    "agency": "Technical Cooperation Programme",
    "advantages": "20 years of rice breeding",
    "gaps": "customs training",
    "sectors": ["311", "331"],
    "comment": "Glad to host.",
}


async def test_interest_is_registered_once_and_accepted(
    delegate: Teller, colleague: Teller, secretariat: Teller
) -> None:
    card = await delegate.does("interest", INTEREST)
    assert "20 years of rice breeding" in card
    await secretariat.says("expressions of interest")
    assert "20 years of rice breeding" in await secretariat.press("view")
    await secretariat.press("do.accept")
    assert delegate.words("status-accepted") in await delegate.commands("mine.page")
    assert "20 years of rice breeding" in await colleague.does("interest", INTEREST)
    assert colleague.reads("interest-stands-already", body=colleague.words("body", id="network"))


async def test_interest_is_declined_with_a_reason(delegate: Teller, secretariat: Teller) -> None:
    await delegate.does("interest", INTEREST)
    await secretariat.says("expressions of interest")
    await secretariat.press("view")
    await secretariat.presses_into("do-decline", "interest-decline", {"text": "The group is full."})
    assert "The group is full." in await delegate.look()


async def test_a_withdrawn_interest_leaves_the_queue(delegate: Teller, secretariat: Teller) -> None:
    await delegate.does("interest", INTEREST)
    await secretariat.says("expressions of interest")
    assert secretariat.words("view") in secretariat.player.talk[-1].buttons
    await delegate.press("do.withdraw")
    await secretariat.look()
    queue = next(one for one in secretariat.player.talk if secretariat.words("interests-card") in one.text)
    assert secretariat.words("view") not in queue.buttons
