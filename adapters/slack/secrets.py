"""Tokens at rest: sealed with a key of their own that is derived from the secret key."""

import base64
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import DeliveryFailed

PURPOSE = b"focalbot: tokens of installations"


@dataclass(frozen=True, slots=True)
class Vault:
    """Another secret key opens nothing that this one has sealed."""

    fernet: Fernet

    def sealed(self, token: str) -> str:
        return self.fernet.encrypt(token.encode()).decode() if token else ""

    def opened(self, sealed: str) -> str:
        """Raises DeliveryFailed where the secret key has changed: with the right one, it works again."""
        try:
            return self.fernet.decrypt(sealed.encode()).decode() if sealed else ""
        except InvalidToken as error:
            raise DeliveryFailed("token-unreadable") from error


def vault(secret_key: str) -> Vault:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret_key.encode())
    return Vault(Fernet(base64.urlsafe_b64encode(key)))
