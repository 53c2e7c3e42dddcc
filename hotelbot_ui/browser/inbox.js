// The list of conversations and the open one: fetch, merge what is pushed, send.
import { loadAiDraft, takenUp } from "./ai_drafts.js";
import { call, hotelPath } from "./api.js";
import { loadMoments, loadParticipants } from "./handling.js";
import { takenHelp } from "./help.js";
import { comingOf } from "./ledger.js";
import { readNoticesOf } from "./notifications.js";
import { soon } from "./parts.js";
import { loadPlanned } from "./planned.js";
import { loadPromises } from "./promises.js";
import { askFirst, lastSeen } from "./second.js";
import { emptyThread, get, set } from "./store.js";
import { firstUnread, isNew, merge, rowsOf } from "./thread.js";
import { toast } from "./toasts.js";
import { loadReading, noteOriginal, translationOf } from "./translating.js";
import { fileOf, upload } from "./uploading.js";
import { whoIsHere } from "./who.js";
import { loadWrongMarks } from "./wrong.js";

const PAGE = 40;
const LARGEST_PAGE = 200;
const REFRESH_MS = 400;
const PASSING_MS = 120;
let refreshTimer = null;
let staying = null;
// By the pointer, by the keyboard, or both.
const heldBy = new Set();
// Rows that belong here no longer leave with the pointer.
let refreshHeld = false;
let waitingRows = null;

// ---- the list ----

const listPath = (cursor) => {
  const limit = cursor ? PAGE : Math.min(LARGEST_PAGE, Math.max(PAGE, get("rows").length));
  const query = new URLSearchParams({ ...get("narrowed"), status: get("status"), limit });
  if (cursor) query.set("cursor", cursor);
  return hotelPath(`/conversations?${query}`);
};

const what = () => JSON.stringify([get("status"), get("narrowed")]);

export async function loadRows({ keepTail = true, quiet = false } = {}) {
  const asked = what();
  try {
    if (!get("session")) await whoIsHere();
    const [page, counts] = await Promise.all([
      call("GET", listPath()),
      call("GET", hotelPath("/conversations/counts")),
    ]);
    if (asked !== what()) return;
    waitingRows = null;
    set({ rows_held: 0 });
    const tail = keepTail && page.next_cursor ? olderThan(page.items.at(-1), get("rows")) : [];
    const rows = sameObjects(get("rows"), [...page.items, ...tail]);
    const rows_next = tail.length ? get("rows_next") : page.next_cursor;
    set({ rows, rows_next, rows_face: "ready", counts });
  } catch (error) {
    if (get("rows_face") === "loading") set({ rows_face: "failed" });
    else if (!quiet) toast({ text: error.message, tone: "warning" });
  }
}

// What was scrolled to beyond the page that was asked again.
const olderThan = (last, rows) => rows.filter((row) => timeOf(row) < timeOf(last));

// A row that says the same stays the same object, so that React leaves it alone.
function sameObjects(before, rows) {
  const known = new Map(before.map((row) => [row.id, row]));
  return rows.map((row) => {
    const old = known.get(row.id);
    return old && JSON.stringify(old) === JSON.stringify(row) ? old : row;
  });
}

export async function moreRows() {
  const cursor = get("rows_next");
  if (!cursor) return;
  set({ rows_next: null });
  try {
    const page = await call("GET", listPath(cursor));
    const known = new Set(get("rows").map((row) => row.id));
    const fresh = page.items.filter((row) => !known.has(row.id));
    set({ rows: [...get("rows"), ...fresh], rows_next: page.next_cursor });
  } catch (error) {
    set({ rows_next: cursor });
    toast({ text: error.message, tone: "warning" });
  }
}

// A view of the inbox, narrowed by label, team, colleague or priority; null takes one away.
export function setView({ status = get("status"), view_id = null, ...more }) {
  const narrowed = Object.fromEntries(Object.entries(more).filter(([, value]) => value));
  set({ status, narrowed, view_id, rows: [], picked: [], rows_face: "loading" });
  return loadRows();
}

export const setStatus = (status) => setView({ status });
export const narrow = (more) => setView({ ...get("narrowed"), ...more });

// Rows keep their place while the pointer or the keyboard is at them; what changed waits behind a pill.
export function holdRows(held, by = "pointer") {
  if (held) heldBy.add(by);
  if (held || !heldBy.delete(by) || heldBy.size) return;
  releaseRows();
  if (refreshHeld) loadRows({ quiet: true });
  refreshHeld = false;
}

export function releaseRows() {
  if (waitingRows) set({ rows: waitingRows, rows_held: 0 });
  waitingRows = null;
}

// Of each row once: thousands are put in order whenever one of them changes.
const times = new WeakMap();
function timeOf(row) {
  if (!times.has(row)) times.set(row, Date.parse(row.last_message_at));
  return times.get(row);
}

const byRecency = (a, b) => timeOf(b) - timeOf(a);

function place(rows) {
  const sorted = [...rows].sort(byRecency);
  const moved = sorted.some((row, i) => row.id !== get("rows")[i]?.id);
  if (!heldBy.size || !moved) {
    waitingRows = null;
    set({ rows: sorted, rows_held: 0 });
    return;
  }
  waitingRows = sorted;
  const latest = new Map(sorted.map((row) => [row.id, row]));
  const before = get("rows").map((row) => latest.get(row.id) ?? row);
  set({ rows: before, rows_held: get("rows_held") + 1 });
}

// Who was erased leaves at once, under the pointer too, and what comes next to the list is asked anew.
export function dropRows(gone) {
  const stays = ({ id }) => !gone.has(id);
  waitingRows = waitingRows?.filter(stays) ?? null;
  set({ rows: get("rows").filter(stays) });
  scheduleRefresh();
}

function scheduleRefresh() {
  if (refreshTimer) return;
  refreshTimer = setTimeout(() => {
    refreshTimer = null;
    refreshHeld = heldBy.size > 0;
    if (!refreshHeld) loadRows();
    else loadCounts();
  }, REFRESH_MS);
}

async function loadCounts() {
  set({ counts: await call("GET", hotelPath("/conversations/counts")) });
}

// Whether a row belongs to the chosen filter is the server's to say: on a change of what filters
// look at, the list is asked again.
export function onConversation(conversation) {
  const rows = waitingRows ?? get("rows");
  const old = rows.find((row) => row.id === conversation.id);
  if (isBehind(conversation, old)) return;
  if (get("open_id") === conversation.id) {
    showConversation(conversation);
    if (get("at_end")) markRead();
    if (conversation.waiting_since) againDecided();
  }
  if (old) place(rows.map((row) => (row.id === conversation.id ? conversation : row)));
  if (!old || filedDifferently(old, conversation)) scheduleRefresh();
}

// Whatever was decided about answering came with a change of the conversation.
const againDecided = soon(() => get("open_id") && loadLedger(get("open_id")));

// An answer that was on its way while a newer state was pushed: a turn never goes back.
const isBehind = (conversation, held) => held?.id === conversation.id && held.turn > conversation.turn;

function showConversation(conversation) {
  if (!isBehind(conversation, get("conversation"))) set({ conversation });
}

const FILED = (row) => [
  row.status, !row.waiting_since, !row.open_alerts, row.assignee_id, row.team_id, row.priority,
  row.labels?.map(({ id }) => id), row.mentions,
];
const filedDifferently = (a, b) => JSON.stringify(FILED(a)) !== JSON.stringify(FILED(b));

// ---- the open conversation ----

const path = (id, rest = "") => hotelPath(`/conversations/${id}${rest}`);
const may = (permission) => get("session").permissions.includes(permission);
const isOpen = (id) => get("open_id") === id;

const UNASKED = { planned_face: "loading", participants_face: "loading", moments_face: "loading", promises_face: "loading" };

export async function open(id) {
  const row = get("rows").find((r) => r.id === id) ?? null;
  set({
    open_id: id, conversation: row, guest: null, ledger: [], quote: null, thread_new: 0, pane: "thread",
    planned: [], promises: [], ai_draft: null, ai_draft_failed: false, participants: [], moments: [], names: [], ...UNASKED, composer_mode: "reply",
    thread: { ...emptyThread(), face: "loading" },
  });
  if (new URLSearchParams(location.search).get("c") !== id) history.pushState(null, "", `/?c=${id}`);
  await loadThread(id);
}

// From an alert: in the inbox at once, from another screen by going there.
export function openFromAlert(id) {
  set({ sheet: null });
  if (document.querySelector("[data-page=inbox]")) return open(id);
  return location.assign(`/?c=${id}`);
}

export async function loadThread(id = get("open_id")) {
  if (!id) return;
  try {
    const [conversation, page, done] = await Promise.all([
      call("GET", path(id)),
      call("GET", path(id, "/messages")),
      call("GET", path(id, "/activities")),
    ]);
    if (!isOpen(id)) return;
    const activities = joined(get("thread").activities, done.items);
    const local = get("thread").messages.filter((m) => m.local);
    const messages = merge(local, page.items);
    const unreadFrom = get("thread").unreadFrom ?? firstUnread(messages, conversation.unread);
    showConversation(conversation);
    show({
      messages, activities, unreadFrom, older: page.next_cursor, earlier: done.next_cursor,
      face: "ready", change: "open",
    });
    markRead();
    reachBack(id);
    ifStaying(() => loadAround(conversation));
  } catch (error) {
    // What is on the screen stays there; only an empty pane turns into a failure.
    if (!isOpen(id) || get("thread").face === "ready") return;
    set({ thread: { ...get("thread"), face: "failed", error: error.message } });
  }
}

// Whoever goes through the list by keys asks for nothing more of what they only pass by, and what
// is opened next need not wait behind it.
function ifStaying(run) {
  const id = get("open_id");
  clearTimeout(staying);
  staying = setTimeout(() => isOpen(id) && run(), PASSING_MS);
}

// What stands beside the words.
function loadAround({ id, guest }) {
  readNoticesOf(id);
  loadReading(id);
  loadPlanned(id);
  loadPromises(id);
  loadAiDraft(id);
  loadWrongMarks(id);
  loadParticipants(id);
  loadMoments();
  loadGuest(guest.id);
  loadLedger(id);
  comingOf("guest_id", guest.id);
  loadIdentity(id);
}

const NO_GUEST = { stays: [], consents: [], moods: [], merges: [] };

export async function loadGuest(id) {
  // The panel shows the conversation's own facts when this does not answer.
  const guest = await call("GET", hotelPath(`/guests/${id}`)).catch(() => null);
  if (get("conversation")?.guest.id === id) set({ guest: guest && { ...NO_GUEST, ...guest } });
}

// Which stay this is, where several have the same number.
async function loadIdentity(id) {
  const identity = await call("GET", path(id, "/identity")).catch(() => null);
  if (isOpen(id)) set({ identity });
}

export async function chooseStay(stay_id) {
  const id = get("open_id");
  try {
    const identity = await call("PUT", path(id, "/stay"), { stay_id });
    if (isOpen(id)) set({ identity });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

// Why something automatic was sent to this guest, or was not.
async function loadLedger(id) {
  const query = `/ledger?conversation_id=${id}&limit=20`;
  const answer = await call("GET", hotelPath(query)).catch(() => null);
  if (isOpen(id)) set({ ledger: answer?.items ?? [] });
}

function show(patch) {
  const thread = { ...get("thread"), ...patch };
  // Lines from before the oldest message that is shown wait for it.
  const since = thread.older && thread.messages[0]?.sent_at;
  const lines = since ? thread.activities.filter(({ at }) => at >= since) : thread.activities;
  set({ thread: { ...thread, rows: rowsOf(thread.messages, thread.unreadFrom, thread.rows, lines, translationOf) } });
}

// What stands beside the messages changed, such as their translations.
export function redraw() {
  if (get("thread").face === "ready") show({ change: "line" });
}

const joined = (held, more) => {
  const known = new Map([...held, ...more].map((line) => [line.id, line]));
  return [...known.values()].sort((a, b) => Number(a.id) - Number(b.id));
};

export function onActivity(line) {
  if (!isOpen(line.conversation_id) || get("thread").face !== "ready") return;
  show({ activities: joined(get("thread").activities, [line]), change: "line" });
  loadParticipants(line.conversation_id);
}

// As far back as the messages that are shown.
async function reachBack(id) {
  const { earlier, activities, messages } = get("thread");
  if (!earlier || !activities.length || activities[0].at < (messages[0]?.sent_at ?? "")) return;
  const page = await call("GET", path(id, `/activities?cursor=${encodeURIComponent(earlier)}`)).catch(() => null);
  if (!page || !isOpen(id)) return;
  show({ activities: joined(get("thread").activities, page.items), earlier: page.next_cursor, change: "prepend" });
  await reachBack(id);
}

export async function older(limit = null) {
  const { older: cursor } = get("thread");
  const id = get("open_id");
  if (!cursor) return;
  show({ older: null });
  try {
    const page = await call("GET", path(id, `/messages?${new URLSearchParams({ cursor, ...(limit && { limit }) })}`));
    if (!isOpen(id)) return;
    const messages = merge(get("thread").messages, page.items);
    show({ messages, older: page.next_cursor, change: "prepend" });
    await reachBack(id);
  } catch (error) {
    show({ older: cursor });
    toast({ text: error.message, tone: "warning" });
  }
}

export function close() {
  if (get("open_id")) history.pushState(null, "", "/");
  set({ open_id: null, conversation: null, guest: null, pane: "list", panel: false });
}

// How far the last message got is pushed with the message alone, not with its row.
function tickInList({ id, status }) {
  const rows = waitingRows ?? get("rows");
  const row = rows.find((r) => r.last_message?.id === id && r.last_message.status !== status);
  if (!row) return;
  const ticked = { ...row, last_message: { ...row.last_message, status } };
  place(rows.map((r) => (r === row ? ticked : r)));
}

export function onMessage(message) {
  tickInList(message);
  if (!isOpen(message.conversation_id) || get("thread").face !== "ready") return;
  const fresh = isNew(get("thread").messages, message);
  if (fresh && message.author !== "staff") loadLedger(message.conversation_id);
  show({ messages: merge(get("thread").messages, [message]), change: fresh ? "append" : "update" });
}

export async function markRead() {
  const conversation = get("conversation");
  const named = conversation?.mentions?.includes(get("session")?.staff_id);
  if (!(conversation?.unread || named) || document.hidden || !may("inbox.write")) return;
  await call("POST", path(conversation.id, "/read")).then(onConversation).catch(() => null);
}

export async function act(verb) {
  const id = get("open_id");
  try {
    const conversation = await call("POST", path(id, `/${verb}`));
    onConversation(conversation);
    return conversation;
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
    return null;
  }
}

export async function resolve() {
  const id = get("open_id");
  if (!(await act("resolve"))) return false;
  const undo = async () => onConversation(await call("POST", path(id, "/reopen")));
  toast({ text: "Resolved", label: "Undo", run: undo });
  return true;
}

// ---- sending ----

export function quote(message) {
  set({ quote: message });
  document.getElementById("composer")?.focus();
}

export async function send(text, file = null, more = {}) {
  const id = get("open_id");
  const quoted = get("quote");
  const message = { ...optimistic(id, text, quoted), draft_id: takenUp(id), help_id: takenHelp(id), ...(file && fileOf(file)) };
  Object.assign(message, more);
  if (more.original) noteOriginal(message.client_id, text, more.original);
  set({ quote: null });
  show({ messages: merge(get("thread").messages, [message]), unreadFrom: null, change: "own" });
  await inTurn(id, () => post(message));
}

// A file takes its time to upload: what was written after it does not overtake it.
const underway = new Map();

function inTurn(id, run) {
  const turn = (underway.get(id) ?? Promise.resolve()).then(run);
  underway.set(id, turn);
  return turn;
}

async function post(message) {
  const { conversation_id: id, client_id, text, quote: quoted, draft_id, help_id } = message;
  try {
    const { seen } = message;
    const file_id = message.file && (await upload(message.file, (uploading) => patchMessage(client_id, { content: { uploading } })));
    const body = {
      text, client_id, ...(quoted?.id && { quote_id: quoted.id }), ...(file_id && { file_id }),
      ...(seen && { last_seen_id: seen }), ...(draft_id && { draft_id }), ...(help_id && { help_id }),
    };
    if (message.original) body.original = message.original;
    const { id: accepted, status } = await call("POST", path(id, "/messages"), body);
    patchMessage(client_id, { id: accepted, status, local: false, content: {} });
  } catch (error) {
    if (error.code === "thread_changed") askFirst(message, error.details);
    else patchMessage(client_id, { status: "failed", status_reason: error.message, content: {} });
  }
}

// Takes an answer that was not sent off the screen.
export function withdraw(client_id) {
  show({ messages: get("thread").messages.filter((m) => m.client_id !== client_id || !m.local), change: "update" });
}

function patchMessage(client_id, patch) {
  const known = get("thread").messages.find((m) => m.client_id === client_id);
  // A push may have brought the real one already; it knows better.
  if (!known?.local) return;
  show({ messages: merge(get("thread").messages, [{ ...known, ...patch }]), change: "update" });
}

function optimistic(conversation_id, text, quoted) {
  const client_id = crypto.randomUUID();
  const now = new Date().toISOString();
  return {
    id: `local-${client_id}`, client_id, conversation_id, text, local: true, seen: lastSeen(conversation_id),
    direction: "out", author: "staff", author_name: get("session").name, kind: "text",
    content: {}, media: null, reactions: [], status: "queued", status_reason: null,
    quote: quoted && { id: quoted.id, author: quoted.author, text: quoted.text },
    sent_at: now, received_at: now, edited_at: null, deleted_at: null, late: false,
    sentiment: null, ai_rung: null, ai_sources: [], original: null,
  };
}

// Answers the question "did it arrive?" or tries a failed one again. Whether that was done.
export async function settle(id, verb) {
  const message = get("thread").messages.find((m) => m.id === id);
  if (message?.local) {
    patchMessage(message.client_id, { status: "queued", status_reason: null });
    await inTurn(message.conversation_id, () => post(message));
    return true;
  }
  try {
    const answer = await call("POST", hotelPath(`/messages/${id}/${verb}`));
    if (answer?.conversation_id) onMessage(answer);
    return true;
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
    return false;
  }
}
