"""What becomes of a letter: taken, refused for good, to be tried again, in doubt once its text was sent."""

from datetime import timedelta

import pytest

from adapters.email import connections, wire
from bot.chat import Address
from bot.domain.delivery.state import InDoubt
from bot.errors import DeliveryFailed, Unreachable
from tests.adapters.email.sending import ANA, parcel, sending
from tests.fakes.mail import FakeMail, Fault
from tests.fakes.mail_server import Stage
from tests.fakes.windows import Window
from tests.words.readers import NOW


async def test_a_letter_arrives_once_and_is_known_by_its_message_id() -> None:
    async with FakeMail() as mail, sending(mail) as email:
        assert await email.deliver(parcel(of="0a1b")) == "0a1b@example.org"
        (letter,) = mail.letters
    assert (letter.to, letter.sender, letter.delivery) == (ANA, "bot@example.org", "0a1b")


FINAL: list[tuple[Stage, str, type[DeliveryFailed], str]] = [
    ("connect", "421 4.3.2 Busy", DeliveryFailed, "rate-limited"),
    ("connect", "554 5.3.2 No service", DeliveryFailed, "turned-away"),
    ("sender", "451 4.3.0 Later", DeliveryFailed, "rate-limited"),
    ("sender", "550 5.1.8 Who are you", DeliveryFailed, "sender-refused"),
    ("sender", "530 5.7.0 Sign in", DeliveryFailed, "sign-in-refused"),
    ("sender", "552 5.3.4 Too big", Unreachable, "too-large"),
    ("recipient", "450 4.2.0 Greylisted", DeliveryFailed, "later"),
    ("recipient", "421 4.7.0 Too many", DeliveryFailed, "rate-limited"),
    ("recipient", "550 5.1.1 No such user", Unreachable, "no-mailbox"),
    ("recipient", "550 unknown", Unreachable, "no-mailbox"),
    ("recipient", "552 5.2.2 Full", DeliveryFailed, "mailbox-full"),
    ("recipient", "554 5.7.1 Not from you", Unreachable, "refused"),
    ("data", "451 4.3.0 Later", DeliveryFailed, "later"),
    ("data", "554 5.0.0 No", Unreachable, "refused"),
    ("letter", "451 4.7.1 Later", DeliveryFailed, "later"),
    ("letter", "554 5.7.1 Looks like spam", Unreachable, "refused"),
    ("letter", "552 5.3.4 Too big", Unreachable, "too-large"),
]


@pytest.mark.parametrize(("stage", "answer", "kind", "cause"), FINAL)
async def test_an_answer_is_told_in_our_words(
    stage: Stage, answer: str, kind: type[DeliveryFailed], cause: str
) -> None:
    async with FakeMail() as mail, sending(mail) as email:
        mail.fail(stage, Fault(answer=answer))
        with pytest.raises(DeliveryFailed) as told:
            await email.deliver(parcel())
        assert (type(told.value), told.value.cause) == (kind, cause)
        assert mail.letters == []
        await email.deliver(parcel())
        assert len(mail.letters) == 1


@pytest.mark.parametrize("cause", ["rate-limited", "later"])
async def test_a_server_that_is_busy_is_left_alone_for_a_while(cause: str) -> None:
    answer = {"rate-limited": "421 4.7.0 Busy", "later": "450 4.2.0 Later"}[cause]
    async with FakeMail() as mail, sending(mail) as email:
        mail.fail("recipient", Fault(answer=answer))
        with pytest.raises(DeliveryFailed, match=cause) as told:
            await email.deliver(parcel())
    assert (told.value.retry_after or 0) >= 30


@pytest.mark.parametrize("stage", ["connect", "sender", "recipient", "data"])
async def test_what_breaks_before_the_text_was_sent_has_not_arrived(stage: Stage) -> None:
    async with FakeMail() as mail, sending(mail) as email:
        mail.fail(stage, Fault(reset=True))
        with pytest.raises(DeliveryFailed, match="not-sent"):
            await email.deliver(parcel())
        assert mail.letters == []


@pytest.mark.parametrize("accepted", [False, True])
async def test_what_breaks_after_the_text_was_sent_is_in_doubt(accepted: bool) -> None:
    async with FakeMail() as mail, sending(mail) as email:
        mail.fail("letter", Fault(reset=True, accepted=accepted))
        with pytest.raises(DeliveryFailed, match="uncertain"):
            await email.deliver(parcel())
        assert len(mail.letters) == int(accepted)


@pytest.mark.parametrize(
    ("stage", "cause"),
    [("connect", "not-sent"), ("recipient", "not-sent"), ("data", "not-sent"), ("letter", "uncertain")],
)
async def test_a_server_that_hangs_is_not_waited_for(
    stage: Stage, cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "ENVELOPE_S", 0.05)
    monkeypatch.setattr(wire, "ANSWER_S", 0.05)
    monkeypatch.setattr(connections, "CONNECT_S", 0.05)
    async with FakeMail() as mail, sending(mail) as email:
        mail.fail(stage, Fault(hang=True))
        with pytest.raises(DeliveryFailed, match=cause):
            await email.deliver(parcel())
        await email.deliver(parcel())


async def test_nobody_listens_there() -> None:
    async with FakeMail() as mail, sending(mail) as email:
        mail.server.close()
        with pytest.raises(DeliveryFailed, match="not-sent"):
            await email.deliver(parcel())


@pytest.mark.parametrize("address", ["ana", "ana@", "ana@x\r\nRCPT TO:<eve@x.org>", "a b@x.org", "<a@x.org>"])
async def test_what_is_no_address_never_comes_near_a_server(address: str) -> None:
    async with FakeMail() as mail, sending(mail) as email:
        with pytest.raises(Unreachable, match="no-mailbox"):
            await email.deliver(parcel(to=address))
        assert mail.stages == {}


async def test_a_host_in_other_letters_is_written_as_servers_know_it() -> None:
    async with FakeMail() as mail, sending(mail) as email:
        await email.deliver(parcel(to="ana@почта.рф"))
        assert [letter.to for letter in mail.letters] == ["ana@xn--80a1acny.xn--p1ai"]


async def test_a_mailbox_in_other_letters_is_for_servers_that_take_it() -> None:
    async with FakeMail() as narrow, sending(narrow) as email:
        with pytest.raises(Unreachable, match="no-mailbox"):
            await email.deliver(parcel(to="аня@example.org"))
    async with FakeMail(wide=True) as mail, sending(mail) as email:
        await email.deliver(parcel(to="аня@example.org"))
        assert [letter.to for letter in mail.letters] == ["аня@example.org"]


async def test_a_letter_can_neither_be_changed_nor_taken_back_nor_looked_up() -> None:
    async with FakeMail() as mail, sending(mail) as email:
        handle = await email.deliver(parcel())
        with pytest.raises(Unreachable, match="by-mail"):
            await email.edit(handle, parcel())
        with pytest.raises(Unreachable, match="by-mail"):
            await email.withdraw(handle)
        assert await email.find(parcel()) is None
        assert email.in_doubt(Address("email", ANA)) is InDoubt.REPEAT
        scopes = await email.scopes(Address("email", "Ana@MFA.gov.fj"))
    assert (scopes.shared, scopes.conversation) == ("server", ANA)


async def test_the_server_of_these_tests_takes_no_more_than_it_is_to() -> None:
    at = [NOW]
    mail = FakeMail(pace=(Window(2, 60),), now=lambda: at[0], limits="tried")
    async with mail, sending(mail) as email:
        for _ in range(2):
            await email.deliver(parcel())
        with pytest.raises(DeliveryFailed, match="rate-limited"):
            await email.deliver(parcel())
        at[0] += timedelta(minutes=1)
        await email.deliver(parcel())
    assert (len(mail.letters), len(mail.windows.exceeded)) == (3, 1)
