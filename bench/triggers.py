"""How fast triggers are decided, found due among many, and rehearsed.

The due scan runs over planned occurrences of 50 hotels x 2,000 stays x 20 triggers, once with
nothing decided before and once on top of a long history of decided ones.
"""

import asyncio
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import psycopg
from sqlmodel import text

from backend.db.engine import create_engine
from backend.db.provision import provision
from backend.domain.conditions import Problems, read_conditions
from backend.domain.ids import HotelId
from backend.domain.stay_times import HouseTimes
from backend.domain.trigger_facts import Quiet, TriggerFacts, TriggerRule
from backend.domain.triggers import decide
from backend.domain.words import QuietRule, StayStatus, TriggerEvent
from backend.features.journey.service import claim_due
from backend.features.rehearsals.service import keep, read, replay
from backend.features.templates.schemas import TemplateDraft
from backend.features.templates.service import create_template
from backend.features.triggers.schemas import TriggerDraft
from backend.features.triggers.service import create_trigger, list_triggers
from backend.kit.crypto import Vault
from backend.models import Channel, Hotel, Stay
from backend.work import WorkFactory
from bench.row import Row
from jobs.due import find_due
from launcher import postgres
from tests.fixtures.database import migrate, urls_of
from tests.fixtures.servers import cluster_cache
from tests.fixtures.work import Recorder

DECISIONS, DECIDE_GOAL = 200_000, 50_000
HOTELS, STAYS, TRIGGERS, SCAN_GOAL_S = 50, 2_000, 20, 2.0
HISTORY = 1_000_000
ROOMS, DAYS, NIGHTS, REHEARSE_GOAL_S = 200, 104, 2, 5.0
SECRET = "secret-key-of-the-benchmarks"
FIRST_DUE = 500
"""Occurrences of each hotel whose time has come."""
FILL = """
insert into planned_occurrence (hotel_id, trigger_id, stay_id, occurrence, planned_for, due_at,
  state)
select %(hotel)s, t.id, s.id, 'stay:' || s.id, now(),
  now() + case when row_number() over () <= %(due)s then interval '-1 minute'
               else random() * interval '60 days' + interval '1 hour' end, %(state)s
from trigger t cross join stay s where t.hotel_id = %(hotel)s and s.hotel_id = %(hotel)s
"""
AGE = """
insert into planned_occurrence (hotel_id, trigger_id, stay_id, occurrence, planned_for, due_at,
  state)
select p.hotel_id, p.trigger_id, p.stay_id, 'old:' || p.id || ':' || n,
  now() - interval '90 days', now() - n * interval '30 days', 'fired'
from planned_occurrence p, generate_series(1, 20) n limit %(rows)s
"""


def run() -> list[Row]:
    rows = [_decided()]
    with ExitStack() as stack:
        server = stack.enter_context(postgres.temporary(cache=cluster_cache(), fast=True))
        urls = urls_of(server.owner_url, "bench")
        provision(server.owner_url, app_url=urls.app_url, migration_url=urls.migration_url)
        migrate(urls, "upgrade", "head")
        rows += asyncio.run(_with_database(urls.app_url, urls.owner_url))
    return rows


def _decided() -> Row:
    """One process, one rule with four conditions and quiet hours."""
    document = {
        "all": [
            {"field": "nights", "operator": "at_least", "value": 2},
            {"field": "language", "operator": "is_one_of", "value": ["es", "en"]},
            {
                "any": [
                    {"field": "vip", "operator": "is", "value": True},
                    {"field": "status", "operator": "is", "value": "booked"},
                ]
            },
        ]
    }
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    rule = TriggerRule(
        UUID(int=1),
        1,
        TriggerEvent.TIME,
        enabled=True,
        priority=1,
        has_text=True,
        conditions=read_conditions(document, TriggerEvent.TIME, Problems()),
        quiet=Quiet(now.time().replace(hour=22), now.time().replace(hour=8), QuietRule.DEFER),
        daily_cap=3,
    )
    stay = Stay(
        hotel_id=UUID(int=2),
        external_id="R",
        guest_id=UUID(int=3),
        arrival=date(2026, 6, 2),
        departure=date(2026, 6, 5),
    )
    facts = TriggerFacts(
        conversation_id=None,
        today=date(2026, 6, 1),
        house=HouseTimes("Europe/Berlin"),
        stay=stay,
        stay_status=StayStatus.BOOKED,
        guest_language="es",
        occurrence="stay:1",
        due_at=now,
    )
    rules = [rule, replace(rule, conditions=replace(rule.conditions, members=()))]
    began = time.perf_counter()
    for number in range(DECISIONS):
        decide(rules[number & 1], facts, now)
    rate = DECISIONS / (time.perf_counter() - began)
    return Row(
        what="decisions a second, one process",
        value=rate,
        unit="/s",
        reference="goal",
        reference_value=DECIDE_GOAL,
        better="higher",
    )


async def _with_database(app_url: str, owner_url: str) -> list[Row]:
    engine = create_engine(app_url, pool_size=4, statement_timeout_ms=120_000)
    vault, recorder = Vault(SECRET), Recorder()
    works = WorkFactory(engine, publisher=recorder, waker=recorder, vault=vault)
    try:
        hotels = [await _hotel(works, vault, number) for number in range(HOTELS)]
        async with await psycopg.AsyncConnection.connect(owner_url, autocommit=True) as owner:
            for hotel in hotels:
                values = {"hotel": hotel, "due": FIRST_DUE, "state": "planned"}
                await owner.execute(FILL, values)
            await owner.execute("analyze")
            fresh = await _scan(works, hotels)
            await owner.execute(
                "update planned_occurrence set lease_until = null, attempts = 0"
                " where lease_until is not null"
            )
            await owner.execute(AGE, {"rows": HISTORY})
            await owner.execute("vacuum analyze planned_occurrence")
            aged = await _scan(works, hotels)
        took = await _rehearsal(works, vault)
    finally:
        await engine.dispose()
    size = f"{HOTELS} hotels x {STAYS:,} stays x {TRIGGERS} triggers"
    return [
        Row(
            what=f"due scan, {size}",
            value=fresh,
            unit="s",
            reference="goal",
            reference_value=SCAN_GOAL_S,
            better="lower",
        ),
        Row(
            what=f"the same over {HISTORY:,} decided before",
            value=aged,
            unit="s",
            reference="without history",
            reference_value=fresh,
            better="lower",
        ),
        Row(
            what=f"rehearsal of 90 and 14 days, {ROOMS} rooms, kept",
            value=took,
            unit="s",
            reference="goal",
            reference_value=REHEARSE_GOAL_S,
            better="lower",
        ),
    ]


async def _hotel(works: WorkFactory, vault: Vault, number: int, stays: int = STAYS) -> HotelId:
    hotel = Hotel(name=f"Hotel {number}", timezone="Europe/Berlin")
    async with works.platform() as work:
        work.session.add(hotel)
    hotel_id = HotelId(hotel.id)
    async with works.hotel(hotel_id) as work:
        work.session.add(
            Channel(
                hotel_id=hotel_id,
                id_instance=number + 1,
                api_token_sealed=vault.seal(b"x", hotel_id=hotel_id, purpose="channel.api_token"),
                api_url="http://127.0.0.1:9",
                media_url="http://127.0.0.1:9",
            )
        )
        template = await create_template(
            work,
            TemplateDraft(
                name="T", texts={"en": "Hello {{guest_first_name}}, {{room}}"}, reviewed=True
            ),
        )
        for one in range(TRIGGERS if stays else 1):
            draft = TriggerDraft.model_validate(
                {
                    "name": f"T{one}",
                    "event": "time",
                    "template_id": template.id,
                    "timing": {"moment": "arrival", "amount": 1, "side": "before", "at": "18:00"},
                }
            )
            await create_trigger(work, draft)
    if stays:
        await _stays(works, hotel_id, stays)
    return hotel_id


async def _stays(works: WorkFactory, hotel_id: HotelId, count: int) -> None:
    """Arrivals spread over the days around today, each with a line for its booking."""
    statement = text("""
    with g as (
      insert into guest (hotel_id, id, name, phone, language, vip)
      select :hotel, uuidv7(), 'Guest ' || n, '+4915' || (100000000 + n), 'en', false
      from generate_series(1, :count) n returning id, name
    ), s as (
      insert into stay (hotel_id, id, external_id, guest_id, guest_name, room, arrival, departure,
        status, adults, children, vip, created_at)
      select :hotel, uuidv7(), 'R-' || g.name, g.id, g.name, '12',
        current_date - 90 + (row_number() over () % :days)::int,
        current_date - 90 + (row_number() over () % :days)::int + :nights,
        'booked', 2, 0, false, now() - interval '100 days'
      from g returning id, created_at
    )
    insert into stay_event (hotel_id, stay_id, kind, changes, source, at)
    select :hotel, s.id, kind, '{}', 'api', s.created_at + n * interval '1 day'
    from s, (values ('created', 0), ('amended', 1), ('amended', 2), ('amended', 3)) as k(kind, n)
    """)
    values = {"hotel": hotel_id, "count": count, "days": DAYS, "nights": NIGHTS}
    async with works.hotel(hotel_id) as work:
        await work.session.execute(statement, values)


async def _scan(works: WorkFactory, hotels: list[HotelId]) -> float:
    """Which hotels have something due, and claiming the first batch of each."""
    began = time.perf_counter()
    places = await find_due(works)
    assert {place.hotel_id for place in places} == set(hotels)
    for hotel in hotels:
        async with works.hotel(hotel) as work:
            assert await claim_due(work, limit=100)
    return time.perf_counter() - began


async def _rehearsal(works: WorkFactory, vault: Vault) -> float:
    hotel_id = await _hotel(works, vault, HOTELS + 1, stays=0)
    await _stays(works, hotel_id, ROOMS * DAYS // NIGHTS)
    async with works.hotel(hotel_id) as work:
        (trigger,) = await list_triggers(work)
    began = time.perf_counter()
    async with works.hotel(hotel_id) as work:
        found = await read(work, trigger.id)
    replayed = replay(found)
    async with works.hotel(hotel_id) as work:
        view = await keep(work, replayed)
    took = time.perf_counter() - began
    assert view.fired > ROOMS * 40
    return took
