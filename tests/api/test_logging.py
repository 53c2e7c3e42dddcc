"""What reaches the log."""

import logging

import pytest
import structlog

from backend.observability.logging import MASK, configure_logging, redact
from tests.fixtures.api import PASSWORD, Api, credentials
from tests.fixtures.work import HotelFixture


def test_secrets_and_guests_words_are_masked_by_their_key() -> None:
    """Also inside of nested values."""
    event = {
        "event": "sign_in.failed",
        "password": "p",
        "api_token": "t",
        "phone": "+49",
        "text": "hello",
        "headers": {"Authorization": "Bearer x", "Accept": "json"},
        "rows": [{"chat_id": "1@c.us"}],
        "ms": 3,
    }
    safe = redact(None, "info", dict(event))

    assert safe == {
        "event": "sign_in.failed",
        "password": MASK,
        "api_token": MASK,
        "phone": MASK,
        "text": MASK,
        "headers": {"Authorization": MASK, "Accept": "json"},
        "rows": [{"chat_id": MASK}],
        "ms": 3,
    }


def test_a_value_cannot_begin_a_line_or_colour_the_terminal() -> None:
    """CR, LF and escape sequences are written out."""
    safe = redact(None, "info", {"error": "a\r\nINFO forged \x1b[31mred"})

    assert safe["error"] == "a\\x0d\\x0aINFO forged \\x1b[31mred"


async def test_no_password_token_or_key_is_ever_logged(
    api: Api, hotel: HotelFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """A whole sign-in, a refresh, a key and a refusal, at the lowest level."""
    before = logging.getLogger().handlers[:]
    configure_logging("DEBUG", "json")
    try:
        login = await api.person(hotel)
        manager = await api.machine(login)
        made = await manager.post(f"/api/v1/hotels/{hotel.id}/api-keys", json={"name": "k"})
        browser = await api.browser(login)
        async with api.client() as client:
            await client.post("/api/v1/auth/token", json=credentials(login, "wrong-secret-words"))
    finally:
        logging.getLogger().handlers = before
        structlog.reset_defaults()
    said = "".join(capsys.readouterr())

    assert '"event": "http.answered"' in said
    for secret in (
        PASSWORD,
        "wrong-secret-words",
        made.json()["key"],
        manager.headers["authorization"].removeprefix("Bearer "),
        browser.cookies["hotelbot_session"],
        login.email,
    ):
        assert secret not in said
