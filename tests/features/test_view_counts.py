"""The numbers beside the views are true at any moment."""

import random
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from backend.domain.inbox_words import Priority, SnoozeChoice
from backend.domain.words import AlertKind, AlertStatus
from backend.features.conversations import service
from backend.features.conversations.service import find_conversation
from backend.features.handling import service as handling
from backend.features.labels.schemas import LabelInput
from backend.features.labels.service import add_label
from backend.features.saved_views.schemas import SavedViewInput, ViewFilter
from backend.features.saved_views.service import add_view
from backend.models import Alert
from backend.work import Actor, ActorKind, Work
from tests.fixtures.desk import Desk

STEPS = 60
Step = Callable[[Work, UUID, random.Random], Awaitable[Any]]

# Counted anew from the rows, in words of its own: not the query that is tested.
TRUTH = """
with c as (
  select *, status in ('open', 'waiting_guest') as active,
    exists (select 1 from mention m where m.conversation_id = conversation.id
            and m.staff_id = %(me)s) as named,
    exists (select 1 from alert a where a.conversation_id = conversation.id
            and a.status not in ('resolved', 'dismissed')) as alarmed,
    exists (select 1 from conversation_label l where l.conversation_id = conversation.id
            and l.label_id = %(label)s) as labelled
  from conversation where hotel_id = %(hotel)s
)
select jsonb_build_object(
  'open', count(*) filter (where active),
  'mine', count(*) filter (where active and assignee_id = %(me)s),
  'unassigned', count(*) filter (where active and assignee_id is null and team_id is null),
  'waiting', count(*) filter (where active and waiting_since is not null),
  'mentions', count(*) filter (where status <> 'resolved' and named),
  'alerts', count(*) filter (where alarmed),
  'waiting_guest', count(*) filter (where status = 'waiting_guest'),
  'snoozed', count(*) filter (where status = 'snoozed'),
  'resolved', count(*) filter (where status = 'resolved'),
  'saved', count(*) filter (where active and labelled and priority = 'high'))
from c
"""


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_counts_equal_the_rows_after_every_step(
    desk: Desk, owner: psycopg.AsyncConnection, seed: int
) -> None:
    """Sixty random things are done to five conversations; after each the numbers are compared
    with the rows, and with how many each list shows."""
    dice = random.Random(seed)
    chats = [(await desk.chat()).id for _ in range(5)]
    me = desk.hotel.staff.id
    actor = Actor(ActorKind.STAFF, me, "Mara Manager")
    async with desk.works.hotel(desk.hotel.id, actor=actor) as work:
        label = (await add_label(work, LabelInput(name="VIP"))).id
        chosen = ViewFilter(status="open", label_id=label, priority=Priority.HIGH)
        saved = (await add_view(work, SavedViewInput(name="Mine", filter=chosen))).id
    steps = steps_for(me, label)
    asked = {"hotel": desk.hotel.id, "me": me, "label": label}
    for _ in range(STEPS):
        async with desk.works.hotel(desk.hotel.id, actor=actor) as work:
            await dice.choice(steps)(work, dice.choice(chats), dice)
        async with desk.works.hotel(desk.hotel.id, actor=actor) as work:
            fixed, own = await service.counts(work)
            shown: dict[str, int] = {
                name: await listed(work, ViewFilter(status=name)) for name in service.COUNTED
            }
            shown_saved = await listed(work, chosen)
        found = await (await owner.execute(TRUTH, asked)).fetchone()
        assert found is not None
        told = {**dict[str, int](fixed.items()), "saved": own[saved]}
        assert told == found[0] == {**shown, "saved": shown_saved}


async def listed(work: Work, chosen: ViewFilter) -> int:
    return len((await service.list_conversations(work, chosen=chosen)).items)


def steps_for(me: UUID, label: UUID) -> list[Step]:
    async def wait(work: Work, chat: UUID, dice: random.Random) -> None:
        (await find_conversation(work, chat, lock=True)).waiting_since = work.now

    async def alarm(work: Work, chat: UUID, dice: random.Random) -> None:
        work.session.add(
            Alert(
                hotel_id=work.hotel_id,
                kind=AlertKind.COMPLAINT,
                conversation_id=chat,
                dedupe_key=str(dice.random()),
                reason="r",
                status=dice.choice(list(AlertStatus)),
            )
        )

    async def wake(work: Work, chat: UUID, dice: random.Random) -> None:
        row = await find_conversation(work, chat, lock=True)
        row.snoozed_until = work.now if row.snoozed_until else None
        await work.session.flush()
        await handling.wake_due(work)

    return [
        wait,
        alarm,
        wake,
        lambda work, chat, dice: handling.assign(work, chat, dice.choice([me, None])),
        lambda work, chat, dice: handling.set_priority(work, chat, dice.choice(list(Priority))),
        lambda work, chat, _: handling.set_priority(work, chat, Priority.HIGH),
        lambda work, chat, _: handling.add_label(work, chat, label),
        lambda work, chat, _: handling.remove_label(work, chat, label),
        lambda work, chat, _: handling.note(work, chat, text="x", mentions={me}),
        lambda work, chat, _: handling.snooze_by(work, chat, SnoozeChoice.HOUR),
        lambda work, chat, _: handling.wait_for_guest(work, chat),
        lambda work, chat, _: handling.resolve(work, chat),
        lambda work, chat, _: handling.reopen(work, chat),
        lambda work, chat, _: service.mark_read(work, chat),
    ]
