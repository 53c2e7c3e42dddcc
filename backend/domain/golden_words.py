"""Vocabularies of golden questions, their runs, and changes that wait for one."""

from enum import StrEnum


class Expects(StrEnum):
    """What a golden question wants to come of it."""

    ANSWERED = "answered"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"
    """Nothing is told, whether a person is called or not."""


class Outcome(StrEnum):
    """What came of it."""

    ANSWERED = "answered"
    HANDED_OVER = "handed_over"
    SILENT = "silent"


class Fault(StrEnum):
    """Why an answer to a golden question is not right."""

    OUTCOME = "outcome"
    """Answered where a person was wanted, or the other way round."""
    LANGUAGE = "language"
    FACT_MISSING = "fact_missing"
    SOURCE_MISSING = "source_missing"
    """It stands on none of the entries that it should stand on."""
    NOT_IN_SOURCE = "not_in_source"
    """A price, phone, address or link that no cited entry holds."""
    PAYMENT = "payment"
    """It names or asks for the number of a card or an account."""
    JUDGED_BAD = "judged_bad"
    """The judge says so, and the judge was measured."""


class QuestionOrigin(StrEnum):
    STARTER = "starter"
    GAP = "gap"
    """A question that was handed over and became an entry."""
    THREAD = "thread"
    """A question of a resolved conversation that the AI answered."""
    WRONG = "wrong"
    """A question that the AI answered wrongly, by a colleague's word."""
    STAFF = "staff"


class QuestionState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    PUT_ASIDE = "put_aside"


class RunCause(StrEnum):
    STAFF = "staff"
    """A person asked for it."""
    QUESTIONS = "questions"
    """A question was approved or changed."""
    KNOWLEDGE = "knowledge"
    """A change of an entry waits for it."""
    RELEASE = "release"
    """The instructions or the model are others than those of the last accepted run."""


class RunState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    """At the limit of the hotel's AI; it goes on by itself."""
    PASSED = "passed"
    WORSE = "worse"
    """A question that stood does not stand any more."""
    FAILED = "failed"
    """Nothing could be compared."""


class RunTrouble(StrEnum):
    MODEL_AWAY = "model_away"
    """No model answered, and there is no recording to go by."""
    GAVE_UP = "gave_up"
    LIMIT_DAY = "limit_day"
    """The hotel's AI may cost no more today."""
    LIMIT_MONTH = "limit_month"


class Way(StrEnum):
    """Where the answer to a golden question came from."""

    LIVE = "live"
    RULE = "rule"
    """Code decided before any model was asked."""
    RECORDED = "recorded"
    NONE = "none"


class ChangeKind(StrEnum):
    """What is to be done to an entry."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    UNDELETE = "undelete"


class ChangeState(StrEnum):
    CHECKING = "checking"
    REFUSED = "refused"
    """Golden questions get worse by it."""
    UNCHECKED = "unchecked"
    """It could not be checked."""
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    OUTDATED = "outdated"
    """The entry was changed or deleted meanwhile."""
