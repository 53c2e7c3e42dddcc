// What the bar and the line below the thread say of the AI, and promises in the store. Run by
// tests/ui/test_store.py.
import { beforeEach, expect, test } from "bun:test";
import { aiModeOf, editTopic, saveTopic, setStageMode, stageMode, vipMode, whyNot } from "../../hotelbot_ui/browser/ai_rules.js";
import { left } from "../../hotelbot_ui/browser/clock.js";
import { keepPromise, onPromise } from "../../hotelbot_ui/browser/promises.js";
import { get, reset, set } from "../../hotelbot_ui/browser/store.js";

const DAY_MS = 86_400_000;
const day = (ahead) => new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10);
const HOTEL = {
  id: "h1", timezone: "UTC", ai_mode: "auto", drafts_for_vips: false, off_for_vips: false, stage_modes: {}, own_topics: [],
};
const chat = (stay, vip = false) => ({ guest: { vip }, stay });
const stay = (status, from, to) => ({ status, arrival: day(from), departure: day(to) });
const asked = [];

globalThis.sessionStorage ??= { removeItem() {}, getItem: () => null, setItem() {} };
globalThis.location ??= { search: "", pathname: "/" };

beforeEach(() => {
  asked.length = 0;
  reset({ session: { hotel: HOTEL, permissions: ["settings.write"] }, open_id: "c1" });
  globalThis.fetch = async (_, { method, body }) => {
    asked.push([method, body && JSON.parse(body)]);
    return Response.json({ ...HOTEL, ...(body ? JSON.parse(body) : {}), state: "kept", id: "1", conversation_id: "c1" });
  };
});

test("the bar follows stage and guest, and the strictest of them", () => {
  const stages = { ...HOTEL, stage_modes: { before: "draft", after: "off", no_stay: "draft" } };
  const said = [
    stay("booked", 3, 5), stay("in_house", -1, 1), stay("booked", -1, 1), stay("departed", -3, -1),
    stay("cancelled", 3, 5), null,
  ].map((one) => aiModeOf(stages, chat(one)));
  expect(said).toEqual(["draft", "auto", "auto", "off", "draft", "draft"]);
  expect(aiModeOf({ ...HOTEL, off_for_vips: true }, chat(null, true))).toBe("off");
  expect(aiModeOf({ ...HOTEL, drafts_for_vips: true }, chat(null, true))).toBe("draft");
  expect(aiModeOf({ ...HOTEL, off_for_vips: true }, chat(null))).toBe("auto");
  expect(aiModeOf({ ...HOTEL, ai_mode: "off", stage_modes: { no_stay: "draft" } }, chat(null))).toBe("off");
});

test("without a hotel everything reads as the plain case", () => {
  expect([aiModeOf(undefined, chat(null)), stageMode(undefined, "before"), vipMode(undefined)]).toEqual(["auto", "auto", "auto"]);
});

const at = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString();
const decided = (outcome, reason, facts = {}, minutes = 0) => [
  { kind: "trigger", outcome: "skipped", reason: "keyword", decided_at: at(minutes) },
  { kind: "answer", outcome, reason, facts, decided_at: at(minutes) },
];
const waiting = { waiting_since: at(-1) };

test("a guest who waits has one reason below the thread", () => {
  expect(whyNot(decided("skipped", "ai_off_stage"), waiting)).toBe("ai_off_stage");
  expect(whyNot(decided("fired", "human_asked", { hand_over: "asks_for_human" }), waiting)).toBe("hand_over_asks_for_human");
  expect(whyNot(decided("fired", "restricted_topic", { hand_over: "restricted_topic", topic: "W" }), waiting)).toBe("restricted_topic");
  expect(whyNot(decided("failed", "ai_drafts", { step: "draft", failure: "timeout" }), waiting)).toBe("draft_failed");
  expect(whyNot(decided("failed", "ai_drafts", { step: "draft", refusal: "unsupported" }), waiting)).toBe("hand_over_unsupported");
  expect(whyNot(decided("suppressed", "staff_speaks"), waiting)).toBe("staff_speaks");
});

test("without a waiting guest, with an answer or a draft, there is none", () => {
  expect(whyNot(decided("skipped", "ai_off"), { waiting_since: null })).toBe("");
  expect(whyNot(decided("fired", "ai_answers"), waiting)).toBe("");
  expect(whyNot(decided("skipped", "ai_drafts", { draft: "model" }), waiting)).toBe("");
  expect(whyNot(decided("skipped", "late", {}, -5), waiting)).toBe("");
  expect(whyNot([], waiting)).toBe("");
});

test("a promise of the open conversation comes, goes, and stands in the order in which it is due", () => {
  const promise = (id, minutes, state = "open") => ({ id, conversation_id: "c1", due_at: at(minutes), state });
  onPromise(promise("1", 20));
  onPromise(promise("2", 10));
  onPromise({ ...promise("3", 5), conversation_id: "other" });
  expect(get("promises").map(({ id }) => id)).toEqual(["2", "1"]);
  onPromise(promise("2", 10, "kept"));
  expect(get("promises").map(({ id }) => id)).toEqual(["1"]);
});

test("done asks the server, and takes it off the screen by the server's word", async () => {
  set({ promises: [{ id: "1", conversation_id: "c1", due_at: at(3), state: "open" }] });
  await keepPromise("1");
  expect(asked.map(([method]) => method)).toEqual(["POST"]);
  expect(get("promises")).toEqual([]);
});

test("a promise that is refused stays on the screen", async () => {
  set({ promises: [{ id: "1", conversation_id: "c1", due_at: at(3), state: "open" }] });
  globalThis.fetch = async () =>
    Response.json({ error: { code: "conflict", message: "This promise is closed already." } }, { status: 409 });
  await keepPromise("1");
  expect(get("promises").length).toBe(1);
  expect(get("toasts").at(-1).tone).toBe("danger");
});

test("what is left is said until it is late", () => {
  expect(left(at(10))).toBe("10 min left");
  expect(left(at(0.2))).toBe("1 min left");
  expect(left(at(-0.5))).toBe("due now");
  expect(left(at(-4))).toBe("4 min late");
  expect(left(null)).toBe("");
});

test("one stage is changed beside the others", async () => {
  reset({ session: { hotel: { ...HOTEL, stage_modes: { after: "off" } } } });
  await setStageMode("before", "draft");
  expect(asked[0]).toEqual(["PATCH", { stage_modes: { after: "off", before: "draft" } }]);
});

test("a topic keeps the words of languages that the form does not show", async () => {
  const topics = [{ name: "Weddings", words: { en: ["wedding"], it: ["matrimonio"] } }];
  reset({ session: { hotel: { ...HOTEL, own_topics: topics } } });
  editTopic(0);
  expect(get("form").item).toEqual({ name: "Weddings", en: "wedding", it: "matrimonio", index: 0 });
  const field = (name, value) => ({ name, value, dataset: {}, type: "text" });
  await saveTopic({ elements: [field("name", "Weddings"), field("en", "wedding, get married "), field("de", "hochzeit*"), field("fr", "")] });
  expect(asked[0][1].own_topics).toEqual([
    { name: "Weddings", words: { en: ["wedding", "get married"], it: ["matrimonio"], de: ["hochzeit*"] } },
  ]);
  expect(get("form").name).toBe(null);
});
