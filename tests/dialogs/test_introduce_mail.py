"""A code by e-mail, which only the list's own address is sent; nobody else learns whether there is one."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cards import Pointer
from bot.chat import Address
from bot.domain.people import Assignment, Person, Role
from tests.adapters.email.sending import posted
from tests.fakes.mail import FakeMail, Fault
from tests.worlds import User, World

LITIA, NOBODY = "litia@mfa.gov.fj", "nobody@example.org"
ON_ITS_WAY = "If {email} is on the list, a code is on its way there. Type it here within 30 minutes."
CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b")


@pytest.fixture
async def mail(world: World) -> AsyncIterator[FakeMail]:
    async with posted(world) as fake:
        yield fake


async def listed(world: World, name: str = "litia", email: str = LITIA, language: str = "en") -> None:
    role = Assignment(id=f"r-{name}", person=name, role=Role.FOCAL_POINT, delegation="FJI")
    async with world.database.unit() as unit:
        await unit.focal_points.add(Person(id=name, name=name.title(), email=email, language=language))
        await unit.focal_points.assign(role)
        await unit.commit()


async def asking(world: World, email: str = LITIA, account: str = "new") -> User:
    user = world.stranger(account)
    await user.says("hello", "I am on the list", email)
    return user


def code_in(mail: FakeMail, to: str = LITIA) -> str:
    found = CODE.search(mail.to(to)[-1].text)
    assert found
    return found[0]


def on_disk(world: World) -> bytes:
    file = Path(world.database.url.database or "")
    return b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))


async def test_a_newcomer_on_the_list_is_let_in_by_a_code_that_came_by_mail(
    world: World, mail: FakeMail
) -> None:
    sec = await world.secretariat()
    await listed(world)
    new = await asking(world)
    assert ON_ITS_WAY.format(email=LITIA) in new.screen
    (letter,) = mail.letters
    assert (letter.to, letter.subject) == (LITIA, f"Your code for {world.database.network.name}")
    assert "Type it in the chat where you asked for it" in letter.text
    await new.press("I have a code")
    await new.fill(code=code_in(mail))
    assert "Welcome, Litia" in new.screen
    assert "Litia has used their code" in sec.screen
    async with world.database.reading() as unit:
        who = await unit.people.at(Address("test", "new"), now=world.now)
    assert who
    assert (who.id, who.roles) == ("litia", frozenset({Role.FOCAL_POINT}))


@pytest.mark.parametrize(("language", "word"), [("fr", "code est"), ("ru", "Ваш код"), ("zh", "您的代码")])
async def test_the_letter_speaks_the_language_of_the_list(
    world: World, mail: FakeMail, language: str, word: str
) -> None:
    await listed(world, language=language)
    await asking(world)
    assert word in mail.letters[0].text
    assert mail.letters[0].message["Content-Language"] == language


async def test_the_answer_is_the_same_whether_or_not_somebody_is_on_the_list(
    world: World, mail: FakeMail
) -> None:
    await listed(world)
    known, unknown = await asking(world, account="one"), await asking(world, NOBODY, "two")
    assert known.screen.replace(LITIA, "?") == unknown.screen.replace(NOBODY, "?")
    assert len(known.handles) == len(unknown.handles)
    assert [letter.to for letter in mail.letters] == [LITIA]


async def test_who_has_no_role_any_more_gets_no_code(world: World, mail: FakeMail) -> None:
    await listed(world)
    async with world.database.unit() as unit:
        one = await unit.focal_points.locked("litia")
        assert one
        ended = one.roles[0].ended(on=world.now.date())
        assert isinstance(ended, Assignment)
        await unit.focal_points.change(ended)
        await unit.commit()
    new = await asking(world)
    assert ON_ITS_WAY.format(email=LITIA) in new.screen
    assert mail.letters == []


async def test_the_address_is_understood_as_it_is_typed(world: World, mail: FakeMail) -> None:
    await listed(world)
    new = await asking(world, "litia at mfa")
    assert "is not an e-mail address" in new.screen
    await new.say(" Litia@MFA.gov.fj ")
    assert [letter.to for letter in mail.letters] == [LITIA]


async def test_a_code_by_mail_is_over_after_half_an_hour(world: World, mail: FakeMail) -> None:
    await listed(world)
    new = await asking(world)
    world.now += timedelta(minutes=30)
    assert "expired" in await new.say(code_in(mail))


async def test_the_code_stands_nowhere_in_the_database(world: World, mail: FakeMail) -> None:
    await listed(world)
    await asking(world)
    kept, code = on_disk(world), code_in(mail)
    assert code.encode() not in kept
    assert code.replace("-", "").encode() not in kept


async def test_what_is_counted_is_kept_for_a_day(world: World, mail: FakeMail) -> None:
    await listed(world)
    await asking(world, NOBODY)
    async with world.database.reading() as unit:
        before = await unit.sql.exec_driver_sql("SELECT count(*) FROM code_asked")
        assert before.scalar() == 1
    world.now += timedelta(days=1)
    await asking(world, LITIA, "other")
    async with world.database.reading() as unit:
        after = await unit.sql.exec_driver_sql("SELECT count(*) FROM code_asked")
        assert after.scalar() == 1


@pytest.mark.parametrize("email", [LITIA, NOBODY])
async def test_one_account_gets_three_codes_a_day(world: World, mail: FakeMail, email: str) -> None:
    await listed(world)
    new = world.stranger("new")
    for _ in range(3):
        await new.says("hello", "I am on the list", email)
        assert ON_ITS_WAY.format(email=email) in new.screen
    await new.says("hello", "I am on the list", "other@example.org")
    assert "At most 3 codes a day" in new.screen
    world.now += timedelta(days=1)
    await new.says("hello", "I am on the list", email)
    assert ON_ITS_WAY.format(email=email) in new.screen


@pytest.mark.parametrize("email", [LITIA, NOBODY])
async def test_one_address_gets_three_codes_a_day_whoever_asks(
    world: World, mail: FakeMail, email: str
) -> None:
    await listed(world)
    for account in ("one", "two", "three"):
        await asking(world, email, account)
    last = await asking(world, email, "four")
    assert "At most 3 codes a day" in last.screen
    assert len(mail.letters) == (3 if email == LITIA else 0)


async def test_a_code_of_the_secretariat_stays_good_beside_one_by_mail(world: World, mail: FakeMail) -> None:
    await listed(world)
    await asking(world)
    first = code_in(mail)
    await asking(world, account="other")
    assert first != code_in(mail)
    assert "Welcome, Litia" in await world.stranger("new").say(first)


async def test_a_letter_that_was_not_taken_is_written_again_with_the_same_code(
    world: World, mail: FakeMail
) -> None:
    await listed(world)
    mail.fail("recipient", Fault(answer="450 4.2.0 Later"))
    new = await asking(world)
    assert mail.letters == []
    world.now += timedelta(minutes=5)
    await world.settle()
    assert "Welcome, Litia" in await new.say(code_in(mail))


async def test_a_letter_that_would_come_too_late_is_not_written(world: World, mail: FakeMail) -> None:
    await listed(world)
    mail.fail("recipient", Fault(answer="450 4.2.0 Later"))
    await asking(world)
    world.now += timedelta(hours=1)
    await world.settle()
    assert mail.letters == []


async def test_a_resent_request_sends_no_second_code(world: World, mail: FakeMail) -> None:
    await listed(world)
    new = await asking(world)
    await new.again()
    await new.again("another-event")
    assert len(mail.letters) == 1


async def test_without_a_mail_server_nobody_is_offered_a_code_by_mail(world: World) -> None:
    await listed(world)
    new = world.stranger("new")
    assert "I am on the list" not in await new.say("hello")
    await new.press_pointer(Pointer("introduce-mail"))
    await new.say(LITIA)
    assert "No code can be sent by e-mail from here" in new.all


async def test_who_is_on_the_list_already_cannot_ask_for_another_s_code(world: World, mail: FakeMail) -> None:
    await listed(world)
    ana = await world.focal_point("ana")
    await ana.press_pointer(Pointer("introduce-mail"))
    await ana.say(LITIA)
    assert mail.letters == []
