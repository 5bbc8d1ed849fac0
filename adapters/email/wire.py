"""One letter through one open connection; until its text is sent nothing can have arrived."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtplib import SMTP, SMTPException, SMTPResponseException
from aiosmtplib.protocol import SMTPProtocol

from adapters.email.errors import Stage, broken, refused
from adapters.email.letter import Letter
from adapters.email.limits import ANSWER_S, ENVELOPE_S
from bot.errors import DeliveryFailed, Unreachable

GO_ON, TAKEN = 354, 250
DOT = re.compile(rb"^\.", re.MULTILINE)


async def carried(smtp: SMTP, letter: Letter) -> None:
    """Raises DeliveryFailed: `uncertain` only where the whole letter may have got there."""
    if letter.wide and not smtp.supports_extension("smtputf8"):
        raise Unreachable("no-mailbox")
    with told("letter"):
        async with asyncio.timeout(ENVELOPE_S):
            await announced(smtp, letter)
    if smtp.protocol is None:
        raise DeliveryFailed("not-sent")
    await handed_over(smtp.protocol, letter)


async def announced(smtp: SMTP, letter: Letter) -> None:
    options, encoding = (["SMTPUTF8"], "utf-8") if letter.wide else ((), "ascii")
    with told("sender"):
        await smtp.mail(letter.sender, options=options, encoding=encoding)
    with told("recipient"):
        await smtp.rcpt(letter.recipient, encoding=encoding)
    answer = await smtp.execute_command(b"DATA")
    accepted(answer.code == GO_ON, answer.code, answer.message)


async def handed_over(protocol: SMTPProtocol, letter: Letter) -> None:
    with told("letter"):
        protocol.write(DOT.sub(b"..", letter.raw) + b".\r\n")
    try:
        answer = await protocol.read_response(timeout=ANSWER_S)
    except (SMTPException, OSError) as error:
        raise DeliveryFailed("uncertain") from error
    with told("letter"):
        accepted(answer.code == TAKEN, answer.code, answer.message)


def accepted(done: bool, code: int, message: str) -> None:
    if not done:
        raise SMTPResponseException(code, message)


@contextmanager
def told(stage: Stage) -> Iterator[None]:
    """What went wrong in our own errors."""
    try:
        yield
    except SMTPResponseException as error:
        raise refused(stage, error) from error
    except (SMTPException, OSError) as error:
        raise broken(error) from error
