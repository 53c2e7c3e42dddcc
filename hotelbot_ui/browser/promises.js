// What the hotel promised: in the open conversation, and everything that is open in the hotel.
import { call, hotelPath } from "./api.js";
import { part, readPart, soon } from "./parts.js";
import { boot } from "./session.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";

const SHOWN = 50;
const byDue = (a, b) => new Date(a.due_at) - new Date(b.due_at);

export async function loadPromises(id) {
  const answer = await call("GET", hotelPath(`/conversations/${id}/promises`)).catch(() => null);
  if (get("open_id") !== id) return;
  if (answer) set({ promises: answer.items, promises_face: "ready" });
  else if (get("promises_face") !== "ready") set({ promises_face: "failed" });
}

export const reloadPromises = () => loadPromises(get("open_id"));

const again = soon(loadPromiseList);

export function onPromise(promise) {
  if (promise.conversation_id === get("open_id")) {
    const others = get("promises").filter(({ id }) => id !== promise.id);
    set({ promises: (promise.state === "open" ? [...others, promise] : others).sort(byDue) });
  }
  if (get("promise_list").read_at) again();
}

export async function loadPromiseList() {
  await boot();
  const { closed } = get("promise_list");
  await readPart("promise_list", async () => {
    const page = await call("GET", hotelPath(`/promises?closed=${closed}&limit=${SHOWN}`));
    return { items: page.items, next: page.next_cursor };
  });
}

export async function morePromises() {
  const { items, next, closed } = get("promise_list");
  const cursor = encodeURIComponent(next);
  try {
    const page = await call("GET", hotelPath(`/promises?closed=${closed}&limit=${SHOWN}&cursor=${cursor}`));
    const known = new Set(items.map(({ id }) => id));
    const fresh = page.items.filter(({ id }) => !known.has(id));
    part("promise_list", { items: [...items, ...fresh], next: page.next_cursor });
  } catch (error) {
    toast({ text: error.message, tone: "warning" });
  }
}

export function choosePromises(closed) {
  part("promise_list", { closed, items: [], face: "loading", read_at: null });
  return loadPromiseList();
}

async function step(id, verb) {
  try {
    onPromise(await call("POST", hotelPath(`/promises/${id}/${verb}`)));
    return true;
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
    return false;
  }
}

export async function keepPromise(id) {
  if (await step(id, "keep")) toast({ text: "The promise is kept", label: "Undo", run: () => reopenPromise(id) });
}

export async function cancelPromise(id) {
  if (await step(id, "cancel")) toast({ text: "The promise is cancelled", label: "Undo", run: () => reopenPromise(id) });
}

export const reopenPromise = (id) => step(id, "reopen");
