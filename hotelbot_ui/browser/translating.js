// The open conversation in the reader's language, with what the AI wrote for staff. The words as they
// came are always there; a translation stands in their place for as long as its source says the same.
import { call, hotelPath } from "./api.js";
import { language as nameOf } from "./clock.js";
import { redraw } from "./inbox.js";
import { soon } from "./parts.js";
import { get, set, subscribe } from "./store.js";
import { toast } from "./toasts.js";

const LOOK_MS = 250;
const MOST_AT_ONCE = 12;
export const UNREACHED = { state: "not_translated", reason: "unreached", text: "", fact: "", doubtful: [] };

const path = (rest, id = get("open_id")) => hotelPath(`/conversations/${id}/${rest}`);
const isOn = () => Boolean(get("reading")?.on);
// The conversation of the question that is under way; another one need not wait for its answer.
let asking = null;

export function watchTranslations() {
  subscribe("open_id", () => set({ reading: null, translated: {}, outgoing: null }));
  subscribe("thread", lookSoon);
  subscribe("ai_draft", lookSoon);
  // Scrolling does not bubble: it is caught on its way down.
  document.addEventListener("scroll", ({ target }) => target.dataset?.thread && lookSoon(), { capture: true, passive: true });
  document.addEventListener("visibilitychange", lookSoon);
}

// Without an answer the conversation is read as it came.
export async function loadReading(id = get("open_id")) {
  const reading = await call("GET", path("translation", id)).catch(() => null);
  if (get("open_id") === id && reading) take(reading);
}

function take(reading) {
  set({ reading });
  redraw();
  lookSoon();
}

export async function switchTranslation(on = !isOn()) {
  const id = get("open_id");
  try {
    const reading = await call("PUT", path("translation", id), { on });
    if (get("open_id") !== id) return;
    if (!on) set({ outgoing: null });
    take(reading);
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

// The translation of a message, as it is drawn; null: the message stands as it came.
export function translationOf(message) {
  if (!isOn() || message.deleted_at) return null;
  const held = get("translated")[message.id] ?? get("translated")[message.client_id];
  return held?.of === message.text ? held : null;
}

const lookSoon = soon(look, LOOK_MS);

// Only what is on the screen, a few at a time, one call after the other.
async function look() {
  const id = get("open_id");
  if (!isOn() || document.hidden) return;
  lookAtDraft(get("ai_draft"));
  if (asking === id) return;
  const ids = wantedHere();
  if (!ids.length) return;
  asking = id;
  await ask(id, ids);
  if (asking === id) asking = null;
  lookSoon();
}

function wantedHere() {
  const box = document.querySelector("[data-thread]");
  if (!box) return [];
  const edge = box.getBoundingClientRect();
  const known = new Map(get("thread").messages.map((one) => [one.id, one]));
  return [...box.querySelectorAll("[data-message]")]
    .filter((element) => {
      const place = element.getBoundingClientRect();
      return place.bottom > edge.top && place.top < edge.bottom;
    })
    .map((element) => known.get(element.dataset.message))
    .filter((one) => one && !one.local && one.text && !one.deleted_at && !translationOf(one))
    .slice(-MOST_AT_ONCE)
    .map((one) => one.id);
}

async function ask(id, message_ids, again = false) {
  const sources = new Map(get("thread").messages.map((one) => [one.id, one.text]));
  const hold = (items) => get("open_id") === id && keep(items.map((one) => [one.message_id, { ...one, of: sources.get(one.message_id) }]));
  hold(message_ids.map((message_id) => ({ ...UNREACHED, message_id, state: "asked", reason: null })));
  try {
    hold((await call("POST", path("translations", id), { message_ids, ...(again && { again }) })).items);
  } catch {
    hold(message_ids.map((message_id) => ({ ...UNREACHED, message_id })));
  }
}

function lookAtDraft(draft) {
  if (draft && !get("translated")[draft.id]) askDraft(draft);
}

async function askDraft({ id, conversation_id, text }, again = false) {
  const hold = (said) => get("open_id") === conversation_id && keep([[id, { ...said, of: text }]]);
  hold({ ...UNREACHED, state: "asked", reason: null });
  hold(await call("POST", path(`ai-drafts/${id}/translation`, conversation_id), { ...(again && { again }) }).catch(() => UNREACHED));
}

export const translateDraftAgain = () => askDraft(get("ai_draft"), true);

// As it stands on the screen.
export function wordsOfDraft({ id, text }) {
  const held = isOn() && get("translated")[id];
  return held?.shown ? held.text : text;
}

function keep(entries) {
  const before = get("translated");
  const shown = ([key, one]) => [key, { ...one, shown: one.state === "translated" && !before[key]?.hidden, hidden: before[key]?.hidden }];
  set({ translated: { ...before, ...Object.fromEntries(entries.map(shown)) } });
  redraw();
}

// The words as they came, and back.
export function flipTranslation(id, client_id) {
  const key = get("translated")[id] ? id : client_id;
  const held = get("translated")[key];
  set({ translated: { ...get("translated"), [key]: { ...held, hidden: held.shown, shown: !held.shown } } });
  redraw();
}

export const translateAgain = (id) => ask(get("open_id"), [id], true);

export const languageName = (code) => (code ? nameOf(code) : "");

// A reply on its way: its writer goes on reading what they wrote.
export function noteOriginal(client_id, text, original) {
  const { language } = get("reading") ?? {};
  const spoken = get("outgoing")?.language ?? get("conversation")?.guest.language;
  keep([[client_id, { state: "translated", text: original, of: text, by_person: true, spoken, language, reason: null, fact: "", doubtful: [] }]]);
}
