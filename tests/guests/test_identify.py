"""Recognising who writes, whatever address they use."""

from datetime import UTC, date, datetime, timedelta

from sqlmodel import select

from backend.domain.words import StayStatus
from backend.features.guests.service import Caller, identify, identify_many, record_consent
from backend.models import ConsentEvent, Guest, GuestAlias, Stay
from backend.work import WorkFactory
from tests.fixtures.work import HotelFixture


async def test_the_same_chat_is_the_same_guest(works: WorkFactory, hotel: HotelFixture) -> None:
    """A second message makes no second guest and keeps what is known."""
    async with works.hotel(hotel.id) as work:
        first, stay = await identify(work, chat_id="79001234567@c.us", sender_name="Anna")
    async with works.hotel(hotel.id) as work:
        second, _ = await identify(work, chat_id="79001234567@c.us", sender_name="")
        guests = (await work.session.exec(select(Guest))).all()

    assert stay is None
    assert first.id == second.id
    assert len(guests) == 1
    assert (second.name, second.phone) == ("Anna", "+79001234567")


async def test_a_guest_of_a_reservation_is_known_by_the_number(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """The number of a reservation finds guest and running stay; its name outranks WhatsApp's."""
    today = datetime.now(UTC).date()
    async with works.hotel(hotel.id) as work:
        guest = Guest(hotel_id=hotel.id, name="Anna Smirnova", phone="+79001234567")
        work.session.add(guest)
        await work.session.flush()
        work.session.add_all(
            [
                GuestAlias(hotel_id=hotel.id, guest_id=guest.id, value="+79001234567"),
                _stay(hotel, guest, "last year", today - timedelta(days=300), StayStatus.DEPARTED),
                _stay(hotel, guest, "now", today - timedelta(days=1), StayStatus.IN_HOUSE),
            ]
        )
    async with works.hotel(hotel.id) as work:
        found, stay = await identify(work, chat_id="79001234567@c.us", sender_name="anya ✨")

    assert guest.id == found.id
    assert (found.name, found.whatsapp_name) == ("Anna Smirnova", "anya ✨")
    assert stay is not None
    assert stay.external_id == "now"


async def test_a_hidden_number_joins_its_guest_once_both_are_given(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """@lid alone is a guest of its own, until one webhook carries both addresses."""
    async with works.hotel(hotel.id) as work:
        by_phone, _ = await identify(work, chat_id="79001234567@c.us", sender_name="Anna")
        hidden, _ = await identify(work, chat_id="120650379300963@lid", sender_name="Anna")
    async with works.hotel(hotel.id) as work:
        caller = Caller("120650379300963@lid", "Anna", other_address="79001234567@c.us")
        joined, _ = (await identify_many(work, [caller]))[caller.chat_id]
    async with works.hotel(hotel.id) as work:
        later, _ = await identify(work, chat_id="120650379300963@lid", sender_name="Anna")

    assert hidden.id != by_phone.id
    assert hidden.phone is None
    assert by_phone.id == joined.id == later.id


async def test_consent_is_dated_once_per_change(works: WorkFactory, hotel: HotelFixture) -> None:
    """Saying STOP twice is one change; START is another."""
    async with works.hotel(hotel.id) as work:
        guest, _ = await identify(work, chat_id="79001234567@c.us", sender_name="Anna")
        changes = [
            await record_consent(work, guest, kind=kind, method="keyword")
            for kind in ("opt_out", "opt_out", "opt_in")
        ]
        events = (await work.session.exec(select(ConsentEvent))).all()

    assert changes == [True, False, True]
    assert [event.kind for event in events] == ["opt_out", "opt_in"]
    assert guest.opted_out_at is None


def _stay(hotel: HotelFixture, guest: Guest, name: str, arrival: date, status: StayStatus) -> Stay:
    return Stay(
        hotel_id=hotel.id,
        external_id=name,
        guest_id=guest.id,
        arrival=arrival,
        departure=arrival + timedelta(days=4),
        status=status,
    )
