"""Files on their way to a guest: the bytes first, then one call under the rules of a text."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import select

from backend.domain.ids import ChannelId
from backend.domain.sending import NOT_AFTER, SendTimes
from backend.domain.words import Author, MessageKind, MessageStatus, SendOutcome
from backend.features.messages.service import StoredFile, match_echo, queue_message
from backend.features.sending.attachments import FILE_GONE, MOST_SLOW_TRIES, TOO_LATE
from backend.features.sending.drain import drain_sends
from backend.integrations.local_files import LocalFiles
from backend.kit.ids import new_uuid
from backend.models import Alert, Channel, Conversation, Media, Message, Outbox
from backend.ports.messaging import SendResult
from tests.fakes.provider import FakeProvider
from tests.fixtures.desk import Desk
from tests.sending.conftest import AT_ONCE, NOW

PICTURE = b"\x89PNG\r\n\x1a\n" + b"pixels" * 5000
LOST = SendResult(SendOutcome.AMBIGUOUS, detail="timeout")


class Sender:
    """A desk that sends files through a provider in memory."""

    def __init__(self, desk: Desk, provider: FakeProvider, folder: Path) -> None:
        self.desk, self.provider, self.store = desk, provider, LocalFiles(folder)

    async def queue(self, chat: Conversation, caption: str = "", name: str = "map.png") -> Message:
        hotel_id = self.desk.hotel.id
        key = f"{hotel_id}/sent/{new_uuid()}"
        await self.store.save(key, _pieces())
        async with self.desk.works.hotel(hotel_id) as work:
            return await queue_message(
                work,
                await work.session.get_one(Conversation, (hotel_id, chat.id)),
                author=Author.STAFF,
                text=caption,
                dedupe_key=f"file:{new_uuid()}",
                not_after=work.now + NOT_AFTER[Author.STAFF],
                file=StoredFile(key, name, "image/png", len(PICTURE)),
            )

    async def drain(self, times: SendTimes = AT_ONCE) -> int:
        return await drain_sends(
            self.desk.works,
            self.desk.hotel.id,
            ChannelId(self.desk.hotel.channel.id),
            gateway=self.provider,
            times=times,
            files=self.store,
        )

    async def media(self, message: Message) -> Media:
        async with self.desk.works.hotel(self.desk.hotel.id) as work:
            found = select(Media).where(Media.message_id == message.id)
            return (await work.session.exec(found)).one()

    async def echo(
        self, chat: Conversation, *, caption: str, name: str, provider_id: str
    ) -> Message | None:
        desk = self.desk
        async with desk.works.hotel(desk.hotel.id) as work:
            channel = await work.session.get_one(Channel, (desk.hotel.id, desk.hotel.channel.id))
            return await match_echo(
                work,
                channel=channel,
                chat_id=chat.chat_id,
                text=caption,
                provider_id=provider_id,
                at=work.now,
                file_name=name,
            )


async def _pieces() -> AsyncIterator[bytes]:
    yield PICTURE


@pytest.fixture
def sender(desk: Desk, provider: FakeProvider, tmp_path: Path) -> Sender:
    return Sender(desk, provider, tmp_path)


async def test_a_file_reaches_the_provider_with_its_bytes_and_caption(sender: Sender) -> None:
    """What staff chose is what the provider got, and the message is a picture of ours."""
    chat = await sender.desk.chat()
    message = await sender.queue(chat, "The way to the pool")
    await sender.drain()

    assert message.kind is MessageKind.IMAGE
    assert [content for _, content in sender.provider.uploads] == [PICTURE]
    assert sender.provider.ledger == [(chat.chat_id, "The way to the pool")]
    assert await sender.desk.status(message.id) is MessageStatus.ACCEPTED


async def test_texts_and_files_of_a_conversation_keep_their_order(sender: Sender) -> None:
    """A file is slower than a text, and is not overtaken by it."""
    chat = await sender.desk.chat()
    await sender.desk.queue(chat, "one")
    await sender.queue(chat, "two")
    await sender.desk.queue(chat, "three")
    await sender.drain()

    assert [text for _, text in sender.provider.ledger] == ["one", "two", "three"]


async def test_a_file_in_doubt_that_the_journal_shows_is_not_sent_again(sender: Sender) -> None:
    """Also without a caption: its name and its kind are what it is known by."""
    sender.provider.script.append(LOST)
    sender.provider.accepts_despite = True
    message = await sender.queue(await sender.desk.chat())
    await sender.drain()
    doubted = await sender.desk.status(message.id)
    await sender.drain()

    assert doubted is MessageStatus.UNCERTAIN
    assert await sender.desk.status(message.id) is MessageStatus.ACCEPTED
    assert sender.provider.calls == 1


async def test_a_text_is_no_proof_of_a_file(sender: Sender) -> None:
    """A file named like the words of a text has a hash of its own."""
    chat = await sender.desk.chat()
    sender.provider.script.append(LOST)
    message = await sender.queue(chat, name="map.png")
    await sender.drain()
    sender.provider.take_from_another(chat.chat_id, "map.png")
    await sender.drain()
    await sender.drain()

    assert sender.provider.calls == 2
    assert await sender.desk.status(message.id) is MessageStatus.ACCEPTED


async def test_a_file_in_doubt_that_is_nowhere_is_sent_once_more_without_its_bytes(
    sender: Sender,
) -> None:
    """The provider holds the bytes from the first try: only the short call is made again."""
    sender.provider.script.append(LOST)
    message = await sender.queue(await sender.desk.chat())
    await sender.drain()
    await sender.drain(SendTimes(reconcile_after=NOW))
    await sender.drain()

    assert await sender.desk.status(message.id) is MessageStatus.ACCEPTED
    assert sender.provider.calls == 2
    assert len(sender.provider.uploads) == 1
    assert len(set(sender.provider.sent_urls)) == 1


async def test_a_file_the_provider_named_anew_is_a_question_not_a_second_file(
    sender: Sender,
) -> None:
    """The journal holds a file of this chat that may be ours: a person looks at the phone."""
    sender.provider.script.append(LOST)
    sender.provider.accepts_despite = True
    sender.provider.renames = "6f1b7c.png"
    message = await sender.queue(await sender.desk.chat())
    await sender.drain()
    await sender.drain()
    await sender.drain()

    assert sender.provider.calls == 1
    assert await sender.desk.status(message.id) is MessageStatus.UNCERTAIN


@pytest.mark.parametrize("name", ["map.png", "6f1b7c.png", ""])
async def test_the_echo_settles_a_file_in_doubt(sender: Sender, name: str) -> None:
    """By its name, or by its chat and caption where the provider has named it anew."""
    sender.provider.script.append(LOST)
    chat = await sender.desk.chat()
    message = await sender.queue(chat, "Map")
    await sender.drain(SendTimes())
    other = await sender.echo(chat, caption="Menu", name="menu.pdf", provider_id="X1")
    ours = await sender.echo(chat, caption="Map", name=name, provider_id="X2")

    assert other is None
    assert ours is not None
    assert ours.id == message.id
    assert await sender.desk.status(message.id) is MessageStatus.ACCEPTED


async def test_bytes_that_did_not_arrive_are_no_doubt(sender: Sender) -> None:
    """Nothing reached the guest, so it is tried again at once and nobody is asked."""
    sender.provider.upload_script.append(SendResult(SendOutcome.REFUSED, detail="upload_busy"))
    message = await sender.queue(await sender.desk.chat())
    await sender.drain()
    again = await sender.desk.status(message.id)
    async with sender.desk.works.hotel(sender.desk.hotel.id) as work:
        row = (await work.session.exec(select(Outbox).where(Outbox.message_id == message.id))).one()
        row.next_at = work.now
    await sender.drain()

    assert again is MessageStatus.QUEUED
    assert await sender.desk.status(message.id) is MessageStatus.ACCEPTED
    assert sender.provider.calls == 1


@pytest.mark.parametrize("detail", ["upload_too_large", "noAccount"])
async def test_a_refused_file_fails_with_its_reason_and_staff_are_told(
    sender: Sender, detail: str
) -> None:
    """By the step of the bytes or by the call: the message says why, and an alert is raised."""
    refused = SendResult(SendOutcome.PERMANENT, detail=detail)
    script = sender.provider.upload_script if "upload" in detail else sender.provider.script
    script.append(refused)
    message = await sender.queue(await sender.desk.chat())
    await sender.drain()
    async with sender.desk.works.hotel(sender.desk.hotel.id) as work:
        found = select(Message).where(Message.id == message.id)
        row = (await work.session.exec(found)).one()
        alerts = (await work.session.exec(select(Alert))).all()

    assert (row.status, row.status_reason) == (MessageStatus.FAILED, detail)
    assert [alert.message_id for alert in alerts] == [message.id]


async def test_a_file_that_is_gone_from_the_store_is_named(sender: Sender) -> None:
    """No empty file is sent in its place."""
    message = await sender.queue(await sender.desk.chat())
    await sender.store.delete((await sender.media(message)).stored_key or "")
    await sender.drain()
    async with sender.desk.works.hotel(sender.desk.hotel.id) as work:
        row = (await work.session.exec(select(Message).where(Message.id == message.id))).one()

    assert (row.status, row.status_reason) == (MessageStatus.FAILED, FILE_GONE)
    assert sender.provider.calls == 0


async def test_a_line_too_slow_for_a_file_is_told_to_a_person(sender: Sender) -> None:
    """It is tried a few times, then it fails by its name instead of trying for a day."""
    late = SendResult(SendOutcome.REFUSED, detail="upload_no_answer_in_time")
    sender.provider.upload_script.extend([late] * MOST_SLOW_TRIES)
    message = await sender.queue(await sender.desk.chat())
    outbox = await sender.desk.outbox(message.id)
    async with sender.desk.works.hotel(sender.desk.hotel.id) as work:
        row = await work.session.get_one(Outbox, (sender.desk.hotel.id, outbox.id))
        row.attempts = MOST_SLOW_TRIES - 1
    await sender.drain()
    async with sender.desk.works.hotel(sender.desk.hotel.id) as work:
        shown = (await work.session.exec(select(Message).where(Message.id == message.id))).one()

    assert (shown.status, shown.status_reason) == (MessageStatus.FAILED, TOO_LATE)
    assert sender.provider.calls == 0
