"""The details of a request, its speaker, and a statement filed in writing."""

import pytest

from bot.cards import Pointer
from bot.domain.floor.entry import Capacity, Kind, Mode, Motion, State
from bot.domain.floor.event import Written
from bot.domain.floor.written import an_address, words_in
from bot.domain.people import Role
from tests.sitting import ITEM, MEETING, Sitting, held
from tests.worlds import FIJI, THAILAND, User, World

PAGE = "https://gov.example/statement.pdf"


@pytest.fixture
async def sitting(world: World) -> Sitting:
    sitting = await held(world)
    await sitting.opens()
    return sitting


@pytest.fixture
async def chai(world: World, sitting: Sitting) -> User:
    """Of Thailand, whose clock is the meeting's, on the list."""
    chai = await world.focal_point("chai", THAILAND)
    await chai.say("request the floor")
    return chai


async def test_details_are_filled_in_on_the_card_and_shown_there(sitting: Sitting, chai: User) -> None:
    await chai.press("Details")
    assert chai.form
    assert list(chai.form.questions) == ["kind", "group", "mode", "speaker", "note", "link"]
    assert chai.form.default("kind") == "statement"
    given = {
        "group": "ASEAN",
        "mode": "online",
        "speaker": "Dr. Chai",
        "note": "Slides follow.",
        "link": PAGE,
    }
    await chai.fill(kind="statement", **given)
    for told in ("On behalf of: ASEAN", "Speaks: Online", "Speaker: Dr. Chai", "Note: Slides follow.", PAGE):
        assert told in chai.screen
    asked = (await sitting.floor()).entries[await sitting.entry(THAILAND)].asked
    assert (asked.capacity, asked.category, asked.mode) == (Capacity.GROUP, 0, Mode.ONLINE)


async def test_who_speaks_for_a_group_comes_before_the_members(
    world: World, sitting: Sitting, chai: User
) -> None:
    sera = await world.focal_point("sera")
    await sera.say("request the floor")
    await sera.press("Details")
    await sera.fill(kind="statement", mode="room", group="Pacific Small Island Developing States")
    assert "Place 1 on the list" in sera.screen
    assert "Before you: 1 group." in chai.read(chai.handles[0])


async def test_details_are_asked_one_by_one_in_words(world: World, sitting: Sitting, chai: User) -> None:
    await chai.press_pointer(Pointer("floor-details", await sitting.entry(THAILAND)))
    assert "What do you ask for?" in chai.screen
    await chai.says("point of order", "close the debate", "skip", "pre-recorded", "skip all")
    asked = (await sitting.floor()).entries[await sitting.entry(THAILAND)].asked
    assert (asked.kind, asked.motion, asked.mode) == (
        Kind.POINT_OF_ORDER,
        Motion.CLOSE_DEBATE,
        Mode.PRE_RECORDED,
    )
    assert "Motion: Close the debate" in chai.screen


async def test_a_note_leaves_an_officer_where_the_desk_has_put_it(sitting: Sitting, chai: User) -> None:
    await sitting.does("edit", await sitting.entry(THAILAND), capacity="officer")
    await chai.press("Details")
    await chai.fill(kind="statement", mode="room", note="As Rapporteur.")
    asked = (await sitting.floor()).entries[await sitting.entry(THAILAND)].asked
    assert (asked.note, asked.capacity) == ("As Rapporteur.", Capacity.OFFICER)


async def test_a_note_too_long_is_told_with_the_count_and_kept(chai: User, sitting: Sitting) -> None:
    await chai.press("Details")
    await chai.fill(kind="statement", mode="room", note="x" * 251)
    assert chai.form
    why = chai.form.problems["note"]
    assert (why.key, why.args) == ("too-long", {"limit": 250, "length": 251})
    assert chai.form.default("note") == "x" * 251


async def test_an_address_that_is_none_is_asked_again(chai: User, sitting: Sitting) -> None:
    await chai.press("Details")
    await chai.fill(kind="statement", mode="room", link="our web site")
    assert chai.form
    assert chai.form.problems["link"].key == "not-an-address"


async def test_the_speaker_is_named_and_replaced_by_a_colleague(
    world: World, sitting: Sitting, chai: User
) -> None:
    mali = await world.person("mali", Role.ALTERNATE, delegation=THAILAND)
    await chai.press("Name the speaker")
    await chai.fill(name="Dr. Chai")
    assert "Speaker: Dr. Chai" in chai.screen
    await mali.say("request the floor")
    await mali.press("Replace the speaker")
    assert mali.form
    assert mali.form.default("name") == "Dr. Chai"
    await mali.fill(name="Ms. Mali, Deputy Director-General")
    assert "Speaker: Ms. Mali, Deputy Director-General" in chai.screen


async def test_details_of_a_turn_that_is_over_are_not_asked(sitting: Sitting, chai: User) -> None:
    of = await sitting.entry(THAILAND)
    await chai.press("Withdraw")
    for form in ("floor-details", "floor-speaker"):
        await chai.press_pointer(Pointer(form, of))
        assert "This turn has ended and is not changed any more." in chai.screen
    await chai.press_pointer(Pointer("floor-details", "0" * 32))
    assert "no longer" in chai.screen


async def test_forms_on_the_turn_of_another_are_not_opened(
    world: World, sitting: Sitting, chai: User
) -> None:
    sera = await world.focal_point("sera")
    for form in ("floor-details", "floor-speaker", "floor-written"):
        await sera.press_pointer(Pointer(form, await sitting.entry(THAILAND)))
        assert "not allowed" in sera.screen


async def test_a_text_filed_instead_is_counted_against_the_limit(chai: User, sitting: Sitting) -> None:
    await chai.press("File in writing")
    await chai.fill(statement="word " * 550)
    assert "Filed in writing. It counts as a statement made" in chai.screen
    assert "550 words: 5:00 read at 110 words a minute; the limit is 7:00." in chai.screen
    floor = await sitting.floor()
    assert floor.entries[await sitting.entry(THAILAND)].state is State.WRITTEN
    change = floor.events[-1].change
    assert isinstance(change, Written)
    assert change.text == ("word " * 550).strip()
    assert change.text in chai.screen


async def test_a_text_over_the_limit_is_said_and_taken(chai: User, sitting: Sitting) -> None:
    await chai.press("File in writing")
    await chai.fill(link=PAGE)
    assert chai.form
    assert list(chai.form.questions) == ["words"]
    await chai.fill(words="990")
    assert "! 990 words: 9:00 read at 110 words a minute; the limit is 7:00." in chai.screen
    assert PAGE in chai.screen


async def test_an_address_of_the_details_stands_in_the_form(chai: User, sitting: Sitting) -> None:
    await chai.press("Details")
    await chai.fill(kind="statement", mode="room", link=PAGE)
    await chai.press("File in writing")
    assert chai.form
    assert chai.form.default("link") == PAGE
    await chai.fill(statement="We thank the Chair.", link=PAGE)
    assert "4 words" in chai.screen
    assert PAGE in chai.screen


async def test_neither_text_nor_address_is_asked_again(chai: User, sitting: Sitting) -> None:
    await chai.press("File in writing")
    await chai.fill()
    assert chai.form
    assert chai.form.problems["statement"].key == "floor-text-or-link"


async def test_after_the_closing_a_delegation_not_listed_can_file(world: World, sitting: Sitting) -> None:
    sera = await world.focal_point("sera")
    await sitting.does("close", ITEM)
    await sera.press_pointer(Pointer("floor.request", ITEM))
    await sera.press("File in writing")
    await sera.fill(statement="We thank the Chair.")
    assert "Fiji: Statement" in sera.screen
    assert "Filed in writing." in sera.screen
    assert (await sitting.floor()).entries[await sitting.entry(FIJI)].state is State.WRITTEN


async def test_an_address_in_the_place_of_the_text_is_taken_for_one(chai: User, sitting: Sitting) -> None:
    await chai.press("File in writing")
    await chai.fill(statement=PAGE)
    filed = (await sitting.floor()).entries[await sitting.entry(THAILAND)].asked
    assert (filed.link, filed.words) == (PAGE, 0)
    assert PAGE in chai.screen


async def test_filed_from_the_list_it_takes_the_place_of_the_request(chai: User, sitting: Sitting) -> None:
    await chai.press_pointer(Pointer("floor-written", ITEM))
    await chai.says("We thank the Chair.", "skip all")
    (entry,) = (await sitting.floor()).entries.values()
    assert entry.state is State.WRITTEN


async def test_on_an_unknown_list_nothing_is_filed(world: World, sitting: Sitting) -> None:
    sera = await world.focal_point("sera")
    for of in (f"{MEETING}/9", "x"):
        await sera.press_pointer(Pointer("floor-written", of))
        assert "no longer" in sera.screen


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("We thank the Chair.", 4),
        ("South-South co-operation, the Network’s aim — 20 years", 7),
        ("Мы благодарим Председателя", 3),
        ("我们感谢主席", 4),
        ("我们感谢 ESCAP 秘书处", 5),
    ],
)
def test_words_are_counted_in_every_script(text: str, count: int) -> None:
    assert words_in(text) == count


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (f" {PAGE} ", PAGE),
        ("http://gov.example", "http://gov.example"),
        ("gov.example", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://gov.example/a b", None),
        ("ftp://gov.example/a", None),
        ("https://[", None),
    ],
)
def test_only_addresses_of_pages_are_taken(typed: str, address: str | None) -> None:
    assert an_address(typed) == address
