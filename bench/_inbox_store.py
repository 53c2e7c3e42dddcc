"""Databases filled with an inbox of a given size, kept between runs: filling takes minutes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import LiteralString

import psycopg
from alembic.config import Config
from alembic.script import ScriptDirectory

from backend.db.provision import provision
from backend.kit.ids import new_uuid
from bench._inbox_rows import (
    Chat,
    Heads,
    House,
    chats,
    conversation_rows,
    guest_rows,
    houses,
    message_rows,
    stay_rows,
    timeline,
)
from bench._inbox_words import Talk
from launcher import postgres
from launcher.service import running
from tests.fixtures.database import CHECKOUT, Database, migrate, urls_of

EDITION = "2"
"""Grows with every change of what is filled in."""


@dataclass(frozen=True, slots=True)
class Filled:
    urls: Database
    seconds: float
    """What filling took; 0 when it was filled before."""


def filled(server_url: str, messages: int, *, hotels: int) -> Filled:
    """A database of this many messages at the newest schema; made anew when either has changed."""
    urls = urls_of(server_url, f"inbox_{messages}")
    mark = f"{EDITION} {_head()}"
    if _mark(server_url, urls) == mark:
        return Filled(urls, 0.0)
    with psycopg.connect(server_url, autocommit=True) as owner:
        owner.execute(f"drop database if exists inbox_{messages} with (force)".encode())
    provision(server_url, app_url=urls.app_url, migration_url=urls.migration_url)
    migrate(urls, "upgrade", "head")
    began = datetime.now(UTC)
    with psycopg.connect(urls.owner_url) as owner:
        fill(owner, messages, hotels=hotels)
    with psycopg.connect(urls.owner_url, autocommit=True) as owner:
        owner.execute("vacuum analyze")
        owner.execute(f"comment on database inbox_{messages} is '{mark}'".encode())
    return Filled(urls, (datetime.now(UTC) - began).total_seconds())


def fill(owner: psycopg.Connection, messages: int, *, hotels: int, seed: int = 7) -> list[House]:
    """Everything in one transaction. The owner must see around row-level security."""
    random = Random(seed)
    talk, now = Talk(seed), datetime.now(UTC)
    made = houses(hotels, random)
    found = chats(made, messages // 10, random, now)
    moments = timeline(found, random, now)
    heads = [Heads()] * len(found)
    # Foreign keys are checked when a row is stored; what is copied here holds together.
    owner.execute("set local session_replication_role = replica")
    _houses(owner, made)
    _copy(owner, _GUESTS, guest_rows(found, talk))
    _copy(owner, _STAYS, stay_rows(found, random, now.date()))
    _copy(owner, _MESSAGES, message_rows(found, moments, talk, heads))
    _copy(owner, _CONVERSATIONS, conversation_rows(found, heads, random))
    _around(owner, found, random)
    owner.execute("select setval('message_id_seq', (select max(id) from message))")
    owner.commit()
    return made


_GUESTS: LiteralString = "guest (hotel_id, id, name, whatsapp_name, phone, language, created_at)"
_STAYS: LiteralString = (
    "stay (hotel_id, id, external_id, guest_id, room, arrival, departure, status, adults, children)"
)
_MESSAGES: LiteralString = (
    "message (hotel_id, id, conversation_id, channel_id, direction, author, staff_id, kind, text,"
    " provider_id, sent_at, sort_at, received_at, status)"
)
_CONVERSATIONS: LiteralString = (
    "conversation (hotel_id, id, channel_id, chat_id, guest_id, stay_id, status, assignee_id,"
    " speaker, last_message_id, last_message_at, waiting_since, unread, mood_level, mood_score,"
    " created_at)"
)


def _copy(
    owner: psycopg.Connection, into: LiteralString, rows: Iterable[tuple[object, ...]]
) -> None:
    with owner.cursor().copy(f"copy {into} from stdin") as copy:
        for row in rows:
            copy.write_row(row)


def _houses(owner: psycopg.Connection, made: list[House]) -> None:
    with owner.cursor() as cursor:
        for number, house in enumerate(made):
            cursor.execute(
                "insert into hotel (id, name, timezone, status, ai_mode)"
                " values (%s, %s, 'Europe/Berlin', 'active', 'auto')",
                (house.id, f"Hotel {number}"),
            )
            cursor.execute(
                "insert into channel (hotel_id, id, id_instance, api_token_sealed, api_url,"
                " media_url, policy, state)"
                " values (%s, %s, %s, '', '', '', 'personal', 'authorized')",
                (house.id, house.channel_id, number + 1),
            )
            for place, staff in enumerate(house.staff):
                account = new_uuid()
                cursor.execute(
                    "insert into account (id, email, name) values (%s, %s, 'Bench')",
                    (account, f"{account}@bench.test"),
                )
                cursor.execute(
                    "insert into staff (hotel_id, id, account_id, name, role)"
                    " values (%s, %s, %s, %s, 'agent')",
                    (house.id, staff, account, f"Colleague {place}"),
                )
            cursor.executemany(
                "insert into label (hotel_id, id, name, colour) values (%s, %s, %s, 'neutral')",
                [(house.id, label, f"Label {n}") for n, label in enumerate(house.labels)],
            )


def _around(owner: psycopg.Connection, found: list[Chat], random: Random) -> None:
    """Labels, mentions, alerts, moods: what the list and the thread show beside the words."""
    _copy(
        owner,
        "conversation_label (hotel_id, conversation_id, label_id)",
        ((c.house.id, c.id, random.choice(c.house.labels)) for c in found if random.random() < 0.2),
    )
    active = [chat for chat in found if chat.status != "resolved"]
    _copy(
        owner,
        "alert (hotel_id, id, kind, conversation_id, dedupe_key, reason, status, created_at)",
        (
            (
                c.house.id,
                new_uuid(),
                "complaint",
                c.id,
                f"bench:{c.id}",
                "Complains",
                status,
                c.began + timedelta(minutes=5),
            )
            for c in found
            for status in ("open" if c.status == "open" else "dismissed",)
            if random.random() < 0.05
        ),
    )
    noted = [(number, chat) for number, chat in enumerate(active, 1) if random.random() < 0.1]
    _copy(
        owner,
        "activity (hotel_id, id, conversation_id, kind, actor_kind, actor_name, text, at)",
        ((c.house.id, n, c.id, "note", "staff", "Colleague", "Look", c.began) for n, c in noted),
    )
    _copy(
        owner,
        "mention (hotel_id, activity_id, staff_id, conversation_id)",
        ((c.house.id, n, random.choice(c.house.staff), c.id) for n, c in noted),
    )
    owner.execute(
        "insert into assessment (hotel_id, message_id, conversation_id, score, level, source)"
        " select hotel_id, id, conversation_id, 0, 'neutral', 'lexicon' from message"
        " where direction = 'in'"
    )


def _mark(server_url: str, urls: Database) -> str | None:
    name = urls.app_url.rpartition("/")[2]
    with psycopg.connect(server_url) as owner:
        row = owner.execute(
            "select shobj_description(oid, 'pg_database') from pg_database where datname = %s",
            (name,),
        ).fetchone()
    return None if row is None else row[0]


def _head() -> str:
    script = ScriptDirectory.from_config(Config(str(CHECKOUT / "alembic.ini")))
    return str(script.get_current_head())


@contextmanager
def kept_server(folder: Path) -> Iterator[str]:
    """The owner's address of a server whose data stays in the folder."""

    folder.mkdir(parents=True, exist_ok=True)
    server = postgres.prepare(folder)
    with running(server.service()):
        yield server.owner_url
