"""Dead letters over HTTP: found, understood, tried again once, or put away."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import orjson
from sqlmodel import col, select, text

from backend.domain.ids import ChannelId, HotelId
from backend.domain.retrying import MOST_ATTEMPTS
from backend.domain.words import Author, InboxState, MessageStatus, OutboxState, Role, SendOutcome
from backend.features.failures.service import Source, give_up, note_failure
from backend.features.sending.drain import drain_sends
from backend.kit.ids import new_uuid
from backend.models import AuditLog, Inbox, Outbox
from backend.models.inbox import RAW_PURPOSE
from backend.ports.messaging import SendResult
from backend.ports.wake import WorkKind
from backend.work import WorkFactory
from tests.fakes.provider import FakeProvider
from tests.fixtures.api import Api
from tests.fixtures.chats import Chats
from tests.fixtures.desk import Desk
from tests.fixtures.work import HotelFixture, Recorder

MakeHotel = Callable[..., Awaitable[HotelFixture]]
REFUSED = SendResult(SendOutcome.PERMANENT, http_status=400, detail="bad_request_400")


def url_of(hotel: HotelFixture) -> str:
    return f"/api/v1/hotels/{hotel.id}/dead-letters"


async def letters(client: httpx.AsyncClient, hotel: HotelFixture, **query: str) -> list[Any]:
    answer = await client.get(url_of(hotel), params=query)
    assert answer.status_code == 200, answer.text
    items: list[Any] = answer.json()["items"]
    return items


async def bury_turn(works: WorkFactory, hotel: HotelFixture, conversation_id: object) -> None:
    async with works.hotel(hotel.id) as work:
        for n in range(1, MOST_ATTEMPTS + 1):
            await note_failure(work, Source.TURN, conversation_id, attempt=n, error="KeyError")
        await give_up(work, Source.TURN, conversation_id, reason="KeyError", attempts=MOST_ATTEMPTS)


async def bury_webhook(works: WorkFactory, hotel: HotelFixture, chat_id: str, words: str) -> int:
    body = {
        "typeWebhook": "incomingMessageReceived",
        "instanceData": {"idInstance": hotel.channel.id_instance, "wid": "7999@c.us"},
        "timestamp": 1760000000,
        "idMessage": new_uuid().hex,
        "senderData": {"chatId": chat_id, "sender": chat_id, "senderName": "Anna"},
        "messageData": {"typeMessage": "textMessage", "textMessageData": {"textMessage": words}},
    }
    async with works.hotel(hotel.id) as work:
        row = Inbox(
            hotel_id=hotel.id,
            channel_id=hotel.channel.id,
            dedupe_key=new_uuid().hex,
            kind="incomingMessageReceived",
            raw_sealed=work.vault.seal(orjson.dumps(body), hotel_id=hotel.id, purpose=RAW_PURPOSE),
            state=InboxState.DEAD,
            attempts=MOST_ATTEMPTS,
        )
        work.session.add(row)
        await work.session.flush()
        assert row.id is not None
        await give_up(work, Source.INBOX, row.id, reason="ValueError", attempts=MOST_ATTEMPTS)
        return row.id


async def send(desk: Desk, provider: FakeProvider) -> None:
    channel = ChannelId(desk.hotel.channel.id)
    await drain_sends(desk.works, HotelId(desk.hotel.id), channel, gateway=provider)


async def test_a_turn_says_who_waits_where_and_what_went_wrong(
    api: Api, works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Guest, room, their words, the failure's name and every attempt with its time."""
    chat = await chats.open(hotel)
    await chat.write("When is breakfast?")
    await bury_turn(works, hotel, chat.conversation_id)
    manager = await api.staff(hotel)
    (letter,) = await letters(manager, hotel)

    assert (letter["guest_name"], letter["room"]) == ("Anna Schmidt", "412")
    assert (letter["what"], letter["preview"]) == ("Answer the guest", "When is breakfast?")
    assert (letter["last_error"], letter["attempts"]) == ("KeyError", MOST_ATTEMPTS)
    assert letter["conversation_id"] == str(chat.conversation_id)
    assert letter["replayable"] is True
    assert [one["n"] for one in letter["history"]] == [1, 2, 3, 4, 5]
    assert {one["outcome"] for one in letter["history"]} == {"KeyError"}


async def test_a_webhook_says_whose_message_it_holds(
    api: Api, works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """What could not be taken in is opened for the person who decides on it."""
    chat = await chats.open(hotel, name="Berta Braun", room="7")
    chat_id = (await chat.row()).chat_id
    await bury_webhook(works, hotel, chat_id, "The shower is cold")
    await bury_webhook(works, hotel, "4911122233344@c.us", "Hello")
    manager = await api.staff(hotel)
    stranger, known = await letters(manager, hotel)

    assert (known["guest_name"], known["room"]) == ("Berta Braun", "7")
    assert known["preview"] == "The shower is cold"
    assert known["what"] == "Take in a message of the guest"
    assert (stranger["guest_name"], stranger["conversation_id"]) == ("Anna", None)


async def test_a_refused_message_is_a_dead_letter_and_replays_through_the_same_row(
    api: Api, desk: Desk
) -> None:
    """The provider said no; tried again it leaves once, however often that is asked."""
    provider = FakeProvider()
    provider.script.append(REFUSED)
    chat = await desk.chat()
    message = await desk.queue(chat, "Your room is ready", author=Author.STAFF)
    await send(desk, provider)
    manager = await api.staff(desk.hotel)
    (letter,) = await letters(manager, desk.hotel, source="outbox")
    url = f"{url_of(desk.hotel)}/{letter['id']}/replay"
    answers = [await manager.post(url), await manager.post(url)]
    await send(desk, provider)
    answers.append(await manager.post(url))
    await send(desk, provider)
    async with desk.works.hotel(desk.hotel.id) as work:
        rows = (await work.session.exec(select(Outbox))).all()

    assert letter["what"] == "Send a colleague's message"
    assert (letter["preview"], letter["reason"]) == ("Your room is ready", "bad_request_400")
    assert [(t["outcome"], t["http_status"]) for t in letter["history"]] == [("permanent", 400)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len(rows) == 1
    assert provider.ledger == [(chat.chat_id, "Your room is ready")]
    assert await desk.status(message.id) is MessageStatus.ACCEPTED


async def test_an_uncertain_message_is_never_decided_by_a_replay(api: Api, desk: Desk) -> None:
    """Resent by hand it had no clear end: it may have arrived, so its letter cannot send it."""
    provider = FakeProvider()
    provider.script.append(REFUSED)
    message = await desk.queue(await desk.chat(), author=Author.STAFF)
    await send(desk, provider)
    manager = await api.staff(desk.hotel)
    (letter,) = await letters(manager, desk.hotel)
    async with desk.works.hotel(desk.hotel.id) as work:
        uncertain = "update message set status = 'uncertain' where id = :id"
        await work.session.execute(text(uncertain), {"id": message.id})
    (shown,) = await letters(manager, desk.hotel)
    answer = await manager.post(f"{url_of(desk.hotel)}/{letter['id']}/replay")

    assert shown["replayable"] is False
    assert answer.status_code == 409
    assert (await desk.outbox(message.id)).state is OutboxState.FAILED


async def test_a_message_resent_by_hand_leaves_no_letter_behind(api: Api, desk: Desk) -> None:
    """Staff who pressed the button in the thread are not asked again elsewhere."""
    provider = FakeProvider()
    provider.script.append(REFUSED)
    message = await desk.queue(await desk.chat(), author=Author.STAFF)
    await send(desk, provider)
    manager = await api.staff(desk.hotel)
    resent = await manager.post(f"/api/v1/hotels/{desk.hotel.id}/messages/{message.id}/retry")

    assert resent.status_code == 200
    assert await letters(manager, desk.hotel) == []


async def test_many_are_tried_again_by_source_and_reason(
    api: Api, works: WorkFactory, hotel: HotelFixture, chats: Chats, recorder: Recorder
) -> None:
    """Bounded, oldest first, audited once; asking again goes on until nothing remains."""
    for number in range(5):
        await bury_webhook(works, hotel, f"49111222333{number}@c.us", "Hello")
    chat = await chats.open(hotel)
    await chat.write("Hello?")
    await bury_turn(works, hotel, chat.conversation_id)
    manager = await api.staff(hotel)
    url = f"{url_of(hotel)}/replay"
    counted = (await manager.get(f"{url_of(hotel)}/counts")).json()
    wanted = {"source": "inbox", "reason": "ValueError", "most": 3}
    answers = [(await manager.post(url, json=wanted)).json() for _ in range(3)]
    async with works.hotel(hotel.id) as work:
        states = (await work.session.exec(select(Inbox.state).order_by(col(Inbox.id)))).all()
        audit = (await work.session.exec(select(AuditLog.action))).all()
    (left,) = await letters(manager, hotel)

    assert counted["by_source"] == {"inbox": 5, "turn": 1, "outbox": 0, "pms": 0}
    assert [(row["reason"], row["waiting"]) for row in counted["by_reason"]] == [
        ("ValueError", 5),
        ("KeyError", 1),
    ]
    assert [(a["replayed"], a["closed"], a["remaining"]) for a in answers] == [
        (3, 0, 2),
        (2, 0, 0),
        (0, 0, 0),
    ]
    assert set(states) == {InboxState.NEW}
    assert audit.count("dead_letter.replay_many") == 2
    assert left["source"] == "turn"
    assert WorkKind.INTAKE in recorder.wakes


async def test_what_has_nothing_left_to_do_is_put_away(
    api: Api, works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Somebody answered the guest meanwhile: the letter does not come back for ever."""
    chat = await chats.open(hotel)
    await chat.write("Hello?")
    await bury_turn(works, hotel, chat.conversation_id)
    await chat.answer_as(Author.STAFF)
    manager = await api.staff(hotel)
    answer = (await manager.post(f"{url_of(hotel)}/replay", json={})).json()
    (letter,) = await letters(manager, hotel, waiting="false")

    assert answer == {"replayed": 0, "closed": 1, "remaining": 0}
    assert letter["note"] == "Nothing was left to try again."
    assert (await chat.row()).due_at is not None  # the fixture's own; nothing was added


async def test_one_put_away_stays_away_and_roles_are_held(
    api: Api, works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """With a note and once; an agent may neither look nor replay."""
    chat = await chats.open(hotel)
    await chat.write("Hello?")
    await bury_turn(works, hotel, chat.conversation_id)
    manager, agent = await api.staff(hotel), await api.staff(hotel, Role.AGENT)
    (letter,) = await letters(manager, hotel)
    url = f"{url_of(hotel)}/{letter['id']}"
    codes = [
        (await agent.get(url_of(hotel))).status_code,
        (await agent.post(f"{url_of(hotel)}/replay", json={})).status_code,
        (await manager.post(f"{url}/discard", json={"note": " "})).status_code,
        (await manager.post(f"{url}/discard", json={"note": "Answered by phone"})).status_code,
        (await manager.post(f"{url}/replay")).status_code,
    ]
    shown = (await manager.get(url)).json()

    assert codes == [403, 403, 422, 200, 409]
    assert (shown["note"], shown["replayable"]) == ("Answered by phone", False)
    assert await letters(manager, hotel) == []
