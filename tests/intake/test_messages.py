"""What a guest's message does to the conversation."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlmodel import select

from backend.domain.inbox_words import ActivityKind, SnoozeChoice
from backend.domain.words import Author, ConversationStatus, Speaker
from backend.features.activities.service import list_activities
from backend.features.scheduled.schemas import ScheduledInput
from backend.features.scheduled.service import list_planned, plan
from backend.models import ConsentEvent, Conversation, Guest, Hotel, Media, Outbox
from backend.ports.live import LiveKind
from backend.ports.wake import WorkKind
from tests.fixtures.work import Recorder
from tests.intake.conftest import GUEST, MakeNumber, Number

PHONE = "outgoingMessageReceived"


async def test_ten_parallel_webhooks_are_one_conversation_in_order(number: Number) -> None:
    """An album and a text sent at once: one conversation, in the order they were written."""
    bodies = [number.message(f"A{n}", f"part {n}", ago=20 - n) for n in range(10)]
    answers = await asyncio.gather(*(number.post(body) for body in reversed(bodies)))
    assert {answer.status_code for answer in answers} == {200}
    await number.drain_in_a_crowd(4)
    (conversation,) = await number.conversations()
    messages = await number.messages()

    assert [f"part {n}" for n in range(10)] == [message.text for message in messages]
    assert conversation.unread == 10
    assert conversation.turn == 10
    assert conversation.last_message_id == messages[-1].id


async def test_a_message_opens_a_turn(make_number: MakeNumber, recorder: Recorder) -> None:
    """Due after the hotel's silence, the screens are told, the turn's workers are woken."""
    number = await make_number(debounce_ms=2000)
    await number.tell(number.message("A1", "Is breakfast included?"))
    (conversation,) = await number.conversations()
    kinds = [event.kind for hotel, event in recorder.events if hotel == number.hotel.id]

    assert conversation.due_at is not None
    assert conversation.due_since is not None
    assert conversation.due_at - conversation.due_since == timedelta(seconds=2)
    assert conversation.waiting_since is not None
    assert {LiveKind.MESSAGE, LiveKind.CONVERSATION} <= set(kinds)
    assert WorkKind.TURNS in recorder.wakes


async def test_a_burst_is_answered_within_eight_seconds(make_number: MakeNumber) -> None:
    """Each message puts the answer off, but not past eight seconds after the first."""
    number = await make_number(debounce_ms=20_000)
    await number.tell(number.message("A1", "One"), number.message("A2", "Two"))
    (conversation,) = await number.conversations()

    assert conversation.due_at is not None
    assert conversation.due_since is not None
    assert conversation.due_at - conversation.due_since == timedelta(seconds=8)


async def test_a_message_reopens_a_resolved_conversation(number: Number) -> None:
    """A guest who writes again is not left in the archive."""
    await number.tell(number.message("A1", "Thanks"))
    async with number.works.hotel(number.hotel.id) as work:
        (conversation,) = (await work.session.exec(select(Conversation))).all()
        conversation.status = ConversationStatus.RESOLVED
    await number.tell(number.message("A2", "One more thing"))
    (conversation,) = await number.conversations()

    assert conversation.status is ConversationStatus.OPEN


async def test_an_impossible_time_is_the_time_of_arrival(number: Number) -> None:
    """1970, 2100 and nonsense sort by arrival and count as fresh; a real delay counts as late."""
    before = datetime.now(UTC) - timedelta(seconds=5)
    for n, timestamp in enumerate((0, -5, 4_000_000_000, "soon", 10**17, True)):
        body = number.message(f"A{n}", f"odd {n}")
        body["timestamp"] = timestamp
        await number.tell(body)
    await number.tell(number.message("B1", "held back", ago=3 * 3600))
    late, *odd = await number.messages()

    assert late.text == "held back"
    assert late.late
    assert [message.text for message in odd] == [f"odd {n}" for n in range(6)]
    assert all(message.sort_at > before and not message.late for message in odd)


async def test_a_picture_comes_with_its_file(number: Number) -> None:
    """Caption as text, thumbnail small and whole, the link kept away from the message."""
    data = {
        "typeMessage": "imageMessage",
        "fileMessageData": {
            "downloadUrl": "https://files.test/1.jpg",
            "caption": "The leak",
            "fileName": "1.jpg",
            "mimeType": "image/jpeg",
            "jpegThumbnail": "/9j/4AAQSkZJRg==",
        },
        "quotedMessage": {"stanzaId": "Q1", "typeMessage": "textMessage"},
    }
    await number.tell(number.message("A1", data))
    (message,) = await number.messages()
    async with number.works.hotel(number.hotel.id) as work:
        (media,) = (await work.session.exec(select(Media))).all()

    assert (message.kind.value, message.text) == ("image", "The leak")
    assert message.quoted_provider_id == "Q1"
    assert (media.file_name, media.provider_url) == ("1.jpg", "https://files.test/1.jpg")
    assert media.thumbnail is not None
    assert media.thumbnail.startswith(b"\xff\xd8")


async def test_an_unknown_type_is_shown_under_its_name(number: Number) -> None:
    """New types appear without notice; none is lost."""
    await number.tell(number.message("A1", {"typeMessage": "hologramMessage", "hologram": {}}))
    await number.tell(number.envelope("catalogChanged", idMessage="X1"))
    (message,) = await number.messages()
    last = (await number.inbox())[-1]

    assert (message.kind.value, message.content["type"]) == ("unsupported", "hologramMessage")
    assert (last.state.value, last.error) == ("ignored", "catalogChanged")


async def test_groups_are_left_alone(number: Number) -> None:
    """A group the number sits in makes no conversation."""
    await number.tell(number.message("A1", "hi all", chat="120363043968066561@g.us"))

    assert await number.conversations() == []
    assert [row.error for row in await number.inbox()] == ["group"]


async def test_a_hostile_name_and_address_are_only_text(number: Number) -> None:
    """Long, reversed or path-like: stored short and shown, never followed."""
    body = number.message("A1", "hi", chat="../../etc")
    body["senderData"]["senderName"] = "\u202eevil\u0000" + "x" * 400
    await number.tell(body)
    async with number.works.hotel(number.hotel.id) as work:
        (guest,) = (await work.session.exec(select(Guest))).all()
    (conversation,) = await number.conversations()

    assert conversation.chat_id == "../../etc"
    assert guest.name.startswith("evilx")
    assert len(guest.name) <= 120


async def test_both_addresses_of_a_guest_are_one_conversation(number: Number) -> None:
    """@lid and number of one guest, once a webhook carries both."""
    await number.tell(number.message("A1", "from my number"))
    both = number.message("A2", "from a hidden address", chat="120650379300963@lid")
    both["senderData"]["sender"] = GUEST
    await number.tell(both)
    await number.tell(number.message("A3", "again", chat="120650379300963@lid"))

    (conversation,) = await number.conversations()

    assert (conversation.chat_id, conversation.turn) == (GUEST, 3)


async def test_a_reply_typed_on_the_phone_silences_the_ai(number: Number) -> None:
    """It is shown as the phone's, answers the guest, and takes the floor for a while."""
    await number.tell(number.message("A1", "Hello?", ago=5))
    await number.tell(number.message("B1", "Hi, this is Mara", kind=PHONE))
    (conversation,) = await number.conversations()
    last = (await number.messages())[-1]
    async with number.works.hotel(number.hotel.id) as work:
        hotel = await work.session.get_one(Hotel, number.hotel.id)

    assert (last.author.value, last.direction.value, last.status.value) == ("phone", "out", "sent")
    assert conversation.speaker is Speaker.PHONE
    assert conversation.speaker_until is not None
    held = conversation.speaker_until - last.sort_at
    assert held == timedelta(minutes=hotel.speaker_minutes)
    assert (conversation.turn, conversation.unread, conversation.waiting_since) == (2, 0, None)


async def test_stop_is_confirmed_once_and_start_undoes_it(number: Number) -> None:
    """A whole-message STOP is dated, confirmed once, opens no turn; START re-enables."""
    await number.tell(number.message("A1", "СТОП!"), number.message("A2", "stop"))
    async with number.works.hotel(number.hotel.id) as work:
        (guest,) = (await work.session.exec(select(Guest))).all()
        queued = (await work.session.exec(select(Outbox))).all()
    out_at = guest.opted_out_at
    keys = [row.dedupe_key.partition(":")[0] for row in queued]
    await number.tell(number.message("A3", "Start"))
    async with number.works.hotel(number.hotel.id) as work:
        (guest,) = (await work.session.exec(select(Guest))).all()
        events = (await work.session.exec(select(ConsentEvent))).all()
    texts = [message.text for message in await number.messages()]

    assert out_at is not None
    assert keys == ["optout"]
    assert sum(text.startswith("Автоматических сообщений больше") for text in texts) == 1
    assert guest.opted_out_at is None
    assert [(event.kind, event.method) for event in events] == [
        ("opt_out", "keyword"),
        ("opt_in", "keyword"),
    ]


async def test_the_list_ends_with_the_confirmation(
    make_number: MakeNumber, recorder: Recorder
) -> None:
    """Of a STOP that was granted nobody waits for an answer, on no open screen."""
    number = await make_number()
    await number.tell(number.message("A1", "stop"))
    rows = [event.data for _, event in recorder.events if event.kind is LiveKind.CONVERSATION]
    (conversation,) = await number.conversations()

    assert conversation.waiting_since is None
    assert rows[-1]["waiting_since"] is None
    assert rows[-1]["last_message"]["author"] == Author.AI


async def test_a_sentence_with_stop_is_no_opt_out(number: Number) -> None:
    """Only the whole message counts."""
    await number.tell(number.message("A1", "Does the bus stop here?"))
    async with number.works.hotel(number.hotel.id) as work:
        (guest,) = (await work.session.exec(select(Guest))).all()

    assert guest.opted_out_at is None


async def test_a_call_is_one_line(number: Number) -> None:
    """Ringing and hanging up are one call, shown with how it ended."""
    for status in ("offer", "missed"):
        call = number.envelope("incomingCall", idMessage="C1", status=status)
        await number.tell({**call, "from": GUEST})
    (line,) = await number.messages()
    (conversation,) = await number.conversations()

    assert (line.kind.value, line.content["status"]) == ("call", "missed")
    assert conversation.due_at is None
    assert conversation.unread == 1


async def _put(number: Number, **columns: object) -> Conversation:
    await number.tell(number.message("A0", "Hello", ago=60))
    (conversation,) = await number.conversations()
    async with number.works.hotel(number.hotel.id) as work:
        row = await work.session.merge(conversation)
        for name, value in columns.items():
            setattr(row, name, value)
        row.resolved_at = work.now
        row.unread, row.waiting_since, row.due_at = 0, None, None
    return conversation


async def _lines(number: Number, conversation: Conversation) -> list[tuple[ActivityKind, str]]:
    async with number.works.hotel(number.hotel.id) as work:
        page = await list_activities(work, conversation.id)
    return [(line.kind, line.detail["reason"]) for line in page.items]


async def test_a_mere_thank_you_leaves_a_resolved_conversation_resolved(number: Number) -> None:
    """It is shown, nothing is unread or answered, and the thread says why."""
    before = await _put(number, status=ConversationStatus.RESOLVED)
    await number.tell(number.message("A1", "Thank you so much 🙏"))
    (after,) = await number.conversations()

    assert [message.text for message in await number.messages()][-1] == "Thank you so much 🙏"
    assert (after.status, after.unread, after.due_at) == (ConversationStatus.RESOLVED, 0, None)
    assert after.turn == before.turn + 1
    assert await _lines(number, after) == [(ActivityKind.KEPT_CLOSED, "only_thanks")]


async def test_a_thank_you_opens_again_where_the_hotel_wants_it(make_number: MakeNumber) -> None:
    """The rule is the hotel's to switch off."""
    number = await make_number(closes_on_thanks=False)
    await _put(number, status=ConversationStatus.RESOLVED)
    await number.tell(number.message("A1", "Thanks"))
    (after,) = await number.conversations()

    assert (after.status, after.unread) == (ConversationStatus.OPEN, 1)


async def test_an_ok_to_a_question_of_ours_opens_again(number: Number) -> None:
    """Once the hotel wrote after it was resolved, an OK may be the answer."""
    await _put(number, status=ConversationStatus.RESOLVED)
    await number.tell(number.message("P1", "A late check-out costs 20. Fine?", kind=PHONE))
    await number.tell(number.message("A1", "Ok"))
    (after,) = await number.conversations()

    assert (after.status, after.unread) == (ConversationStatus.OPEN, 1)


async def test_a_guests_message_ends_a_snooze_at_once(number: Number) -> None:
    """Whatever was chosen, and the thread says what brought it back."""
    until = datetime.now(UTC) + timedelta(days=1)
    await _put(number, status=ConversationStatus.SNOOZED, snoozed_until=until)
    await number.tell(number.message("A1", "One more thing"))
    (after,) = await number.conversations()

    assert (after.status, after.snoozed_until) == (ConversationStatus.OPEN, None)
    assert await _lines(number, after) == [(ActivityKind.REOPENED, "guest_wrote")]


async def test_a_guests_message_cancels_what_waits_for_their_silence(number: Number) -> None:
    """In the transaction that stores the message, so the two can never cross."""
    await number.tell(number.message("A0", "Hello", ago=60))
    (conversation,) = await number.conversations()
    async with number.works.hotel(number.hotel.id) as work:
        data = ScheduledInput(text="Still there?", choice=SnoozeChoice.HOUR, unless_reply=True)
        await plan(work, conversation.id, data)
    await number.tell(number.message("A1", "I am"))
    async with number.works.hotel(number.hotel.id) as work:
        left = await list_planned(work, conversation.id)

    assert left == []
