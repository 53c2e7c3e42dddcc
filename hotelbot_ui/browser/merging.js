// Two records of one person: finding the other one, saying what would move, merging, undoing.
import { call, hotelPath } from "./api.js";
import { loadGuest } from "./inbox.js";
import { part } from "./parts.js";
import { get, initial, set } from "./store.js";
import { toast } from "./toasts.js";

const FOUND = 6;
const WAIT_MS = 180;
let timer = null;

const kept = () => get("conversation").guest;
const put = (patch) => part("merging", patch);

export function askMerge() {
  set({ merging: initial().merging, sheet: "merge" });
  return findOther(kept().name);
}

export function searchOther(query) {
  put({ query });
  clearTimeout(timer);
  timer = setTimeout(() => findOther(query), WAIT_MS);
}

export async function findOther(query = get("merging").query) {
  put({ query, preview: null });
  if (!query.trim()) return put({ found: [], face: "empty" });
  try {
    const page = await call("GET", hotelPath(`/guests?${new URLSearchParams({ q: query.trim(), limit: FOUND + 1 })}`));
    if (get("merging").query !== query) return undefined;
    const found = page.items.filter(({ id }) => id !== kept().id).slice(0, FOUND);
    return put({ found, face: found.length ? "ready" : "empty", error: "" });
  } catch (error) {
    return put({ face: "failed", error: error.message });
  }
}

export async function chooseOther(id) {
  try {
    put({ preview: await call("GET", hotelPath(`/guests/${kept().id}/merges/${id}/preview`)), error: "" });
  } catch (error) {
    put({ error: error.message });
  }
}

export const chooseAgain = () => put({ preview: null, error: "" });

export async function mergeGuests() {
  const { preview } = get("merging");
  put({ busy: true, error: "" });
  try {
    const made = await call("POST", hotelPath(`/guests/${preview.kept_id}/merges`), { gone_id: preview.gone_id });
    set({ sheet: null });
    toast({ text: "Merged", label: "Undo", run: () => undoMerge(made.id) });
    await loadGuest(made.kept_id);
  } catch (error) {
    put({ error: error.message });
  } finally {
    put({ busy: false });
  }
}

export async function undoMerge(id) {
  try {
    const undone = await call("POST", hotelPath(`/guest-merges/${id}/undo`));
    toast({ text: "Two records again" });
    await loadGuest(get("conversation")?.guest.id ?? undone.kept_id);
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}
