"""Messages in doubt and the meter of completeness, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select, update

from backend.domain.words import Author, Look, MessageStatus, OutboxState, Role, SendOutcome
from backend.models import AuditLog, JournalCheck, JournalWatch, Message, Outbox, SendAttempt
from backend.ports.live import LiveKind
from backend.work import WorkFactory
from tests.fixtures.api import Api
from tests.fixtures.desk import Desk
from tests.fixtures.work import HotelFixture, Recorder


async def _doubted(
    desk: Desk, state: OutboxState, text: str = "Good evening", *, minutes: int = 5
) -> Message:
    message = await desk.queue(await desk.chat(), text, author=Author.STAFF)
    async with desk.works.hotel(desk.hotel.id) as work:
        row = (await work.session.exec(select(Outbox).where(Outbox.message_id == message.id))).one()
        row.state, row.attempts = state, 1
        row.first_try_at = row.last_try_at = work.now - timedelta(minutes=minutes)
        row.next_at = work.now + timedelta(seconds=30)
        row.looked_at, row.look = work.now, Look.UNREACHABLE
        work.session.add(
            SendAttempt(
                hotel_id=desk.hotel.id,
                outbox_id=row.id or 0,
                n=1,
                epoch=1,
                outcome=SendOutcome.AMBIGUOUS,
                detail="timeout",
            )
        )
        await work.session.exec(
            update(Message)
            .where(Message.id == message.id)  # type: ignore[arg-type]
            .values(status=MessageStatus.UNCERTAIN, status_reason="no_answer")
        )
    return message


async def test_what_is_in_doubt_says_what_was_tried_and_what_comes_next(
    api: Api, desk: Desk
) -> None:
    """The one that waits longest first; what is settled is not there."""
    await desk.queue(await desk.chat(), "on its way")
    checking = await _doubted(desk, OutboxState.UNCERTAIN)
    asked = await _doubted(desk, OutboxState.ASKED, "PIN 9021")
    staff = await api.staff(desk.hotel, Role.VIEWER)
    page = (await staff.get(f"/api/v1/hotels/{desk.hotel.id}/uncertain")).json()
    first, second = page["items"]

    assert [first["message_id"], second["message_id"]] == [str(checking.id), str(asked.id)]
    assert (first["state"], second["state"]) == ("checking", "asked")
    assert (first["guest_name"], first["text"]) == ("Gesa Guest", "Good evening")
    assert (first["author"], first["attempts"], first["room"]) == ("staff", 1, None)
    assert [(one["outcome"], one["detail"]) for one in first["tries"]] == [("ambiguous", "timeout")]
    assert (first["look"], first["reason"]) == ("unreachable", "no_answer")
    assert first["next_look_at"] is not None
    assert second["next_look_at"] is None
    assert (first["never_twice"], second["never_twice"]) == (False, True)
    assert page["next_cursor"] is None


async def test_the_counts_are_of_all_however_long_the_list(api: Api, desk: Desk) -> None:
    """What needs a person is counted apart; what is settled is not counted."""
    await desk.queue(await desk.chat(), "on its way")
    for minutes in (5, 31):
        await _doubted(desk, OutboxState.UNCERTAIN, minutes=minutes)
    await _doubted(desk, OutboxState.ASKED)
    staff = await api.staff(desk.hotel, Role.VIEWER)
    counts = await staff.get(f"/api/v1/hotels/{desk.hotel.id}/uncertain/counts")

    assert counts.json() == {"uncertain": 3, "needs_person": 2}


@pytest.mark.parametrize(
    ("state", "minutes", "needed"),
    [
        (OutboxState.UNCERTAIN, 29, False),
        (OutboxState.UNCERTAIN, 31, True),
        (OutboxState.ASKED, 1, True),
    ],
)
async def test_a_doubt_says_whether_it_needs_a_person(
    api: Api, desk: Desk, state: OutboxState, minutes: int, needed: bool
) -> None:
    """Asked at once, and when it was looked up in vain for half an hour; until then it may wait."""
    await _doubted(desk, state, minutes=minutes)
    staff = await api.staff(desk.hotel, Role.VIEWER)
    page = (await staff.get(f"/api/v1/hotels/{desk.hotel.id}/uncertain")).json()

    assert [one["needs_person"] for one in page["items"]] == [needed]


async def test_the_list_of_doubts_goes_page_by_page(api: Api, desk: Desk) -> None:
    """Each message once, and a foreign cursor is refused."""
    wanted = [str((await _doubted(desk, OutboxState.UNCERTAIN)).id) for _ in range(3)]
    staff = await api.staff(desk.hotel, Role.AGENT)
    url = f"/api/v1/hotels/{desk.hotel.id}/uncertain?limit=2"
    first = (await staff.get(url)).json()
    second = (await staff.get(f"{url}&cursor={first['next_cursor']}")).json()
    foreign = await staff.get(f"{url}&cursor=WyJ4Il0")
    found = [one["message_id"] for one in (*first["items"], *second["items"])]

    assert found == wanted
    assert second["next_cursor"] is None
    assert foreign.status_code == 422


@pytest.mark.parametrize(
    ("verb", "status", "action"),
    [("retry", "queued", "message.resend"), ("mark-sent", "sent", "message.mark_sent")],
)
async def test_a_doubt_is_ended_with_one_click_however_often_it_is_sent(
    api: Api, desk: Desk, recorder: Recorder, verb: str, status: str, action: str
) -> None:
    """The same answer again, one line in the audit log, one change on the other screens."""
    message = await _doubted(desk, OutboxState.ASKED)
    agent = await api.staff(desk.hotel, Role.AGENT)
    base = f"/api/v1/hotels/{desk.hotel.id}"
    recorder.events.clear()
    answers = [await agent.post(f"{base}/messages/{message.id}/{verb}") for _ in range(2)]
    left = (await agent.get(f"{base}/uncertain")).json()
    async with desk.works.hotel(desk.hotel.id) as work:
        actions = [
            one
            for one in (await work.session.exec(select(AuditLog.action))).all()
            if one.startswith("message.")
        ]

    assert [(one.status_code, one.json()["status"]) for one in answers] == [(200, status)] * 2
    assert actions == [action]
    assert [event.kind for _, event in recorder.events] == [LiveKind.MESSAGE, LiveKind.CONVERSATION]
    assert left["items"] == []


@pytest.mark.parametrize("verb", ["retry", "mark-sent"])
async def test_a_viewer_settles_nothing(api: Api, desk: Desk, verb: str) -> None:
    """Reading the inbox is not writing to guests."""
    message = await _doubted(desk, OutboxState.ASKED)
    viewer = await api.staff(desk.hotel, Role.VIEWER)
    answer = await viewer.post(f"/api/v1/hotels/{desk.hotel.id}/messages/{message.id}/{verb}")

    assert answer.status_code == 403
    assert await desk.status(message.id) is MessageStatus.UNCERTAIN


async def test_the_meter_sums_the_last_day_and_shows_each_check(
    api: Api, hotel: HotelFixture, works: WorkFactory
) -> None:
    """What is older than a day is in the list, not in the figure; the number shows it too."""
    async with works.hotel(hotel.id) as work:
        own: dict[str, Any] = {"hotel_id": hotel.id, "channel_id": hotel.channel.id}
        work.session.add(JournalWatch(**own, due_at=work.now))
        for hours, expected, missing in ((30, 1000, 7), (2, 4000, 0), (1, 312, 2)):
            end = work.now - timedelta(hours=hours)
            work.session.add(
                JournalCheck(
                    **own,
                    window_start=end - timedelta(minutes=10),
                    window_end=end,
                    expected=expected,
                    missing=missing,
                    filled=missing,
                )
            )
            await work.session.flush()
    staff = await api.staff(hotel, Role.VIEWER)
    base = f"/api/v1/hotels/{hotel.id}/channels"
    url = f"{base}/{hotel.channel.id}"
    meter = (await staff.get(f"{url}/completeness?limit=2")).json()
    rest = (await staff.get(f"{url}/completeness?cursor={meter['next_cursor']}")).json()
    channel = (await staff.get(url)).json()
    listed = (await staff.get(base)).json()["items"][0]
    figure = meter["last_24_h"]

    assert (figure["expected"], figure["missing"], figure["filled"]) == (4312, 2, 2)
    assert [one["expected"] for one in (*meter["items"], *rest["items"])] == [312, 4000, 1000]
    assert meter["next_check_at"] is not None
    assert channel["completeness"] == listed["completeness"] == figure


async def test_a_number_that_was_never_compared_has_no_figure(
    api: Api, hotel: HotelFixture
) -> None:
    """Nothing is claimed that was not measured."""
    staff = await api.staff(hotel, Role.VIEWER)
    url = f"/api/v1/hotels/{hotel.id}/channels/{hotel.channel.id}/completeness"
    meter = (await staff.get(url)).json()

    assert meter["last_24_h"] is None
    assert meter["items"] == []


async def test_a_hotel_chooses_when_a_message_is_too_late_to_answer(
    api: Api, hotel: HotelFixture
) -> None:
    """In minutes, a quarter of an hour unless said otherwise."""
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}"
    before = (await manager.get(url)).json()["late_minutes"]
    after = (await manager.patch(url, json={"late_minutes": 40})).json()["late_minutes"]
    refused = await manager.patch(url, json={"late_minutes": 0})

    assert (before, after, refused.status_code) == (15, 40, 422)
