"""Error answers. 401 and 402 are recorded; nobody published a 429, 500 or 503."""

import orjson

from simulators.deepseek.request import Refused
from simulators.exchange import Answer

_MESSAGES = {
    402: ("Insufficient Balance", "unknown_error"),
    422: ("Invalid parameters", "invalid_request_error"),
    429: ("Rate limit reached", "rate_limit_reached"),
    500: ("Server error", "server_error"),
    503: ("Server overloaded", "server_overloaded"),
}


def refused(error: Refused) -> Answer:
    return Answer(error.status, orjson.dumps({"error": error.error}), "application/json")


def by_status(status: int) -> Answer:
    message, kind = _MESSAGES[status]
    error = {"message": message, "type": kind, "code": "invalid_request_error"}
    return Answer(status, orjson.dumps({"error": error}), "application/json")


def bad_key(key: str) -> Answer:
    """Shows the last four characters of the key, as the service does."""
    error = {
        "message": f"Authentication Fails, Your api key: ****{key[-4:]} is invalid",
        "type": "authentication_error",
        "param": None,
        "code": "invalid_request_error",
    }
    return Answer(401, orjson.dumps({"error": error}), "application/json")


def bad_key_in_plain_text() -> Answer:
    return Answer(401, b"Authentication Fails (governor)", "text/plain; charset=utf-8")


def not_found() -> Answer:
    return Answer(404, b"404 page not found", "text/plain; charset=utf-8")
