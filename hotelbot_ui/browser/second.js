// Somebody was faster: an answer to a thread that changed waits for a decision, and keeps its words.
import { clearDraft, draftText, giveBack } from "./composer.js";
import { loadThread, open, send, withdraw } from "./inbox.js";
import { jumpTo } from "./scroller.js";
import { get, set, subscribe } from "./store.js";
import { toast } from "./toasts.js";

// By conversation: the newest message that was on the screen when the reply was begun.
const seen = new Map();

const newest = () =>
  get("thread").messages.reduce((top, m) => (m.local ? top : Math.max(top, Number(m.id))), 0);

export const lastSeen = (id) => (seen.get(id) ? String(seen.get(id)) : undefined);

// While nothing is written, what is on the screen counts as seen; from the first word on it stays.
export function markSeen() {
  const id = get("open_id");
  if (!id || get("thread").face !== "ready" || document.hidden) return;
  if (!seen.has(id) || (!draftText() && get("at_end"))) seen.set(id, newest());
}

export function watchSeen() {
  subscribe("thread", markSeen);
  subscribe("open_id", () => seen.delete(get("open_id")));
}

export function askFirst(message, news) {
  withdraw(message.client_id);
  giveBack(message.conversation_id, message.original ?? message.text);
  if (get("open_id") !== message.conversation_id) {
    const run = () => open(message.conversation_id);
    return toast({ text: "Not sent: somebody else wrote there first.", tone: "warning", label: "Show", run });
  }
  const { text, quote, conversation_id, original } = message;
  set({ second: { conversation_id, text, quote, news, original }, sheet: "second", quote });
  return loadThread();
}

export function sendAnyway() {
  const { text, conversation_id, news, original } = get("second");
  set({ sheet: null });
  seen.set(conversation_id, Math.max(...news.map(({ id }) => Number(id))));
  if (draftText() === (original ?? text)) clearDraft();
  return send(text, null, { original });
}

export function lookFirst() {
  const { conversation_id, news } = get("second");
  set({ sheet: null });
  seen.set(conversation_id, Math.max(...news.map(({ id }) => Number(id))));
  document.getElementById("composer")?.focus();
  return jumpTo(news[0].id);
}
