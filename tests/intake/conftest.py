"""A number that talks to us: webhooks posted to the real route, drained by the real worker."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import orjson
import pytest
import pytest_asyncio
from psycopg_pool import AsyncConnectionPool
from sqlmodel import col, select, text
from starlette.applications import Starlette

from backend.api.routes import hooks
from backend.api.routes.hooks import hook_routes
from backend.db.raw_pool import create_raw_pool
from backend.domain.ids import ChannelId
from backend.domain.words import InboxState
from backend.features.intake import store
from backend.features.intake.service import drain_intake
from backend.integrations.green_api.parse import GreenApiReader
from backend.kit.crypto import Vault
from backend.models import Conversation, Inbox, Message
from backend.ports.incoming import WebhookReader
from backend.ports.wake import Waker
from backend.work import WorkFactory
from tests.fixtures.database import STATEMENT_MS, Database, patient_for_locks
from tests.fixtures.work import WEBHOOK_TOKEN, HotelFixture, Recorder
from tests.waiting import PATIENCE_S, until

GUEST = "79001234567@c.us"
BEARER = {"Authorization": f"Bearer {WEBHOOK_TOKEN}"}


@dataclass
class Needs:
    vault: Vault
    work: WorkFactory
    waker: Waker
    hook_pool: AsyncConnectionPool
    webhook_reader: WebhookReader = field(default_factory=GreenApiReader)


@dataclass
class Number:
    """One hotel's number, as the provider and as our workers see it."""

    hotel: HotelFixture
    works: WorkFactory
    web: httpx.AsyncClient

    @property
    def path(self) -> str:
        return f"/hooks/green/{self.hotel.hook_id}"

    async def post(self, body: dict[str, Any] | bytes) -> httpx.Response:
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        return await self.web.post(self.path, content=raw, headers=BEARER)

    async def tell(self, *bodies: dict[str, Any] | bytes) -> None:
        """Posts each, then works through them."""
        for body in bodies:
            assert (await self.post(body)).status_code == 200
        await self.drain()

    async def drain(self) -> int:
        """At once, also what is allowed to wait a moment for company."""
        async with self.works.hotel(self.hotel.id) as work:
            fresh = "update inbox set next_at = now() where state = 'new' and attempts = 0"
            await work.session.execute(text(fresh))
        return await self.drain_due()

    async def drain_in_a_crowd(self, many: int) -> None:
        """Side by side; then what is left, for a drain takes nothing new after two seconds."""
        await asyncio.gather(*(self.drain_due() for _ in range(many)))

        async def nothing_is_left() -> bool:
            await self.drain()
            return all(row.state is not InboxState.NEW for row in await self.inbox())

        await until(nothing_is_left)

    async def drain_due(self) -> int:
        channel = ChannelId(self.hotel.channel.id)
        return await drain_intake(self.works, self.hotel.id, channel, reader=GreenApiReader())

    async def messages(self) -> list[Message]:
        """In the order of the conversation."""
        async with self.works.hotel(self.hotel.id) as work:
            query = select(Message).order_by(col(Message.sort_at), col(Message.id))
            return list((await work.session.exec(query)).all())

    async def conversations(self) -> list[Conversation]:
        async with self.works.hotel(self.hotel.id) as work:
            return list((await work.session.exec(select(Conversation))).all())

    async def inbox(self) -> list[Inbox]:
        async with self.works.hotel(self.hotel.id) as work:
            return list((await work.session.exec(select(Inbox).order_by(col(Inbox.id)))).all())

    async def skip_waiting(self) -> None:
        """Parked rows are due at once."""
        async with self.works.hotel(self.hotel.id) as work:
            for row in await work.session.exec(select(Inbox)):
                row.next_at = work.now

    def envelope(self, kind: str, **more: Any) -> dict[str, Any]:
        return {
            "typeWebhook": kind,
            "instanceData": {
                "idInstance": self.hotel.channel.id_instance,
                "wid": "79990000000@c.us",
                "typeInstance": "whatsapp",
            },
            "timestamp": int(time.time()),
            **more,
        }

    def message(
        self,
        id_message: str,
        data: dict[str, Any] | str = "Hello",
        *,
        kind: str = "incomingMessageReceived",
        chat: str = GUEST,
        ago: int = 0,
    ) -> dict[str, Any]:
        """`data` as a string is the text of a plain message; `ago` in seconds."""
        if isinstance(data, str):
            data = {"typeMessage": "textMessage", "textMessageData": {"textMessage": data}}
        sender = chat if kind == "incomingMessageReceived" else "79990000000@c.us"
        return self.envelope(
            kind,
            idMessage=id_message,
            timestamp=int(time.time()) - ago,
            senderData={
                "chatId": chat,
                "sender": sender,
                "chatName": "Anna",
                "senderName": "Anna",
            },
            messageData=data,
        )

    def status(self, id_message: str, status: str, **more: Any) -> dict[str, Any]:
        return self.envelope(
            "outgoingMessageStatus", idMessage=id_message, status=status, chatId=GUEST, **more
        )


MakeNumber = Callable[..., Awaitable[Number]]


@pytest_asyncio.fixture(scope="session")
async def hook_pool(database: Database) -> AsyncIterator[AsyncConnectionPool]:
    with patient_for_locks():
        pool = create_raw_pool(database.app_url, max_size=4, statement_timeout_ms=STATEMENT_MS)
    await pool.open()
    yield pool
    await pool.close()


@pytest.fixture
def hook_app(
    works: WorkFactory,
    vault: Vault,
    recorder: Recorder,
    hook_pool: AsyncConnectionPool,
    monkeypatch: pytest.MonkeyPatch,
) -> Starlette:
    """Says 503 later than the product: the provider would come again, a test does not."""
    monkeypatch.setattr(hooks, "FIND_DEADLINE_S", PATIENCE_S)
    monkeypatch.setattr(store, "DEADLINE_S", PATIENCE_S)
    return Starlette(routes=list(hook_routes(Needs(vault, works, recorder, hook_pool))))


@pytest_asyncio.fixture
async def web(hook_app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=hook_app)
    async with httpx.AsyncClient(transport=transport, base_url="http://hotel.test") as client:
        yield client


@pytest.fixture
def make_number(
    make_hotel: Callable[..., Awaitable[HotelFixture]],
    works: WorkFactory,
    web: httpx.AsyncClient,
) -> MakeNumber:
    async def make(**columns: object) -> Number:
        return Number(await make_hotel(**columns), works, web)

    return make


@pytest_asyncio.fixture
async def number(make_number: MakeNumber) -> Number:
    return await make_number()
