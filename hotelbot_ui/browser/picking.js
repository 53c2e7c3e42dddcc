// Many conversations at once: which are picked, and what is done with them.
import { call, hotelPath } from "./api.js";
import { loadRows, open } from "./inbox.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";

const MOST = 50;
let last = null;

// With shift, everything from the row that was picked before.
export function pick(id, event) {
  event?.stopPropagation?.();
  const picked = new Set(get("picked"));
  const range = event?.shiftKey && last ? between(last, id) : [id];
  const add = !picked.has(id);
  for (const one of range) {
    if (add) picked.add(one);
    else picked.delete(one);
  }
  last = id;
  keep([...picked]);
}

export const picker = (id) => (event) => pick(id, event);

function between(a, b) {
  const ids = get("rows").map((row) => row.id);
  const [from, to] = [ids.indexOf(a), ids.indexOf(b)].sort((x, y) => x - y);
  return from < 0 ? [b] : ids.slice(from, to + 1);
}

function keep(ids) {
  if (ids.length > MOST) toast({ text: `${MOST} at once are the most.`, tone: "warning" });
  set({ picked: ids.slice(0, MOST) });
}

// On a touch screen no margin appears under a pointer: picking begins with a button, and then the
// whole row picks.
export const chooseSeveral = () => set({ choosing: true });
export const openOrPick = (id) => (get("choosing") ? pick(id) : open(id));

export const pickAll = () => set({ picked: get("rows").slice(0, MOST).map((row) => row.id) });

export function pickNone() {
  last = null;
  set({ picked: [], choosing: false });
}

export async function many(action) {
  const ids = get("picked");
  if (!ids.length || get("picking")) return;
  set({ picking: true });
  try {
    const { done, failed } = await call("POST", hotelPath("/conversations/bulk"), { ids, action });
    // What failed stays picked, so that it can be tried again.
    set({ picked: failed.map(({ id }) => id), choosing: false });
    tell(done.length, failed);
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  } finally {
    set({ picking: false });
  }
  await loadRows();
}

function tell(done, failed) {
  if (!failed.length) return toast({ text: `${done} changed` });
  const why = [...new Set(failed.map(({ message }) => message))].join(" ");
  return toast({ text: `${done} changed, ${failed.length} not: ${why}`, tone: "warning" });
}

export const manyAssign = (id) => id && many({ do: "assign", staff_id: id === "nobody" ? null : id });
export const manyLabel = (id) => id && many({ do: "add_label", label_id: id });
export const manyPriority = (priority) => priority && many({ do: "set_priority", priority });
export const manySnooze = (choice) => choice && many({ do: "snooze", choice });
