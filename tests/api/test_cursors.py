"""Cursors are the caller's words: whatever stands in one, the answer is a sentence."""

import base64
from uuid import UUID

import orjson
import pytest

from tests.fixtures.api import Api
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture

DAY = "2026-11-25T12:00:00+00:00"


def cursor_of(*values: object) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(values)).decode().rstrip("=")


@pytest.mark.parametrize(
    ("path", "before"),
    [
        ("audit", ()),
        ("ledger", ()),
        ("guests", ("Anna",)),
        ("conversations/{conversation}/messages", (DAY,)),
    ],
)
@pytest.mark.parametrize("value", [2**63, 10**30, -1, "x", "²", None, 1.5, True, [], {}])
async def test_a_cursor_that_was_tampered_with_is_refused(
    api: Api, hotel: HotelFixture, chats: Chats, path: str, before: tuple[str, ...], value: object
) -> None:
    """No number is too large, and no type another one, for us to answer."""
    conversation: UUID = (await chats.open(hotel)).conversation_id
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/{path.format(conversation=conversation)}"
    held = float(value) if value == 10**30 else value
    answer = await manager.get(url, params={"cursor": cursor_of(*before, held)})

    assert answer.status_code == 422, answer.text
