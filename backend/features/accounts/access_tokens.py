"""Access tokens of the machine API: short, signed, never stored.

JWT as RFC 9068 profiles it, signed with Ed25519 (RFC 9864 names the algorithm). One algorithm,
one key, one type: nothing in the token's header chooses how it is checked.
"""

import base64
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.jwt import ClaimsOption

from backend.domain.ids import AccountId
from backend.kit.crypto import Vault
from backend.kit.ids import new_uuid

ALGORITHM = "Ed25519"
TYPE = "at+jwt"
AUDIENCE = "hotelbot-api"
LIFETIME_S = 600
LONGEST_TOKEN = 4096


class AccessTokens:
    def __init__(self, vault: Vault, *, issuer: str) -> None:
        self._key = _key(vault.derive("access-token"))
        self._issuer = issuer

    def issue(self, account_id: UUID, *, now: datetime) -> str:
        """Holds for LIFETIME_S seconds."""
        moment = int(now.timestamp())
        claims = {
            "iss": self._issuer,
            "aud": AUDIENCE,
            "sub": str(account_id),
            "iat": moment,
            "nbf": moment,
            "exp": moment + LIFETIME_S,
            "jti": str(new_uuid()),
        }
        return jwt.encode({"alg": ALGORITHM, "typ": TYPE}, claims, self._key, [ALGORITHM])

    def read(self, token: str, *, now: datetime) -> AccountId | None:
        """Whose token it is; None when anything about it is wrong."""
        if len(token) > LONGEST_TOKEN:
            return None
        try:
            decoded = jwt.decode(token, self._key, [ALGORITHM])
            if set(decoded.header) != {"alg", "typ"} or decoded.header["typ"] != TYPE:
                return None
            self._registry(now).validate(decoded.claims)
            return AccountId(UUID(decoded.claims["sub"]))
        except (JoseError, ValueError, TypeError, AttributeError):
            return None

    def _registry(self, now: datetime) -> jwt.JWTClaimsRegistry:
        needed: ClaimsOption = {"essential": True}
        return jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=0,
            iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": AUDIENCE},
            sub=needed,
            exp=needed,
            nbf=needed,
            iat=needed,
            jti=needed,
        )


def _key(seed: bytes) -> OKPKey:
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return OKPKey.import_key(
        {"kty": "OKP", "crv": "Ed25519", "d": _base64(seed), "x": _base64(public)}
    )


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
