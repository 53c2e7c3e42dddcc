"""Translates on request of somebody who looks or writes: bounded, and each text asked for once.

Two who open the same conversation at once wait for one call; in another process it may be asked for
a second time, and the later answer is kept. Whoever has waited too long gets what is known.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from uuid import UUID
from weakref import WeakValueDictionary

from backend.domain.ids import HotelId
from backend.domain.language_letters import load_models
from backend.domain.translating import NotTranslated
from backend.features.translations import service
from backend.features.translations.asking import translate, without_answer
from backend.features.translations.schemas import Made, Task, Translated, TranslationView, Wanted
from backend.ports.ai import AiFailure, AiGateway
from backend.work import Actor, WorkFactory

CALL_S = 12.0
TOTAL_S = 18.0
"""Waiting for somebody else's calls included."""
LEAST_S = 1.0
MOST_TEXT = 6_000
"""Signs of one call."""
AT_ONCE, AT_ONCE_OF_HOTEL = 16, 4


@dataclass
class Translator:
    works: WorkFactory
    ai: AiGateway
    _under_way: Counter[HotelId] = field(default_factory=Counter)
    _loading: asyncio.Lock = field(default_factory=asyncio.Lock)
    _locks: WeakValueDictionary[tuple[object, ...], asyncio.Lock] = field(
        default_factory=WeakValueDictionary
    )

    async def messages(
        self,
        hotel_id: HotelId,
        actor: Actor,
        conversation_id: UUID,
        message_ids: Sequence[int],
        *,
        language: str | None = None,
        again: bool = False,
    ) -> list[TranslationView]:
        """Raises NotFound; Invalid where a program names no language."""
        await self._ready()
        async with self._alone(hotel_id, conversation_id) as ends:
            async with self.works.hotel(hotel_id, actor=actor) as work:
                task = await service.messages_task(
                    work, conversation_id, message_ids, language, again=again
                )
            made = await self._make(hotel_id, actor, task, ends)
        said = [service.view_of(one.wanted.message_id, one.said) for one in made]
        by_id = {one.message_id: one for one in (*task.known, *said)}
        return [by_id[str(id_)] for id_ in dict.fromkeys(message_ids)]

    async def draft(
        self,
        hotel_id: HotelId,
        actor: Actor,
        conversation_id: UUID,
        text: str,
        *,
        ai_draft_id: UUID | None = None,
        again: bool = False,
    ) -> Translated:
        """A reply in the guest's language. Raises NotFound."""
        await self._ready()
        async with self._alone(hotel_id, conversation_id, actor.id) as ends:
            async with self.works.hotel(hotel_id, actor=actor) as work:
                task, known = await service.draft_task(
                    work, conversation_id, text, ai_draft_id=ai_draft_id, again=again
                )
            return known or (await self._make(hotel_id, actor, task, ends))[0].said

    async def ai_draft(
        self,
        hotel_id: HotelId,
        actor: Actor,
        conversation_id: UUID,
        ai_draft_id: UUID,
        *,
        language: str | None = None,
        again: bool = False,
    ) -> Translated:
        """What the AI wrote for staff, in the reader's language. Raises NotFound; Invalid where a
        program names no language."""
        await self._ready()
        async with self._alone(hotel_id, conversation_id, ai_draft_id) as ends:
            async with self.works.hotel(hotel_id, actor=actor) as work:
                task, known = await service.ai_draft_task(
                    work, conversation_id, ai_draft_id, language, again=again
                )
            return known or (await self._make(hotel_id, actor, task, ends))[0].said

    async def _ready(self) -> None:
        """The models that tell languages apart take half a second to load: not on the loop."""
        async with self._loading:
            await asyncio.to_thread(load_models)

    async def _make(self, hotel_id: HotelId, actor: Actor, task: Task, ends: float) -> list[Made]:
        made: list[Made] = []
        for batch in _batches(task.wanted):
            left = ends - monotonic()
            if left < LEAST_S:
                made += without_answer(batch, task, AiFailure.TIMEOUT)
            elif not task.may_ask:
                made += without_answer(batch, task, NotTranslated.OVER_BUDGET)
            elif not self._may_start(hotel_id):
                made += without_answer(batch, task, NotTranslated.BUSY)
            else:
                made += await self._one_call(hotel_id, actor, task, batch, min(CALL_S, left))
        return made

    async def _one_call(
        self, hotel_id: HotelId, actor: Actor, task: Task, batch: list[Wanted], within_s: float
    ) -> list[Made]:
        self._under_way[hotel_id] += 1
        try:
            made, call = await translate(self.ai, task, batch, deadline_s=within_s)
            async with self.works.hotel(hotel_id, actor=actor) as work:
                await service.keep_made(work, task.conversation_id, made, call)
        finally:
            self._under_way[hotel_id] -= 1
        return made

    def _may_start(self, hotel_id: HotelId) -> bool:
        """Who writes and who looks beside a slow model must not take up all of a process."""
        return self._under_way.total() < AT_ONCE and self._under_way[hotel_id] < AT_ONCE_OF_HOTEL

    @asynccontextmanager
    async def _alone(self, *key: object) -> AsyncIterator[float]:
        """When the caller's time is over. Whoever never had their turn has none left."""
        ends = monotonic() + TOTAL_S
        lock = self._locks.setdefault(key, asyncio.Lock())
        is_mine = False
        with suppress(TimeoutError):
            async with asyncio.timeout(TOTAL_S):
                is_mine = await lock.acquire()
        try:
            yield ends
        finally:
            if is_mine:
                lock.release()


def _batches(wanted: Sequence[Wanted]) -> list[list[Wanted]]:
    batches: list[list[Wanted]] = []
    size = MOST_TEXT
    for one in wanted:
        if size + len(one.text) > MOST_TEXT:
            batches.append([])
            size = 0
        batches[-1].append(one)
        size += len(one.text)
    return batches
