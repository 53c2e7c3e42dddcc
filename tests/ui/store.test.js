// The browser's store without a browser. Run by tests/ui/test_store.py.
import { beforeEach, expect, test } from "bun:test";
import * as clock from "../../hotelbot_ui/browser/clock.js";
import { namedIn } from "../../hotelbot_ui/browser/handling.js";
import * as inbox from "../../hotelbot_ui/browser/inbox.js";
import { chordOf } from "../../hotelbot_ui/browser/keys.js";
import { activityWords } from "../../hotelbot_ui/browser/lines.js";
import { read } from "../../hotelbot_ui/browser/lists.js";
import { BLANK, placeOf, shown } from "../../hotelbot_ui/browser/template_view.js";
import { receive } from "../../hotelbot_ui/browser/live.js";
import * as picking from "../../hotelbot_ui/browser/picking.js";
import { emptyThread, get, reset, set } from "../../hotelbot_ui/browser/store.js";
import { firstUnread, merge, rowsOf } from "../../hotelbot_ui/browser/thread.js";

const HOTEL = { id: "h1", name: "Marina", timezone: "America/Lima" };
const asked = [];

globalThis.document = { hidden: false, documentElement: { dataset: {} } };
globalThis.location = { search: "", replace: (to) => asked.push(`leave ${to}`) };
globalThis.history = { pushState() {} };
globalThis.sessionStorage = { removeItem() {}, getItem: () => null, setItem() {} };
globalThis.localStorage = { removeItem() {}, getItem: () => null, setItem() {} };

const answers = {
  "/conversations/counts": { open: 1, waiting: 0, alerts: 0, resolved: 0 },
  "/conversations": { items: [], next_cursor: null },
  "/alerts": { items: [] },
};

beforeEach(() => {
  asked.length = 0;
  reset({ session: { name: "Maria", hotel: HOTEL, permissions: ["inbox.write"] } });
  globalThis.fetch = async (url, options) => {
    asked.push(`${options.method} ${url.replace("/api/v1/hotels/h1", "")}`);
    const path = Object.keys(answers).find((p) => url.includes(p));
    return Response.json(answers[path] ?? {});
  };
});

const message = (id, minute, more = {}) => ({
  id, conversation_id: "c1", client_id: null, author: "guest", author_name: "", direction: "in",
  sent_at: `2026-11-22T12:${String(minute).padStart(2, "0")}:00Z`, text: id, status: "received", ...more,
});
const row = (id, minute, more = {}) => ({
  id, last_message_at: `2026-11-22T12:${String(minute).padStart(2, "0")}:00Z`, status: "open",
  waiting_since: null, open_alerts: 0, unread: 0, ...more,
});

test("the real message takes the place of the optimistic one", () => {
  const mine = message("local-1", 1, { client_id: "k", local: true });
  const real = message("77", 1, { client_id: "k" });
  expect(merge([mine], [real])).toEqual([real]);
});

test("messages stand in the order they were sent, ids decide a tie", () => {
  const made = merge([message("10", 5), message("9", 5)], [message("8", 2)]);
  expect(made.map((m) => m.id)).toEqual(["8", "9", "10"]);
});

test("a new day and the unread line begin a group of their own", () => {
  const messages = [
    message("1", 1, { sent_at: "2026-11-21T04:00:00Z" }),
    message("2", 1, { sent_at: "2026-11-21T06:00:00Z" }),
    message("3", 1, { sent_at: "2026-11-21T06:01:00Z" }),
  ];
  const rows = rowsOf(messages, "3");
  // Lima is five hours behind: 04:00 is still the day before.
  expect(rows.map((r) => Boolean(r.day))).toEqual([true, true, false]);
  expect(rows.map((r) => r.unread)).toEqual([false, false, true]);
});

test("unread counts the guest's words only", () => {
  const ours = message("3", 3, { direction: "out" });
  expect(firstUnread([message("1", 1), message("2", 2), ours], 1)).toBe("2");
  expect(firstUnread([message("1", 1)], 0)).toBe(null);
});

test("a changed row moves up unless the pointer is over the list", () => {
  set({ rows: [row("a", 5), row("b", 4)] });
  inbox.holdRows(true);
  inbox.onConversation(row("b", 9));
  expect(get("rows").map((r) => r.id)).toEqual(["a", "b"]);
  expect(get("rows_held")).toBe(1);
  expect(get("rows")[1].last_message_at).toContain("12:09");
  inbox.holdRows(false);
  expect(get("rows").map((r) => r.id)).toEqual(["b", "a"]);
  expect(get("rows_held")).toBe(0);
});

test("a push for another hotel is nobody's business here", () => {
  set({ rows: [row("a", 5)] });
  receive({ kind: "events", hotel_id: "h2", seq: 1, events: [{ kind: "conversation", data: row("x", 9) }] });
  expect(get("rows").map((r) => r.id)).toEqual(["a"]);
});

test("after a gap in the numbers everything is asked again", () => {
  set({ rows: [row("a", 5)], rows_face: "ready" });
  receive({ kind: "joined" });
  asked.length = 0;
  receive({ kind: "events", hotel_id: "h1", seq: 4, events: [] });
  receive({ kind: "events", hotel_id: "h1", seq: 5, events: [] });
  expect(asked).toEqual([]);
  receive({ kind: "events", hotel_id: "h1", seq: 7, events: [] });
  expect(asked).toContain("GET /alerts?status=open");
  asked.length = 0;
  receive({ kind: "events", hotel_id: "h1", seq: 1, events: [] });
  expect(asked).toContain("GET /alerts?status=open");
});

test("a reply that could not be posted keeps its words and its reason", async () => {
  set({ open_id: "c1", conversation: row("c1", 1), thread: { ...emptyThread(), face: "ready" } });
  globalThis.fetch = async () => { throw new TypeError("offline"); };
  await inbox.send("On my way");
  const [sent] = get("thread").messages;
  expect(sent.text).toBe("On my way");
  expect(sent.status).toBe("failed");
  expect(sent.status_reason).toContain("did not answer");
});

test("a failed refetch leaves the open thread on the screen", async () => {
  set({ open_id: "c1", rows_face: "ready", thread: { ...emptyThread(), face: "ready", messages: [message("1", 1)] } });
  globalThis.fetch = async () => { throw new TypeError("offline"); };
  await inbox.loadThread();
  expect(get("thread").face).toBe("ready");
  await inbox.loadRows({ quiet: true });
  expect(get("rows_face")).toBe("ready");
  expect(get("toasts").filter((t) => t.text.includes("did not answer")).length).toBe(0);
});

test("a refetch keeps what was scrolled to beyond its page", async () => {
  const far = row("far", 1);
  set({ rows: [row("a", 9), far], rows_next: "later", rows_face: "ready" });
  globalThis.fetch = async (url) =>
    Response.json(url.includes("counts") ? {} : { items: [row("b", 10), row("a", 9)], next_cursor: "next" });
  await inbox.loadRows();
  expect(get("rows").map((r) => r.id)).toEqual(["b", "a", "far"]);
  expect(get("rows_next")).toBe("later");
  await inbox.loadRows({ keepTail: false });
  expect(get("rows").map((r) => r.id)).toEqual(["b", "a"]);
});

test("a page is told when its server hears nothing, and when it does again", () => {
  receive({ kind: "joined", hears: false });
  expect(get("delayed")).toBe(true);
  receive({ kind: "hearing", hears: true });
  expect(get("delayed")).toBe(false);
  receive({ kind: "hearing", hears: false });
  expect(get("delayed")).toBe(true);
});

test("waiting is never negative and grows coarser with time", () => {
  const ago = (minutes) => clock.waited(new Date(Date.now() - minutes * 60_000).toISOString());
  expect([ago(-3), ago(4), ago(125), ago(700), ago(60 * 72)]).toEqual(
    ["now", "4 min", "2 h 5 min", "11 h", "3 d"]);
});

test("a late message says how long it was on its way", () => {
  const late = (to) => clock.delay("2026-11-22T10:00:00Z", `2026-11-22T${to}:00Z`);
  expect([late("10:00"), late("10:40"), late("12:05")]).toEqual(["1 min", "40 min", "2 h 5 min"]);
});

test("times are the hotel's, days of a stay have no zone", () => {
  expect(clock.time("2026-11-22T03:30:00Z")).toBe("22:30");
  expect(clock.span("2026-11-21", "2026-11-25")).toBe("21 – 25 Nov");
  expect(clock.span("2026-11-28", "2026-12-02")).toBe("28 Nov – 2 Dec");
});

test("a form's texts become the JSON its fields name", () => {
  const field = (name, value, as) => ({ name, value, dataset: { as }, type: "text" });
  const elements = [
    field("name", " Taxi "), field("keywords", "taxi, такси,", "list"), field("priority", "5", "number"),
    field("valid_from", "", "nullable"), field("texts.en", "Hello", "nullable"),
    field("texts.de", " ", "nullable"), { name: "enabled", type: "checkbox", checked: true },
  ];
  expect(read({ elements })).toEqual({
    name: "Taxi", keywords: ["taxi", "такси"], priority: 5, valid_from: null,
    texts: { en: "Hello" }, enabled: true,
  });
});

test("a text that differs from what is saved is named, and its tab says so", () => {
  const saved = { en: { text: "Hi", state: "reviewed", version: 1 } };
  const seen = shown({ ...BLANK, template: {}, language: "en", texts: { en: "Hi", de: "" }, saved });
  expect(seen.tabs).toEqual([{ code: "en", state: "reviewed" }, { code: "de", state: "new" }]);
  expect(seen.is_changed).toBe(false);
  const typed = shown({ ...seen, texts: { ...seen.texts, en: "🛎 Hi" } });
  expect([typed.state, typed.is_changed, typed["length"]]).toEqual(["unsaved", true, 4]);
});

test("a place is told as a person counts: lines, and signs that may be two units long", () => {
  expect(placeOf("🛎 a\nbc", 5)).toBe("Line 2, sign 2");
  expect(placeOf(null, 0)).toBe("Line 1, sign 1");
});

test("what was done stands between the messages, by its time", () => {
  const line = { id: "5", kind: "resolved", at: "2026-11-22T12:02:00Z", detail: {} };
  const rows = rowsOf([message("1", 1), message("2", 3)], null, [], [line]);
  expect(rows.map((r) => r.key)).toEqual(["1", "line-5", "2"]);
  expect(rows.map((r) => r.first)).toEqual([true, true, true]);
});

test("a letter with Alt goes by its sign, or by its place where Alt prints another", () => {
  const key = (printed, code, more = {}) => chordOf({ key: printed, code, altKey: true, ...more });
  expect(key("p", "KeyP")).toBe("alt+p");
  expect(key("π", "KeyP")).toBe("alt+p");
  // On QWERTZ the key at the place of Y prints Z.
  expect(key("z", "KeyY")).toBe("alt+z");
  expect(key("e", "KeyE", { ctrlKey: true })).toBe("mod+alt+e");
  expect(chordOf({ key: "J", code: "KeyJ" })).toBe("j");
});

test("with shift everything between two rows is picked, fifty at most", () => {
  set({ rows: Array.from({ length: 60 }, (_, n) => row(`r${n}`, 1)) });
  picking.pickNone();
  picking.pick("r1", {});
  picking.pick("r4", { shiftKey: true });
  expect(get("picked")).toEqual(["r1", "r2", "r3", "r4"]);
  picking.pick("r2", {});
  expect(get("picked")).toEqual(["r1", "r3", "r4"]);
  picking.pickAll();
  expect(get("picked").length).toBe(50);
});

test("a note names whoever stands in it with the whole name", () => {
  const people = [{ id: "1", name: "Anna Berg" }, { id: "2", name: "Anna" }, { id: "3", name: "Ben" }];
  expect(namedIn("@Ben look", people)).toEqual(["3"]);
  expect(namedIn("Anna, look", people)).toEqual([]);
  expect(namedIn("@Anna Berg look", people)).toEqual(["1"]);
});

test("a line says who did what, and what was taken away", () => {
  const phrases = { assigned: "{by} gave this to {name}", assigned_nobody: "{by} gave this back" };
  const line = (detail) => ({ kind: "assigned", actor_name: "Mara", actor_id: "1", detail });
  expect(activityWords(phrases, line({ staff_id: "2", name: "Ben" }))).toBe("Mara gave this to Ben");
  expect(activityWords(phrases, line({ staff_id: null }))).toBe("Mara gave this back");
});

test("an answer that was under way does not undo what was pushed meanwhile", () => {
  const at = (turn, speaker) => row("a", 5, { turn, speaker });
  set({ rows: [at(2, "ai")], rows_face: "ready", open_id: "a", conversation: at(2, "ai") });
  inbox.onConversation(at(3, "staff"));
  inbox.onConversation(at(2, "ai"));
  expect(get("conversation").speaker).toBe("staff");
  expect(get("rows")[0].speaker).toBe("staff");
});
