"""The checker itself: a clean rehearsal passes, and each broken promise is found by its name."""

from collections.abc import Callable

import pytest

from tests.faults.invariants import check
from tests.faults.ledgers import Ledgers, Size

pytestmark = pytest.mark.short

HERE, THERE = 1101, 2202
ANNA, BORIS = "491@c.us", "492@c.us"


def clean() -> Ledgers:
    """Anna asked twice and was answered twice; Boris, of another hotel, once."""
    made = Ledgers(
        canaries={HERE: "Canaryhere", THERE: "Canarythere"},
        written=[],
        delivered=[],
        webhooks=[],
        ai=[],
        inbox=[],
        messages=[],
        outbox=[],
        conversations=[],
        channels=[{"id_instance": HERE, "lease_s": None}, {"id_instance": THERE, "lease_s": -3.0}],
        logs={"worker-1": '{"event": "worker.started"}'},
        never_logged=["secret-key", "4915551"],
        growth={"worker-1/1": (Size(20, 90_000), Size(31, 120_000))},
    )
    ask(made, HERE, ANNA, "q1", "Canaryhere first?")
    answer(made, HERE, ANNA, "a1", "At seven in the Canaryhere room.")
    ask(made, HERE, ANNA, "q2", "Canaryhere second?")
    answer(made, HERE, ANNA, "a2", "At seven in the Canaryhere room.")
    ask(made, THERE, BORIS, "q3", "Canarythere first?")
    answer(made, THERE, BORIS, "a3", "At eight in the Canarythere room.")
    for instance, chat in ((HERE, ANNA), (THERE, BORIS)):
        made.conversations.append(
            {
                "id": chat,
                "chat_id": chat,
                "id_instance": instance,
                "speaker": "ai",
                "is_due": False,
                "is_waiting": False,
                "lease_s": None,
                "is_called_for": False,
            }
        )
    return made


def ask(made: Ledgers, instance: int, chat: str, key: str, text: str) -> None:
    made.written.append(
        {"id_instance": instance, "chat_id": chat, "id_message": key, "by": "guest", "text": text}
    )
    hook(made, instance, chat, key, "incomingMessageReceived")
    show(made, instance, chat, key, text, direction="in", author="guest")
    made.ai.append({"request": {"messages": [{"role": "user", "content": text}]}})


def answer(made: Ledgers, instance: int, chat: str, key: str, text: str) -> None:
    made.delivered.append(
        {"id_instance": instance, "chat_id": chat, "id_message": key, "by": "api", "text": text}
    )
    hook(made, instance, chat, key, "outgoingAPIMessageReceived")
    hook(made, instance, chat, key, "outgoingMessageStatus", status="sent")
    show(made, instance, chat, key, text, direction="out", author="ai")
    made.outbox.append(
        {
            "id": len(made.outbox) + 1,
            "id_instance": instance,
            "chat_id": chat,
            "state": "accepted",
            "provider_id": key,
            "error": None,
            "text": text,
            "age_s": 1.0,
        }
    )


def hook(
    made: Ledgers, instance: int, chat: str, key: str, kind: str, status: str | None = None
) -> None:
    made.webhooks.append(
        {
            "id_instance": instance,
            "type_webhook": kind,
            "chat_id": chat,
            "id_message": key,
            "status": status,
            "outcome": "acked",
        }
    )
    stored = f"s:{chat}:{key}:{status}" if status else f"m:{kind}:{chat}:{key}"
    made.inbox.append(
        {
            "id_instance": instance,
            "dedupe_key": stored,
            "kind": kind,
            "state": "done",
            "age_s": 1.0,
        }
    )


def show(
    made: Ledgers, instance: int, chat: str, key: str, text: str, *, direction: str, author: str
) -> None:
    made.messages.append(
        {
            "id": len(made.messages) + 1,
            "id_instance": instance,
            "chat_id": chat,
            "conversation_id": chat,
            "direction": direction,
            "author": author,
            "text": text,
            "provider_id": key,
        }
    )


def test_a_clean_rehearsal_has_no_findings() -> None:
    """Otherwise every finding below could be noise."""
    assert check(clean()) == []


def test_a_refused_webhook_may_be_missing() -> None:
    """Only a 200 is a promise."""
    ledgers = clean()
    ledgers.webhooks.append({**ledgers.webhooks[0], "id_message": "q9", "outcome": "refused"})

    assert check(ledgers) == []


def test_a_message_that_a_person_was_asked_about_is_not_doubled_silently() -> None:
    """It arrived and no row holds its id, but staff see the question."""
    ledgers = clean()
    ledgers.outbox[-1] |= {"state": "failed", "provider_id": None, "error": "not_confirmed"}

    assert check(ledgers) == []


def _lose_webhook(ledgers: Ledgers) -> None:
    del ledgers.inbox[1]


def _store_twice(ledgers: Ledgers) -> None:
    ledgers.inbox.append(dict(ledgers.inbox[0]))


def _lose_message(ledgers: Ledgers) -> None:
    ledgers.messages[:] = [row for row in ledgers.messages if row["provider_id"] != "q3"]


def _double_message(ledgers: Ledgers) -> None:
    ledgers.messages.append(dict(ledgers.messages[0]))


def _invent_message(ledgers: Ledgers) -> None:
    ledgers.messages.append({**ledgers.messages[0], "provider_id": "nobody"})


def _leave_webhook(ledgers: Ledgers) -> None:
    ledgers.inbox[0]["state"] = "new"


def _leave_send(ledgers: Ledgers) -> None:
    ledgers.outbox[0]["state"] = "uncertain"


def _leave_turn(ledgers: Ledgers) -> None:
    ledgers.conversations[0]["is_due"] = True


def _forget_guest(ledgers: Ledgers) -> None:
    ledgers.conversations[0]["is_waiting"] = True


def _answer_twice(ledgers: Ledgers) -> None:
    answer(ledgers, THERE, BORIS, "a4", "At eight in the Canarythere room.")


def _send_twice(ledgers: Ledgers) -> None:
    ledgers.delivered.append({**ledgers.delivered[0], "id_message": "a1-again"})


def _attach_wrongly(ledgers: Ledgers) -> None:
    ledgers.outbox[0]["text"] = "Something else."


def _believe(ledgers: Ledgers) -> None:
    ledgers.delivered.pop()


def _deliver_twice(ledgers: Ledgers) -> None:
    ledgers.delivered.append(dict(ledgers.delivered[0]))


def _swap_shown(ledgers: Ledgers) -> None:
    first, third = ledgers.messages[0], ledgers.messages[2]
    first["provider_id"], third["provider_id"] = third["provider_id"], first["provider_id"]


def _swap_sent(ledgers: Ledgers) -> None:
    ledgers.delivered[0], ledgers.delivered[1] = ledgers.delivered[1], ledgers.delivered[0]


def _tell_another_hotel(ledgers: Ledgers) -> None:
    for row in (ledgers.delivered[2], ledgers.outbox[2]):
        row["text"] = "At seven in the Canaryhere room."


def _keep_foreign_row(ledgers: Ledgers) -> None:
    ledgers.messages[-1]["text"] = "Canaryhere"


def _mix_prompt(ledgers: Ledgers) -> None:
    ledgers.ai.append({"request": {"system": "Canaryhere Canarythere"}})


def _open_audit(ledgers: Ledgers) -> None:
    ledgers.audit_can_be_changed = True


def _log_phone(ledgers: Ledgers) -> None:
    ledgers.logs = {**ledgers.logs, "web-1": "calling 4915551"}


def _hold_lease(ledgers: Ledgers) -> None:
    ledgers.channels[0]["lease_s"] = 3_600.0


def _leave_process(ledgers: Ledgers) -> None:
    ledgers.orphans = [4711]


def _leak_files(ledgers: Ledgers) -> None:
    ledgers.growth = {"worker-1/1": (Size(20, 90_000), Size(400, 90_000))}


def _leak_memory(ledgers: Ledgers) -> None:
    ledgers.growth = {"worker-1/1": (Size(20, 90_000), Size(20, 900_000))}


@pytest.mark.parametrize(
    ("spoil", "invariant", "name"),
    [
        (_lose_webhook, "I1", "acknowledged and lost"),
        (_store_twice, "I1", "stored twice"),
        (_lose_message, "I1", "guest's message lost"),
        (_double_message, "I1", "guest's message doubled"),
        (_invent_message, "I1", "message that nobody wrote"),
        (_leave_webhook, "I2", "webhook not worked on"),
        (_leave_send, "I2", "send stuck in uncertain"),
        (_leave_turn, "I2", "turn not decided"),
        (_forget_guest, "I2", "guest forgotten"),
        (_answer_twice, "I3", "answered twice"),
        (_answer_twice, "I3", "more answers than questions"),
        (_send_twice, "I4", "sent twice"),
        (_attach_wrongly, "I4", "attached to another message"),
        (_believe, "I4", "believed sent, never arrived"),
        (_deliver_twice, "I4", "delivered twice"),
        (_swap_shown, "I5", "shown out of order"),
        (_swap_sent, "I5", "sent out of order"),
        (_tell_another_hotel, "I6", "foreign words in a chat"),
        (_keep_foreign_row, "I6", "foreign words in a row"),
        (_mix_prompt, "I6", "two hotels in one prompt"),
        (_open_audit, "I7", "audit log can be changed"),
        (_log_phone, "I8", "said in a log"),
        (_hold_lease, "I9", "lease that does not end"),
        (_leave_process, "I9", "orphan process"),
        (_leak_files, "I9", "open files grow"),
        (_leak_memory, "I9", "memory grows"),
    ],
)
def test_a_broken_promise_is_found(
    spoil: Callable[[Ledgers], None], invariant: str, name: str
) -> None:
    """Planted in a clean rehearsal, each is named."""
    ledgers = clean()

    spoil(ledgers)

    assert (invariant, name) in {(found.invariant, found.name) for found in check(ledgers)}


def test_a_young_row_is_not_stuck_while_work_goes_on() -> None:
    """In the middle of a rehearsal only old rows are findings."""
    ledgers = clean()
    ledgers.inbox[0]["state"] = "new"
    ledgers.conversations[0]["is_due"] = True

    assert check(ledgers, stuck_after_s=300) == []
