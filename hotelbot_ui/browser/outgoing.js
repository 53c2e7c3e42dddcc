// A reply in the guest's language: seen before it is sent, with what was written kept beside it.
import { call, hotelPath } from "./api.js";
import { sendWith } from "./attaching.js";
import { clearDraft } from "./composer.js";
import { get, set } from "./store.js";
import { switchTranslation, UNREACHED } from "./translating.js";

const field = () => document.getElementById("composer");

// By what the guest wrote last, then by their card. What nobody knows yet is the server's to find out.
export function writesForeign() {
  const reading = get("reading");
  if (!reading?.on) return false;
  const last = get("thread").messages.findLast(({ direction, text, deleted_at }) => direction === "in" && text && !deleted_at);
  const state = get("translated")[last?.id]?.state;
  if (state && state !== "no_words") return state !== "same_language";
  return get("conversation")?.guest.language?.slice(0, 2) !== reading.language;
}

// Shows what the guest would get; false: he can read it already, and it goes as it is.
export async function showOutgoing(original, again = false) {
  const id = get("open_id");
  set({ outgoing: { face: "loading", original, text: "", reason: "", fact: "", doubtful: [] } });
  const body = { text: original, ...(again && { again }) };
  const said = await call("POST", hotelPath(`/conversations/${id}/translations/draft`), body).catch(() => UNREACHED);
  const outgoing = get("outgoing");
  // Written on meanwhile, put away, or in another conversation by now.
  if (get("open_id") !== id || outgoing?.original !== original) return true;
  if (said.state === "translated") {
    set({ outgoing: { ...outgoing, ...said, face: "ready" } });
    requestAnimationFrame(() => document.getElementById("outgoing")?.focus());
    return true;
  }
  if (said.state === "not_translated") {
    set({ outgoing: { ...outgoing, ...said, face: "failed" } });
    return true;
  }
  set({ outgoing: null });
  // A note stands in the field by now: the reply waits in its own.
  return get("composer_mode") === "note";
}

// Words that were changed have another translation.
export function forgetOutgoing(text) {
  if (get("outgoing") && get("outgoing").original !== text.trim()) set({ outgoing: null });
}

// What was written, as it was written.
export function sendOriginal(text = get("outgoing").original) {
  set({ outgoing: null });
  clearDraft();
  field()?.focus();
  return sendWith(text);
}

// What the guest gets, as it stands in its own field by now.
export function sendTranslated() {
  const { original } = get("outgoing");
  const text = document.getElementById("outgoing").value.trim();
  if (!text) return undefined;
  clearDraft();
  const sending = sendWith(text, { original });
  set({ outgoing: null });
  field()?.focus();
  return sending;
}

// Enter sends, Escape goes back to what was written.
export function mountOutgoing(element) {
  if (!element) return undefined;
  const onKey = (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") leaveOutgoing(event);
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    sendTranslated();
  };
  element.addEventListener("keydown", onKey);
  return () => element.removeEventListener("keydown", onKey);
}

export function leaveOutgoing(event) {
  event?.stopPropagation();
  set({ outgoing: null });
  field()?.focus();
}

export async function outgoingAgain() {
  const { original } = get("outgoing");
  if (!(await showOutgoing(original, true))) sendOriginal(original);
}

// For this conversation. What was written stays in its field, and goes as it is with the next Enter.
export async function writeUntranslated() {
  await switchTranslation(false);
  if (!get("reading")?.on) field()?.focus();
}
