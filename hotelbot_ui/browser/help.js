// Help of the AI for whoever writes: shown above the field as a proposal. Only a person puts it into
// the field, and sends it from there; what stood in the field is given back by Undo.
import { call, hotelPath } from "./api.js";
import { draftText, fill } from "./composer.js";
import { get, initial, set } from "./store.js";
import { toast } from "./toasts.js";
import { chosenLanguage } from "./words.js";

const put = (patch) => set({ help: { ...get("help"), ...patch } });
const rewrites = (task) => task !== "suggest" && task !== "summary";
const field = () => document.getElementById("composer");

export function toggleHelp() {
  if (get("help_menu")) return closeHelpMenu();
  if (!get("open_id") || !field()) return undefined;
  set({ help_menu: true, help_written: Boolean(draftText()) });
  requestAnimationFrame(() => document.querySelector("[data-help-menu] button:enabled")?.focus());
  return undefined;
}

export function closeHelpMenu() {
  set({ help_menu: false });
  field()?.focus();
}

export function askHelp(task) {
  set({ help_menu: false });
  if (!get("open_id") || !field()) return undefined;
  return task === "summary" ? openSummary() : write(task);
}

// What was asked for last counts: pressing again while it is under way asks nothing.
async function write(task) {
  const [id, text] = [get("open_id"), draftText()];
  if (get("help").face === "busy" && get("help").conversation_id === id) return;
  if (rewrites(task) && !text) {
    toast({ text: "Write something first: the AI rewrites what stands in the field." });
    return;
  }
  const asked = { ...initial().help, face: "busy", conversation_id: id, task };
  set({ help: asked });
  const shown = (patch) => get("help") === asked && set({ help: { ...asked, ...patch } });
  try {
    const found = await call("POST", path(id), { task, ...(rewrites(task) && { text }) });
    shown({ ...found, face: found.outcome === "ok" ? "ready" : "failed" });
  } catch (error) {
    shown({ face: "failed", error: error.message });
  }
}

const path = (id) => hotelPath(`/conversations/${id}/help`);

export const askHelpAgain = () => write(get("help").task);

export function closeHelp() {
  set({ help: initial().help });
  field()?.focus();
}

// A suggestion goes behind what is written; a rewriting takes its place.
export function useHelp() {
  const { task, text, undone, id, conversation_id } = get("help");
  set({ composer_mode: "reply" });
  requestAnimationFrame(() => {
    const before = field().value;
    const behind = task === "suggest" && before.trim() ? `${before.trimEnd()}\n${text}` : text;
    put({ face: "used", before, undone: "" });
    fill(undone || behind);
    set({ taken_help: { id, conversation_id } });
  });
}

// What was made of the text meanwhile is kept, so that Use brings it back.
export function undoHelp() {
  const { before } = get("help");
  put({ face: "ready", before: "", undone: field().value });
  set({ taken_help: null });
  fill(before);
}

// The reply of this conversation began as help of the AI.
export function takenHelp(conversation_id) {
  const held = get("taken_help");
  if (held?.conversation_id !== conversation_id) return null;
  set({ taken_help: null });
  if (get("help").conversation_id === conversation_id) set({ help: initial().help });
  return held.id;
}

export async function openSummary() {
  const id = get("open_id");
  const asked = { ...initial().summary, conversation_id: id };
  set({ sheet: "summary", summary: asked });
  const shown = (patch) => get("summary") === asked && set({ summary: { ...asked, ...patch } });
  try {
    const found = await call("POST", path(id), { task: "summary", language: chosenLanguage() });
    const points = found.text.split("\n").filter(Boolean);
    shown({ ...found, points, face: points.length ? "ready" : "refused" });
  } catch (error) {
    shown({ face: "failed", error: error.message });
  }
}
