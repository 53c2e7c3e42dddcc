// The field for replies and notes: grows with its words, keeps a draft of each, sends on Enter.
import { takeUp } from "./ai_drafts.js";
import { hasFiles, listenToFiles } from "./attaching.js";
import { cannedByKey, checkUnfilled, forgetCanned, goToUnfilled, offerCanned, unfilledIn } from "./canned.js";
import { draftHere, dropDraft, keepDraft } from "./drafts.js";
import { writeNote } from "./handling.js";
import { send } from "./inbox.js";
import { forgetOutgoing, sendNow, showOutgoing, writesForeign } from "./outgoing.js";
import { nowWriting, stopWriting } from "./presence.js";
import { markSeen } from "./second.js";
import { get, set } from "./store.js";
import { wordsOfDraft } from "./translating.js";

const DRAFT_MS = 300;
const MOST_NAMES = 5;
const field = () => document.getElementById("composer");
const isNote = () => get("composer_mode") === "note";

export function mountComposer(element) {
  if (!element) return undefined;
  const [mode, id] = [get("composer_mode"), get("open_id")];
  let timer = null;
  let wasEmpty = true;
  const fit = () => {
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  };
  const onInput = () => {
    fit();
    if (mode === "reply") follow();
    offerNames(element);
    offerCanned(element);
    checkUnfilled(element);
    forgetOutgoing(element.value);
    // Emptied: what is written next did not begin as a draft.
    if (!element.value.trim()) set({ taken_up: null, taken_help: null });
    clearTimeout(timer);
    timer = setTimeout(() => keepDraft(mode, id, element.value), DRAFT_MS);
  };
  // Seen is what stood there when the first word was written.
  const follow = () => {
    if (wasEmpty) markSeen();
    wasEmpty = !element.value.trim();
    if (wasEmpty) stopWriting();
    else nowWriting();
  };
  const onKey = (event) => {
    if (event.isComposing || chooseByKey(event, element) || cannedByKey(event)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    sendDraft();
  };
  element.value = draftHere(mode, id);
  wasEmpty = !element.value.trim();
  fit();
  checkUnfilled(element);
  const forgetFiles = listenToFiles(element);
  element.addEventListener("input", onInput);
  element.addEventListener("keydown", onKey);
  return () => {
    clearTimeout(timer);
    forgetFiles();
    forgetCanned();
    keepDraft(mode, id, element.value);
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
  dropDraft(get("composer_mode"), get("open_id"));
  stopWriting();
}

// Words that were not sent after all go back to where they were written, before what came since.
export function giveBack(id, text) {
  const here = get("open_id") === id && !isNote() && field();
  const since = here ? here.value : draftHere("reply", id);
  const words = since.trim() ? `${text}\n${since}` : text;
  if (here) refill(here, words);
  keepDraft("reply", id, words);
}

function refill(element, words) {
  element.value = words;
  element.dispatchEvent(new Event("input"));
}

// By a person's click: the field holds these words now, and the cursor stands behind them.
export function fill(words) {
  const element = field();
  refill(element, words);
  element.focus();
}

// What another browser wrote, where nothing was touched here.
export function showDraft(mode, id, before, now) {
  const element = field();
  if (get("open_id") !== id || get("composer_mode") !== mode || !element) return;
  if (element.value === before && before !== now) refill(element, now);
}

export async function sendDraft() {
  const element = field();
  const text = element.value.trim();
  if (!text && !hasFiles()) return element.focus();
  if (!isNote() && unfilledIn(text).length) return goToUnfilled(element);
  if (!isNote()) {
    if (text && writesForeign() && (await showOutgoing(text))) return undefined;
    return sendNow(text);
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

// Into the field as it is read, behind what is written there already: from there it goes as any reply.
export function editAiDraft(draft) {
  const words = wordsOfDraft(draft);
  takeUp(draft);
  set({ composer_mode: "reply" });
  requestAnimationFrame(() => {
    const element = field();
    const written = element.value.trim();
    element.value = written ? `${written}\n${words}` : words;
    element.dispatchEvent(new Event("input"));
    element.focus();
  });
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
