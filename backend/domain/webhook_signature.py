"""The signature of our generic webhook: HMAC-SHA256 over the time and the body as it was sent."""

import hashlib
import hmac
from datetime import datetime, timedelta
from enum import StrEnum

WINDOW = timedelta(minutes=5)
"""How far the sender's clock may be from ours; an older signature is a replay."""
SCHEME = "v1="


class Verdict(StrEnum):
    GOOD = "good"
    MISSING = "missing"
    TOO_OLD = "too_old"
    WRONG = "wrong"


def sign(secret: bytes, *, timestamp: str, body: bytes) -> str:
    made = hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256)
    return SCHEME + made.hexdigest()


def verify(secret: bytes, *, timestamp: str, signature: str, body: bytes, now: datetime) -> Verdict:
    """`timestamp` is in whole seconds since 1970, as the sender wrote it."""
    if not timestamp or not signature:
        return Verdict.MISSING
    # Also those in the future: a signature made ahead would be good for longer.
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        return Verdict.WRONG
    if abs(now.timestamp() - int(timestamp)) > WINDOW.total_seconds():
        return Verdict.TOO_OLD
    expected = sign(secret, timestamp=timestamp, body=body)
    same = hmac.compare_digest(expected.encode(), signature.strip().encode())
    return Verdict.GOOD if same else Verdict.WRONG
