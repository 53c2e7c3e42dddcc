// What was begun is kept in this browser at once and on the server a moment later, so that a reload
// and another browser find it. What this browser has not handed over yet counts more.
import { call, hotelPath } from "./api.js";
import { get, subscribe } from "./store.js";

const SAVE_MS = 1_200;
const MODES = ["reply", "note"];
const timers = new Map();
const underWay = new Map();

export const draftKey = (mode, id) => `${mode}:${get("session")?.staff_id}:${id}`;
const unsaved = (key) => `unsaved:${key}`;
const path = (mode, id) => hotelPath(`/conversations/${id}/drafts/${mode}`);
const mayWrite = () => get("session")?.staff_id && get("session").permissions.includes("inbox.write");

export const draftHere = (mode, id) => localStorage.getItem(draftKey(mode, id)) ?? "";

export function keepDraft(mode, id, text) {
  const key = draftKey(mode, id);
  const said = text.trim() ? text : "";
  if (said === draftHere(mode, id)) return;
  hold(key, said);
  localStorage.setItem(unsaved(key), "yes");
  clearTimeout(timers.get(key));
  timers.set(key, setTimeout(() => save(mode, id), SAVE_MS));
}

function hold(key, text) {
  if (text) localStorage.setItem(key, text);
  else localStorage.removeItem(key);
}

// What cannot be handed over stays marked, and goes with the next word or the next opening.
function save(mode, id) {
  const key = draftKey(mode, id);
  clearTimeout(timers.get(key));
  if (!mayWrite()) return undefined;
  const text = draftHere(mode, id);
  const saving = call("PUT", path(mode, id), { text })
    .then(() => draftHere(mode, id) === text && localStorage.removeItem(unsaved(key)))
    .catch(() => null)
    .finally(() => underWay.get(key) === saving && underWay.delete(key));
  underWay.set(key, saving);
  return saving;
}

// It was sent or planned: the server has forgotten it, unless a save was still on its way.
export function dropDraft(mode, id) {
  const key = draftKey(mode, id);
  clearTimeout(timers.get(key));
  localStorage.removeItem(key);
  localStorage.removeItem(unsaved(key));
  const saving = underWay.get(key);
  if (saving) saving.then(() => draftHere(mode, id) || save(mode, id));
}

// `show(mode, id, text)` puts what another browser wrote into the field, if that is still untouched.
export async function loadDrafts(id, show) {
  const answer = mayWrite() && (await call("GET", hotelPath(`/conversations/${id}/drafts`)).catch(() => null));
  if (!answer) return;
  for (const mode of MODES) {
    const key = draftKey(mode, id);
    if (localStorage.getItem(unsaved(key))) save(mode, id);
    else {
      const before = draftHere(mode, id);
      hold(key, answer.items.find((one) => one.mode === mode)?.text ?? "");
      show(mode, id, before, draftHere(mode, id));
    }
  }
}

export function watchDrafts(show) {
  const load = () => get("open_id") && loadDrafts(get("open_id"), show);
  subscribe("open_id", load);
  load();
}
