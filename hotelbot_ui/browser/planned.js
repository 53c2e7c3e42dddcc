// Messages of the open conversation that are to be sent later.
import { call, hotelPath } from "./api.js";
import { clearDraft, draftText } from "./composer.js";
import { showOutgoing, writesForeign } from "./outgoing.js";
import { get, initial, set } from "./store.js";
import { toast } from "./toasts.js";

const path = (rest = "", id = get("open_id")) => hotelPath(`/conversations/${id}/scheduled${rest}`);

export async function loadPlanned(id) {
  const answer = await call("GET", path("", id)).catch(() => null);
  if (get("open_id") !== id) return;
  if (answer) set({ planned: answer.items, planned_face: "ready" });
  else if (get("planned_face") !== "ready") set({ planned_face: "failed" });
}

export function onScheduled(message) {
  if (message.conversation_id !== get("open_id")) return;
  const others = get("planned").filter(({ id }) => id !== message.id);
  const planned = message.state === "planned" ? [...others, message] : others;
  set({ planned: planned.sort((a, b) => new Date(a.due_at) - new Date(b.due_at)) });
}

// With words in the composer a moment is asked for; without, there is nothing to send.
export function askLater() {
  if (!draftText()) {
    toast({ text: "Write the message first, then choose when." });
    return document.getElementById("composer")?.focus();
  }
  return openLater({ ...initial().later, written: draftText() });
}

export const changePlanned = (message) => openLater({ ...message, written: message.original ?? message.text });

const openLater = (later) => set({ sheet: "later", later, outgoing: null });

export async function planAt(choice) {
  const unless_reply = Boolean(document.getElementById("unless-reply")?.checked);
  await save({ choice, unless_reply });
}

export async function saveLater(form) {
  const given = Object.fromEntries(new FormData(form));
  await save({ on_clock: given.on_clock, unless_reply: Boolean(given.unless_reply) }, given.text);
}

// Other words are translated anew, and seen, before they are planned.
async function save(body, text = get("later").written) {
  const { id, original, text: before } = get("later");
  const written = text.trim();
  // Whoever comes back from the translation finds what they chose.
  set({ later: { ...get("later"), ...body, written } });
  const plan = { id, body };
  const isSame = id && written === (original ?? before) && (original || !writesForeign());
  if (isSame) return keepPlan(plan, {});
  if (written && writesForeign() && (await showOutgoing(written, { plan }))) return undefined;
  return keepPlan(plan, { text: written });
}

// `words`: the text for the guest, with its original where it was translated; none: as before.
export async function keepPlan({ id, body }, words) {
  try {
    if (id) onScheduled(await call("PATCH", path(`/${id}`), { ...body, ...words }));
    else {
      onScheduled(await call("POST", path(), { ...body, ...words }));
      clearDraft();
      // The next reply did not begin as what is planned.
      set({ taken_up: null, taken_help: null });
    }
    set({ sheet: null, outgoing: null });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

// What the guest will get, and back to what was written.
export function flipPlanned(id) {
  set({ planned: get("planned").map((one) => (one.id === id ? { ...one, flipped: !one.flipped } : one)) });
}

export async function cancelPlanned(id) {
  try {
    onScheduled(await call("DELETE", path(`/${id}`)));
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}
