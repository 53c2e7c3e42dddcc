"""The inbox of 500 open conversations in Chromium, beside the whole stack on the same machine, and
the least page that Reflex makes."""

from collections.abc import Sequence

import psycopg
from playwright.sync_api import sync_playwright

from bench._blank_page import blank_page, measure
from bench._chain import owner_url
from bench._screen_page import Felt, feel
from bench.row import Row
from tests.fixtures.stack import running_stack

CHROMIUM = "/usr/bin/chromium"
OPEN = 500
EMAIL, PASSWORD = "manager@linden.example", "morning coffee"
FRAME_MS = 1000 / 60
# Of each demo guest again and again, each with a few words.
FILL = """
with one as (
  select c.hotel_id, c.channel_id, g.name from conversation c
  join guest g on g.hotel_id = c.hotel_id and g.id = c.guest_id
  join staff s on s.hotel_id = c.hotel_id join account a on a.id = s.account_id
  where a.email = %(email)s
), g as (
  insert into guest (hotel_id, id, name, phone, language, vip)
  select hotel_id, uuidv7(), name || ' ' || n, '+4917' || (100000000 + n), 'en', false
  from (select one.*, row_number() over () as place, count(*) over () as all_of from one) o
  join generate_series(1, %(open)s) n on n %% all_of + 1 = place
  returning hotel_id, id, name
), c as (
  insert into conversation (hotel_id, id, channel_id, chat_id, guest_id, status, speaker,
    last_message_at, waiting_since, unread)
  select distinct on (g.id) g.hotel_id, uuidv7(), one.channel_id, g.id || '@c.us', g.id, 'open',
    'ai', now() - random() * interval '3 days', now() - random() * interval '1 hour', 1
  from g join one on one.hotel_id = g.hotel_id
  returning hotel_id, id, channel_id, last_message_at
), m as (
  insert into message (hotel_id, conversation_id, channel_id, direction, author, kind, text, turn,
    sent_at, sort_at, status)
  select hotel_id, id, channel_id, 'in', 'guest', 'text',
    'Could we have more towels in room ' || n || '?', 0, last_message_at - n * interval '1 minute',
    last_message_at - n * interval '1 minute', 'received'
  from c, generate_series(0, 19) n
  returning hotel_id, id, conversation_id, sort_at
)
select conversation_id, max(id) from m group by 1
"""
HEADS = """
update conversation c set last_message_id = (
  select m.id from message m where m.hotel_id = c.hotel_id and m.conversation_id = c.id
  order by m.sort_at desc limit 1)
where c.last_message_id is null
"""


def run() -> list[Row]:
    with sync_playwright() as playwright, blank_page() as blank_url:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        blank_s, blank_kb = measure(browser, blank_url)
        with running_stack("--web", "1", "--workers", "1") as stack:
            _fill(owner_url(stack.data_dir))
            felt = feel(browser, stack.url, email=EMAIL, password=PASSWORD)
        browser.close()
    return [*_felt(felt), *_beside_blank(felt, blank_s, blank_kb)]


def _fill(url: str) -> None:
    with psycopg.connect(url) as owner:
        owner.execute(FILL, {"email": EMAIL, "open": OPEN})
        owner.execute(HEADS)
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("analyze")


def _felt(felt: Felt) -> list[Row]:
    late = sum(took > 2.5 * FRAME_MS for took in felt.frames_ms)
    return [
        _row("first rows after sign-in, median of 3", sorted(felt.first_rows_s)[1], "s", 1.5),
        _row(
            f"opening a conversation, p95 of {len(felt.opened_ms)}", _p95(felt.opened_ms), "ms", 150
        ),
        _row(f"key to frame, p95 of {len(felt.typed_ms)}", _p95(felt.typed_ms), "ms", 2 * FRAME_MS),
        _row(
            f"a frame while {felt.rows} rows scroll, p95", _p95(felt.frames_ms), "ms", 2 * FRAME_MS
        ),
        _row(
            f"frames later than two, of {len(felt.frames_ms)}",
            late,
            "frames",
            len(felt.frames_ms) / 50,
        ),
        _row("long tasks meanwhile", felt.long_tasks, "", 0),
        _row("elements below the list meanwhile", felt.nodes, "", 2_500),
        _row("script transferred, compressed", felt.scripts_kb, "kB", 450),
    ]


def _beside_blank(felt: Felt, seconds: float, script_kb: float) -> list[Row]:
    """What of it is the framework's."""
    return [
        Row(
            what=what,
            value=value,
            unit=unit,
            reference="blank Reflex page",
            reference_value=least,
            better="lower",
        )
        for what, value, unit, least in (
            ("script transferred, compressed", felt.scripts_kb, "kB", script_kb),
            ("first rows after sign-in", sorted(felt.first_rows_s)[1], "s", seconds),
        )
    ]


def _p95(sizes: Sequence[float]) -> float:
    return sorted(sizes)[int(0.95 * len(sizes))]


def _row(what: str, value: float, unit: str, goal: float) -> Row:
    return Row(
        what=what, value=value, unit=unit, reference="goal", reference_value=goal, better="lower"
    )
