"""What is still said of a request: its speaker, its kind, ready or not, and the text filed instead."""

from datetime import timedelta
from typing import Unpack

from bot.domain.floor.command import (
    AnswerSwap,
    Decline,
    Defer,
    Detail,
    DrawLots,
    End,
    FileInWriting,
    Interrupt,
    OfferSwap,
    Pass,
    Ready,
    Return,
)
from bot.domain.floor.entry import Capacity, Kind, ListName, Mode, Motion
from tests.domain.floor.story import GROUP, OPENING, Said, Story, a_statement, opened

LINK = "https://example.org/statement.pdf"


def says(story: Story, entry: str, by: str = "", **said: Unpack[Said]) -> None:
    story.does(detail(story, entry, **said), by)


def detail(story: Story, entry: str, **said: Unpack[Said]) -> Detail:
    return Detail(entry, story.entry(entry).asked._replace(**said))


def test_the_speaker_is_named_later_and_replaced_also_at_the_microphone() -> None:
    story = opened("FJI")
    says(story, "FJI", "FJI", speaker="Ms Tuisawau")
    story.begins()
    says(story, "FJI", "FJI", speaker="Mr Naivalu")
    says(story, "FJI", mode=Mode.ONLINE)
    asked = story.entry("FJI").asked
    assert (asked.speaker, asked.mode, story.has_floor()) == ("Mr Naivalu", Mode.ONLINE, "FJI speaking")


def test_details_change_neither_the_place_nor_who_asked_and_when() -> None:
    story = opened("FJI", "CHN")
    story.after(60)
    other = a_statement("CHN", item="3", at=story.now)._replace(by="somebody", note="n", allotted_s=999)
    story.does(Detail("FJI", other), "FJI")
    asked = story.entry("FJI").asked
    assert (asked.delegation, asked.item, asked.by, asked.at) == ("FJI", "2", "FJI-1", OPENING)
    assert (asked.note, asked.allotted_s, story.order()) == ("n", None, ["FJI", "CHN"])


def test_moderators_grant_a_length() -> None:
    story = opened("FJI")
    says(story, "FJI", allotted_s=600)
    story.begins()
    assert story.entry("FJI").limit_s == 600


def test_details_are_refused_to_others_too_long_or_after_the_end() -> None:
    story = opened("FJI")
    assert story.refused(detail(story, "FJI"), "CHN")["why"] == "floor-not-yours"
    assert story.refused(detail(story, "FJI", note="n" * 300), "FJI")["count"] == 300
    assert story.refused(Detail("X", story.entry("FJI").asked), "FJI")["why"] == "floor-no-such-entry"
    story.speaks(1)
    assert story.refused(detail(story, "FJI", note="n"), "FJI")["why"] == "floor-now-finished"


def test_another_kind_puts_it_where_that_kind_stands() -> None:
    story = opened("FJI", "CHN", "THA")
    says(story, "THA", "THA", kind=Kind.POINT_OF_ORDER)
    assert story.order() == ["THA", "FJI", "CHN"]
    says(story, "THA", "THA", kind=Kind.STATEMENT)
    assert story.order() == ["FJI", "CHN", "THA"]
    says(story, "FJI", "FJI", kind=Kind.QUESTION)
    assert (story.order(), story.order(of=ListName.QUESTIONS)) == (["CHN", "THA"], ["FJI"])


def test_no_change_of_kind_leads_back_to_a_place_that_was_lost_given_away_or_not_drawn() -> None:
    passed, deferred, swapped, drawn = (opened("FJI", "CHN", "THA") for _ in range(4))
    passed.next()
    passed.does(Pass("FJI"))
    deferred.does(Defer("FJI"), "FJI")
    swapped.does(OfferSwap("FJI", "THA"), "FJI")
    swapped.does(AnswerSwap("FJI", "THA", accepted=True), "THA")
    drawn.does(DrawLots(("FJI", "CHN", "THA"), "seed 3"))
    for story in (passed, deferred, swapped, drawn):
        stood = story.order()
        says(story, "FJI", "FJI", kind=Kind.QUESTION)
        says(story, "FJI", "FJI", kind=Kind.STATEMENT)
        assert story.order() == stood


def test_who_came_back_to_the_head_of_the_list_stays_there_when_it_speaks_for_a_group() -> None:
    story = opened("FJI", "CHN")
    story.begins()
    story.does(Interrupt("FJI"))
    story.does(Return("FJI"))
    says(story, "FJI", "FJI", capacity=Capacity.GROUP, category=GROUP)
    assert story.order() == ["FJI", "CHN"]


def test_a_question_to_the_speaker_stays_one_when_its_details_change() -> None:
    story = opened("FJI", "CHN")
    story.begins()
    question = story.asks("THA", kind=Kind.QUESTION)
    story.does(End("FJI"))
    says(story, question, "THA", note="on page 3")
    assert story.order() == ["THA", "CHN"]


def test_a_closed_list_is_not_entered_through_a_change_of_kind() -> None:
    story = opened()
    story.closes()
    story.after(1)
    story.asks("FJI", kind=Kind.POINT_OF_ORDER)
    assert story.refused(detail(story, "FJI", kind=Kind.STATEMENT), "FJI")["why"] == "floor-closed"
    says(story, "FJI", kind=Kind.STATEMENT)
    assert story.entry("FJI").asked.kind is Kind.STATEMENT


def test_nobody_waits_twice_through_a_change_of_kind() -> None:
    story = opened("FJI")
    point = story.asks("FJI", kind=Kind.POINT_OF_ORDER)
    assert story.refused(detail(story, point, kind=Kind.STATEMENT), "FJI") == {
        "why": "floor-already-listed",
        "delegation": "FJI",
        "by": "FJI-1",
        "at": OPENING,
        "place": 2,
    }


def test_kind_and_capacity_are_fixed_once_called() -> None:
    story = opened("FJI")
    story.next()
    for said in (
        detail(story, "FJI", kind=Kind.POINT_OF_ORDER),
        detail(story, "FJI", capacity=Capacity.OFFICER),
    ):
        assert story.refused(said, "FJI") == {"why": "floor-kind-fixed", "delegation": "FJI"}


def test_a_motion_can_be_told_later() -> None:
    story = opened()
    story.asks("FJI", "CHN", kind=Kind.POINT_OF_ORDER)
    says(story, "FJI", "FJI", motion=Motion.CLOSE_DEBATE)
    assert story.order() == ["CHN", "FJI"]


# Ready


def test_ready_is_shown_until_the_turn_is_over() -> None:
    story = opened("FJI")
    story.does(Ready("FJI"), "FJI")
    assert story.entry("FJI").ready
    story.next()
    assert story.entry("FJI").ready
    story.does(Ready("FJI", ready=False), "FJI")
    assert not story.entry("FJI").ready
    assert story.refused(Ready("FJI"), "CHN")["why"] == "floor-not-yours"


def test_whoever_was_not_there_or_lost_the_connection_is_asked_anew() -> None:
    story = opened("FJI", "CHN")
    story.does(Ready("FJI"), "FJI")
    story.next()
    story.does(Pass("FJI"))
    assert not story.entry("FJI").ready
    story.begins()
    story.does(Interrupt("CHN"))
    story.does(Ready("CHN"), "CHN")
    story.does(Return("CHN"))
    assert story.entry("CHN").ready
    story.begins()
    assert story.refused(Ready("CHN"), "CHN")["why"] == "floor-now-speaking"


# In writing


def test_a_text_filed_instead_is_a_statement_made_but_not_spoken() -> None:
    story = opened("FJI", "CHN")
    story.does(FileInWriting("FJI", LINK, 770, text="Thank you, Chair."), "FJI")
    entry = story.entry("FJI")
    assert (entry.state, entry.asked.link, entry.asked.words, entry.segments) == ("written", LINK, 770, 0)
    assert story.order() == ["CHN"]


def test_a_closed_or_finished_list_takes_written_statements() -> None:
    story = opened()
    story.closes()
    story.after(1)
    story.does(FileInWriting("FJI", LINK, asked=a_statement("FJI")), "FJI")
    assert (story.state("FJI"), story.order()) == ("written", [])


def test_a_longer_text_may_be_filed_beside_what_is_spoken() -> None:
    story = opened("FJI")
    story.speaks(60)
    story.does(FileInWriting("FJI-text", LINK, asked=a_statement("FJI")), "FJI")
    assert (story.state("FJI"), story.state("FJI-text")) == ("finished", "written")


def test_filing_is_refused_to_others_too_long_for_no_item_and_from_the_microphone() -> None:
    story = opened("FJI", "CHN")
    assert story.refused(FileInWriting("FJI", LINK), "CHN")["why"] == "floor-not-yours"
    assert story.refused(FileInWriting("FJI", "l" * 501), "FJI")["why"] == "floor-link-too-long"
    assert story.refused(FileInWriting("X", LINK), "FJI")["why"] == "floor-no-such-entry"
    nowhere = FileInWriting("X", LINK, asked=a_statement("FJI", item="9"))
    assert story.refused(nowhere, "FJI")["why"] == "floor-no-such-item"
    others = FileInWriting("X", LINK, asked=a_statement("FJI"))
    assert story.refused(others, "CHN")["why"] == "floor-not-yours"
    taken = FileInWriting("FJI", LINK, asked=a_statement("FJI"))
    assert story.refused(taken, "FJI")["why"] == "floor-now-listed"
    story.begins()
    assert story.refused(FileInWriting("FJI", LINK), "FJI")["why"] == "floor-now-speaking"


def test_whoever_has_spoken_before_an_interruption_has_spoken_though_the_rest_is_filed() -> None:
    story = opened("FJI")
    story.begins()
    story.after(30)
    story.does(Interrupt("FJI"))
    story.does(FileInWriting("FJI", LINK), "FJI")
    entry = story.entry("FJI")
    assert (entry.state, entry.asked.link, entry.spoken) == ("finished", LINK, timedelta(seconds=30))


# Declined


def test_a_request_is_declined_with_the_reason() -> None:
    story = opened("FJI")
    story.does(Decline("FJI", "not on this item"))
    assert (story.state("FJI"), story.entry("FJI").why) == ("declined", "not on this item")
    assert story.refused(Decline("FJI", "again"))["why"] == "floor-now-declined"
    assert story.refused(Decline("X", "why"))["why"] == "floor-no-such-entry"
