"""The staff's app as it is served: the real API, sessions from the database."""

from backend.api.app import create_api
from backend.bootstrap import get_container
from backend.features.accounts import service as accounts
from hotelbot_ui.services import Identity, Services
from hotelbot_ui.wiring import build


async def find_session(token: str) -> Identity | None:
    async with get_container().work.platform() as work:
        return await accounts.find_session(work, token)


app = build(
    create_api(),
    Services(
        find_session=find_session,
        redis=lambda: get_container().redis,
        cookie_name="session",
        origin=get_container().settings.public_url,
    ),
)
