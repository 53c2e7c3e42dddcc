"""What an answer or an error of Green API means for the message that was being sent.

Source of statuses and texts: Green API docs, "Common errors", and recorded answers.
"""

import re
from dataclasses import dataclass

import httpx
import orjson

from backend.domain.words import SendOutcome
from backend.kit.text import shorten, storable

MAX_DETAIL = 200
# Nothing of the request had left when these happened.
_BEFORE_ANY_BYTE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_UNUSABLE_ADDRESS = (httpx.InvalidURL, httpx.UnsupportedProtocol)
_LONG_NUMBER = re.compile(r"\d{6,}")
# Text of a 400 (lower case) -> what it means. First match counts.
_BAD_REQUESTS = (
    ("starting", SendOutcome.REFUSED, "instance_starting"),
    ("limit exceeded", SendOutcome.REFUSED, "rate_limited"),
    ("not authorized", SendOutcome.AUTH, "not_authorized"),
    ("expired", SendOutcome.AUTH, "instance_expired"),
    ("is deleted", SendOutcome.AUTH, "instance_deleted"),
)
# A 500 that no repetition will cure.
_TOO_LARGE = ("request entity too large", "exceeded max upload size")
_BY_STATUS = {
    401: (SendOutcome.AUTH, "wrong_token"),
    403: (SendOutcome.AUTH, "forbidden"),
    404: (SendOutcome.AUTH, "wrong_address"),
    408: (SendOutcome.AMBIGUOUS, "request_timeout"),
    429: (SendOutcome.REFUSED, "rate_limited"),
    466: (SendOutcome.QUOTA, "monthly_quota"),
    469: (SendOutcome.QUOTA, "too_many_number_checks"),
    499: (SendOutcome.AMBIGUOUS, "client_closed"),
}


@dataclass(frozen=True, slots=True)
class Failure:
    outcome: SendOutcome
    detail: str
    http_status: int | None = None


def failure_of_error(error: Exception) -> Failure:
    """`error` is what the HTTP client raised instead of an answer."""
    if isinstance(error, _UNUSABLE_ADDRESS):
        return Failure(SendOutcome.AUTH, "wrong_address")
    if isinstance(error, _BEFORE_ANY_BYTE):
        return Failure(SendOutcome.REFUSED, "not_reachable")
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return Failure(SendOutcome.AMBIGUOUS, "no_answer_in_time")
    if isinstance(error, httpx.HTTPError):
        return Failure(SendOutcome.AMBIGUOUS, "connection_lost")
    return Failure(SendOutcome.AMBIGUOUS, "answer_too_large")


def failure_of_answer(status: int, body: bytes, *, secret: str) -> Failure | None:
    """None: a 200 to be read. `secret` is taken out of whatever is quoted."""
    said = _words_of(body, secret)
    if status == 200:
        return _failure_inside_ok(body)
    if status in _BY_STATUS:
        outcome, name = _BY_STATUS[status]
        return Failure(outcome, name, status)
    if status >= 500:
        if any(text in said.lower() for text in _TOO_LARGE):
            return Failure(SendOutcome.PERMANENT, "too_large", status)
        return Failure(SendOutcome.AMBIGUOUS, f"server_error_{status}", status)
    if status == 400:
        for text, outcome, name in _BAD_REQUESTS:
            if text in said.lower():
                return Failure(outcome, name, status)
    if 200 < status < 400:
        # A redirect, or a success that says nothing: this is not the gateway.
        return Failure(SendOutcome.AUTH, "wrong_address", status)
    return Failure(SendOutcome.PERMANENT, said or f"bad_request_{status}", status)


def _failure_inside_ok(body: bytes) -> Failure | None:
    """Some refusals come as 200 with {"code": 401, ...}."""
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    code = document.get("code") if isinstance(document, dict) else None
    if code in (401, 403, 404):
        outcome, name = _BY_STATUS[code]
        return Failure(outcome, name, 200)
    return None


def _words_of(body: bytes, secret: str) -> str:
    """The provider's own words: without the token, numbers of people, or a web page."""
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        document = body[:2000].decode("utf-8", "replace")
    message = document.get("message") if isinstance(document, dict) else document
    if not isinstance(message, str) or message.lstrip().startswith("<"):
        return ""
    if secret:
        message = message.replace(secret, "…")
    return shorten(_LONG_NUMBER.sub("…", storable(message)), MAX_DETAIL)
