"""What happens to messages after they were written: edits, reactions, delivery."""

from typing import Any

import pytest
from sqlmodel import select

from backend.domain.words import Author, MessageStatus
from backend.features.messages.service import queue_message
from backend.models import Alert, Conversation, Message, Outbox, StatusNote
from tests.intake.conftest import GUEST, Number

ECHO = "outgoingAPIMessageReceived"


def edit(target: str, text: str) -> dict[str, Any]:
    return {
        "typeMessage": "editedMessage",
        "editedMessageData": {"textMessage": text, "stanzaId": target},
    }


def deletion(target: str) -> dict[str, Any]:
    return {"typeMessage": "deletedMessage", "deletedMessageData": {"stanzaId": target}}


def reaction(target: str, emoji: str) -> dict[str, Any]:
    return {
        "typeMessage": "reactionMessage",
        "extendedTextMessageData": {"text": emoji},
        "quotedMessage": {"stanzaId": target},
    }


async def test_an_edit_changes_its_message(number: Number) -> None:
    """The new text is shown, the first stays readable, an answer under way is stale."""
    await number.tell(number.message("A1", "Room for to"))
    await number.tell(number.message("A2", edit("A1", "Room for two")))
    (message,) = await number.messages()
    (conversation,) = await number.conversations()

    assert (message.text, message.content["first_text"]) == ("Room for two", "Room for to")
    assert message.edited_at is not None
    assert conversation.turn == 2


async def test_a_deletion_marks_its_message(number: Number) -> None:
    """Deleted is a mark with a time; a guest cannot delete what the hotel wrote."""
    await number.tell(
        number.message("A1", "Oops"),
        number.message("B1", "Hi", kind="outgoingMessageReceived"),
        number.message("A2", deletion("A1")),
        number.message("A3", deletion("B1")),
    )
    guests, hotels = await number.messages()

    assert guests.deleted_at is not None
    assert hotels.deleted_at is None
    assert [row.error for row in await number.inbox()][-1] == "not_their_message"


async def test_a_reaction_is_one_per_person_and_can_be_taken_back(number: Number) -> None:
    """It never looks like a text, and opens no turn."""
    await number.tell(number.message("A1", "Thanks"))
    shown = []
    for n, emoji in enumerate(("👍", "❤️", "")):
        await number.tell(number.message(f"R{n}", reaction("A1", emoji)))
        shown.append((await number.messages())[0].reactions)
    (conversation,) = await number.conversations()

    assert shown == [[{"by": "guest", "emoji": "👍"}], [{"by": "guest", "emoji": "❤️"}], []]
    assert conversation.turn == 1


async def test_votes_are_kept_with_their_poll(number: Number) -> None:
    """Every notification carries the whole state."""
    poll = {
        "typeMessage": "pollMessage",
        "pollMessageData": {"name": "Pool or sea?", "options": [{"optionName": "Pool"}]},
    }
    vote = {
        "typeMessage": "pollUpdateMessage",
        "pollMessageData": {
            "stanzaId": "P1",
            "votes": [{"optionName": "Pool", "optionVoters": [GUEST]}],
        },
    }
    await number.tell(number.message("P1", poll, kind="outgoingMessageReceived"))
    await number.tell(number.message("V1", vote))
    (line,) = await number.messages()

    assert line.content["options"] == ["Pool"]
    assert line.content["votes"] == [{"option": "Pool", "voters": 1}]


async def test_a_change_waits_for_its_message(number: Number) -> None:
    """An edit that overtakes its message is applied when the message is there."""
    await number.tell(number.message("A2", edit("A1", "new")))
    (waiting,) = await number.inbox()
    await number.tell(number.message("A1", "old"))
    await number.skip_waiting()
    await number.drain()
    (message,) = await number.messages()

    assert (waiting.state.value, waiting.error) == ("new", "target_unknown")
    assert message.text == "new"


async def test_a_change_of_nothing_becomes_a_line(number: Number) -> None:
    """After two waits an edit of a message that never came is shown, and answered; should the
    message still come, the edited words stand for it."""
    await number.tell(number.message("A2", edit("A1", "two towels please")))
    for _ in range(2):
        await number.skip_waiting()
        await number.drain()
    (message,) = await number.messages()
    (conversation,) = await number.conversations()

    await number.tell(number.message("A1", "two towls"))
    last = (await number.inbox())[-1]

    assert len(await number.messages()) == 1
    assert (last.state.value, last.error) == ("ignored", "known_message")
    assert message.text == "two towels please"
    assert message.content["reason"] == "target_unknown"
    assert conversation.due_at is not None


async def test_an_echo_settles_our_own_message(number: Number) -> None:
    """What we sent and lost sight of is recognised by chat and text; nothing doubles."""
    message_id = await queued(number, "Breakfast is at 8", tried=True)
    await number.tell(number.message("OUT1", "Breakfast is at 8", kind=ECHO))
    own = next(m for m in await number.messages() if m.id == message_id)

    assert (own.provider_id, own.status.value) == ("OUT1", "accepted")
    assert len(await number.messages()) == 2


async def test_another_program_on_the_number_is_shown(number: Number) -> None:
    """Sent through the API, but not by us: visible, and said so."""
    await number.tell(number.message("A1", "hello"))
    await number.tell(number.message("OUT9", "Your taxi is here", kind=ECHO))
    line = next(m for m in await number.messages() if m.provider_id == "OUT9")
    (conversation,) = await number.conversations()

    assert (line.author.value, line.content) == ("phone", {"by_api": True})
    assert conversation.speaker.value == "ai"


async def test_ticks_only_move_forward(number: Number) -> None:
    """read, then sent: it stays read. Another chat's message of the same id is left alone."""
    message_id = await accepted(number, "OUT1")
    other = number.status("OUT1", "read")
    other["chatId"] = "79005550000@c.us"
    await number.tell(other)
    before = await status_of(number, message_id)
    await number.tell(number.status("OUT1", "read"), number.status("OUT1", "sent"))

    assert before is MessageStatus.ACCEPTED
    assert await status_of(number, message_id) is MessageStatus.READ


async def test_a_failed_message_alerts_and_proof_overrules_it(number: Number) -> None:
    """noAccount is shown with its reason and alerted once; delivered proves it wrong."""
    message_id = await accepted(number, "OUT1")
    await number.tell(number.status("OUT1", "noAccount", description="no WhatsApp"))
    async with number.works.hotel(number.hotel.id) as work:
        message = await work.session.get_one(Message, (number.hotel.id, message_id))
        alerts = (await work.session.exec(select(Alert))).all()
    await number.tell(number.status("OUT1", "sent"), number.status("OUT1", "delivered"))

    assert (message.status.value, message.status_reason) == ("no_account", "no WhatsApp")
    assert [alert.kind.value for alert in alerts] == ["send_failed"]
    assert await status_of(number, message_id) is MessageStatus.DELIVERED


async def test_a_status_waits_for_its_message(number: Number) -> None:
    """Statuses that overtake everything are kept: the furthest counts once the id is known."""
    await number.tell(number.status("B1", "delivered"), number.status("B1", "sent"))
    async with number.works.hotel(number.hotel.id) as work:
        (note,) = (await work.session.exec(select(StatusNote))).all()
    await number.tell(number.message("B1", "from the phone", kind="outgoingMessageReceived"))
    (message,) = await number.messages()
    await number.skip_waiting()
    await number.drain()
    async with number.works.hotel(number.hotel.id) as work:
        left = (await work.session.exec(select(StatusNote))).all()

    assert note.status is MessageStatus.DELIVERED
    assert message.status is MessageStatus.DELIVERED
    assert left == []
    assert {row.state.value for row in await number.inbox()} == {"done"}


@pytest.mark.parametrize("word", ["played", "", "pending"])
async def test_an_unknown_status_is_parked(number: Number, word: str) -> None:
    """A new word changes nothing and is kept with its name."""
    await number.tell(number.status("OUT1", word))
    (row,) = await number.inbox()

    assert (row.state.value, row.error) == ("ignored", f"status:{word}")


async def queued(number: Number, text: str, *, tried: bool = False) -> int:
    """A message of ours to the guest; `tried`: its send call had no clear end."""
    await number.tell(number.message("A1", "hello"))
    async with number.works.hotel(number.hotel.id) as work:
        conversation = (await work.session.exec(select(Conversation))).one()
        message = await queue_message(
            work,
            conversation,
            author=Author.STAFF,
            text=text,
            dedupe_key="test:1",
            not_after=work.now,
        )
        outbox = (await work.session.exec(select(Outbox))).one()
        if tried:
            outbox.first_try_at = outbox.last_try_at = work.now
    assert message.id is not None
    return message.id


async def accepted(number: Number, provider_id: str) -> int:
    message_id = await queued(number, "On its way", tried=True)
    await number.tell(number.message(provider_id, "On its way", kind=ECHO))
    return message_id


async def status_of(number: Number, message_id: int) -> MessageStatus:
    async with number.works.hotel(number.hotel.id) as work:
        message = await work.session.get_one(Message, (number.hotel.id, message_id))
        return message.status
