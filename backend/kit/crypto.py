"""Sealing of stored secrets and raw webhooks, and one-way hashes of tokens.

One key per (hotel, purpose) is derived from the installation's secret key with HKDF-SHA256, so a
row copied to another hotel or column does not open. AES-256-GCM, 96-bit random nonce.
"""

import hashlib
import hmac
import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
KEY_VERSION = 1


class SealBroken(Exception):
    """The sealed value was not made with this key, hotel and purpose, or was altered."""


class Vault:
    """Seals and opens values of a hotel. Derived keys are kept for the life of the process."""

    def __init__(self, secret_key: str) -> None:
        self._secret = secret_key.encode()
        self._ciphers: dict[tuple[UUID, str], AESGCM] = {}

    def seal(self, plain: bytes, *, hotel_id: UUID, purpose: str) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._cipher(hotel_id, purpose).encrypt(nonce, plain, purpose.encode())
        return bytes([KEY_VERSION]) + nonce + sealed

    def open(self, sealed: bytes, *, hotel_id: UUID, purpose: str) -> bytes:
        """Raises SealBroken when the value was sealed for another hotel or purpose."""
        version, nonce, body = sealed[0], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        if version != KEY_VERSION:
            raise SealBroken(f"unknown key version {version}")
        try:
            return self._cipher(hotel_id, purpose).decrypt(nonce, body, purpose.encode())
        except InvalidTag:
            raise SealBroken(f"{purpose} of hotel {hotel_id} does not open") from None

    def derive(self, purpose: str) -> bytes:
        """32 bytes for a purpose that belongs to no hotel, e.g. signing of access tokens."""
        return self._derive(purpose.encode())

    def alias(self, purpose: str, value: bytes) -> str:
        """The same value always has the same one; nobody without our key can match the two."""
        return hashlib.blake2b(value, key=self.derive(purpose), digest_size=12).hexdigest()

    def _cipher(self, hotel_id: UUID, purpose: str) -> AESGCM:
        found = self._ciphers.get((hotel_id, purpose))
        if found is None:
            found = AESGCM(self._derive(hotel_id.bytes + purpose.encode()))
            self._ciphers[hotel_id, purpose] = found
        return found

    def _derive(self, info: bytes) -> bytes:
        return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(self._secret)


def new_token(length_bytes: int = 32) -> str:
    """URL-safe random token."""
    return secrets.token_urlsafe(length_bytes)


def token_hash(token: str) -> bytes:
    """SHA-256: tokens are random and long, so a slow hash would buy nothing."""
    return hashlib.sha256(token.encode()).digest()


def same_bytes(left: bytes, right: bytes) -> bool:
    return hmac.compare_digest(left, right)
