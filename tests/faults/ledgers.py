"""The three ledgers of a rehearsal, as plain rows: what the provider took and delivered, what our
database holds, what the model saw. And beside them what the processes said and left behind."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from launcher.guardian import MARK
from tests.faults.child import below
from tests.faults.rig import Rig
from tests.fixtures.work import API_TOKEN, SECRET, WEBHOOK_TOKEN

Rows = list[dict[str, Any]]
EVERYTHING = 1_000_000

_INBOX = """
select c.id_instance, i.dedupe_key, i.kind, i.state, i.attempts,
  extract(epoch from clock_timestamp() - i.received_at)::float as age_s
from inbox i join channel c on c.hotel_id = i.hotel_id and c.id = i.channel_id
"""
_MESSAGES = """
select m.id, m.hotel_id, c.id_instance, v.chat_id, m.conversation_id, m.direction, m.author,
  m.text, m.provider_id, m.status
from message m join channel c on c.hotel_id = m.hotel_id and c.id = m.channel_id
join conversation v on v.hotel_id = m.hotel_id and v.id = m.conversation_id
order by m.id
"""
_OUTBOX = """
select o.id, o.hotel_id, c.id_instance, v.chat_id, o.message_id, o.state, o.provider_id, o.error,
  o.attempts, m.text, extract(epoch from clock_timestamp() - o.created_at)::float as age_s
from outbox o join channel c on c.hotel_id = o.hotel_id and c.id = o.channel_id
join conversation v on v.hotel_id = o.hotel_id and v.id = o.conversation_id
join message m on m.hotel_id = o.hotel_id and m.id = o.message_id
order by o.id
"""
_CONVERSATIONS = """
select v.id, v.chat_id, c.id_instance, v.speaker, v.due_at is not null as is_due,
  v.waiting_since is not null as is_waiting,
  extract(epoch from v.lease_until - clock_timestamp())::float as lease_s,
  exists (select 1 from alert a where a.hotel_id = v.hotel_id and a.conversation_id = v.id
    and a.kind in ('ai_failed', 'ai_handed_over', 'human_asked', 'complaint')
    and a.status in ('open', 'acknowledged')) as is_called_for
from conversation v join channel c on c.hotel_id = v.hotel_id and c.id = v.channel_id
"""
_CHANNELS = """
select id_instance, extract(epoch from intake_lease_until - clock_timestamp())::float as lease_s
from channel
"""
_AUDIT_RIGHTS = """
select has_table_privilege('hotelbot_app', 'audit_log', 'update')
  or has_table_privilege('hotelbot_app', 'audit_log', 'delete') as can_change
"""


@dataclass
class Ledgers:
    canaries: Mapping[int, str]
    """Of each number's hotel."""
    # The provider's.
    written: Rows
    """By guests."""
    delivered: Rows
    """By us, and by whoever else used the number through the API."""
    webhooks: Rows
    # The model's.
    ai: Rows
    # Ours.
    inbox: Rows
    messages: Rows
    outbox: Rows
    conversations: Rows
    channels: Rows
    audit_can_be_changed: bool = False
    # The processes'.
    logs: Mapping[str, str] = field(default_factory=dict)
    never_logged: Sequence[str] = ()
    orphans: Sequence[int] = ()
    growth: Mapping[str, tuple["Size", "Size"]] = field(default_factory=dict)
    """Of each process that lived on: at the first look and at the last."""


@dataclass(frozen=True)
class Size:
    files: int
    resident_kb: int


def read(rig: Rig, *, growth: Mapping[str, tuple[Size, Size]] | None = None) -> Ledgers:
    provider = rig.sim.look("ledger", limit=EVERYTHING)
    instances = {hotel.id_instance for hotel in rig.hotels}
    ours = [entry for entry in provider["whatsapp"] if entry["id_instance"] in instances]
    phones = {entry["chat_id"].partition("@")[0] for entry in ours}
    stores = (rig.servers.database, rig.servers.redis)
    return Ledgers(
        canaries={hotel.id_instance: hotel.canary for hotel in rig.hotels},
        written=[entry for entry in ours if entry["by"] == "guest"],
        delivered=[entry for entry in ours if entry["by"] == "api"],
        webhooks=[one for one in provider["webhooks"] if one["id_instance"] in instances],
        ai=provider["ai"],
        inbox=rig.rows(_INBOX),
        messages=rig.rows(_MESSAGES),
        outbox=rig.rows(_OUTBOX),
        conversations=rig.rows(_CONVERSATIONS),
        channels=rig.rows(_CHANNELS),
        audit_can_be_changed=rig.value(_AUDIT_RIGHTS),
        logs={child.name: child.said for child in (*rig.children, *stores)},
        never_logged=[
            SECRET,
            API_TOKEN,
            WEBHOOK_TOKEN,
            *(hotel.canary for hotel in rig.hotels),
            *phones,
        ],
        orphans=orphans(rig),
        growth=growth or {},
    )


def orphans(rig: Rig) -> list[int]:
    """Processes of this rehearsal that no child of it accounts for."""
    alive = [child.pid for child in rig.children if child.is_alive]
    known = {*alive, *(pid for child in alive for pid in below(child))}
    return [pid for pid in marked(rig.mark) if pid not in known]


def marked(mark: str) -> list[int]:
    wanted = f"{MARK}={mark}".encode()
    found = []
    for name in os.listdir("/proc"):
        try:
            variables = Path(f"/proc/{name}/environ").read_bytes() if name.isdigit() else b""
        except OSError:  # gone meanwhile, or another user's
            continue
        if wanted in variables.split(b"\0"):
            found.append(int(name))
    return found


def sizes(rig: Rig) -> dict[str, Size]:
    """Of every living process, named so that a new life counts as another one."""
    return {
        f"{child.name}/{child.pid}": size_of(child.pid) for child in rig.children if child.is_alive
    }


def size_of(pid: int) -> Size:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    kb = pages * os.sysconf("SC_PAGE_SIZE") // 1024
    return Size(len(os.listdir(f"/proc/{pid}/fd")), kb)


def grown(before: Mapping[str, Size], after: Mapping[str, Size]) -> dict[str, tuple[Size, Size]]:
    return {name: (before[name], after[name]) for name in before.keys() & after.keys()}
