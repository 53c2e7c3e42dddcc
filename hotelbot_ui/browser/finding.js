// Search of the inbox: guests, and what was said. The palette asks the same way.
import { call, hotelPath } from "./api.js";
import { open } from "./inbox.js";
import { jumpTo } from "./scroller.js";
import { get, set, subscribe } from "./store.js";
import { toast } from "./toasts.js";

const LEAST_LETTERS = 2;
const PAGE = 30;
const PAUSE_MS = 180;
const IDLE = { face: "idle", guests: [], messages: [], next: null };
let timer = null;

export const worthAsking = (query) => query.trim().length >= LEAST_LETTERS;

export const askFor = (query, limit, cursor) =>
  call("GET", hotelPath(`/search?${new URLSearchParams({ q: query.trim(), limit, ...(cursor && { cursor }) })}`));

const put = (patch) => set({ found: { ...get("found"), ...patch } });

// Too few letters show the list again; what was found stays until the answer to the next words is there.
export function search(query) {
  set({ query });
  clearTimeout(timer);
  if (!worthAsking(query)) return set({ found: IDLE });
  if (get("found").face !== "ready") put({ face: "loading" });
  timer = setTimeout(find, PAUSE_MS);
  return undefined;
}

export async function find() {
  const query = get("query");
  if (get("found").face === "failed") put({ face: "loading" });
  try {
    const { guests, messages, next_cursor } = await askFor(query, PAGE);
    if (get("query") === query) set({ found: { face: "ready", guests, messages, next: next_cursor } });
  } catch {
    if (get("query") === query) set({ found: { ...IDLE, face: "failed" } });
  }
}

export async function findMore() {
  const query = get("query");
  const { next } = get("found");
  if (!next) return;
  put({ next: null });
  try {
    const { messages, next_cursor } = await askFor(query, PAGE, next);
    if (get("query") === query) put({ messages: [...get("found").messages, ...messages], next: next_cursor });
  } catch (error) {
    if (get("query") !== query) return;
    put({ next });
    toast({ text: error.message, tone: "warning" });
  }
}

// Whoever chooses a view wants to see it.
function stopSearch() {
  if (!get("query")) return;
  clearTimeout(timer);
  document.getElementById("search").value = "";
  set({ query: "", found: IDLE });
}

subscribe("narrowed", stopSearch);

// To the message in its thread; from another screen by going there.
export async function openMessage(id, message) {
  if (!document.querySelector("[data-page=inbox]")) return location.assign(`/?c=${id}&m=${message}`);
  if (get("open_id") !== id || get("thread").face !== "ready") await open(id);
  return jumpTo(message);
}
