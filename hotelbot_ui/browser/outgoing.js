// A reply in the guest's language: seen before it is sent or planned, with what was written kept beside it.
import { begunAs } from "./ai_drafts.js";
import { call, hotelPath } from "./api.js";
import { sendWith } from "./attaching.js";
import { clearDraft } from "./composer.js";
import { keepPlan } from "./planned.js";
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

// Shows what the guest would get; false: he can read it already, and it goes as it is. With a `plan`
// (planned.js) it is shown in the dialog that asks for the moment, and goes then.
export async function showOutgoing(original, { again = false, plan = null } = {}) {
  const asked = { face: "loading", original, plan, language: "", text: "", reason: "", fact: "", doubtful: [] };
  set({ outgoing: asked });
  const ai_draft_id = plan?.id ? null : begunAs(get("open_id"));
  const body = { text: original, ...(ai_draft_id && { ai_draft_id }), ...(again && { again }) };
  const said = await call("POST", hotelPath(`/conversations/${get("open_id")}/translations/draft`), body).catch(() => UNREACHED);
  // Written on meanwhile, put away, or in another conversation by now.
  if (get("outgoing") !== asked || (plan && get("sheet") !== "later")) return true;
  if (said.state === "translated") {
    set({ outgoing: { ...asked, ...said, face: "ready" } });
    requestAnimationFrame(() => document.getElementById("outgoing")?.focus());
    return true;
  }
  if (said.state === "not_translated") {
    set({ outgoing: { ...asked, ...said, face: "failed" } });
    return true;
  }
  set({ outgoing: null });
  // A note stands in the field by now: the reply waits in its own.
  return !plan && get("composer_mode") === "note";
}

// Words that were changed have another translation.
export function forgetOutgoing(text) {
  if (get("outgoing") && get("outgoing").original !== text.trim()) set({ outgoing: null });
}

// Now, from the field in which it was written.
export function sendNow(text, more) {
  clearDraft();
  const sending = sendWith(text, more);
  set({ outgoing: null });
  field()?.focus();
  return sending;
}

// What was written, as it was written.
export function sendOriginal() {
  const { original, plan } = get("outgoing");
  return plan ? keepPlan(plan, { text: original }) : sendNow(original);
}

// What the guest gets, as it stands in its own field by now.
export function sendTranslated() {
  const { original, plan } = get("outgoing");
  const text = document.getElementById("outgoing").value.trim();
  if (!text) return undefined;
  return plan ? keepPlan(plan, { text, original }) : sendNow(text, { original });
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
  goToWritten();
}

function goToWritten() {
  if (get("sheet") !== "later") return field()?.focus();
  return requestAnimationFrame(() => document.getElementById("later-moment")?.focus());
}

export async function outgoingAgain() {
  const { original, plan } = get("outgoing");
  if (await showOutgoing(original, { again: true, plan })) return;
  await (plan ? keepPlan(plan, { text: original }) : sendNow(original));
}

// For this conversation. What was written stays in its field, and goes as it is with the next Enter.
export async function writeUntranslated() {
  await switchTranslation(false);
  if (!get("reading")?.on) goToWritten();
}
