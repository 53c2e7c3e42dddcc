// A reply in the guest's language, without a browser. Run by tests/ui/test_store.py.
import { beforeEach, expect, test } from "bun:test";
import * as composer from "../../hotelbot_ui/browser/composer.js";
import * as outgoing from "../../hotelbot_ui/browser/outgoing.js";
import * as planned from "../../hotelbot_ui/browser/planned.js";
import { emptyThread, get, reset, set } from "../../hotelbot_ui/browser/store.js";

const ORIGINAL = "The sauna is open.";
const PUT = "La sauna está abierta.";
const asked = [];
let answer;
const element = () => ({ value: "", style: {}, focus() {}, dispatchEvent() {} });
const fields = { composer: element(), outgoing: element() };

globalThis.document = { hidden: false, documentElement: { dataset: {} }, getElementById: (id) => fields[id] };
globalThis.localStorage = { removeItem() {}, getItem: () => null, setItem() {} };
globalThis.requestAnimationFrame = (run) => run();

const said = (id, text) => ({ id, text, direction: "in", deleted_at: null, sent_at: "2026-11-22T12:00:00Z" });
const turn = () => new Promise((done) => setTimeout(done, 0));
const posted = () => asked.filter(({ url }) => url.endsWith("/messages")).map(({ body }) => body);

beforeEach(() => {
  asked.length = 0;
  answer = () => ({ state: "translated", language: "es", text: PUT, reason: null, fact: "", doubtful: [] });
  fields.composer.value = ORIGINAL;
  reset({
    session: { name: "Maria", hotel: { id: "h1", timezone: "Europe/Berlin" }, permissions: [] },
    open_id: "c1", reading: { on: true, language: "en" }, conversation: { id: "c1", guest: { language: "es" } },
    thread: { ...emptyThread(), face: "ready", messages: [said("1", "Hola")] },
  });
  globalThis.fetch = async (url, options = {}) => {
    const body = options.body && JSON.parse(options.body);
    asked.push({ url, body });
    if (url.endsWith("/draft") && body.text) return Response.json(await answer(body));
    return Response.json({ id: "7", status: "queued", items: [] });
  };
});

test("nothing is sent before its translation was seen, and then both texts go", async () => {
  await composer.sendDraft();
  expect([posted(), get("outgoing").face, get("outgoing").text]).toEqual([[], "ready", PUT]);
  fields.outgoing.value = `${PUT} Claro.`;
  outgoing.sendTranslated();
  while (!posted().length) await turn();
  expect(posted()[0]).toMatchObject({ text: `${PUT} Claro.`, original: ORIGINAL });
  expect([get("outgoing"), fields.composer.value]).toEqual([null, ""]);
});

test("without a translation the original waits for a click", async () => {
  answer = () => ({ state: "not_translated", reason: "overloaded", text: "", fact: "", doubtful: [] });
  await composer.sendDraft();
  expect([posted(), get("outgoing").face, fields.composer.value]).toEqual([[], "failed", ORIGINAL]);
  outgoing.sendOriginal();
  while (!posted().length) await turn();
  expect(posted()[0].text).toBe(ORIGINAL);
  expect(posted()[0].original).toBe(undefined);
});

test("what the guest can read goes at once", async () => {
  answer = () => ({ state: "same_language" });
  await composer.sendDraft();
  while (!posted().length) await turn();
  expect(posted()[0].text).toBe(ORIGINAL);
});

test("what was written on meanwhile is not sent, nor shown in its earlier words", async () => {
  answer = async () => {
    outgoing.forgetOutgoing(`${ORIGINAL} Until ten.`);
    return { state: "same_language" };
  };
  await composer.sendDraft();
  expect([posted(), get("outgoing")]).toEqual([[], null]);
});

test("a colleague who went to a note meanwhile sends nothing and loses nothing", async () => {
  answer = async () => {
    set({ composer_mode: "note" });
    return { state: "same_language" };
  };
  await composer.sendDraft();
  expect([posted(), fields.composer.value]).toEqual([[], ORIGINAL]);
});

test("what the guest wrote last counts before their card", () => {
  expect(outgoing.writesForeign()).toBe(true);
  set({ translated: { 1: { state: "same_language" } } });
  expect(outgoing.writesForeign()).toBe(false);
  set({ conversation: { id: "c1", guest: { language: "en" } }, translated: {} });
  expect(outgoing.writesForeign()).toBe(false);
  set({ translated: { 1: { state: "translated" } } });
  expect(outgoing.writesForeign()).toBe(true);
  set({ reading: { on: false, language: "en" } });
  expect(outgoing.writesForeign()).toBe(false);
});

// Messages for later.

const saved = () => asked.filter(({ url }) => /scheduled/.test(url)).map(({ url, body }) => [url.split("/scheduled")[1], body]);

test("what is planned was seen in the guest's language first, and both texts are kept", async () => {
  planned.askLater();
  await planned.planAt("tomorrow");
  expect([saved(), get("sheet"), get("outgoing").face, get("outgoing").original]).toEqual([[], "later", "ready", ORIGINAL]);
  fields.outgoing.value = `${PUT} Claro.`;
  await outgoing.sendTranslated();
  expect(saved()).toEqual([["", { choice: "tomorrow", unless_reply: false, text: `${PUT} Claro.`, original: ORIGINAL }]]);
  expect([get("sheet"), get("outgoing"), fields.composer.value, posted()]).toEqual([null, null, "", []]);
});

test("without a translation the original is planned by a click, or the plan is thought over", async () => {
  answer = () => ({ state: "not_translated", reason: "overloaded", text: "", fact: "", doubtful: [] });
  planned.askLater();
  await planned.planAt("tomorrow");
  expect([saved(), get("outgoing").face]).toEqual([[], "failed"]);
  outgoing.leaveOutgoing();
  expect([get("sheet"), get("later").written, get("outgoing")]).toEqual(["later", ORIGINAL, null]);
  await planned.planAt("monday");
  await outgoing.sendOriginal();
  expect(saved()).toEqual([["", { choice: "monday", unless_reply: false, text: ORIGINAL }]]);
});

test("a dialog that was closed meanwhile plans nothing", async () => {
  answer = async () => {
    set({ sheet: null });
    return { state: "same_language" };
  };
  planned.askLater();
  await planned.planAt("tomorrow");
  expect([saved(), fields.composer.value]).toEqual([[], ORIGINAL]);
});

const PLANNED = { id: "p1", conversation_id: "c1", state: "planned", text: PUT, original: ORIGINAL, on_clock: "2026-11-28T09:00", unless_reply: false };
const form = (text) => [["on_clock", "2026-11-29T09:00"], ["text", text]];
globalThis.FormData = class { constructor(given) { return given; } };

test("other words of a planned message are translated anew, another hour keeps both texts", async () => {
  planned.changePlanned(PLANNED);
  expect(get("later").written).toBe(ORIGINAL);
  await planned.saveLater(form(ORIGINAL));
  expect(saved()).toEqual([["/p1", { on_clock: "2026-11-29T09:00", unless_reply: false }]]);
  planned.changePlanned(PLANNED);
  await planned.saveLater(form("The sauna is closed."));
  expect(get("outgoing").original).toBe("The sauna is closed.");
  await outgoing.sendTranslated();
  expect(saved().at(-1)[1]).toMatchObject({ text: fields.outgoing.value, original: "The sauna is closed." });
});
