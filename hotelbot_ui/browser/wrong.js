// Answers of the AI that a colleague calls wrong: the mark on the message, and the list of them all.
import { call, hotelPath } from "./api.js";
import { part, readPart, soon } from "./parts.js";
import { get, initial, set } from "./store.js";
import { toast } from "./toasts.js";

const ofMessage = (id) => hotelPath(`/messages/${id}/wrong`);

export async function loadWrongMarks(id) {
  // Without an answer the thread shows no marks; the list of all of them says what failed.
  const answer = await call("GET", hotelPath(`/conversations/${id}/wrong-answers`)).catch(() => null);
  if (get("open_id") !== id || !answer) return;
  set({ wrong: Object.fromEntries(answer.items.map((mark) => [mark.message_id, mark])) });
}

const readList = soon(() => get("knowledge_tab") === "wrong" && loadWrong());

export function onWrongAnswer(mark) {
  readList();
  if (mark.conversation_id !== get("open_id")) return;
  const { [mark.message_id]: _old, ...others } = get("wrong");
  set({ wrong: mark.reason ? { ...others, [mark.message_id]: mark } : others });
}

export function openWrong(message_id) {
  const mark = get("wrong")[message_id];
  const { reason = "", note = "" } = mark ?? {};
  set({ sheet: "wrong", wrong_form: { ...initial().wrong_form, message_id, reason, note, marked: Boolean(mark) } });
}

export const chooseWrong = (reason) =>
  set({ wrong_form: { ...get("wrong_form"), reason, note: noteTyped(), error: "" } });

const noteTyped = () => document.getElementById("wrong-note")?.value ?? get("wrong_form").note;

export async function saveWrong() {
  const form = { ...get("wrong_form"), note: noteTyped() };
  if (!form.reason) return set({ wrong_form: { ...form, error: "Choose what was wrong." } });
  const { message_id, reason, note } = form;
  return settle(form, async () => onWrongAnswer(await call("PUT", ofMessage(message_id), { reason, note })));
}

export function takeBackWrong() {
  const form = get("wrong_form");
  const { message_id } = form;
  return settle(form, async () => {
    await call("DELETE", ofMessage(message_id));
    onWrongAnswer({ message_id, conversation_id: get("open_id"), reason: null });
  });
}

async function settle(form, run) {
  set({ wrong_form: { ...form, busy: true, error: "" } });
  try {
    await run();
    set({ sheet: null, wrong_form: initial().wrong_form });
  } catch (error) {
    set({ wrong_form: { ...form, busy: false, error: error.message } });
  }
}

export async function loadWrong() {
  await readPart("wrong_answers", async () => {
    const page = await call("GET", listed());
    return { items: page.items, next: page.next_cursor };
  });
  await loadWrongSummary();
}

export async function loadWrongSummary() {
  // The number beside the tab; without it the tab has none.
  const found = await call("GET", hotelPath("/wrong-answers/summary")).catch(() => null);
  if (found) set({ wrong_open: found.open });
}

const listed = (cursor) => {
  const { state, reason } = get("wrong_answers");
  const wanted = Object.entries({ state, reason, cursor }).filter(([, value]) => value);
  return hotelPath(`/wrong-answers?${new URLSearchParams(wanted)}`);
};

export function showWrong(patch) {
  part("wrong_answers", { ...patch, face: "loading", items: [], next: null });
  return loadWrong();
}

export async function moreWrong() {
  const { items, next } = get("wrong_answers");
  try {
    const page = await call("GET", listed(next));
    const known = new Set(items.map((one) => one.message_id));
    const fresh = page.items.filter((one) => !known.has(one.message_id));
    part("wrong_answers", { items: [...items, ...fresh], next: page.next_cursor });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

export async function handleWrong(message_id, verb) {
  part("wrong_answers", { busy: message_id });
  try {
    await call("POST", hotelPath(`/wrong-answers/${message_id}/${verb}`));
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  part("wrong_answers", { busy: "" });
  await loadWrong();
}
