"""The refusals of Green API, in the shapes its documentation and recordings show."""

from datetime import UTC, datetime
from typing import Any

import orjson

from simulators.exchange import HTML, Answer

QUOTA_TEXT = (
    "Monthly quota has been exceeded. Please go to your personal account and change the tariff "
    "to business https://console.green-api.com"
)
GATEWAY_NAMES = {
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Temporarily Unavailable",
    504: "Gateway Time-out",
}


class Refused(Exception):
    """A 400 with the message the caller gets to read."""


class OverQuota(Exception):
    """A 466; carries the body."""

    def __init__(self, body: dict[str, Any]) -> None:
        super().__init__("monthly quota")
        self.body = body


def bad_request(path: str, message: str) -> Answer:
    body = {
        "statusCode": 400,
        "timestamp": datetime.now(UTC).isoformat(),
        "path": path,
        "message": message,
    }
    return Answer(400, orjson.dumps(body))


def unauthorized() -> Answer:
    return Answer(401, b"")


def forbidden() -> Answer:
    return Answer(403, b"Forbidden", "text/plain; charset=utf-8")


def unknown_method(path: str) -> Answer:
    return Answer(404, f"Cannot find {path}".encode(), "text/plain; charset=utf-8")


def too_large() -> Answer:
    body = {"statusCode": 500, "message": "request entity too large"}
    return Answer(500, orjson.dumps(body))


def too_many(limit: int) -> Answer:
    headers = ((b"x-ratelimit-limit", str(limit).encode()), (b"x-ratelimit-remaining", b"0"))
    return Answer(429, orjson.dumps({"message": "Too Many Requests"}), headers=headers)


def gateway(status: int) -> Answer:
    """What a proxy in front of the service answers: HTML where JSON was due."""
    name = GATEWAY_NAMES[status]
    page = (
        f"<html>\r\n<head><title>{status} {name}</title></head>\r\n<body>\r\n"
        f"<center><h1>{status} {name}</h1></center>\r\n<hr><center>nginx</center>\r\n"
        "</body>\r\n</html>\r\n"
    )
    return Answer(status, page.encode(), HTML)


def method_quota(method: str, used: int, total: int) -> dict[str, Any]:
    return {
        "invokeStatus": {
            "method": method,
            "used": used,
            "total": total,
            "status": "QUOTE_EXCEEDED",
            "description": QUOTA_TEXT,
        }
    }


def correspondents_quota(method: str, used: int, chats: list[str]) -> dict[str, Any]:
    allowed = ",".join(chats)
    return {
        "invokeStatus": {
            "method": method,
            "used": used,
            "total": 0,
            "status": "QUOTE_ALLOWED",
        },
        "correspondentsStatus": {
            "method": "correspondents",
            "used": len(chats),
            "total": len(chats),
            "status": "CORRESPONDENTS_QUOTE_EXCEEDED",
            "description": (
                "Monthly quota has been exceeded. You can only send or receive messages from "
                f"these numbers: {allowed}. Please go to your personal account and change the "
                "tariff to business https://console.green-api.com"
            ),
        },
    }


def over_quota(body: dict[str, Any]) -> Answer:
    return Answer(466, orjson.dumps(body))
