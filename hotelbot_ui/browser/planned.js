// Messages of the open conversation that are to be sent later.
import { call, hotelPath } from "./api.js";
import { clearDraft, draftText } from "./composer.js";
import { get, set } from "./store.js";
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
  return set({ sheet: "later", later: { id: null, on_clock: "", unless_reply: false, text: draftText() } });
}

export const changePlanned = (message) => set({ sheet: "later", later: { ...message } });

export async function planAt(choice) {
  const unless_reply = Boolean(document.getElementById("unless-reply")?.checked);
  await save({ choice, unless_reply });
}

export async function saveLater(form) {
  const given = Object.fromEntries(new FormData(form));
  await save({ on_clock: given.on_clock, unless_reply: Boolean(given.unless_reply), text: given.text });
}

async function save({ text, ...body }) {
  const { id } = get("later");
  const words = (text ?? get("later").text).trim();
  try {
    if (id) onScheduled(await call("PATCH", path(`/${id}`), { ...body, text: words }));
    else {
      onScheduled(await call("POST", path(), { ...body, text: words }));
      clearDraft();
    }
    set({ sheet: null });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

export async function cancelPlanned(id) {
  try {
    onScheduled(await call("DELETE", path(`/${id}`)));
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}
