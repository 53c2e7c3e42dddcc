// Many people at one inbox, as the browser's store sees it. Run by tests/ui/test_store.py.
import { beforeEach, expect, test } from "bun:test";

const kept = new Map();
globalThis.document = { hidden: false, documentElement: { dataset: {} }, querySelector: () => null, getElementById: () => null };
globalThis.location = { search: "", pathname: "/" };
globalThis.localStorage = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => kept.set(key, value),
  removeItem: (key) => kept.delete(key),
};

const drafts = await import("../../hotelbot_ui/browser/drafts.js");
const moods = await import("../../hotelbot_ui/browser/moods.js");
const notifications = await import("../../hotelbot_ui/browser/notifications.js");
const presence = await import("../../hotelbot_ui/browser/presence.js");
const { get, reset, set } = await import("../../hotelbot_ui/browser/store.js");
const { use } = await import("../../hotelbot_ui/browser/words.js");

const asked = [];
let answers = {};
const SESSION = { name: "Maria", staff_id: "me", hotel: { id: "h1", timezone: "UTC" }, permissions: ["inbox.write"] };

beforeEach(() => {
  kept.clear();
  asked.length = 0;
  answers = {};
  reset({ session: SESSION });
  globalThis.fetch = async (url, options) => {
    const path = url.replace("/api/v1/hotels/h1", "");
    asked.push(`${options.method} ${path}`);
    const found = Object.keys(answers).find((part) => path.includes(part));
    return Response.json(answers[found] ?? { items: [] });
  };
});

const sign = (more) => ({ conversation_id: "c1", staff_id: "mia", name: "Mia", state: "looks", ...more });

test("one sees colleagues and not oneself", () => {
  presence.onPresence(sign());
  presence.onPresence(sign({ staff_id: "me", name: "Maria" }));
  expect(get("presence")).toEqual({ c1: [{ id: "mia", name: "Mia", writes: false }] });
});

test("a sign of writing names the writer, and leaving takes the mark away", () => {
  presence.onPresence(sign({ state: "writes" }));
  expect(presence.writersAt(get("presence"), "c1")).toBe("Mia");
  presence.onPresence(sign({ state: "left" }));
  expect(presence.peopleAt(get("presence"), "c1")).toEqual([]);
});

test("a row whose people are the same keeps its list", () => {
  presence.onPresence(sign());
  const before = get("presence").c1;
  presence.onPresence(sign({ conversation_id: "c2", staff_id: "leo", name: "Leo" }));
  expect(get("presence").c1).toBe(before);
});

test("quiet hours may go over midnight, and without them it is never quiet", () => {
  const night = { quiet_from: "22:00:00", quiet_until: "07:00:00" };
  expect([21 * 60 + 59, 22 * 60, 3 * 60, 7 * 60].map((at) => notifications.isQuiet(night, at))).toEqual([false, true, true, false]);
  const noon = { quiet_from: "12:00", quiet_until: "13:00" };
  expect([11 * 60, 12 * 60 + 30, 13 * 60].map((at) => notifications.isQuiet(noon, at))).toEqual([false, true, false]);
  expect(notifications.isQuiet({ quiet_from: null, quiet_until: null }, 0)).toBe(false);
});

test("what was missed is one line, and is told once", async () => {
  answers = { "/notifications/unread": { unread: 14, fresh: 3, at: "2026-05-01T08:00:00Z" } };
  await notifications.catchUpNotices();
  expect(get("toasts").map(({ text }) => text)).toEqual(["14 for you while you were away"]);
  expect(get("unread")).toBe(14);
  set({ toasts: [] });
  answers = { "/notifications/unread": { unread: 14, fresh: 0, at: "2026-05-01T08:01:00Z" } };
  await notifications.catchUpNotices();
  expect(get("toasts")).toEqual([]);
  expect(asked).toContain("GET /notifications/unread?after=2026-05-01T08%3A00%3A00Z");
});

test("a notification for a colleague is none for oneself", () => {
  notifications.onNotice({ id: "1", staff_id: "mia", kind: "mention", times: 1, at: "2026-05-01T08:00:00Z" });
  expect(get("unread")).toBe(0);
  expect(get("notices").items).toEqual([]);
});

test("much at once is one line", async () => {
  set({ notify: { choices: { assigned: ["list", "desktop"] }, quiet_from: null, quiet_until: null } });
  for (let id = 1; id <= 5; id += 1) {
    notifications.onNotice({
      id: String(id), staff_id: "me", kind: "assigned", times: 1, actor_name: "Mia", guest_name: `G${id}`,
      conversation_id: `c${id}`, at: "2026-05-01T08:00:00Z", read_at: null,
    });
  }
  expect(get("unread")).toBe(5);
  while (!get("toasts").length) await Bun.sleep(5);
  expect(get("toasts").map(({ text }) => text)).toEqual(["5 for you just now"]);
});

test("words name who did it and about whom", () => {
  expect(notifications.noticeWords({ kind: "mention", actor_name: "Mia", guest_name: "Ben" })).toBe("Mia named you in a note about Ben");
  expect(notifications.noticeWords({ kind: "assigned", actor_name: "", guest_name: "" })).toBe("The conversation with a guest was given to you");
});

test("what another browser wrote is taken over unless this one has words of its own", async () => {
  const shown = [];
  answers = { "/drafts": { items: [{ mode: "reply", text: "from there" }] } };
  await drafts.loadDrafts("c1", (...given) => shown.push(given));
  expect(drafts.draftHere("reply", "c1")).toBe("from there");
  expect(shown).toContainEqual(["reply", "c1", "", "from there"]);
  drafts.keepDraft("reply", "c1", "from here");
  answers = { "/drafts": { items: [{ mode: "reply", text: "from there again" }] } };
  await drafts.loadDrafts("c1", () => null);
  expect(drafts.draftHere("reply", "c1")).toBe("from here");
  expect(asked).toContain("PUT /conversations/c1/drafts/reply");
});

test("what was sent is no draft any more", () => {
  drafts.keepDraft("reply", "c1", "words");
  drafts.dropDraft("reply", "c1");
  expect(drafts.draftHere("reply", "c1")).toBe("");
  expect([...kept.keys()]).toEqual([]);
});

test("a draft is one person's, also in a browser that two share", () => {
  drafts.keepDraft("reply", "c1", "words");
  reset({ session: { ...SESSION, staff_id: "leo" } });
  expect(drafts.draftHere("reply", "c1")).toBe("");
});

test("moods are a line and a sentence", () => {
  const points = [
    { message_id: "1", score: -0.8, level: "complaint", at: "2026-05-01T08:00:00Z" },
    { message_id: "2", score: 1, level: "positive", at: "2026-05-02T08:00:00Z" },
  ];
  expect(moods.moodPoints(points)).toBe("120,32.8 236,4");
  expect(moods.moodWords(points)).toContain("Mood of the last 2 messages: now happy; lowest a complaint");
  expect(moods.moodWords([])).toBe("");
  use("de", { "Mood of the last {} messages: now {}; lowest {}, {}.": "{}: {}, {}, {}", "happy": "zufrieden", "a complaint": "eine Beschwerde" });
  expect(moods.moodWords(points)).toStartWith("2: zufrieden, eine Beschwerde, ");
  use("en", {});
});
