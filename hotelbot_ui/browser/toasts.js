// Short lines at the foot of the screen; one may carry a way back.
import { get, set } from "./store.js";

const STAY_MS = 6000;
const LEFT = "left-to-say";
let last = 0;
const runs = new Map();

export function toast({ text, tone = "neutral", label = "", run = null }) {
  const id = ++last;
  if (run) runs.set(id, run);
  set({ toasts: [...get("toasts").filter((t) => t.text !== text), { id, text, tone, label }] });
  setTimeout(() => dismiss(id), STAY_MS);
}

// Said by the page that comes next.
export const toastAfterLoad = (text) => sessionStorage.setItem(LEFT, text);

export function tellWhatWasLeft() {
  const text = sessionStorage.getItem(LEFT);
  sessionStorage.removeItem(LEFT);
  if (text) toast({ text });
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
