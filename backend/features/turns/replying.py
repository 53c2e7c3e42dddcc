"""A guest answers what the hotel asked: no question, so no AI."""

from datetime import datetime
from uuid import UUID

from backend.domain.survey_answers import asks, read_score, read_yes_no
from backend.features.recovery import service as recovery
from backend.features.surveys import service as surveys
from backend.features.turns.schemas import Ledger, Reply, Settled, Turn
from backend.work import Work


def reply_of(turn: Turn, *, now: datetime) -> Reply | None:
    """None: nothing was asked, or the guest asks something else."""
    question, until = turn.conversation.question, turn.conversation.question_until
    words, unanswered = turn.burst_text, turn.unanswered
    if question is None or until is None or until <= now or not words or not unanswered:
        return None
    newest = unanswered[-1].id
    if question.startswith(recovery.PREFIX):
        fixed = read_yes_no(words)
        reply = Reply(question, newest, fixed=fixed)
        return reply if fixed is not None or not asks(words) else None
    score = read_score(words)
    return Reply(question, newest, score=score) if score is not None or not asks(words) else None


async def pass_on(work: Work, one: Settled, ledger: Ledger) -> None:
    """To what had asked."""
    reply, chat = one.verdict.reply, one.turn.conversation
    assert reply is not None
    kind, _, key = reply.question.partition(":")
    if f"{kind}:" == recovery.PREFIX:
        await recovery.heard(
            work,
            UUID(key),
            conversation_id=chat.id,
            message_id=reply.message_id,
            fixed=reply.fixed,
        )
        return
    await surveys.heard(
        work,
        UUID(key),
        conversation_id=chat.id,
        message_id=reply.message_id,
        score=reply.score,
        may_speak=one.standing.refusal is None,
        decision_id=ledger[None],
    )
