// Stays: the list with its views, one stay with its log, and the import of a file.
import { ApiError, call, hotelPath, leave } from "./api.js";
import { comingOf } from "./ledger.js";
import { boot } from "./session.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";

const SEARCH_MS = 250;
const POLL_MS = 1500;
const UNDER_WAY = ["checking", "running"];
const NO_STAYS = { items: [], face: "loading", next: null, error: "", busy: false };
let asked = 0;
let timer = null;
let watching = null;

const patch = (key, change) => set({ [key]: { ...get(key), ...change } });

export async function loadStays() {
  const mine = ++asked;
  try {
    await boot();
    const page = await call("GET", hotelPath(`/stays?${query()}`));
    if (mine !== asked) return;
    set({ stays: { ...NO_STAYS, items: page.items, next: page.next_cursor, face: "ready" } });
  } catch (error) {
    if (mine === asked) set({ stays: { ...NO_STAYS, face: "failed", error: error.message } });
  }
}

function query(more = {}) {
  const parts = { view: get("stays_view"), limit: 50, ...more };
  if (get("stays_query")) parts.q = get("stays_query");
  return new URLSearchParams(parts);
}

export async function moreStays() {
  const { next, busy, items } = get("stays");
  if (!next || busy) return;
  patch("stays", { busy: true });
  const mine = asked;
  try {
    const page = await call("GET", hotelPath(`/stays?${query({ cursor: next })}`));
    if (mine !== asked) return;
    patch("stays", { items: [...items, ...page.items], next: page.next_cursor, busy: false });
  } catch (error) {
    patch("stays", { busy: false });
    toast({ text: error.message, tone: "danger" });
  }
}

export function viewStays(view) {
  set({ stays_view: view, stays: NO_STAYS });
  loadStays();
}

export function searchStays(words) {
  clearTimeout(timer);
  set({ stays_query: words.trim() });
  timer = setTimeout(loadStays, SEARCH_MS);
}

export async function openStay(stay) {
  set({ sheet: "stay", stay, stay_events: { items: [], face: "loading", error: "" } });
  comingOf("stay_id", stay.id);
  try {
    const path = `/stays/${encodeURIComponent(stay.external_id)}/events`;
    const { items } = await call("GET", hotelPath(path));
    if (get("stay") === stay) set({ stay_events: { items, face: "ready", error: "" } });
  } catch (error) {
    set({ stay_events: { items: [], face: "failed", error: error.message } });
  }
}

// What an event changed, as "room 101 → 102"; a first value has nothing before it.
export function changed(changes) {
  const plain = (value) => (value === null || value === "" ? "none" : String(value));
  return Object.entries(changes ?? {})
    .filter(([name]) => !name.endsWith("_id"))
    .map(([name, [before, after]]) => {
      const what = name.replaceAll("_", " ");
      return before === null ? `${what} ${plain(after)}` : `${what} ${plain(before)} → ${plain(after)}`;
    })
    .join(", ");
}

export function startImport() {
  set({ sheet: "import", import_: null, import_lines: [], import_error: "" });
}

export async function uploadStays(input) {
  const [file] = input.files;
  if (!file) return;
  set({ import_error: "", import_busy: true });
  try {
    show(await send(file));
  } catch (error) {
    set({ import_error: error.message });
  }
  input.value = "";
  set({ import_busy: false });
}

async function send(file) {
  const body = new FormData();
  body.append("file", file);
  const response = await fetch(`/api/v1${hotelPath("/stay-imports")}`, {
    method: "POST",
    headers: { "X-Requested-With": "hotelbot" },
    body,
    credentials: "same-origin",
  }).catch(() => {
    throw new ApiError(0);
  });
  const answer = await response.json().catch(() => ({}));
  if (response.status === 401) leave();
  if (!response.ok) throw new ApiError(response.status, answer.error);
  return answer;
}

// The column of a field, chosen by a person; an empty choice leaves the field out.
export function mapColumn(field, place) {
  const { mapping } = get("import_");
  const others = Object.entries(mapping).filter(([name, n]) => name !== field && String(n) !== place);
  const chosen = place === "" ? [] : [[field, Number(place)]];
  patch("import_", { mapping: Object.fromEntries([...others, ...chosen]) });
}

export const orderDays = (day_order) => patch("import_", { day_order });

export async function checkImport() {
  const { id, mapping, day_order } = get("import_");
  await step(() => call("POST", hotelPath(`/stay-imports/${id}/check`), { mapping, day_order }));
}

export async function runImport() {
  await step(() => call("POST", hotelPath(`/stay-imports/${get("import_").id}/run`)));
}

async function step(ask) {
  set({ import_error: "", import_busy: true, import_lines: [] });
  try {
    show(await ask());
  } catch (error) {
    set({ import_error: error.message });
  }
  set({ import_busy: false });
}

// Pushed while it goes on; asked now and then as well, for a push may be lost.
export function onStayImport(view) {
  if (get("import_")?.id === view.id) show(view);
}

function show(view) {
  const known = get("import_");
  if (known?.id === view.id && known.state === view.state && known.done > view.done) return;
  set({ import_: { sample: known?.sample ?? [], ...view, percent: percentOf(view) } });
  clearTimeout(watching);
  if (UNDER_WAY.includes(view.state)) watching = setTimeout(watch, POLL_MS, view.id);
  else if (view.state !== "uploaded") loadLines(view);
}

const percentOf = ({ done, total, state }) =>
  UNDER_WAY.includes(state) ? Math.round((100 * done) / Math.max(total, 1)) : 100;

async function watch(id) {
  if (get("import_")?.id !== id || get("sheet") !== "import") return;
  try {
    show(await call("GET", hotelPath(`/stay-imports/${id}`)));
  } catch {
    watching = setTimeout(watch, POLL_MS, id);
  }
}

async function loadLines(view) {
  if (view.state === "done") loadStays();
  try {
    const path = `/stay-imports/${view.id}/lines?outcome=refused&limit=100`;
    const { items } = await call("GET", hotelPath(path));
    if (get("import_")?.id === view.id) set({ import_lines: items });
  } catch (error) {
    set({ import_error: error.message });
  }
}

export const remap = () => patch("import_", { state: "uploaded" });

export const reportLink = (id) => (id ? `/api/v1${hotelPath(`/stay-imports/${id}/report.csv`)}` : "");
export const placeOf = (mapping, field) => String(mapping?.[field] ?? "");
