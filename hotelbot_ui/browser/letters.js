// Work that was given up: how much waits, the chosen ones, trying again and putting away.
import { call, hotelPath } from "./api.js";
import { byField, closeForm, read } from "./lists.js";
import { part, readPart, soon } from "./parts.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";

const PAGE = 20;
const MOST_AT_ONCE = 100;

const allowed = () => get("session").permissions.includes("audit.read");
const path = (rest = "") => hotelPath(`/dead-letters${rest}`);

// What is chosen as the API names it.
const chosen = () => {
  const { source, reason } = get("letters");
  return { ...(source && { source }), ...(reason && { reason }) };
};

export async function loadLetterCounts() {
  if (!allowed()) return;
  try {
    const letter_counts = await call("GET", path("/counts"));
    const changed = letter_counts.waiting !== get("letter_counts").waiting;
    set({ letter_counts });
    if (!changed || !get("letters").read_at) return;
    if (get("letters").face === "empty") await loadLetters();
    else part("letters", { changed: true });
  } catch {
    // The number at the rail stays as it was; the list itself says when it cannot be read.
  }
}

export async function loadLetters() {
  if (!allowed()) return;
  await Promise.all([
    loadLetterCounts(),
    readPart("letters", async () => {
      const page = await call("GET", path(`?${query()}`));
      return { items: page.items, next: page.next_cursor, changed: false };
    }),
  ]);
  part("letters", { changed: false });
}

const query = (cursor) =>
  new URLSearchParams({ ...chosen(), limit: PAGE, ...(cursor && { cursor }) });

export async function moreLetters() {
  const { items, next } = get("letters");
  try {
    const page = await call("GET", path(`?${query(next)}`));
    const known = new Set(items.map(({ id }) => id));
    const fresh = page.items.filter(({ id }) => !known.has(id));
    part("letters", { items: [...items, ...fresh], next: page.next_cursor });
  } catch (error) {
    toast({ text: error.message, tone: "warning" });
  }
}

export function chooseLetters(source, reason) {
  part("letters", { source, reason, items: [], face: "loading", read_at: null });
  return loadLetters();
}

// Alerts are raised where work is given up.
const recount = soon(loadLetterCounts);
export const onGivenUp = () => recount();

export async function replay(id) {
  part("letters", { busy: id });
  try {
    await call("POST", path(`/${id}/replay`));
    toast({ text: "It is tried again now" });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  part("letters", { busy: "" });
  await loadLetters();
}

// How many of the chosen ones wait.
export function waitingHere({ waiting, by_reason }, source, reason) {
  if (!reason) return waiting;
  const counted = by_reason.find((one) => one.source === source && one.reason === reason);
  return counted?.waiting ?? 0;
}

// How many of the chosen ones one click tries again.
export const atOnce = (waiting) => Math.min(waiting, MOST_AT_ONCE);

export async function replayChosen() {
  set({ sheet: null });
  part("letters", { busy: "all" });
  try {
    const done = await call("POST", path("/replay"), { ...chosen(), most: MOST_AT_ONCE });
    toast({ text: outcome(done) });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  part("letters", { busy: "" });
  await loadLetters();
}

function outcome({ replayed, closed, remaining }) {
  const parts = [`${replayed} tried again now`];
  if (closed) parts.push(`${closed} put away: nothing was left to try`);
  if (remaining) parts.push(`${remaining} still wait`);
  return `${parts.join(". ")}.`;
}

export async function discard(element) {
  const { item } = get("form");
  set({ form: { ...get("form"), busy: true, error: null, errors: {} } });
  try {
    await call("POST", path(`/${item.id}/discard`), read(element));
    closeForm();
    toast({ text: "Put away, with your note" });
    await loadLetters();
  } catch (error) {
    const errors = byField(error.details);
    set({ form: { ...get("form"), busy: false, error: error.message, errors } });
  }
}
