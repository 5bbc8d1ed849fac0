"""What the mail needs to be told."""

from dataclasses import dataclass, field
from typing import Literal

Security = Literal["tls", "starttls", "loopback"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailSettings:
    """`security`: encrypted from the first byte, or by STARTTLS before anything else; on this machine alone
    by STARTTLS where it is offered.

    `sender` is a plain address; `network` the name beside it.
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    security: Security
    sender: str
    network: str
