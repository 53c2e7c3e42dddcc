// Short lines at the foot of the screen; one may carry a way back.
import { get, set } from "./store.js";

const STAY_MS = 6000;
let last = 0;
const runs = new Map();

export function toast({ text, tone = "neutral", label = "", run = null }) {
  const id = ++last;
  if (run) runs.set(id, run);
  set({ toasts: [...get("toasts").filter((t) => t.text !== text), { id, text, tone, label }] });
  setTimeout(() => dismiss(id), STAY_MS);
}

export function dismiss(id) {
  runs.delete(id);
  set({ toasts: get("toasts").filter((t) => t.id !== id) });
}

export async function runToast(id) {
  const run = runs.get(id);
  dismiss(id);
  if (run) await run();
}
