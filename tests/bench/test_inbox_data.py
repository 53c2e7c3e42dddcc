"""The filled inbox of the benchmarks holds together and has the shape it says it has."""

import psycopg

from bench._inbox_store import fill
from tests.fixtures.database import Database, clone_template


def test_a_filled_inbox_holds_together(database: Database, postgres_server: str) -> None:
    """As many messages as were asked for, heads that are the last, one hotel far larger."""
    urls = clone_template(postgres_server, "test_filled_inbox")
    with psycopg.connect(urls.owner_url) as owner:
        made = fill(owner, 2_000, hotels=4)
        sizes = owner.execute(
            "select hotel_id, count(*) from message group by 1 order by 2 desc"
        ).fetchall()
        wrong = owner.execute(
            "select count(*) from conversation c where c.last_message_id is distinct from ("
            " select m.id from message m where m.hotel_id = c.hotel_id and m.conversation_id = c.id"
            " order by m.sort_at desc, m.id desc limit 1)"
        ).fetchone()
        strays = owner.execute(
            "select count(*) from message m where not exists (select 1 from conversation c"
            " join guest g on g.hotel_id = c.hotel_id and g.id = c.guest_id"
            " join stay s on s.hotel_id = c.hotel_id and s.id = c.stay_id"
            " where c.hotel_id = m.hotel_id and c.id = m.conversation_id)"
        ).fetchone()

    assert sum(size for _, size in sizes) == 2_000
    assert sizes[0][0] == made[0].id
    assert sizes[0][1] > 4 * sizes[1][1]
    assert (wrong, strays) == ((0,), (0,))
