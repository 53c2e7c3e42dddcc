// What the screens show, held once per tab. No markup and no rule of the business lives here.

import { BLANK } from "./template_view.js";

const EMPTY_THREAD = {
  messages: [], activities: [], rows: [], face: "idle", older: null, earlier: null, unreadFrom: null,
};

// A part of a screen before it was asked; a read that fails later leaves its items and says so.
const UNREAD = { items: [], face: "loading", error: null, read_at: null, next: null };

export const initial = () => ({
  session: null,
  unanswered: false,
  rows: [],
  rows_face: "loading",
  rows_next: null,
  rows_held: 0,
  shown: { items: [], after: 0 },
  row_stop: null,
  found: { face: "idle", guests: [], messages: [], next: null },
  counts: {
    open: 0, mine: 0, unassigned: 0, waiting: 0, mentions: 0, alerts: 0, waiting_guest: 0, snoozed: 0,
    resolved: 0, saved: {},
  },
  narrowed: {},
  view_id: null,
  picked: [],
  picking: false,
  choosing: false,
  colleagues: [],
  teams: [],
  labels: [],
  saved_views: [],
  desk_face: "loading",
  moments: [],
  participants: [],
  planned: [],
  planned_face: "loading",
  promises: [],
  promises_face: "loading",
  participants_face: "loading",
  moments_face: "loading",
  merging: { query: "", face: "loading", error: "", found: [], preview: null, busy: false },
  ai_draft: null,
  ai_draft_failed: false,
  taken_up: null,
  help: {
    face: "closed", conversation_id: "", task: "", id: "", text: "", undone: "", before: "", sources: [], outcome: "",
    detail: "", left_out: 0, error: "",
  },
  transcript: { id: "", text: "", busy: false, error: "" },
  wrong: {},
  wrong_form: { message_id: "", reason: "", note: "", marked: false, busy: false, error: "" },
  wrong_answers: { ...UNREAD, state: "open", reason: "", busy: "" },
  wrong_open: 0,
  help_menu: false,
  help_written: false,
  taken_help: null,
  summary: {
    face: "loading", conversation_id: "", points: [], turn: 0, asked_at: "", outcome: "", left_out: 0, error: "",
  },
  reading: null,
  translated: {},
  outgoing: null,
  later: { id: null, written: "", text: "", original: null, on_clock: "", unless_reply: false },
  composer_mode: "reply",
  names: [],
  attached: [],
  canned: { face: "closed", items: [], at: 0, error: "" },
  unfilled: [],
  dropping: false,
  palette: { query: "", found: [], said: [], failed: false, at: 0 },
  status: "open",
  query: "",
  open_id: null,
  conversation: null,
  guest: null,
  ledger: [],
  thread: EMPTY_THREAD,
  thread_new: 0,
  at_end: true,
  quote: null,
  presence: {},
  second: { conversation_id: "", text: "", quote: null, news: [] },
  notices: { ...UNREAD },
  unread: 0,
  bell_tab: "alerts",
  notify: { choices: {}, quiet_from: null, quiet_until: null, mail_minutes: null },
  digest: { items: [], face: "loading", error: null, read_at: null },
  notify_face: "loading",
  notify_error: "",
  desktop: "default",
  picture: null,
  pane: "list",
  panel: false,
  alerts: [],
  alerts_face: "loading",
  channels: [],
  doubts: { ...UNREAD, asked: 0, busy: "" },
  letters: { ...UNREAD, source: "", reason: "", changed: false, busy: "" },
  letter_counts: { waiting: 0, by_source: {}, by_reason: [] },
  numbers: UNREAD,
  checks: { ...UNREAD, channel_id: null, name: "" },
  complaints: { ...UNREAD, closed: false, busy: "" },
  promise_list: { ...UNREAD, closed: false },
  calibration: {
    ...UNREAD, judged: 0, not_judged: 0, missed: [], held: [],
    budget: { budget: null, threshold: null, threshold_at: null, complaints: 0, shifts: 0, raised: 0, held: 0 },
  },
  ladder: UNREAD,
  connections: { ...UNREAD, all_well: true, to_mend: 0 },
  connection_news: null,
  again: null,
  toasts: [],
  online: true,
  delayed: false,
  now: 0,
  sound: true,
  stays: { items: [], face: "loading", next: null, error: "", busy: false },
  stays_view: "arriving",
  stays_query: "",
  stay: null,
  stay_events: { items: [], face: "loading", error: "" },
  import_: null,
  import_lines: [],
  import_error: "",
  import_busy: false,
  identity: null,
  disclosures: { ...UNREAD, conversation_id: "", guest_name: "", counts: {}, keep_days: 0 },
  cost: { ...UNREAD, purposes: [], cost_usd: 0, calls: 0, tokens: 0, unpriced: 0, busy: false },
  ai_budget: null,
  ai_budget_error: null,
  erasing: { busy: false, error: "" },
  evidence: { face: "loading", error: "", message: "", kept: [], dropped: [], reason: "" },
  templates: UNREAD,
  editor: BLANK,
  versions: UNREAD,
  changes: null,
  triggers: { ...UNREAD, groups: [], busy: "" },
  automation: { stopped_at: null, stopped_by: "", enabled: 0, planned: 0, queued: 0 },
  vocabulary: { fields: [], planned_events: [], actions: [] },
  messages: [],
  picks: {},
  builder_templates: [],
  builder: {
    face: "loading", error: null, errors: {}, busy: "", id: "", trigger: null, draft: {}, saved: {}, dirty: false,
    past: [], future: [], typed: "", revision: 0, rows: [], actions: [], fields: [], planned: true,
    stay: null, found: [], searched: "",
    check: { face: "unready", error: null, busy: false, considered: 0, matching: 0, first: [], sample: null },
  },
  rehearsal: {
    face: "loading", error: null, id: "", trigger: null, view: null, reasons: [], seconds: 0, busy: false,
    filter: "fired", reason: "",
  },
  rehearsal_lines: UNREAD,
  ledger_of: { kind: "", of: "", name: "", outcome: "" },
  ledger_lines: UNREAD,
  coming: UNREAD,
  skips: UNREAD,
  lists: {},
  list_queries: {},
  knowledge_tab: "entries",
  knowledge_filter: { shown: "all", q: "", language: "", category: "" },
  knowledge_summary: { entries: 0, today: 0, not_today: 0, review: 0, languages: [], categories: [] },
  golden_gate: { approved: 0, proposed: 0, last_run: null, accepted_run: null, open_changes: 0, is_other_release: false },
  golden_state: "approved",
  golden_busy: "",
  golden_report: {
    ...UNREAD, run: null, rates: [], rules: { n: 0, kappa: null }, judge: { n: 0, kappa: null },
  },
  held: UNREAD,
  fact_versions: UNREAD,
  fact_changes: null,
  intakes: UNREAD,
  intake: null,
  intake_error: "",
  intake_busy: false,
  proposals: UNREAD,
  candidates: { ...UNREAD, busy: "", refused: "", outcome: "", detail: "" },
  clashes: { ...UNREAD, busy: "", state: "open" },
  clash_scan: { scanned_at: null, texts: 0, open: 0 },
  form: { name: null, item: {}, errors: {}, error: null, busy: false },
  sheet: null,
});

let state = initial();
const listeners = new Map();

export const get = (key) => state[key];

export function set(patch) {
  const changed = Object.keys(patch).filter((key) => !Object.is(state[key], patch[key]));
  if (!changed.length) return;
  state = { ...state, ...patch };
  for (const key of changed) listeners.get(key)?.forEach((tell) => tell());
}

export function subscribe(key, tell) {
  if (!listeners.has(key)) listeners.set(key, new Set());
  listeners.get(key).add(tell);
  return () => listeners.get(key).delete(tell);
}

export function reset(patch = {}) {
  set({ ...initial(), ...patch });
}

export const emptyThread = () => ({ ...EMPTY_THREAD });
