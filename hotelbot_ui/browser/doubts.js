// Messages of which nobody knows whether they arrived, and what a person says of them.
import { call, hotelPath } from "./api.js";
import { settle } from "./inbox.js";
import { part, readPart, soon } from "./parts.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";

const PAGE = 50;
const LARGEST_PAGE = 200;
const SAID = { retry: "Sent again", "mark-sent": "Noted: it arrived" };

// Asked of the browser itself: a button that is switched off under the pointer swallows its leaving.
const held = () => Boolean(document.querySelector("[data-doubts]:hover"));

export const loadDoubts = () =>
  readPart("doubts", async () => {
    const limit = Math.min(LARGEST_PAGE, Math.max(PAGE, get("doubts").items.length));
    const [page, counted] = await Promise.all([
      call("GET", hotelPath(`/uncertain?limit=${limit}`)),
      call("GET", hotelPath("/uncertain/counts")),
    ]);
    return { ...shown(page.items, page.next_cursor), asked: counted.needs_person };
  });

export async function moreDoubts() {
  const { items, next } = get("doubts");
  try {
    const cursor = encodeURIComponent(next);
    const page = await call("GET", hotelPath(`/uncertain?limit=${PAGE}&cursor=${cursor}`));
    const known = new Set(items.map(keyOf));
    const fresh = page.items.filter((one) => !known.has(keyOf(one)));
    // How many there are in all was counted when the list was read.
    part("doubts", { ...shown([...items, ...fresh], page.next_cursor), asked: get("doubts").asked });
  } catch (error) {
    toast({ text: error.message, tone: "warning" });
  }
}

const keyOf = (one) => one.message_id;

// Those that need a person come first, else the one that waits longest.
// While the pointer is among them nothing moves: what settled stays as a line that says so.
function shown(items, next) {
  const live = items
    .filter((one) => !one.settled)
    .map((one) => ({ ...one, settled: false }))
    .sort((a, b) => b.needs_person - a.needs_person);
  if (!held()) return { items: live, next };
  const now = new Map(live.map((one) => [keyOf(one), one]));
  const before = get("doubts").items;
  const kept = before.map((one) => now.get(keyOf(one)) ?? { ...one, settled: true });
  const known = new Set(before.map(keyOf));
  window.addEventListener("pointermove", release);
  return { items: [...kept, ...live.filter((one) => !known.has(keyOf(one)))], next };
}

function release() {
  if (held()) return;
  window.removeEventListener("pointermove", release);
  const items = get("doubts").items.filter((one) => !one.settled);
  part("doubts", { items, face: items.length ? "ready" : "empty" });
}

const reload = soon(loadDoubts);

export function onDoubtful({ id, status }) {
  if (status === "uncertain" || get("doubts").items.some((one) => keyOf(one) === id)) reload();
}

export async function decide(id, verb) {
  set({ sheet: null, again: null });
  part("doubts", { busy: id });
  const done = await settle(id, verb);
  part("doubts", { busy: "" });
  if (done) toast({ text: SAID[verb] });
  await loadDoubts();
}

// A second copy may reach the guest, and cannot be called back: it is asked once more.
export const askAgain = (message) => set({ again: message, sheet: "send-again" });
