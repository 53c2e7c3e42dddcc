"""Matching as a multiset, whatever the provider's lists hold."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.reconciling import Held, Step, Uncertain, compare, decide_unfound
from backend.domain.sending import ECHO_MARGIN
from backend.domain.words import Author

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
# Few chats and texts, so that equal ones are common.
CHATS, TEXTS = st.sampled_from("ab"), st.sampled_from([b"ok", b"thanks"])
SECONDS = st.integers(-30, 30)


@st.composite
def rows(draw: st.DrawFn) -> list[Uncertain]:
    found = []
    for number in range(draw(st.integers(0, 6))):
        tried = NOW + timedelta(seconds=draw(SECONDS))
        found.append(
            Uncertain(
                outbox_id=number,
                message_id=number,
                epoch=1,
                chat_id=draw(CHATS),
                body_hash=draw(TEXTS),
                author=draw(st.sampled_from([Author.AI, Author.STAFF, Author.TRIGGER])),
                once=draw(st.booleans()),
                first_try_at=tried,
                last_try_at=tried,
                not_after=NOW + timedelta(minutes=15),
            )
        )
    return found


@st.composite
def lists(draw: st.DrawFn) -> list[Held]:
    return [
        Held(
            draw(CHATS),
            draw(TEXTS),
            f"X{draw(st.integers(0, 7))}",
            draw(st.none() | SECONDS.map(lambda s: NOW + timedelta(seconds=s))),
            draw(st.sampled_from([True, True, False, None])),
        )
        for _ in range(draw(st.integers(0, 8)))
    ]


TAKEN = st.sets(st.integers(0, 7).map(lambda n: f"X{n}"), max_size=4)


@given(rows=rows(), held=lists(), taken=TAKEN)
def test_an_id_is_attached_once_and_only_where_it_fits(
    rows: list[Uncertain], held: list[Held], taken: set[str]
) -> None:
    """One entry settles one row of the same chat and words, never one that somebody owns."""
    found = compare(rows, held, taken=taken).found
    by_id = {row.outbox_id: row for row in rows}
    attached = Counter((by_id[key].chat_id, provider_id) for key, provider_id in found.items())

    assert all(times == 1 for times in attached.values())
    assert not taken & set(found.values())
    for key, provider_id in found.items():
        row = by_id[key]
        assert any(
            one.provider_id == provider_id
            and (one.chat_id, one.body_hash) == (row.chat_id, row.body_hash)
            and one.by_api is not False
            and (one.sent_at is None or one.sent_at >= row.first_try_at - ECHO_MARGIN)
            for one in held
        )


@given(rows=rows(), held=lists(), taken=TAKEN)
def test_every_row_is_either_found_or_spoken_of(
    rows: list[Uncertain], held: list[Held], taken: set[str]
) -> None:
    """No row is forgotten and none is both."""
    findings = compare(rows, held, taken=taken)

    assert set(findings.found) | set(findings.looks) == {row.outbox_id for row in rows}
    assert not set(findings.found) & set(findings.looks)


@given(copies=st.integers(1, 6), shown=st.integers(0, 6))
def test_equal_messages_are_counted(copies: int, shown: int) -> None:
    """Of so many equal ones exactly as many are found as the provider has, the oldest first."""
    ours = [
        Uncertain(n, n, 1, "a", b"ok", Author.AI, False, NOW, NOW, NOW + timedelta(hours=1))
        for n in range(copies)
    ]
    held = [Held("a", b"ok", f"X{n}", NOW + timedelta(seconds=n)) for n in range(shown)]
    found = compare(ours, held, taken=()).found

    assert found == {n: f"X{n}" for n in range(min(copies, shown))}


@given(rows=rows(), held=lists(), taken=TAKEN)
def test_what_must_never_go_twice_never_does(
    rows: list[Uncertain], held: list[Held], taken: set[str]
) -> None:
    """Whatever the lists say, no code, no amount and no trigger is repeated by itself."""
    findings = compare(rows, held, taken=taken)
    for row in rows:
        if row.outbox_id in findings.looks and (row.once or row.author is Author.TRIGGER):
            decision = decide_unfound(row, findings.looks[row.outbox_id], NOW)
            assert decision.step is not Step.SEND_AGAIN
