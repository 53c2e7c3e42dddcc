"""Signatures of requests, against the examples of who invented them."""

from datetime import UTC, datetime

import pytest

from backend.integrations.s3.signing import NO_BYTES, signed

HOST = "examplebucket.s3.amazonaws.com"
TEXT = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"
READ = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
WRITE = "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"


@pytest.mark.parametrize(
    ("method", "path", "headers", "payload", "signature"),
    [
        ("GET", "/test.txt", {"range": "bytes=0-9"}, NO_BYTES, READ),
        (
            "PUT",
            "/test%24file.text",
            {"Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
            TEXT,
            WRITE,
        ),
    ],
)
def test_a_signature_is_that_of_the_published_example(
    method: str, path: str, headers: dict[str, str], payload: str, signature: str
) -> None:
    """Whatever store checks it, it comes to the same."""
    found = signed(
        method,
        path,
        {"host": HOST} | headers,
        payload=payload,
        region="us-east-1",
        key_id="AKIAIOSFODNN7EXAMPLE",
        secret="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        at=datetime(2013, 5, 24, tzinfo=UTC),
    )
    assert found["authorization"].endswith(f"Signature={signature}")
