"""The faults the engine is rehearsed against, one row each.

A rehearsal says which rows it proves: `@covers("F8")`. Its docstring is the outcome it proves. The
table at the end of `bin/test --faults` and the page docs/reliability.md are made from this list;
test_matrix.py refuses a row without a rehearsal or a reason.
"""

from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Row:
    id: str
    fault: str
    expected: str
    nearest: str = ""
    """Where the fault itself cannot be made here: what is rehearsed instead, and why."""
    reason: str = ""
    """Why there is no rehearsal at all."""


def covers(*ids: str) -> pytest.MarkDecorator:
    """Marks a test as the proof of these rows."""
    unknown = set(ids) - ROWS.keys()
    assert not unknown, f"no such rows: {sorted(unknown)}"
    return pytest.mark.covers(*ids)


_ALL = (
    Row("F1", "web killed before the commit", "no 200; the provider repeats; one row"),
    Row("F2", "web killed after the commit, before the 200", "the repetition is known; one row"),
    Row("F3", "web killed after the 200, before the wake", "a worker finds the row by itself"),
    Row(
        "F4",
        "worker killed before and after its claim",
        "the next worker at the end of the lease, attempts + 1",
    ),
    Row("F5", "worker killed while the model thinks", "one reply; the model asked twice at most"),
    Row(
        "F6",
        "worker killed after the outbox insert, before the commit",
        "rolled back, done again, one reply",
    ),
    Row("F7", "sender killed before the call", "uncertain; absent in the journal; sent once"),
    Row("F8", "sender killed after the call", "uncertain; found in the journal; not sent again"),
    Row("F9", "sender frozen past its lease", "fenced: its outcome changes nothing, one message"),
    Row("F10", "scheduler killed; two of them", "the other goes on; each slot once"),
    Row("F11", "supervisor killed", "no orphan is left; a new one starts"),
    Row(
        "F12",
        "RQ loses a job (two queues, windows A and B)",
        "the job is lost, the work is not",
        nearest="our worker listens on one queue; it dies with the job popped and not run.",
    ),
    Row("F13", "Valkey emptied under load", "latency only"),
    Row("F14", "Valkey killed, away for long", "sends go on by polling"),
    Row("F15", "Valkey out of memory", "enqueue errors are survived"),
    Row("F16", "Valkey slow", "webhooks are answered in time"),
    Row("F17", "Valkey's file broken at start", "an empty one is fine too"),
    Row("F18", "PostgreSQL killed under load", "503 until it is back; no acknowledged row lost"),
    Row(
        "F19", "PostgreSQL restarted, and stopped for long", "503; the pools reconnect; catches up"
    ),
    Row(
        "F20",
        "PostgreSQL fails over to a standby",
        "synchronous: no acknowledged row lost",
        nearest="the asynchronous loss is not measured: the product sets up no standby by itself.",
    ),
    Row(
        "F21",
        "PostgreSQL's disk full",
        "503, no crash, no acknowledged row lost; recovers",
        nearest="the disk of one table is full, not that of the write-ahead log.",
    ),
    Row("F22", "fsync fails", "PostgreSQL stops and replays; acknowledged rows are there"),
    Row("F23", "connections exhausted", "bounded pools, 503, no crash; recovers"),
    Row("F24", "deadlock, serialization failure, lock timeout", "retried; no double effect"),
    Row(
        "F25",
        "long idle transaction",
        "ended by its timeout; claims stay fast",
        nearest="ten seconds instead of an hour: our sessions are cut after that; no alert yet.",
    ),
    Row("F26", "Green API answers 429 in a burst", "order kept, none lost"),
    Row("F27", "Green API's quota used up for one hotel", "only that number pauses"),
    Row("F28", "Green API down for long", "the circuit opens; drains in order"),
    Row("F29", "timeout before and after acceptance", "sent once"),
    Row("F30", "slow, kept open, reset mid-body", "ends at its deadline; sent once"),
    Row("F31", "200 with nonsense", "uncertain; reconciled"),
    Row("F32", "journal late, empty, failing, incomplete", "waits; then a person"),
    Row("F33", "webhooks doubled, reordered, late", "one effect each"),
    Row("F34", "status before the message's id", "kept and applied"),
    Row("F35", "number logged out for long", "old answers expire, none sent late"),
    Row("F36", "DeepSeek down, 429, 402", "a fallback within 20 s"),
    Row("F37", "DeepSeek answers nonsense", "a fallback, counted"),
    Row("F38", "DeepSeek keeps the line open", "cut at its deadline"),
    Row(
        "F39",
        "name does not resolve, certificate expired",
        "refused, no fail-open",
        nearest="the expired certificate is also signed by itself.",
    ),
    Row("F40", "clock of a process wrong by an hour", "leases by the database's clock: no effect"),
    Row("F41", "clock of the database steps back", "leases last longer, nothing doubled"),
    Row("F42", "poison message kills its worker", "dead letter after 5; others flow; replayable"),
    Row("F43", "one hotel floods 1,000 messages", "the others' answers come as before"),
    Row(
        "F44",
        "backlog, then the workers start",
        "drains, order kept, memory flat",
        nearest="1,200 messages instead of 20,000, which bin/bench is for.",
    ),
    Row("F45", "rolling deploy under load", "no webhook fails"),
    Row("F46", "migration under load", "no request waits long; the migration gets its lock"),
    Row(
        "F47",
        "old code on the new schema and the reverse",
        "both work",
        nearest="this code on a schema expanded as a next version may do it; there is no older"
        " release yet whose schema this code could meet.",
    ),
    Row("F48", "worker out of memory, recycled", "the work is done again"),
    Row(
        "F49",
        "disk of logs and media full",
        "sends and ingest go on",
        nearest="a limit on the size of each log: the same failed write, and it needs no root; no"
        " media is stored.",
    ),
    Row("F50", "browser's socket cut, server restarted", "sees everything missed"),
    Row(
        "F51",
        "restore of a backup",
        "the restored copy passes the invariants",
        nearest="there is no chain of audit rows and no ledger of erasures yet to check with it.",
    ),
    Row("F52", "all of it mixed, by a seed", "every invariant holds"),
)
ROWS = {row.id: row for row in _ALL}
