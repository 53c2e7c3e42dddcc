"""The closed vocabularies of the product, one word per concept (docs/glossary.md)."""

from enum import StrEnum


class Role(StrEnum):
    MANAGER = "manager"
    AGENT = "agent"
    VIEWER = "viewer"


class HotelStatus(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"


class AiMode(StrEnum):
    """What the AI may do for a hotel: answer guests, only draft for staff, or nothing."""

    AUTO = "auto"
    DRAFT = "draft"
    OFF = "off"


class ChannelPolicy(StrEnum):
    PERSONAL = "personal"
    WABA = "waba"


class InstanceState(StrEnum):
    """States of a Green API instance (getStateInstance, stateInstanceChanged)."""

    UNKNOWN = "unknown"
    AUTHORIZED = "authorized"
    NOT_AUTHORIZED = "notAuthorized"
    BLOCKED = "blocked"
    STARTING = "starting"
    SUSPENDED = "suspended"
    SLEEP_MODE = "sleepMode"
    YELLOW_CARD = "yellowCard"


class StayStatus(StrEnum):
    BOOKED = "booked"
    IN_HOUSE = "in_house"
    DEPARTED = "departed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class StayEventKind(StrEnum):
    """What happened to a stay; one row of its log each."""

    CREATED = "created"
    AMENDED = "amended"
    CANCELLED = "cancelled"
    CHECKED_IN = "checked_in"
    CHECKED_OUT = "checked_out"
    ROOM_CHANGED = "room_changed"
    NO_SHOW = "no_show"
    REINSTATED = "reinstated"


class PushOutcome(StrEnum):
    """What became of one reservation that was pushed or imported."""

    CREATED = "created"
    AMENDED = "amended"
    UNCHANGED = "unchanged"
    STALE = "stale"
    """Older than what is known already: nothing was done."""
    REFUSED = "refused"


class ImportState(StrEnum):
    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    """The dry run is done; nothing was written yet."""
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class FactClass(StrEnum):
    """To whom a fact may be told."""

    PUBLIC = "public"
    STAY_PRIVATE = "stay_private"
    """To a guest whose stay is known."""
    SECRET = "secret"  # noqa: S105 - the name of a class of facts
    """To a guest with exactly one verified stay who is in the house now, e.g. a door code."""


class PmsVendor(StrEnum):
    GENERIC = "generic"
    APALEO = "apaleo"
    MEWS = "mews"
    QLOAPPS = "qloapps"


class PmsEventState(StrEnum):
    NEW = "new"
    DONE = "done"
    IGNORED = "ignored"
    """About nothing we keep, e.g. a health check."""
    DEAD = "dead"


class ConversationStatus(StrEnum):
    OPEN = "open"
    WAITING_GUEST = "waiting_guest"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


class Speaker(StrEnum):
    """Who may speak to the guest now."""

    AI = "ai"
    STAFF = "staff"
    PHONE = "phone"
    NOBODY = "nobody"


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Author(StrEnum):
    GUEST = "guest"
    AI = "ai"
    STAFF = "staff"
    TRIGGER = "trigger"
    PHONE = "phone"


class MessageKind(StrEnum):
    TEXT = "text"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    POLL = "poll"
    POLL_VOTE = "poll_vote"
    BUTTONS = "buttons"
    BUTTON_REPLY = "button_reply"
    GROUP_INVITE = "group_invite"
    CALL = "call"
    UNREADABLE = "unreadable"
    UNSUPPORTED = "unsupported"


class MessageStatus(StrEnum):
    """What is shown beside a message. Inbound messages are RECEIVED and stay so."""

    RECEIVED = "received"
    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    NO_ACCOUNT = "no_account"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class OutboxState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    ACCEPTED = "accepted"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    ASKED = "asked"
    """Its end is not known and cannot be found out here: a person decides."""


class Look(StrEnum):
    """What the provider's queue and journal said of a message whose end is not known."""

    ABSENT = "absent"
    UNREACHABLE = "unreachable"
    INCOMPLETE = "incomplete"
    """They do not even show what is known to have been accepted."""
    TYPED_ON_PHONE = "typed_on_phone"
    """Somebody wrote the same words on the hotel's phone meanwhile."""
    SEVERAL = "several"
    """More equal messages of unknown origin than ours."""


class SendOutcome(StrEnum):
    """How one call to the provider's send method ended (reliability: retry table)."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    AMBIGUOUS = "ambiguous"
    PERMANENT = "permanent"
    QUOTA = "quota"
    AUTH = "auth"
    LOST = "lost"


class MessageClass(StrEnum):
    """How much a message of ours matters when the number has to be spared."""

    ESSENTIAL = "essential"
    USEFUL = "useful"
    PROMOTIONAL = "promotional"


class HoldReason(StrEnum):
    """Why a message that may not leave yet waits, to spare the number."""

    TO_WEIGH = "to_weigh"
    """Just queued: whether it may leave is decided before the next claim."""
    YELLOW_CARD = "yellow_card"
    RECOVERING = "recovering"
    WARM_UP = "warm_up"
    DAILY_BUDGET = "daily_budget"
    FEW_REPLIES = "few_replies"
    NOT_ON_WHATSAPP = "not_on_whatsapp"
    MANY_FAILURES = "many_failures"


class NumberEventKind(StrEnum):
    STATE = "state"
    PAUSED = "paused"
    RESUMED = "resumed"
    SLOWED = "slowed"


class InboxState(StrEnum):
    NEW = "new"
    DONE = "done"
    IGNORED = "ignored"
    UNPARSED = "unparsed"
    DEAD = "dead"


class MoodLevel(StrEnum):
    COMPLAINT = "complaint"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


class AlertKind(StrEnum):
    COMPLAINT = "complaint"
    HUMAN_ASKED = "human_asked"
    ERASURE_ASKED = "erasure_asked"
    AI_HANDED_OVER = "ai_handed_over"
    AI_FAILED = "ai_failed"
    AI_WORSE = "ai_worse"
    SEND_FAILED = "send_failed"
    SEND_UNCERTAIN = "send_uncertain"
    UNREADABLE_WEBHOOK = "unreadable_webhook"
    CHANNEL_STATE = "channel_state"
    MESSAGES_MISSING = "messages_missing"
    PMS_FAILED = "pms_failed"
    TRIGGER_FAILED = "trigger_failed"
    ALARM_FAILED = "alarm_failed"
    AI_BUDGET = "ai_budget"
    PROMISE_DUE = "promise_due"
    """What a guest was promised is due soon."""
    PROMISE_MISSED = "promise_missed"
    TRIGGER_ASKS = "trigger_asks"
    """A trigger says that staff should look; its words are the hotel's own."""


class AlertStatus(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"
    HELD = "held"
    """A complaint below the threshold of the hotel's alert budget: listed, nobody is called."""


class DecisionKind(StrEnum):
    TRIGGER = "trigger"
    ANSWER = "answer"
    NOTICE = "notice"


class DecisionOutcome(StrEnum):
    FIRED = "fired"
    SKIPPED = "skipped"
    SUPPRESSED = "suppressed"
    FAILED = "failed"
    DEFERRED = "deferred"
    """Decided again later, e.g. after the quiet hours."""


class TriggerEvent(StrEnum):
    """What a trigger waits for: something in a conversation, something about a stay, a time."""

    FIRST_MESSAGE_OF_STAY = "first_message_of_stay"
    KEYWORD = "keyword"
    COMPLAINT = "complaint"
    STAY_BOOKED = "stay_booked"
    STAY_AMENDED = "stay_amended"
    STAY_CANCELLED = "stay_cancelled"
    CHECKED_IN = "checked_in"
    CHECKED_OUT = "checked_out"
    ROOM_CHANGED = "room_changed"
    ROOM_READY = "room_ready"
    """The stay was given the tag room_ready."""
    TIME = "time"
    """So long before or after a moment of the stay."""
    NO_REPLY = "no_reply"


class StayMoment(StrEnum):
    BOOKING = "booking"
    ARRIVAL = "arrival"
    CHECK_IN = "check_in"
    """The actual one; nothing is planned before it happened."""
    FIRST_NIGHT = "first_night"
    """The evening of the day of arrival."""
    MID_STAY = "mid_stay"
    """The middle day of a stay of two nights or more."""
    DEPARTURE = "departure"
    CHECK_OUT = "check_out"
    """The actual one."""


class OffsetUnit(StrEnum):
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    """Of the calendar: the same time on the hotel's clock, also when the clocks change."""


class Side(StrEnum):
    BEFORE = "before"
    AFTER = "after"


class TriggerScope(StrEnum):
    """What a trigger speaks of once."""

    ROOM = "room"
    RESERVATION = "reservation"
    """All rooms with one group code."""
    GUEST = "guest"


class QuietRule(StrEnum):
    DEFER = "defer"
    CANCEL = "cancel"


class LateRule(StrEnum):
    """What becomes of a message whose time had passed before the stay was booked or moved."""

    SEND = "send"
    SKIP = "skip"


class WaitingFor(StrEnum):
    HOTEL = "hotel"
    """The guest wrote last and waits."""
    GUEST = "guest"
    """The hotel wrote last; the guest is silent."""


class PlanState(StrEnum):
    """What has become of a planned occurrence."""

    PLANNED = "planned"
    FIRED = "fired"
    SKIPPED = "skipped"
    REVOKED = "revoked"
    """The stay was cancelled, moved or the trigger changed before its time came."""
    FAILED = "failed"


class AiRung(StrEnum):
    """Which step of the ladder made an answer."""

    MODEL = "model"
    RULE = "rule"
    HOLDING = "holding"


class MediaState(StrEnum):
    REMOTE = "remote"
    STORED = "stored"
    FAILED = "failed"
