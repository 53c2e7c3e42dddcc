"""What the pretend colleagues answered and no entry held."""

from typing import Any

from fastapi import FastAPI

JSON = dict[str, Any]


def candidate() -> JSON:
    return {
        "id": "00000000-0000-7000-8000-0000000000a7",
        "conversation_id": "00000000-0000-7000-8000-0000000000c1",
        "question": "Do you have an iron?",
        "answer": "Yes, an iron is in the wardrobe of every room.",
        "language": "en",
        "answered_by": "Maria Lopez",
        "contradicts": "Laundry",
        "state": "open",
        "entry_id": None,
        "settled_by": "",
        "found_at": "2026-11-25T18:00:00Z",
    }


def routes(api: FastAPI, root: str) -> None:
    held = [candidate()]
    outcomes = ["facts_changed", "ok"]
    base = f"{root}/hotels/{{hotel_id}}/knowledge-candidates"

    @api.get(base)
    async def listed(hotel_id: str) -> JSON:
        return {"items": held, "next_cursor": None}

    @api.post(f"{base}/{{candidate_id}}/word")
    async def word(hotel_id: str, candidate_id: str) -> JSON:
        if outcomes.pop(0) != "ok":
            return {"outcome": "facts_changed", "title": "", "text": "", "detail": "5 EUR"}
        text = "An iron is in the wardrobe of every room."
        return {"outcome": "ok", "title": "Iron", "text": text, "detail": ""}

    @api.post(f"{base}/{{candidate_id}}/dismiss")
    async def dismiss(hotel_id: str, candidate_id: str) -> JSON:
        return held.pop() | {"state": "dismissed"}
