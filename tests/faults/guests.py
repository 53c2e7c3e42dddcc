"""Guests who write, by a seed: every text is unique and says where it belongs in its chat."""

import asyncio
from dataclasses import dataclass, field
from random import Random
from time import monotonic

import httpx

from tests.faults.rig import Rig, RigHotel

QUESTIONS = (
    "when is breakfast?",
    "is there WiFi?",
    "until when can we have breakfast?",
    "hello, what is the WiFi password?",
)
NAMES = ("Anna", "Boris", "Chen", "Dilara", "Emil", "Fatima", "Goran", "Hana", "Igor", "Jana")


@dataclass(frozen=True)
class Chat:
    hotel: RigHotel
    phone: str
    name: str

    @property
    def chat_id(self) -> str:
        return f"{self.phone}@c.us"


@dataclass
class Guests:
    rig: Rig
    seed: int
    per_hotel: int = 3
    chats: list[Chat] = field(default_factory=list)
    written: list[tuple[Chat, str]] = field(default_factory=list)
    """In the order the provider took them."""

    def __post_init__(self) -> None:
        self._random = Random(self.seed)
        self._numbers: dict[str, int] = {}
        for number, hotel in enumerate(self.rig.hotels):
            for guest in range(self.per_hotel):
                phone = f"4915{self.seed % 1000:03d}{number:03d}{guest:04d}"
                self.chats.append(Chat(hotel, phone, NAMES[guest % len(NAMES)]))

    async def write(self, how_many: int = 1, *, chat: Chat | None = None) -> list[str]:
        """One message after the other, from guests drawn by the seed."""
        texts = []
        async with httpx.AsyncClient(base_url=self.rig.sim.address, timeout=30) as provider:
            for _ in range(how_many):
                texts.append(await self._write(provider, chat or self._random.choice(self.chats)))
        return texts

    async def keep_writing(self, *, rate: float, seconds: float) -> int:
        """About so many a second; how many it were. Cancel it to end earlier."""
        begun = monotonic()
        count = 0
        async with httpx.AsyncClient(base_url=self.rig.sim.address, timeout=30) as provider:
            while monotonic() - begun < seconds:
                await self._write(provider, self._random.choice(self.chats))
                count += 1
                await asyncio.sleep(max(0.0, begun + count / rate - monotonic()))
        return count

    async def _write(self, provider: httpx.AsyncClient, chat: Chat) -> str:
        self._numbers[chat.phone] = number = self._numbers.get(chat.phone, 0) + 1
        text = (
            f"{chat.hotel.canary} {chat.name} {words_of(number)}, {self._random.choice(QUESTIONS)}"
        )
        body = {
            "id_instance": chat.hotel.id_instance,
            "phone": chat.phone,
            "name": chat.name,
            "text": text,
        }
        (await provider.post("/control/guest-message", json=body)).raise_for_status()
        self.written.append((chat, text))
        return text


def words_of(number: int) -> str:
    """Letters: digits could be taken for a phone or room number and hidden from the model."""
    return "question " + "".join("abcdefghij"[int(digit)] for digit in str(number))
