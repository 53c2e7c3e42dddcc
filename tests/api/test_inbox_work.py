"""The inbox as a place of work, through the API."""

from collections.abc import Awaitable, Callable
from uuid import uuid4

from backend.domain.words import Role
from backend.models import Conversation, Guest
from backend.work import WorkFactory
from tests.fixtures.api import Api
from tests.fixtures.work import HotelFixture

MakeHotel = Callable[..., Awaitable[HotelFixture]]


async def chats(works: WorkFactory, hotel: HotelFixture, count: int) -> list[str]:
    async with works.hotel(hotel.id) as work:
        guest = Guest(hotel_id=hotel.id, name="Gesa Guest")
        work.session.add(guest)
        await work.session.flush()
        rows = [
            Conversation(
                hotel_id=hotel.id,
                channel_id=hotel.channel.id,
                chat_id=f"{n}-{guest.id}@c.us",
                guest_id=guest.id,
            )
            for n in range(count)
        ]
        work.session.add_all(rows)
    return [str(row.id) for row in rows]


async def test_many_are_changed_at_once_and_what_failed_is_told(
    api: Api, make_hotel: MakeHotel
) -> None:
    """Each with an audit row of its own; an unknown or foreign one keeps no other back."""
    hotel, other = await make_hotel(), await make_hotel()
    ours = await chats(api.container.work, hotel, 48)
    (foreign,) = await chats(api.container.work, other, 1)
    unknown = str(uuid4())
    client = await api.staff(hotel)
    base = f"/api/v1/hotels/{hotel.id}"
    label = (await client.post(f"{base}/labels", json={"name": "VIP", "colour": "good"})).json()
    body = {
        "ids": [foreign, *ours, unknown],
        "action": {"do": "add_label", "label_id": label["id"]},
    }
    answer = (await client.post(f"{base}/conversations/bulk", json=body)).json()
    listed = await client.get(
        f"{base}/conversations", params={"label_id": label["id"], "limit": 100}
    )
    audit = (await client.get(f"{base}/audit", params={"limit": 200})).json()["items"]

    assert set(answer["done"]) == set(ours)
    assert [(one["id"], one["code"]) for one in answer["failed"]] == [
        (foreign, "not_found"),
        (unknown, "not_found"),
    ]
    assert {row["id"] for row in listed.json()["items"]} == set(ours)
    assert sum(row["action"] == "conversation.add_label" for row in audit) == len(ours)


async def test_more_than_fifty_at_once_are_refused(api: Api, hotel: HotelFixture) -> None:
    """A request stays short."""
    client = await api.staff(hotel)
    body = {"ids": [str(uuid4()) for _ in range(51)], "action": {"do": "resolve"}}
    answer = await client.post(f"/api/v1/hotels/{hotel.id}/conversations/bulk", json=body)

    assert answer.status_code == 422


async def test_a_viewer_looks_and_changes_nothing(api: Api, hotel: HotelFixture) -> None:
    """Reading the inbox is not handling it; an agent handles it but names no label."""
    (chat,) = await chats(api.container.work, hotel, 1)
    viewer, agent = await api.staff(hotel, Role.VIEWER), await api.staff(hotel, Role.AGENT)
    base = f"/api/v1/hotels/{hotel.id}"
    path = f"{base}/conversations/{chat}"
    refused = [
        (await viewer.put(f"{path}/priority", json={"priority": "high"})).status_code,
        (await viewer.post(f"{path}/notes", json={"text": "x"})).status_code,
        (await viewer.post(f"{path}/scheduled", json={"text": "x", "choice": "hour"})).status_code,
        (await agent.post(f"{base}/labels", json={"name": "x"})).status_code,
        (await agent.post(f"{base}/teams", json={"name": "x"})).status_code,
    ]
    done = [
        (await agent.put(f"{path}/priority", json={"priority": "high"})).status_code,
        (await agent.post(f"{path}/notes", json={"text": "x"})).status_code,
        (await viewer.get(f"{path}/activities")).status_code,
    ]

    assert refused == [403] * 5
    assert done == [200, 201, 200]


async def test_a_saved_view_is_its_makers_and_shared_when_they_want(
    api: Api, hotel: HotelFixture
) -> None:
    """Counted like any other; a colleague sees a shared one and cannot change it."""
    mara, anna = await api.staff(hotel), await api.staff(hotel, Role.AGENT)
    first, _ = await chats(api.container.work, hotel, 2)
    base = f"/api/v1/hotels/{hotel.id}"
    await mara.put(f"{base}/conversations/{first}/priority", json={"priority": "urgent"})
    body = {"name": "Urgent", "filter": {"status": "open", "priority": "urgent"}}
    made = (await mara.post(f"{base}/saved-views", json=body)).json()
    path = f"{base}/saved-views/{made['id']}"
    hidden = (await anna.get(f"{base}/saved-views")).json()["items"]
    unknown = await anna.patch(path, json={"name": "Mine"})
    await mara.patch(path, json={"shared": True})
    shared = (await anna.get(f"{base}/saved-views")).json()["items"]
    refused = await anna.patch(path, json={"name": "Mine"})
    counts = (await anna.get(f"{base}/conversations/counts")).json()

    assert hidden == []
    assert unknown.status_code == 404
    assert [(view["name"], view["mine"]) for view in shared] == [("Urgent", False)]
    assert refused.status_code == 403
    assert counts["saved"] == {made["id"]: 1}
    assert counts["unassigned"] == 2
