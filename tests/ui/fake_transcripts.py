"""What colleagues of the pretend hotel write down of its guests' voice messages."""

from typing import Any

from fastapi import FastAPI

from tests.ui import fake_api
from tests.ui.fake_api import Fake, uid

JSON = dict[str, Any]


def routes(api: FastAPI, fake: Fake, root: str) -> None:
    @api.put(f"{root}/hotels/{{hotel_id}}/media/{{media_id}}/transcript")
    async def write(hotel_id: str, media_id: str, body: JSON) -> JSON:
        store = fake.stores[uid(fake_api.HOTELS[0])]
        message = next(
            one
            for lines in store.messages.values()
            for one in lines
            if one["kind"] == "audio" and one["media"] and one["media"]["id"] == media_id
        )
        message["media"] |= {"transcript": body["text"], "transcript_by": "Maria Lopez"}
        return message
