"""The way to the mail server: encrypted, signed in, kept for the next letter, few at once."""

import asyncio

import pytest

from adapters.email import connections
from adapters.email.adapter import Email
from adapters.email.limits import CONNECTIONS
from bot.errors import DeliveryFailed
from tests.adapters.email.sending import NOON, parcel, sending, settings
from tests.fakes.mail import FakeMail, Fault


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
async def test_a_letter_is_encrypted_where_the_server_can(security: str) -> None:
    async with FakeMail(security=security) as mail, sending(mail) as email:
        await email.deliver(parcel())
    assert [letter.encrypted for letter in mail.letters] == [security != "none"]


async def test_nothing_goes_in_the_open_where_encryption_is_demanded() -> None:
    async with FakeMail() as mail, sending(mail, "starttls") as email:
        with pytest.raises(DeliveryFailed, match="not-encrypted"):
            await email.deliver(parcel())
        assert mail.stages["sender"] == 0


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_server_nobody_vouches_for_gets_nothing(security: str) -> None:
    async with FakeMail(security=security) as mail:
        stranger = Email(settings=settings(mail), now=lambda: NOON)
        with pytest.raises(DeliveryFailed, match="not-encrypted"):
            await stranger.deliver(parcel())
    assert mail.letters == []


async def test_on_this_machine_a_self_made_certificate_will_do() -> None:
    async with FakeMail(security="starttls") as mail:
        email = Email(settings=settings(mail, "loopback"), now=lambda: NOON)
        await email.deliver(parcel())
        await email.aclose()
    assert mail.letters[0].encrypted


async def test_the_service_signs_in() -> None:
    async with FakeMail(security="tls", users={"bot": "s3cret/word"}) as mail, sending(mail) as email:
        await email.deliver(parcel())
        assert len(mail.letters) == 1


async def test_a_wrong_password_is_no_fault_of_the_recipient() -> None:
    async with FakeMail(security="tls", users={"bot": "right"}) as mail:
        mail.users = {"bot": "wrong"}
        async with sending(mail) as email:
            mail.users = {"bot": "right"}
            with pytest.raises(DeliveryFailed, match="sign-in-refused"):
                await email.deliver(parcel())


async def test_a_connection_is_kept_for_the_next_letter() -> None:
    async with FakeMail() as mail, sending(mail) as email:
        for number in range(3):
            await email.deliver(parcel(of=f"d{number}"))
        mail.fail("recipient", Fault(answer="550 5.1.1 Nobody"))
        with pytest.raises(DeliveryFailed):
            await email.deliver(parcel())
        await email.deliver(parcel())
        assert (mail.stages["connect"], len(mail.letters)) == (1, 4)


async def test_one_that_was_closed_meanwhile_is_opened_anew() -> None:
    async with FakeMail() as mail, sending(mail) as email:
        await email.deliver(parcel(of="d1"))
        mail.fail("reset", Fault(reset=True))
        await email.deliver(parcel(of="d2"))
        mail.fail("reset", Fault(answer="421 4.4.2 Too long idle"))
        await email.deliver(parcel(of="d3"))
        assert [letter.delivery for letter in mail.letters] == ["d1", "d2", "d3"]
        assert mail.stages["connect"] == 3


async def test_after_so_many_letters_a_connection_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "LETTERS", 2)
    async with FakeMail() as mail, sending(mail) as email:
        for number in range(4):
            await email.deliver(parcel(of=f"d{number}"))
        assert mail.stages["connect"] == 2


async def test_few_connections_serve_many_letters() -> None:
    async with FakeMail() as mail, sending(mail) as email:
        await asyncio.gather(*(email.deliver(parcel(of=f"d{number}")) for number in range(20)))
        assert {letter.delivery for letter in mail.letters} == {f"d{number}" for number in range(20)}
        assert mail.stages["connect"] <= CONNECTIONS


async def test_who_waits_too_long_for_a_connection_tries_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "WAIT_S", 0.05)
    async with FakeMail() as mail, sending(mail) as email:
        mail.fail("letter", *(Fault(hang=True) for _ in range(CONNECTIONS)))
        stuck = [asyncio.create_task(email.deliver(parcel())) for _ in range(CONNECTIONS)]
        await mail.reached("letter", CONNECTIONS)
        with pytest.raises(DeliveryFailed, match="not-sent"):
            await email.deliver(parcel())
        for task in stuck:
            task.cancel()
        await asyncio.wait(stuck)


async def test_a_dropped_call_leaves_no_connection_behind() -> None:
    async with FakeMail() as mail, sending(mail) as email:
        mail.fail("letter", Fault(hang=True))
        task = asyncio.create_task(email.deliver(parcel()))
        await mail.stalls.begun.wait()
        task.cancel()
        await asyncio.wait({task})
        assert (task.cancelled(), email.connections.idle) == (True, [])
        await email.deliver(parcel())


@pytest.mark.parametrize(("security", "told"), [("tls", "answers, encrypted"), ("none", "not encrypted")])
async def test_a_try_tells_what_was_found(security: str, told: str) -> None:
    async with FakeMail(security=security) as mail, sending(mail) as email:
        assert told in await email.signs_in()
        assert (email.connections.idle, mail.letters) == ([], [])


async def test_a_try_that_fails_says_where_and_why() -> None:
    async with FakeMail() as mail, sending(mail, "starttls") as email:
        with pytest.raises(DeliveryFailed, match=f"127.0.0.1:{mail.port}: no encryption that can be trusted"):
            await email.signs_in()
