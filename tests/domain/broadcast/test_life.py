"""A broadcast is sent once a second person has looked at it and approved it, and not before."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.broadcast.broadcast import Broadcast, Moment, Phase, Text, When
from bot.domain.broadcast.life import (
    FRESH,
    PROMPTED,
    SHOWN_ANEW,
    WAITS,
    Look,
    approved,
    asked,
    corrected,
    edited,
    lapsed,
    pending,
    prompted,
    requested,
)
from bot.domain.broadcast.running import cancelled, recalled
from bot.domain.broadcast.texts import newest, saying, version
from bot.domain.delivery.state import Promise
from bot.domain.people import refused
from tests.domain.broadcast import making
from tests.domain.broadcast.making import (
    BANGKOK,
    DAY,
    ENGLISH,
    MINUTE,
    NOW,
    OTHER,
    SECRETARIAT,
    counts,
    done,
    draft,
    going,
    key,
    members,
    rewritten,
    told,
)

SECOND = timedelta(seconds=1)
FAULT = refused("broadcast-nobody")


def steps(one: Broadcast) -> list[tuple[str, str]]:
    return [(step.what, step.by) for step in one.steps]


def approving(
    one: Broadcast, by: str = "tan", at: datetime = NOW, opened: datetime | None = NOW
) -> Broadcast:
    return done(approved(one, Look(one.version, opened), (), by=by, at=at))


def test_a_draft_has_its_first_version_and_no_approval() -> None:
    one = draft()
    assert (one.phase, one.version, one.sent_version) == (Phase.DRAFT, 1, 0)
    assert (pending(one), asked(one), steps(one)) == (True, False, [("begun", "may")])


def test_from_draft_to_approval_each_step_is_on_record() -> None:
    one = going()
    assert (one.phase, one.sent_version, one.approved_by, one.approved_at) == (Phase.APPROVED, 1, "tan", NOW)
    assert (newest(one).approved_by, newest(one).approved_at) == ("tan", NOW)
    assert steps(one) == [("begun", "may"), ("requested", "may"), ("approved", "tan")]
    assert (one.changes, pending(one), asked(one)) == (3, False, False)


def test_nobody_approves_what_they_wrote_themselves() -> None:
    assert key(approved(making.asked(), Look(1, NOW), (), by="may", at=NOW)) == "broadcast-own"


def test_whoever_changed_it_last_is_who_wrote_it() -> None:
    one = done(edited(draft(), saying(draft(), OTHER, "en"), by="tan", at=NOW))
    one = making.asked(one, by="may")
    assert key(approved(one, Look(1, NOW), (), by="tan", at=NOW)) == "broadcast-own"
    assert approving(one, by="may").approved_by == "may"


def test_whoever_asked_for_it_may_approve_what_another_wrote() -> None:
    assert approving(making.asked(by="tan"), by="tan").approved_by == "tan"


@pytest.mark.parametrize(("age", "holds"), [(FRESH, True), (FRESH + SECOND, False)])
def test_a_preview_holds_for_ten_minutes(age: timedelta, *, holds: bool) -> None:
    found = approved(making.asked(), Look(1, NOW), (), by="tan", at=NOW + age)
    if holds:
        assert done(found).sent_version == 1
    else:
        assert (key(found), told(found)) == ("broadcast-preview-old", {"minutes": 10})


def test_how_long_a_preview_holds_can_be_set() -> None:
    found = approved(making.asked(), Look(1, NOW), (), by="tan", at=NOW + 3 * MINUTE, fresh=2 * MINUTE)
    assert told(found) == {"minutes": 2}


def test_it_is_not_approved_unseen() -> None:
    assert key(approved(making.asked(), Look(1, None), (), by="tan", at=NOW)) == "broadcast-not-previewed"


def test_a_preview_from_before_the_last_change_does_not_hold() -> None:
    one = done(edited(draft(), saying(draft(), OTHER, "en"), by="may", at=NOW + MINUTE))
    one = making.asked(one, at=NOW + MINUTE)
    found = approved(one, Look(1, NOW), (), by="tan", at=NOW + 2 * MINUTE)
    assert (key(found), told(found)) == ("broadcast-edited-since", {"by": "may", "at": NOW + MINUTE})


def test_each_refusal_that_a_new_preview_answers_is_known() -> None:
    stale = approved(making.asked(), Look(1, NOW), (), by="tan", at=NOW + DAY)
    unseen = approved(making.asked(), Look(1, None), (), by="tan", at=NOW)
    other = approved(making.asked(), Look(2, NOW), (), by="tan", at=NOW)
    assert {key(stale), key(unseen), key(other)} == SHOWN_ANEW


def test_an_edit_withdraws_the_request_and_what_was_asked_for_stays_on_record() -> None:
    one = making.asked()
    changed = done(edited(one, saying(one, OTHER, "en"), by="wei", at=NOW + MINUTE))
    assert (changed.phase, changed.version, asked(changed)) == (Phase.DRAFT, 2, False)
    assert [(version.number, version.texts) for version in changed.versions] == [(1, ENGLISH), (2, OTHER)]
    found = approved(changed, Look(1, NOW), (), by="tan", at=NOW + 2 * MINUTE)
    assert (key(found), told(found)) == ("broadcast-edited-since", {"by": "wei", "at": NOW + MINUTE})


WANTED = [
    replace(draft(), audience=members("FJI")),
    replace(draft(), when=When.AT, at=Moment(local="2026-03-09T09:00", zone=BANGKOK)),
    replace(draft(), expires=Moment(local="2026-03-09T09:00", zone=BANGKOK)),
    replace(draft(), promise=Promise.NEVER_TWICE),
    replace(draft(), needs_ack=True),
    saying(draft(), OTHER, "en"),
    saying(draft(), {"en": ENGLISH["en"], "fr": Text(subject="Appel", body="Merci.")}, "fr"),
]


def terms(one: Broadcast) -> tuple[object, ...]:
    text = newest(one)
    return (
        one.audience,
        one.when,
        one.at,
        one.expires,
        one.promise,
        one.needs_ack,
        text.texts,
        text.fallback,
    )


@pytest.mark.parametrize("wanted", WANTED)
def test_an_edit_of_anything_withdraws_the_request(wanted: Broadcast) -> None:
    changed = done(edited(making.asked(), wanted, by="may", at=NOW))
    assert (changed.phase, changed.version, asked(changed)) == (Phase.DRAFT, 2, False)
    assert terms(changed) == terms(wanted)


@pytest.mark.parametrize("wanted", WANTED)
def test_a_draft_nobody_was_asked_about_is_edited_in_place(wanted: Broadcast) -> None:
    changed = done(edited(draft(), wanted, by="tan", at=NOW + MINUTE))
    assert (changed.version, len(changed.versions), newest(changed).by) == (1, 1, "tan")
    assert (terms(changed), newest(changed).at) == (terms(wanted), NOW + MINUTE)


def test_an_edit_that_changes_nothing_withdraws_nothing() -> None:
    one = making.asked()
    assert edited(one, one, by="tan", at=NOW) is one
    assert corrected(going(), ENGLISH, "en", by="tan", at=NOW) == going()


def test_an_edit_takes_nothing_but_what_is_written() -> None:
    forged = replace(draft(), phase=Phase.APPROVED, sent_version=1, approved_by="may", author="eve")
    assert edited(draft(), forged, by="may", at=NOW) == draft()


def test_it_is_asked_for_once() -> None:
    found = requested(making.asked(), (), SECRETARIAT, by="tan", at=NOW + MINUTE)
    assert (key(found), told(found)) == ("broadcast-requested-already", {"by": "may", "at": NOW})


def test_it_is_approved_once() -> None:
    found = approved(going(), Look(1, NOW), (), by="wei", at=NOW + MINUTE)
    assert (key(found), told(found)) == ("broadcast-approved-already", {"by": "tan", "at": NOW})
    assert key(requested(going(), (), SECRETARIAT, by="may", at=NOW)) == "broadcast-approved-already"


def test_what_nobody_asked_for_is_not_approved() -> None:
    assert key(approved(draft(), Look(1, NOW), (), by="tan", at=NOW)) == "broadcast-not-requested"


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_version_that_there_is_not_is_not_approved(number: int) -> None:
    found = approved(making.asked(), Look(number, NOW), (), by="tan", at=NOW)
    assert key(found) == "broadcast-edited-since"


def test_with_a_fault_it_is_neither_asked_for_nor_approved() -> None:
    assert requested(draft(), (FAULT,), SECRETARIAT, by="may", at=NOW) is FAULT
    assert approved(making.asked(), Look(1, NOW), (FAULT,), by="tan", at=NOW) is FAULT


@pytest.mark.parametrize("secretariat", [(), ("may",)])
def test_without_a_second_person_it_is_not_even_asked_for(secretariat: tuple[str, ...]) -> None:
    assert key(requested(draft(), (), secretariat, by="may", at=NOW)) == "broadcast-nobody-else"


def test_after_approval_only_the_text_can_be_corrected() -> None:
    assert key(edited(going(), WANTED[0], by="may", at=NOW)) == "broadcast-terms-fixed"
    assert key(corrected(draft(), OTHER, "en", by="may", at=NOW)) == "broadcast-not-approved"


def test_the_approved_version_stays_in_force_until_the_correction_is_approved() -> None:
    one = rewritten(going())
    assert (one.phase, one.version, one.sent_version, pending(one)) == (Phase.APPROVED, 2, 1, True)
    one = making.asked(one, at=NOW + MINUTE)
    assert (one.phase, one.sent_version, asked(one)) == (Phase.APPROVED, 1, True)
    one = going(one, at=NOW + MINUTE)
    assert (one.phase, one.sent_version, pending(one), asked(one)) == (Phase.APPROVED, 2, False, False)
    assert [version.approved_by for version in one.versions] == ["tan", "tan"]


def test_a_correction_needs_a_second_person_like_the_first_version() -> None:
    one = making.asked(rewritten(going(), by="tan"), by="tan")
    assert key(approved(one, Look(2, NOW + MINUTE), (), by="tan", at=NOW + MINUTE)) == "broadcast-own"
    assert approving(one, by="may", opened=NOW + MINUTE, at=NOW + MINUTE).sent_version == 2


def test_the_preview_of_the_version_before_approves_no_correction() -> None:
    one = making.asked(rewritten(going()), at=NOW + MINUTE)
    assert key(approved(one, Look(1, NOW), (), by="tan", at=NOW + MINUTE)) == "broadcast-edited-since"


def test_a_correction_is_worded_anew_in_place_until_it_is_asked_for() -> None:
    one = done(corrected(rewritten(going()), ENGLISH, "en", by="wei", at=NOW + DAY))
    assert (one.version, newest(one).by) == (2, "wei")
    one = rewritten(making.asked(one, at=NOW + DAY), at=NOW + DAY)
    assert (one.version, asked(one), one.sent_version) == (3, False, 1)


def test_a_correction_back_to_the_text_before_is_one_too() -> None:
    one = going(making.asked(rewritten(going()), at=NOW + MINUTE), at=NOW + MINUTE)
    back = done(corrected(one, ENGLISH, "en", by="may", at=NOW + DAY))
    assert (back.version, back.sent_version, newest(back).texts) == (3, 2, ENGLISH)


@pytest.mark.parametrize(("age", "over"), [(WAITS - SECOND, False), (WAITS, True)])
def test_a_request_waits_seven_days(age: timedelta, *, over: bool) -> None:
    found = lapsed(making.asked(), at=NOW + age)
    assert (found is not None) == over
    late = approved(making.asked(), Look(1, NOW + age), (), by="tan", at=NOW + age)
    assert (key(late) == "broadcast-lapsed") if over else done(late)


def test_what_has_lapsed_can_be_asked_for_again_or_edited() -> None:
    one = making.asked()
    late = lapsed(one, at=NOW + WAITS)
    assert late
    assert (late.phase, asked(late), late.steps[-1].by) == (Phase.LAPSED, False, "")
    assert key(approved(late, Look(1, NOW + WAITS), (), by="tan", at=NOW + WAITS)) == "broadcast-lapsed"
    assert making.asked(late, at=NOW + WAITS).phase is Phase.REQUESTED
    again = done(edited(late, saying(late, OTHER, "en"), by="may", at=NOW + WAITS))
    assert (again.phase, again.version) == (Phase.DRAFT, 2)


def test_a_request_that_nobody_has_declared_lapsed_yet_can_be_made_anew() -> None:
    assert making.asked(making.asked(), at=NOW + WAITS).requested_at == NOW + WAITS


def test_a_correction_that_lapses_stops_nothing() -> None:
    late = lapsed(making.asked(rewritten(going()), at=NOW), at=NOW + WAITS)
    assert late
    assert (late.phase, late.sent_version, asked(late), pending(late)) == (Phase.APPROVED, 1, False, True)


def test_a_request_lapses_when_the_broadcast_expires_everywhere() -> None:
    one = done(edited(draft(), WANTED[2], by="may", at=NOW))
    one = making.asked(one)
    ends = datetime.fromisoformat("2026-03-09T02:00+00:00")
    assert lapsed(one, at=min(ends, NOW + WAITS) - SECOND) is None
    one = making.asked(
        done(edited(draft(), replace(WANTED[2], expires=Moment(local="2026-03-03T09:00")), by="may", at=NOW))
    )
    here = datetime.fromisoformat("2026-03-03T21:00+00:00")
    assert lapsed(one, at=here - SECOND) is None
    assert lapsed(one, at=here)


def test_nothing_lapses_that_does_not_wait() -> None:
    assert [lapsed(one, at=NOW + 9 * DAY) for one in (draft(), going(), rewritten(going()))] == [None] * 3


def test_a_request_is_recalled_to_mind_once() -> None:
    one = making.asked()
    assert prompted(one, at=NOW + PROMPTED - SECOND) is None
    once = prompted(one, at=NOW + PROMPTED)
    assert once
    assert (once.steps[-1].what, once.requested_at) == ("prompted", NOW)
    assert prompted(once, at=NOW + 2 * PROMPTED) is None
    assert prompted(one, at=NOW + WAITS) is None
    assert prompted(going(), at=NOW + PROMPTED) is None


def test_a_new_request_is_recalled_to_mind_as_well() -> None:
    once = prompted(making.asked(), at=NOW + PROMPTED)
    assert once
    late = lapsed(once, at=NOW + WAITS)
    assert late
    assert prompted(making.asked(late, at=NOW + WAITS), at=NOW + WAITS + PROMPTED)


def test_a_draft_that_was_cancelled_is_over() -> None:
    one = done(cancelled(making.asked(), counts(), by="tan", at=NOW + MINUTE))
    no = ("broadcast-cancelled-already", {"by": "tan", "at": NOW + MINUTE})
    for found in (
        edited(one, WANTED[0], by="may", at=NOW),
        requested(one, (), SECRETARIAT, by="may", at=NOW),
        approved(one, Look(1, NOW), (), by="wei", at=NOW + MINUTE),
    ):
        assert (key(found), told(found)) == no


def test_what_was_recalled_is_neither_corrected_nor_approved() -> None:
    one = done(recalled(making.asked(rewritten(going())), counts(sent=1), by="wei", at=NOW + DAY))
    assert not asked(one)
    for found in (
        corrected(one, ENGLISH, "en", by="may", at=NOW),
        requested(one, (), SECRETARIAT, by="may", at=NOW),
        approved(one, Look(2, NOW), (), by="tan", at=NOW),
    ):
        assert (key(found), told(found)) == ("broadcast-recalled-already", {"by": "wei", "at": NOW + DAY})


def test_every_version_can_be_looked_up() -> None:
    one = rewritten(going())
    assert [getattr(version(one, number), "texts", None) for number in (1, 2, 3)] == [ENGLISH, OTHER, None]
    with pytest.raises(LookupError):
        newest(replace(one, versions=()))
