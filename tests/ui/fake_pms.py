"""Connections to a PMS, as the API would answer for them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request

from tests.ui.fake_api import ROOT, uid

if TYPE_CHECKING:
    from tests.ui.fake_api import Fake

H = f"{ROOT}/hotels/{{hotel_id}}/pms-connections"
JSON = dict[str, Any]


def routes(api: FastAPI, fake: "Fake") -> None:
    def listed(hotel_id: str) -> list[JSON]:
        return fake.stores[hotel_id].lists["pms-connections"]

    @api.post(H, status_code=201)
    async def connect(hotel_id: str, body: JSON) -> JSON:
        row = {
            **dict.fromkeys(("last_event_at", "last_ok_at", "last_failure")),
            "failed_at": None,
            "paused_at": None,
            "waiting": 0,
            **{name: body.get(name, "") for name in ("vendor", "name", "base_url")},
            "property_code": body.get("property_code", ""),
            "id": uid(body["name"]),
            "created_at": datetime.now(UTC).isoformat(),
        }
        listed(hotel_id).append(row)
        return {**row, "webhook_path": "/hooks/pms/0123abcd", "signing_secret": "S3cret-shown-once"}

    @api.patch(f"{H}/{{id}}")
    async def change(hotel_id: str, id: str, body: JSON) -> JSON:
        row = next(one for one in listed(hotel_id) if one["id"] == id)
        row["paused_at"] = datetime.now(UTC).isoformat() if body["paused"] else None
        return row

    @api.post(f"{H}/{{id}}/test")
    async def test(request: Request, hotel_id: str, id: str) -> JSON:
        row = next(one for one in listed(hotel_id) if one["id"] == id)
        row["last_ok_at"], row["last_failure"] = datetime.now(UTC).isoformat(), None
        return {"ok": True, "outcome": "connected"}
