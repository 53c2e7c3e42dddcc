"""One request over a transport: what must not survive it."""

import httpx
import pytest

from backend.integrations.calling import answer_to
from backend.integrations.green_api.client import GreenApiClient
from backend.ports.messaging import ChannelAccess


class Stream(httpx.AsyncByteStream):
    def __init__(self) -> None:
        self.is_open = True

    async def aclose(self) -> None:
        self.is_open = False


async def test_a_cookie_of_one_number_is_never_shown_to_another() -> None:
    """Numbers of many hotels share the client, and what is set by an answer ends with it."""
    cookies: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        cookies.append(request.headers.get("cookie"))
        return httpx.Response(
            200, headers={"Set-Cookie": "seen=1; Path=/"}, json={"idMessage": "A"}
        )

    client = GreenApiClient(transport=httpx.MockTransport(answer))
    for number in (1101, 1102):
        access = ChannelAccess(number, "token", "http://green.test", "http://green.test")
        await client.send_text(access, chat_id="79001234567@c.us", text="Hello")
    await client.close()

    assert cookies == [None, None]


async def test_an_answer_that_is_given_up_leaves_its_connection() -> None:
    """Whoever stops reading, for size or for time, does not keep the line."""
    stream = Stream()
    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=stream))

    with pytest.raises(TimeoutError):
        async with answer_to(httpx.Request("GET", "http://green.test"), transport):
            raise TimeoutError

    assert not stream.is_open
