"""In which order those who wait are called."""

from datetime import timedelta

from bot.domain.floor.command import Detail, End
from bot.domain.floor.entry import Capacity, Kind, ListName, Motion
from tests.domain.floor.story import GROUP, MEMBER, OBSERVER, Story, opened

POINT = Kind.POINT_OF_ORDER


def test_whoever_asks_first_speaks_first() -> None:
    assert opened("THA", "FJI", "CHN").order() == ["THA", "FJI", "CHN"]


def test_groups_come_before_members_and_members_before_observers_whenever_they_asked() -> None:
    story = opened()
    story.asks("unep", category=OBSERVER)
    story.asks("FJI", "CHN", category=MEMBER)
    story.asks("asean", category=GROUP)
    assert story.order() == ["asean", "FJI", "CHN", "unep"]


def test_ministers_come_before_others_of_their_category_only() -> None:
    story = opened()
    story.asks("asean", category=GROUP, level=2)
    story.asks("FJI", category=MEMBER, level=1)
    story.asks("CHN", category=MEMBER, level=0)
    assert story.order() == ["asean", "CHN", "FJI"]


def test_officers_and_the_secretariat_come_before_statements() -> None:
    story = opened("FJI")
    story.asks("unossc", capacity=Capacity.SECRETARIAT, category=OBSERVER)
    story.asks("CHN", capacity=Capacity.OFFICER)
    assert story.order() == ["CHN", "unossc", "FJI"]


def test_points_of_order_come_first_in_the_order_they_were_raised() -> None:
    story = opened("FJI")
    story.asks("CHN", capacity=Capacity.OFFICER)
    story.asks("unep", "asean", kind=POINT, category=OBSERVER)
    story.asks("THA", kind=POINT, level=0)
    assert story.order() == ["unep", "asean", "THA", "CHN", "FJI"]


def test_motions_follow_plain_points_of_order_by_precedence() -> None:
    story = opened()
    story.asks("A", kind=POINT, motion=Motion.CLOSE_DEBATE)
    story.asks("B", kind=POINT, motion=Motion.ADJOURN_DEBATE)
    story.asks("C", kind=POINT, motion=Motion.SUSPEND_MEETING)
    story.asks("D", kind=POINT, motion=Motion.ADJOURN_MEETING)
    story.asks("E", kind=POINT)
    assert story.order() == ["E", "C", "D", "B", "A"]


def test_a_question_to_who_speaks_comes_before_the_next_statement() -> None:
    story = opened("FJI", "CHN")
    story.begins()
    story.asks("THA", kind=Kind.QUESTION)
    assert story.order() == ["THA", "CHN"]


def test_a_question_while_nobody_speaks_waits_for_questions_and_answers() -> None:
    story = opened("FJI")
    story.asks("THA", kind=Kind.QUESTION)
    assert (story.order(), story.order(of=ListName.QUESTIONS)) == (["FJI"], ["THA"])


def test_a_question_while_another_is_put_does_not_overtake_those_that_wait() -> None:
    story = opened()
    story.asks("FJI", "CHN", kind=Kind.QUESTION)
    story.begins()
    story.asks("THA", kind=Kind.QUESTION)
    story.asks("MYS", kind=Kind.ANSWER)
    assert (story.order(), story.order(of=ListName.QUESTIONS)) == (["MYS"], ["CHN", "THA"])
    story.begins()
    assert (story.state("FJI"), story.has_floor()) == ("paused", "MYS speaking")


def test_two_questions_to_the_same_speaker_come_one_after_the_other() -> None:
    story = opened("FJI", "CHN")
    story.begins()
    story.asks("THA", kind=Kind.QUESTION)
    story.begins()
    story.asks("MYS", kind=Kind.QUESTION)
    assert story.order() == ["MYS", "CHN"]


def test_a_question_to_another_item_than_the_one_that_is_spoken_to_waits_there() -> None:
    story = opened("FJI")
    story.begins()
    story.asks("THA", kind=Kind.QUESTION, item="3")
    assert story.order("3", ListName.QUESTIONS) == ["THA"]


def test_questions_follow_the_statements_and_rights_of_reply_come_at_the_end() -> None:
    story = opened("FJI")
    story.asks("CHN", kind=Kind.RIGHT_OF_REPLY)
    story.asks("THA", kind=Kind.QUESTION)
    assert [story.speaks(1) for _ in range(3)] == ["FJI", "THA", "CHN"]


def test_what_was_asked_on_paper_is_merged_by_its_time() -> None:
    story = opened()
    for delegation in ("CHN", "THA", "IDN"):
        story.asks(delegation)
        story.after(60)
    story.adds("FJI", at=story.now - timedelta(seconds=150))
    story.adds("MYS", at=story.now - timedelta(seconds=140))
    story.adds("PAK", at=story.now - timedelta(seconds=200))
    story.adds("LKA", at=story.now)
    assert story.order() == ["PAK", "CHN", "FJI", "MYS", "THA", "IDN", "LKA"]


def test_paper_is_merged_within_the_category_only() -> None:
    story = opened()
    story.after(60)
    story.asks("asean", category=GROUP)
    story.asks("CHN")
    story.adds("FJI", at=story.now - timedelta(seconds=30))
    assert story.order() == ["asean", "FJI", "CHN"]


def test_paper_from_before_the_closing_is_not_late() -> None:
    story = opened()
    story.after(60)
    story.closes()
    story.after(60)
    on_paper = story.adds("FJI", at=story.now - timedelta(seconds=90))
    assert not story.entry(on_paper).asked.late


def test_nobody_is_called_before_asking() -> None:
    story = opened()
    ahead = story.adds("FJI", at=story.now + timedelta(hours=1))
    assert story.entry(ahead).asked.at == story.now


def test_speaking_for_a_group_moves_a_request_to_where_it_would_have_stood_from_the_beginning() -> None:
    story = opened()
    story.asks("asean", "FJI", category=GROUP)
    member = story.asks("CHN")
    story.asks("THA", category=GROUP)
    asked = story.entry(member).asked._replace(group="G77", capacity=Capacity.GROUP, category=GROUP)
    story.does(Detail(member, asked), "CHN")
    assert story.order() == ["asean", "FJI", "CHN", "THA"]


def test_the_next_turn_keeps_its_order_when_the_one_before_ends() -> None:
    story = opened("FJI", "CHN", "THA")
    story.does(End(story.begins()))
    assert story.order() == ["CHN", "THA"]


def test_items_do_not_mix() -> None:
    story = Story()
    story.asks("FJI", item="3")
    story.asks("CHN")
    assert (story.order("2"), story.order("3")) == (["CHN"], ["FJI"])
