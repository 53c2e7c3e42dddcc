"""AWS signature version 4 of one request: arithmetic, no call and no clock."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

NO_BYTES = hashlib.sha256(b"").hexdigest()
_ALGORITHM = "AWS4-HMAC-SHA256"


def signed(
    method: str,
    path: str,
    headers: Mapping[str, str],
    *,
    payload: str,
    region: str,
    key_id: str,
    secret: str,
    at: datetime,
) -> dict[str, str]:
    """`headers` and those that prove who asks. They name the host; `path` is escaped already and
    has no query; `payload` is the SHA-256 of the bytes that are sent."""
    stamp = at.strftime("%Y%m%dT%H%M%SZ")
    named = {name.lower(): value for name, value in headers.items()}
    named |= {"x-amz-content-sha256": payload, "x-amz-date": stamp}
    names = ";".join(sorted(named))
    lines = "".join(f"{name}:{named[name].strip()}\n" for name in sorted(named))
    request = "\n".join((method, path, "", lines, names, payload))
    scope = f"{stamp[:8]}/{region}/s3/aws4_request"
    text = "\n".join((_ALGORITHM, stamp, scope, hashlib.sha256(request.encode()).hexdigest()))
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    proof = f"{_ALGORITHM} Credential={key_id}/{scope},SignedHeaders={names},Signature={signature}"
    return named | {"authorization": proof}
