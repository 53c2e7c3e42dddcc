// The field for replies and notes: grows with its words, keeps a draft of each, sends on Enter.
import { takeUp } from "./ai_drafts.js";
import { writeNote } from "./handling.js";
import { send } from "./inbox.js";
import { get, set } from "./store.js";

const DRAFT_MS = 300;
const MOST_NAMES = 5;
const draftKey = () => `${get("composer_mode") === "note" ? "note" : "draft"}:${get("open_id")}`;
const field = () => document.getElementById("composer");
const isNote = () => get("composer_mode") === "note";

export function mountComposer(element) {
  if (!element) return undefined;
  const key = draftKey();
  let timer = null;
  const fit = () => {
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  };
  const onInput = () => {
    fit();
    offerNames(element);
    // Emptied: what is written next did not begin as a draft.
    if (!element.value.trim()) set({ taken_up: null });
    clearTimeout(timer);
    timer = setTimeout(() => keep(key, element.value), DRAFT_MS);
  };
  const onKey = (event) => {
    if (event.isComposing || chooseByKey(event, element)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    sendDraft();
  };
  element.value = localStorage.getItem(key) ?? "";
  fit();
  element.addEventListener("input", onInput);
  element.addEventListener("keydown", onKey);
  return () => {
    clearTimeout(timer);
    keep(key, element.value);
    set({ names: [] });
    element.removeEventListener("input", onInput);
    element.removeEventListener("keydown", onKey);
  };
}

// Each mode has a field and a draft of its own: what is for colleagues never stands where a reply
// is written.
export function compose(mode) {
  set({ composer_mode: mode });
  requestAnimationFrame(() => field()?.focus());
}

export const draftText = () => (isNote() ? "" : field()?.value.trim() ?? "");

export function clearDraft() {
  const element = field();
  if (!element) return;
  element.value = "";
  element.style.height = "auto";
  localStorage.removeItem(draftKey());
}

export async function sendDraft() {
  const element = field();
  const text = element.value.trim();
  if (!text) return element.focus();
  if (!isNote()) {
    clearDraft();
    element.focus();
    return send(text);
  }
  // A note that was not kept stays in the field.
  if (await writeNote(text)) clearDraft();
  return element.focus();
}

// A draft of the AI as it is, by a person's click; words that stand in the field stay there.
export function useAiDraft(draft) {
  takeUp(draft);
  return send(draft.text);
}

// Into the field, behind what is written there already.
export function editAiDraft(draft) {
  takeUp(draft);
  set({ composer_mode: "reply" });
  requestAnimationFrame(() => {
    const element = field();
    const written = element.value.trim();
    element.value = written ? `${written}\n${draft.text}` : draft.text;
    element.dispatchEvent(new Event("input"));
    element.focus();
  });
}

function keep(key, text) {
  if (text.trim()) localStorage.setItem(key, text);
  else localStorage.removeItem(key);
}

// Naming colleagues: an @ and the beginning of a name offers who may be meant.

const begun = (element) => element.value.slice(0, element.selectionStart).match(/(?:^|\s)@([^\s@]*)$/);

function offerNames(element) {
  const found = isNote() && begun(element);
  if (!found) return get("names").length && set({ names: [] });
  const wanted = found[1].toLowerCase();
  const names = get("colleagues").filter(({ name }) =>
    name.toLowerCase().split(/\s+/).some((part) => part.startsWith(wanted)),
  );
  return set({ names: names.slice(0, MOST_NAMES) });
}

function chooseByKey(event, element) {
  const [first] = get("names");
  if (!first) return false;
  if (event.key === "Escape") {
    event.stopPropagation();
    set({ names: [] });
    return true;
  }
  if (event.key !== "Enter" && event.key !== "Tab") return false;
  event.preventDefault();
  nameColleague(first.name, element);
  return true;
}

export function nameColleague(name, element = field()) {
  const end = element.selectionStart;
  const start = element.value.slice(0, end).lastIndexOf("@");
  element.setRangeText(`@${name} `, start, end, "end");
  set({ names: [] });
  element.dispatchEvent(new Event("input"));
  element.focus();
}
