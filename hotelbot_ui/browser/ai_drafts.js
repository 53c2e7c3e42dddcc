// What the AI wrote for staff in the open conversation: sent by them, put into the composer, or put
// away. Which of it is still up to date is the turn's to say, not this file's.
import { call, hotelPath } from "./api.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";

const path = (rest = "", id = get("open_id")) => hotelPath(`/conversations/${id}/ai-drafts${rest}`);

export async function loadAiDraft(id) {
  const answer = await call("GET", path("", id)).catch(() => null);
  if (get("open_id") !== id) return;
  if (answer) set({ ai_draft: answer.items[0] ?? null, ai_draft_failed: false });
  else set({ ai_draft_failed: true });
}

export const reloadAiDraft = () => loadAiDraft(get("open_id"));

export function onAiDraft(draft) {
  if (draft.conversation_id !== get("open_id")) return;
  if (draft.state === "open") set({ ai_draft: draft });
  else if (get("ai_draft")?.id === draft.id) set({ ai_draft: null });
}

// The next reply began as this draft. Kept with its conversation: another one's reply did not.
export const takeUp = ({ id, conversation_id }) => set({ taken_up: { id, conversation_id } });

export const begunAs = (conversation_id) =>
  get("taken_up")?.conversation_id === conversation_id ? get("taken_up").id : null;

export function takenUp(conversation_id) {
  const id = begunAs(conversation_id);
  if (id) set({ taken_up: null });
  return id;
}

export async function dismissAiDraft(id) {
  try {
    onAiDraft(await call("POST", path(`/${id}/dismiss`)));
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}
