"""Files over the wire: the bytes as they are, the named ends of both steps, and the three lists."""

from collections.abc import AsyncIterator

import httpx
import pytest

from backend.domain.words import SendOutcome
from backend.integrations.green_api.client import GreenApiClient
from backend.integrations.green_api.journal import queued_records, sent_record
from backend.ports.messaging import ChannelAccess, OutgoingFile
from tests.fixtures.green_api import GUEST, TOKEN
from tests.simulators.serving import Simulator, wait_until

CONTENT = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100


def picture(name: str = "Größe.png") -> OutgoingFile:
    async def read() -> AsyncIterator[bytes]:
        yield CONTENT[:1000]
        yield CONTENT[1000:]

    return OutgoingFile(name, "image/png", len(CONTENT), read)


async def test_a_file_arrives_byte_by_byte(
    green_client: GreenApiClient, green_access: ChannelAccess, green_api: Simulator
) -> None:
    """What the guest's phone loads is what we had; the name and the caption are ours."""
    uploaded = await green_client.upload_file(green_access, picture(), within_s=10)
    sent = await green_client.send_file(
        green_access, chat_id=GUEST, url=uploaded.url, file_name="Größe.png", caption="Für Sie"
    )
    wait_until(
        lambda: [e for e in green_api.ledger("whatsapp") if e["id_message"] == sent.provider_id]
    )
    listed = await green_client.list_sent(green_access, minutes=5)

    assert uploaded.failed is None
    async with httpx.AsyncClient() as phone:
        assert (await phone.get(uploaded.url)).content == CONTENT
    assert sent.outcome is SendOutcome.ACCEPTED
    assert [(one.text, one.file_name) for one in listed] == [("Für Sie", "Größe.png")]


@pytest.mark.parametrize(
    ("status", "body", "outcome", "detail"),
    [
        (500, "oops", SendOutcome.REFUSED, "upload_server_error_500"),
        (200, "null", SendOutcome.REFUSED, "upload_no_url"),
        (200, '{"urlFile": "file:///etc/passwd"}', SendOutcome.REFUSED, "upload_no_url"),
        (429, "", SendOutcome.REFUSED, "upload_rate_limited"),
        (401, "", SendOutcome.AUTH, "upload_wrong_token"),
        (466, "", SendOutcome.QUOTA, "upload_monthly_quota"),
        (400, "file is too large", SendOutcome.PERMANENT, "upload_file is too large"),
        (500, "request entity too large", SendOutcome.PERMANENT, "upload_too_large"),
    ],
)
async def test_the_end_of_the_first_step_is_never_a_doubt(
    green_access: ChannelAccess, status: int, body: str, outcome: SendOutcome, detail: str
) -> None:
    """No guest has seen anything, so what is unclear may be tried again at once."""
    transport = httpx.MockTransport(lambda _: httpx.Response(status, text=body))
    client = GreenApiClient(transport=transport)
    uploaded = await client.upload_file(green_access, picture(), within_s=5)

    assert uploaded.failed is not None
    assert (uploaded.failed.outcome, uploaded.failed.detail) == (outcome, detail)
    assert TOKEN not in repr(uploaded)


async def test_a_send_of_a_file_without_an_answer_is_a_doubt(
    green_client: GreenApiClient, green_access: ChannelAccess, green_api: Simulator
) -> None:
    """The second step is the one that can double a message."""
    uploaded = await green_client.upload_file(green_access, picture(), within_s=10)
    green_api.switch_on("reset")
    sent = await green_client.send_file(
        green_access, chat_id=GUEST, url=uploaded.url, file_name="a.png", caption=""
    )
    assert sent.outcome is SendOutcome.AMBIGUOUS


async def test_a_file_of_ours_that_cannot_be_read_is_named(
    green_client: GreenApiClient, green_access: ChannelAccess
) -> None:
    """The disk failed, not the provider."""

    async def read() -> AsyncIterator[bytes]:
        raise FileNotFoundError
        yield b""

    file = OutgoingFile("a.png", "image/png", 5, read)
    uploaded = await green_client.upload_file(green_access, file, within_s=10)
    assert uploaded.failed is not None
    assert uploaded.failed.detail == "upload_file_not_readable"


def test_a_file_without_a_caption_stands_in_the_queue() -> None:
    """One that waits at the provider must not be taken for one that is nowhere."""
    body = {"chatId": GUEST, "urlFile": "https://x.example/1", "fileName": "map.png"}
    (record,) = queued_records({"messageID": "3EB0", "type": "sendFileByUrl", "body": body})
    assert (record.text, record.file_name) == ("", "map.png")


def test_a_text_in_the_journal_is_no_file() -> None:
    """Only messages of a file's kind have a name."""
    entry = {
        "chatId": GUEST,
        "idMessage": "3EB0",
        "textMessage": "Hi",
        "typeMessage": "textMessage",
    }
    record = sent_record(entry)
    assert record is not None
    assert record.file_name is None
