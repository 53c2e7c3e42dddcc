// The delivery screen: its parts are read when it opens, on news, and now and then.
import { call, hotelPath } from "./api.js";
import { loadDoubts } from "./doubts.js";
import { loadLetterCounts, loadLetters } from "./letters.js";
import { part, readPart, soon } from "./parts.js";
import { boot } from "./session.js";
import { get, initial, set, subscribe } from "./store.js";
import { toast } from "./toasts.js";

// Counts and holds have no news of their own.
const READ_EVERY_MS = 15_000;
const REMOVED = "removed";

let watches = false;

export async function startDelivery() {
  await boot();
  if (!get("session").hotel) return;
  if (!watches) watch();
  watches = true;
  await Promise.all([loadNumbers(), loadConnections(), loadLetters()]);
}

// Once for a loaded page, however often the screen is drawn.
function watch() {
  subscribe("channels", soon(refreshNumbers));
  subscribe("connection_news", soon(loadConnections));
  // The form that was saved reads its list anew.
  subscribe("lists", soon(loadNumbers));
  subscribe("online", () => get("online") && readAgain());
  setInterval(() => document.querySelector("[data-page=delivery]") && !document.hidden && readAgain(), READ_EVERY_MS);
}

const refreshNumbers = () => Promise.all([loadNumbers(), loadConnections()]);
const readAgain = () => Promise.all([refreshNumbers(), loadDoubts(), readLettersAgain()]);
const readLettersAgain = () =>
  get("letters").face === "failed" ? loadLetters() : loadLetterCounts();

export const loadNumbers = () =>
  readPart("numbers", async () => {
    const { items } = await call("GET", hotelPath("/channels"));
    const numbers = items.filter((one) => one.pause_reason !== REMOVED);
    return { items: await Promise.all(numbers.map(withHealth)) };
  });

async function withHealth(channel) {
  const health = await call("GET", hotelPath(`/channels/${channel.id}/health`));
  return { ...health, channel, meter: channel.completeness };
}

export const loadConnections = () =>
  readPart("connections", async () => {
    const { items, all_well } = await call("GET", hotelPath("/connections"));
    return { items, all_well, to_mend: items.filter((one) => one.what_to_do).length };
  });

const checksPath = (id, cursor) =>
  hotelPath(`/channels/${id}/completeness${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`);

export async function openChecks(channel_id, name) {
  set({ checks: { ...initial().checks, channel_id, name }, sheet: "checks" });
  await loadChecks();
}

export const loadChecks = () =>
  readPart("checks", async () => {
    const answer = await call("GET", checksPath(get("checks").channel_id));
    return { items: answer.items, next: answer.next_cursor, next_check_at: answer.next_check_at };
  });

export async function moreChecks() {
  const { channel_id, items, next } = get("checks");
  try {
    const answer = await call("GET", checksPath(channel_id, next));
    part("checks", { items: [...items, ...answer.items], next: answer.next_cursor });
  } catch (error) {
    toast({ text: error.message, tone: "warning" });
  }
}
