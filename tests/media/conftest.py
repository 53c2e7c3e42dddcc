"""A guest's file at the provider, and a hotel that fetches it into a real folder."""

from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from backend.domain.words import MessageKind
from backend.features.media.drain import drain_media
from backend.integrations.downloads import Downloads
from backend.integrations.local_files import LocalFiles
from backend.integrations.pictures import Pictures
from backend.models import Media
from backend.work import WorkFactory
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture

LARGEST = 64 * 1024
PICTURE = b"\x89PNG\r\n\x1a\n" + b"pixels" * 2000
URL = "https://files.example.com/a.png"


@dataclass
class Storage:
    """The provider's storage of files, as its next answer says."""

    content: bytes = PICTURE
    status: int = 200
    error: Exception | None = None
    asked: list[str] = field(default_factory=list)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        if self.error is not None:
            raise self.error
        return httpx.Response(self.status, content=self.content)


@dataclass
class Files:
    """One hotel's files."""

    works: WorkFactory
    hotel: HotelFixture
    chats: Chats
    storage: Storage
    store: LocalFiles
    folder: Path

    async def note(
        self, *, url: str = URL, name: str = "a.png", kind: MessageKind = MessageKind.IMAGE
    ) -> UUID:
        """A guest sent a file; its message says where the provider has it."""
        chat = await self.chats.open(self.hotel)
        (message_id,) = await chat.write("", kind=kind)
        async with self.works.hotel(self.hotel.id) as work:
            row = Media(
                hotel_id=self.hotel.id,
                message_id=message_id,
                file_name=name,
                provider_url=url,
                next_at=work.now,
            )
            work.session.add(row)
        return row.id

    async def drain(self) -> int:
        transport = httpx.MockTransport(self.storage.answer)
        downloads = Downloads(largest=LARGEST, public_only=(), transport=transport)
        try:
            return await drain_media(
                self.works,
                self.hotel.id,
                files=self.store,
                fetcher=downloads,
                pictures=Pictures(),
            )
        finally:
            await downloads.close()

    async def row(self, media_id: UUID) -> Media:
        async with self.works.hotel(self.hotel.id) as work:
            return await work.session.get_one(Media, (self.hotel.id, media_id))

    async def change(self, media_id: UUID, **columns: object) -> None:
        async with self.works.hotel(self.hotel.id) as work:
            row = await work.session.get_one(Media, (self.hotel.id, media_id))
            row.sqlmodel_update(columns)

    def kept(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]


@pytest.fixture
def storage() -> Storage:
    return Storage()


@pytest.fixture
def files(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, storage: Storage, tmp_path: Path
) -> Files:
    return Files(works, hotel, chats, storage, LocalFiles(tmp_path), tmp_path)
