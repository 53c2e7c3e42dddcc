"""Every Prometheus metric of the product, in one place. Labels never hold guests' data."""

from prometheus_client import Counter, Gauge, Histogram

FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
SLOW = (0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60)

WEBHOOKS = Counter("hotelbot_webhooks_total", "Webhooks by outcome", ["outcome"])
WEBHOOK_CONFLICTS = Counter(
    "hotelbot_webhook_conflicts_total", "Webhooks that repeat an id with other words"
)
WEBHOOK_SECONDS = Histogram("hotelbot_webhook_seconds", "Time to answer a webhook", buckets=FAST)
INBOX_ROWS = Counter("hotelbot_inbox_rows_total", "Inbox rows finished", ["state"])
TURNS = Counter("hotelbot_turns_total", "Turns decided, by decision", ["decision"])
TURN_SECONDS = Histogram(
    "hotelbot_turn_seconds", "Guest's last message to answer queued", buckets=SLOW
)
AI_CALLS = Counter("hotelbot_ai_calls_total", "Model calls by outcome", ["task", "outcome"])
AI_SECONDS = Histogram("hotelbot_ai_seconds", "Time of a model call", ["task"], buckets=SLOW)
AI_TOKENS = Counter("hotelbot_ai_tokens_total", "Tokens billed", ["kind"])
SENTENCES_DROPPED = Counter(
    "hotelbot_ai_sentences_dropped_total", "Sentences of the AI that no fact sheet holds", ["why"]
)
SENDS = Counter("hotelbot_sends_total", "Send calls by outcome", ["outcome"])
SEND_SECONDS = Histogram("hotelbot_send_seconds", "Time of a send call", buckets=(*FAST, 5, 15))
HELD = Counter("hotelbot_sends_held_total", "Sends held to spare a number", ["class", "reason"])
NUMBER_EVENTS = Counter("hotelbot_number_events_total", "What happened to numbers", ["kind"])
RECONCILED = Counter("hotelbot_sends_reconciled_total", "Unknown sends settled", ["outcome"])
SCHEDULED = Counter("hotelbot_scheduled_total", "Ends of messages for later", ["end"])
ERASURES = Counter("hotelbot_erasures_total", "Guests erased for good, by outcome", ["outcome"])
AI_DRAFTS = Counter("hotelbot_ai_drafts_total", "Drafts of the AI for staff", ["state"])
AI_HELP = Counter("hotelbot_ai_help_total", "What staff asked of the AI", ["task", "outcome"])
WRONG_ANSWERS = Counter(
    "hotelbot_wrong_answers_total", "Answers of the AI that staff marked as wrong", ["reason"]
)
CANDIDATES = Counter("hotelbot_knowledge_candidates_total", "Ends of candidates", ["end"])
TRANSLATIONS = Counter("hotelbot_translations_total", "Texts by what came of them", ["outcome"])
WOKEN = Counter("hotelbot_snoozes_ended_total", "Conversations that came back by the clock")
JOURNAL_CHECKS = Counter(
    "hotelbot_journal_checks_total", "Comparisons with a number's journals", ["outcome"]
)
INBOUND_EXPECTED = Counter("hotelbot_inbound_expected_total", "Messages the journals showed")
INBOUND_MISSING = Counter("hotelbot_inbound_missing_total", "Of these, not here before the check")
STATUSES = Counter("hotelbot_statuses_total", "Delivery statuses", ["status", "effect"])
ALERTS = Counter("hotelbot_alerts_total", "Alerts raised", ["kind"])
WORK_FAILURES = Counter(
    "hotelbot_work_failures_total", "Unexpected errors while working, by stage", ["stage"]
)
DEAD_LETTERS = Counter("hotelbot_dead_letters_total", "Work given up", ["source"])
TRIGGERS = Counter("hotelbot_triggers_total", "Planned triggers decided", ["event", "outcome"])
UPLOADS = Counter("hotelbot_file_uploads_total", "Files handed to the provider", ["outcome"])
FILES_KEPT = Counter("hotelbot_files_kept_total", "Files staff chose to send", ["outcome"])
FILES_GONE = Counter("hotelbot_files_deleted_total", "Files whose message is gone", ["outcome"])
SMALL_PICTURES = Counter("hotelbot_small_pictures_total", "Pictures looked at", ["outcome"])
MEDIA = Counter("hotelbot_media_total", "Files fetched from the provider", ["outcome"])
KNOWLEDGE_IMPORTS = Counter(
    "hotelbot_knowledge_imports_total", "Pages and files read for entries", ["kind", "outcome"]
)
KNOWLEDGE_CHANGES = Counter(
    "hotelbot_knowledge_changes_total", "Changes that golden questions decided", ["kind", "end"]
)
GOLDEN_RUNS = Counter("hotelbot_golden_runs_total", "Golden questions asked", ["cause", "outcome"])
CONTRADICTIONS = Counter(
    "hotelbot_contradictions_total", "Texts of a hotel that cannot both be right", ["end"]
)
TEMPLATE_LINKS = Counter("hotelbot_template_links_total", "Links of templates tried", ["outcome"])
RETIRED = Counter("hotelbot_rows_retired_total", "Rows whose time was over", ["table"])
RETIRING_LEFT = Gauge("hotelbot_retention_unfinished", "Tables of hotels left to the next run")
ACTIONS = Counter("hotelbot_trigger_actions_total", "Actions of triggers", ["kind", "outcome"])
ALARM_STEPS = Counter("hotelbot_alarm_steps_total", "Colleagues told of alerts", ["way", "outcome"])
COMPLAINTS = Counter("hotelbot_complaints_total", "Steps of complaints", ["source", "state"])
PROMISES = Counter("hotelbot_promises_total", "Promises to guests", ["author", "outcome"])
SURVEYS = Counter("hotelbot_surveys_total", "Surveys in the chat", ["outcome"])
PMS_WEBHOOKS = Counter("hotelbot_pms_webhooks_total", "Webhooks of a PMS", ["outcome"])
PMS_EVENTS = Counter("hotelbot_pms_events_total", "PMS events followed up", ["vendor", "outcome"])
PMS_FETCHES = Counter("hotelbot_pms_fetches_total", "Calls to a PMS", ["vendor", "outcome"])
SIGN_INS = Counter("hotelbot_sign_ins_total", "Sign-ins by outcome", ["outcome"])
LIVE_PUBLISH_FAILURES = Counter("hotelbot_live_publish_failures_total", "Live events lost")
GUEST_MERGES = Counter("hotelbot_guest_merges_total", "Records of guests made one", ["outcome"])
DIGESTS = Counter("hotelbot_digests_total", "Digests by e-mail to colleagues", ["outcome"])
NOTIFICATIONS = Counter("hotelbot_notifications_total", "Colleagues told of something", ["kind"])
PRESENCE_FAILURES = Counter("hotelbot_presence_failures_total", "Signs of presence not kept")
WAKE_FAILURES = Counter("hotelbot_wake_failures_total", "Wake-ups that did not reach Redis")
BREAKER_OPEN = Gauge(
    "hotelbot_breaker_open", "Circuits of a provider whose calls are held", ["provider"]
)
BREAKER_CHANGES = Counter(
    "hotelbot_breaker_changes_total", "Circuits that opened or closed", ["provider", "state"]
)
IN_FLIGHT = Gauge("hotelbot_turns_in_flight", "Turns this worker decides now")
SHEDDING = Gauge("hotelbot_left_out", "1 while this is left out for want of capacity", ["kind"])
REQUESTS_IN_FLIGHT = Gauge("hotelbot_requests_in_flight", "Requests under way", ["lane"])
OVER_CAPACITY = Counter("hotelbot_over_capacity_total", "Requests asked to come back", ["lane"])
BACKLOG = Gauge("hotelbot_backlog_rows", "Rows waiting", ["stage"])
OLDEST_SECONDS = Gauge("hotelbot_oldest_waiting_seconds", "Age of the oldest waiting", ["stage"])
