"""The client of Green API: what it asks, and the name of every way it can go wrong."""

import asyncio
import socket
from dataclasses import replace
from typing import Any

import httpx
import pytest

from backend.domain.words import InstanceState, SendOutcome
from backend.integrations.green_api import client as client_module
from backend.integrations.green_api.client import NEEDED_WEBHOOKS, GreenApiClient
from backend.integrations.green_api.parse import GreenApiReader
from backend.ports.messaging import ChannelAccess, GatewayFailure, MessagingGateway
from tests.fixtures.green_api import GUEST, TOKEN
from tests.simulators.serving import Simulator, wait_until
from tests.waiting import until

# fault of the simulator -> how the send ended
SEND_FAULTS = {
    "http_400": SendOutcome.PERMANENT,
    "http_401": SendOutcome.AUTH,
    "http_403": SendOutcome.AUTH,
    "http_429": SendOutcome.REFUSED,
    "http_466": SendOutcome.QUOTA,
    "http_500": SendOutcome.AMBIGUOUS,
    "http_502": SendOutcome.AMBIGUOUS,  # an HTML page
    "http_503": SendOutcome.AMBIGUOUS,
    "http_504": SendOutcome.AMBIGUOUS,
    "reset": SendOutcome.AMBIGUOUS,
    "html_200": SendOutcome.AMBIGUOUS,
    "empty_200": SendOutcome.AMBIGUOUS,
    "truncated_200": SendOutcome.AMBIGUOUS,
    "no_id_message": SendOutcome.AMBIGUOUS,
    "hang": SendOutcome.AMBIGUOUS,
    "slow_body": SendOutcome.AMBIGUOUS,
}
# (status, body) -> (outcome, name)
ANSWERS = [
    (400, '{"message": "instance in starting process try later"}', "refused", "instance_starting"),
    (400, "instance account not authorized", "auth", "not_authorized"),
    (400, '{"message": "Instance account is expired. Renew"}', "auth", "instance_expired"),
    (400, '{"message": "Instance is deleted"}', "auth", "instance_deleted"),
    (401, "", "auth", "wrong_token"),
    (403, "Forbidden", "auth", "forbidden"),
    (404, "Cannot POST", "auth", "wrong_address"),
    (301, "", "auth", "wrong_address"),
    (204, "", "auth", "wrong_address"),
    (429, "", "refused", "rate_limited"),
    (466, "{}", "quota", "monthly_quota"),
    (469, "", "quota", "too_many_number_checks"),
    (500, '{"message": "request entity too large"}', "permanent", "too_large"),
    (500, "oops", "ambiguous", "server_error_500"),
    (502, "<html>Bad Gateway</html>", "ambiguous", "server_error_502"),
    (200, '{"code": 401, "description": "Unauthorized"}', "auth", "wrong_token"),
    (200, "null", "ambiguous", "answer_without_id"),
    (200, '{"idMessage": ""}', "ambiguous", "answer_without_id"),
    (200, "x" * 300_000, "ambiguous", "answer_too_large"),
    (418, "", "permanent", "bad_request_418"),
]


def answering(status: int, body: str) -> GreenApiClient:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, text=body))
    return GreenApiClient(transport=transport)


def test_the_client_is_a_gateway(green_client: GreenApiClient) -> None:
    """It offers every method the product asks of a gateway."""
    gateway: MessagingGateway = green_client

    assert gateway is green_client


async def test_a_text_is_accepted_with_its_id(
    green_client: GreenApiClient, green_access: ChannelAccess, green_api: Simulator
) -> None:
    """200 with an idMessage; the text reaches WhatsApp once, letter by letter."""
    result = await green_client.send_text(green_access, chat_id=GUEST, text="Größe 😀 «да»")
    reached = wait_until(
        lambda: [e for e in green_api.ledger("whatsapp") if e["id_message"] == result.provider_id]
    )

    assert (result.outcome, result.http_status) == (SendOutcome.ACCEPTED, 200)
    assert [entry["text"] for entry in reached] == ["Größe 😀 «да»"]


@pytest.mark.parametrize("fault", SEND_FAULTS)
async def test_every_fault_of_a_send_has_a_name(
    green_client: GreenApiClient,
    green_access: ChannelAccess,
    green_api: Simulator,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
) -> None:
    """One call, one outcome, no repetition by ourselves, no secret in the words."""
    monkeypatch.setattr(client_module, "TOTAL_DEADLINE_S", 0.5)
    green_api.switch_on(fault)
    result = await green_client.send_text(green_access, chat_id=GUEST, text="private words")

    assert result.outcome is SEND_FAULTS[fault]
    assert result.detail
    assert TOKEN not in repr(result)
    assert "private" not in repr(result)
    assert len(green_api.ledger("requests")) == 1


@pytest.mark.parametrize(("status", "body", "outcome", "name"), ANSWERS)
async def test_every_answer_has_a_meaning(
    green_access: ChannelAccess, status: int, body: str, outcome: str, name: str
) -> None:
    """What the answer says decides what becomes of the message."""
    client = answering(status, body)
    result = await client.send_text(green_access, chat_id=GUEST, text="hi")
    await client.close()

    assert (result.outcome.value, result.detail) == (outcome, name)


async def test_a_refusal_is_quoted_without_secrets(green_access: ChannelAccess) -> None:
    """The provider's words help staff; token and numbers of people are taken out."""
    words = f"Validation failed. Details: 79001234567 at {TOKEN}"
    client = answering(400, f'{{"message": "{words}", "path": "/x/{TOKEN}"}}')
    result = await client.send_text(green_access, chat_id=GUEST, text="hi")
    await client.close()

    assert result.detail == "Validation failed. Details: … at …"


async def test_a_closed_port_is_refused(
    green_client: GreenApiClient, green_access: ChannelAccess
) -> None:
    """Nothing had left, so it may be sent again without a doubt."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nobody = replace(green_access, api_url=f"http://127.0.0.1:{unused.getsockname()[1]}")
        result = await green_client.send_text(nobody, chat_id=GUEST, text="hi")

    assert (result.outcome, result.detail) == (SendOutcome.REFUSED, "not_reachable")


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{"])
async def test_a_connection_that_dies_is_ambiguous(
    green_client: GreenApiClient, green_access: ChannelAccess, answer: bytes
) -> None:
    """The request was read: nobody knows whether the message left."""

    async def die(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(die, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        there = replace(green_access, api_url=f"http://127.0.0.1:{port}")
        result = await green_client.send_text(there, chat_id=GUEST, text="hi")

    assert (result.outcome, result.detail) == (SendOutcome.AMBIGUOUS, "connection_lost")


async def test_an_impossible_address_is_an_error_of_ours(
    green_client: GreenApiClient, green_access: ChannelAccess
) -> None:
    """Never an exception, whatever was typed into the form."""
    result = await green_client.send_text(
        replace(green_access, api_url="ftp://x"), chat_id="a@c.us", text="x"
    )

    assert (result.outcome, result.detail) == (SendOutcome.AUTH, "wrong_address")


async def test_the_state_is_read(
    green_client: GreenApiClient, green_access: ChannelAccess, green_api: Simulator
) -> None:
    """Every state of Green API is one of ours."""
    for state in ("authorized", "notAuthorized", "blocked", "suspended"):
        green_api.control(
            "instance-state", {"id_instance": green_access.id_instance, "state": state}
        )
        assert (await green_client.fetch_state(green_access)).value == state


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("null", InstanceState.STARTING),  # a new instance is still being made
        ('{"stateInstance": "sleepMode"}', InstanceState.SLEEP_MODE),
        ('{"stateInstance": "somethingNew"}', InstanceState.UNKNOWN),
    ],
)
async def test_an_odd_state_is_no_error(
    green_access: ChannelAccess, body: str, state: InstanceState
) -> None:
    """What we do not know is `unknown`, not a crash."""
    client = answering(200, body)

    assert await client.fetch_state(green_access) is state
    await client.close()


async def test_a_wrong_token_is_named(
    green_client: GreenApiClient, green_access: ChannelAccess
) -> None:
    """The live service answers 401 with an empty body."""
    with pytest.raises(GatewayFailure) as failure:
        await green_client.fetch_state(replace(green_access, api_token="0" * 50))

    assert (failure.value.outcome, failure.value.detail) == (SendOutcome.AUTH, "wrong_token")
    assert failure.value.__cause__ is None


async def test_the_webhooks_are_pointed_here(
    green_client: GreenApiClient, green_access: ChannelAccess, green_api: Simulator
) -> None:
    """Every needed webhook is on, at our address with our token."""
    await green_client.configure(
        green_access, webhook_url="http://127.0.0.1:9/h", webhook_token="secret"
    )
    path = f"{green_access.api_url}/waInstance{green_access.id_instance}/getSettings/{TOKEN}"
    async with httpx.AsyncClient() as http:
        settings: dict[str, Any] = (await http.get(path)).json()

    assert {settings[name] for name in NEEDED_WEBHOOKS} == {"yes"}
    assert settings["webhookUrl"] == "http://127.0.0.1:9/h"
    assert "secret" in settings["webhookUrlToken"]


async def test_what_was_sent_is_found_in_the_journal(
    green_client: GreenApiClient, green_access: ChannelAccess
) -> None:
    """Chat, text, id and time of our own messages, oldest first."""
    results = [
        await green_client.send_text(green_access, chat_id=GUEST, text=t) for t in ("one", "two")
    ]

    async def both() -> bool:
        return len(await green_client.list_sent(green_access, minutes=5)) == 2

    await until(both)
    records = await green_client.list_sent(green_access, minutes=5)

    assert [record.text for record in records] == ["one", "two"]
    assert [record.provider_id for record in records] == [r.provider_id for r in results]
    assert {(record.chat_id, record.by_api) for record in records} == {(GUEST, True)}
    assert all(record.sent_at is not None for record in records)


async def test_what_waits_is_found_in_the_queue(
    green_client: GreenApiClient, green_access: ChannelAccess, green_api: Simulator
) -> None:
    """A number without its phone keeps accepted messages in its queue."""
    green_api.control(
        "instance-state", {"id_instance": green_access.id_instance, "state": "notAuthorized"}
    )
    sent = await green_client.send_text(green_access, chat_id=GUEST, text="later")
    queue = await green_client.list_queue(green_access)

    assert sent.outcome is SendOutcome.ACCEPTED
    assert [(r.chat_id, r.text, r.provider_id) for r in queue] == [
        (GUEST, "later", sent.provider_id)
    ]


async def test_a_received_message_reads_as_its_webhook_would(
    green_client: GreenApiClient, green_access: ChannelAccess, green_api: Simulator
) -> None:
    """Filling a gap must give the same key and the same words as the webhook that was lost."""
    for body in ({"text": "Bonjour"}, {"sample": "photo"}, {"sample": "location"}):
        green_api.control(
            "guest-message",
            {"id_instance": green_access.id_instance, "phone": "79001234567", **body},
        )
    bodies = await green_client.list_received(green_access, minutes=5)
    reader = GreenApiReader()
    read = [reader.read(httpx.Request("POST", "http://x", json=b).content) for b in bodies]
    kinds = [getattr(one.event, "kind", None) for one in read]

    assert kinds == ["text", "image", "location"]
    assert getattr(read[0].event, "text", "") == "Bonjour"


@pytest.mark.parametrize("fault", ["journal_500", "html_200", "http_401"])
async def test_an_unreadable_journal_is_a_failure(
    green_client: GreenApiClient, green_access: ChannelAccess, green_api: Simulator, fault: str
) -> None:
    """An empty list must never stand for `could not look`."""
    green_api.switch_on(fault)
    with pytest.raises(GatewayFailure) as failure:
        await green_client.list_sent(green_access, minutes=5)

    assert TOKEN not in str(failure.value)
