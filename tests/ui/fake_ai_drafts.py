"""Drafts of the pretend AI: one for each conversation in which a test asks for it."""

from typing import Any

from fastapi import FastAPI

from tests.ui import fake_api
from tests.ui.fake_api import Fake, uid
from tests.ui.fake_evidence import SHEET
from tests.ui.fake_triggers import NOW

JSON = dict[str, Any]


def routes(api: FastAPI, fake: Fake, root: str) -> None:
    held: dict[str, JSON] = {}
    drafts = f"{root}/hotels/{{hotel_id}}/conversations/{{conversation_id}}/ai-drafts"

    @api.get(drafts)
    async def current(hotel_id: str, conversation_id: str) -> JSON:
        found = held.get(conversation_id)
        return {"items": [found] if found else [], "next_cursor": None}

    @api.post(f"{drafts}/{{draft_id}}/dismiss")
    async def dismiss(hotel_id: str, conversation_id: str, draft_id: str) -> JSON:
        return held.pop(conversation_id) | {"state": "dismissed"}

    @api.post(f"{root}/_fake/draft")
    async def write(body: JSON) -> None:
        store = fake.stores[uid(fake_api.HOTELS[0])]
        chosen = body["conversation_id"]
        turn = next(row["turn"] for row in store.rows("all") if row["id"] == chosen)
        held[chosen] = {
            "id": uid(f"draft {chosen}"),
            "conversation_id": chosen,
            "turn": turn,
            "text": body["text"],
            "sources": [{"id": SHEET["id"], "title": SHEET["title"]}],
            "state": "open",
            "edit_distance": None,
            "created_at": NOW.isoformat(),
        }
        await fake.tell(store, ("ai_draft", held[chosen]))
