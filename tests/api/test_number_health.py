"""A number's health and its settings, as scripts read and set them."""

from sqlmodel import col, select

from backend.domain.words import Role
from backend.models import AuditLog
from tests.fixtures.api import Api
from tests.fixtures.work import HotelFixture


def _path(hotel: HotelFixture) -> str:
    return f"/api/v1/hotels/{hotel.id}/channels/{hotel.channel.id}"


async def test_everybody_of_the_hotel_reads_how_its_number_is(
    api: Api, hotel: HotelFixture
) -> None:
    """State, pace, counts, budget, what waits; empty lists where nothing is."""
    viewer = await api.staff(hotel, Role.VIEWER)
    answer = await viewer.get(f"{_path(hotel)}/health")
    body = answer.json()

    assert answer.status_code == 200
    assert (body["state"], body["sending"], body["pause"]) == ("unknown", True, None)
    assert (body["pace"]["share"], body["pace"]["reasons"]) == (1.0, [])
    assert (body["budget"]["limit"], body["budget"]["left"]) == (10, 10)
    assert body["budget"]["reason"] == "warm_up"
    assert body["reply_ratio"] == {"value": None, "answered": 0, "n": 0, "least_n": 20}
    assert body["today"]["sent"] == body["week"]["sent"] == 0
    assert body["waiting"] == body["held"] == body["events"] == []


async def test_a_manager_sets_pace_and_budget(api: Api, hotel: HotelFixture) -> None:
    """Shown at once, kept in the audit log; what is not named stays."""
    manager = await api.staff(hotel)
    wanted = {"send_interval_ms": 2000, "daily_new_contacts": 40, "warm_up": False}
    changed = await manager.patch(_path(hotel), json=wanted)
    renamed = await manager.patch(_path(hotel), json={"name": "  Spa "})
    health = (await manager.get(f"{_path(hotel)}/health")).json()
    async with api.container.work.hotel(hotel.id) as work:
        details = (
            await work.session.exec(
                select(AuditLog.detail)
                .where(AuditLog.action == "channel.change")
                .order_by(col(AuditLog.id))
            )
        ).all()

    assert {name: changed.json()[name] for name in wanted} == wanted
    assert (renamed.json()["name"], renamed.json()["send_interval_ms"]) == ("Spa", 2000)
    assert health["pace"]["configured_ms"] == health["pace"]["now_ms"] == 2000
    assert (health["budget"]["limit"], health["budget"]["reason"]) == (40, "daily_budget")
    assert list(details) == [wanted, {"name": "Spa"}]


async def test_limits_are_the_providers_own(api: Api, hotel: HotelFixture) -> None:
    """Faster than Green API takes it, or slower than it can be told, is refused by field."""
    manager = await api.staff(hotel)
    wrong = (
        {"send_interval_ms": 499},
        {"send_interval_ms": 600_001},
        {"daily_new_contacts": -1},
        {"warm_up": "perhaps"},
    )
    for body in wrong:
        answer = await manager.patch(_path(hotel), json=body)

        assert answer.status_code == 422
        assert [one["field"] for one in answer.json()["error"]["details"]] == list(body)


async def test_an_agent_changes_nothing(api: Api, hotel: HotelFixture) -> None:
    """The pace of a number is a manager's business."""
    agent = await api.staff(hotel, Role.AGENT)
    answer = await agent.patch(_path(hotel), json={"send_interval_ms": 2000})

    assert answer.status_code == 403
