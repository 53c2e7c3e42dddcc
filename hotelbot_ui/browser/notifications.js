// What this person is told of: the bell's list, the desktop, a sound; quietly when off shift.
import { call, hotelPath } from "./api.js";
import { chime } from "./alerts.js";
import { openFromAlert } from "./inbox.js";
import { part, readPart, soon } from "./parts.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";
import { sayWith } from "./words.js";

const PAGE = 30;
const GATHER_MS = 300;
const MOST_ALOUD = 3;
const SAID = {
  conversation_created: "New conversation with {guest}",
  assigned: "{by} gave you the conversation with {guest}",
  assigned_nobody: "The conversation with {guest} was given to you",
  message: "{guest} wrote to you",
  mention: "{by} named you in a note about {guest}",
  participating: "{by} wrote in the conversation with {guest}",
};

let heard = 0;

export function noticeWords({ kind, actor_name, guest_name }) {
  const phrase = SAID[kind === "assigned" && !actor_name ? "assigned_nobody" : kind] ?? "";
  const values = { by: actor_name || "Hotelbot", guest: guest_name || "a guest" };
  return sayWith(phrase, values);
}

const path = (rest = "") => hotelPath(`/notifications${rest}`);
const markKey = () => `told:${get("session").hotel.id}:${get("session").staff_id}`;

export const loadNotices = () =>
  readPart("notices", async () => {
    const page = await call("GET", path(`?limit=${PAGE}`));
    return { items: page.items, next: page.next_cursor };
  });

export async function moreNotices() {
  const { items, next } = get("notices");
  try {
    const page = await call("GET", path(`?limit=${PAGE}&cursor=${encodeURIComponent(next)}`));
    const known = new Set(items.map(({ id }) => id));
    const more = page.items.filter(({ id }) => !known.has(id));
    part("notices", { items: [...items, ...more], next: page.next_cursor });
  } catch (error) {
    toast({ text: error.message, tone: "warning" });
  }
}

// At the beginning and after every gap: one line for all that was missed, never one for each.
export async function catchUpNotices() {
  if (!get("session")?.staff_id) return;
  const since = localStorage.getItem(markKey());
  const before = heard;
  const query = since ? `?after=${encodeURIComponent(since)}` : "";
  const found = await call("GET", path(`/unread${query}`)).catch(() => null);
  if (!found) return;
  localStorage.setItem(markKey(), found.at);
  set({ unread: found.unread });
  // What was pushed while the answer was on its way has been told already.
  const missed = (since ? found.fresh : found.unread) - (heard - before);
  if (missed > 0) toast({ text: `${missed} for you while you were away`, label: "Show", run: showNotices });
  await loadNotices();
}

export function showNotices() {
  set({ sheet: "alerts", bell_tab: "notices" });
  return loadNotices();
}

// Alerts go first; without one the bell opens what is for the person.
export function ringBell() {
  if (get("sheet") === "alerts") return set({ sheet: null });
  if (!get("alerts").length && get("unread")) return showNotices();
  return set({ sheet: "alerts" });
}

export function onNotice(notice) {
  if (notice.staff_id !== get("session")?.staff_id) return;
  if (notice.kind === "read") return refresh();
  localStorage.setItem(markKey(), notice.at);
  const others = get("notices").items.filter(({ id }) => id !== notice.id);
  // What repeats is the row that is unread already.
  const isNew = notice.times === 1;
  heard += 1;
  part("notices", { items: [notice, ...others], face: "ready" });
  if (isNew) set({ unread: get("unread") + 1 });
  // Whoever looks at the conversation has seen it.
  if (get("open_id") === notice.conversation_id && !document.hidden) return readNotices({ conversation_id: notice.conversation_id });
  return tell(notice.kind, noticeWords(notice), notice.id, () => openNotice(notice));
}

async function refresh() {
  const found = await call("GET", path("/unread")).catch(() => null);
  if (found) set({ unread: found.unread });
  await loadNotices();
}

export async function readNotices(body = {}) {
  try {
    await call("POST", path("/read"), body);
    await refresh();
  } catch (error) {
    toast({ text: error.message, tone: "warning" });
  }
}

export async function openNotice(notice) {
  openFromAlert(notice.conversation_id);
  if (!notice.read_at) await readNotices({ conversation_id: notice.conversation_id });
}

// Opening a conversation by any way reads what was told of it.
export function readNoticesOf(id) {
  const waits = get("notices").items.some((one) => one.conversation_id === id && !one.read_at);
  return waits ? readNotices({ conversation_id: id }) : undefined;
}

// ---- how loud ----

// Minutes of the hotel's day; hours that begin in the evening end on the next morning.
export function isQuiet(settings, minutes) {
  const at = (clock) => clock && Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
  const [from, until] = [at(settings?.quiet_from), at(settings?.quiet_until)];
  if (from === null || from === undefined || from === until) return false;
  return from < until ? minutes >= from && minutes < until : minutes >= from || minutes < until;
}

function minutesNow() {
  const timeZone = get("session")?.hotel?.timezone || "UTC";
  const options = { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const [hours, minutes] = new Intl.DateTimeFormat("en-GB", options).format(new Date()).split(":");
  return Number(hours) * 60 + Number(minutes);
}

export const isQuietNow = () => isQuiet(get("notify"), minutesNow());
const ways = (kind) =>
  isQuietNow() ? [] : get("notify")?.choices?.[kind] ?? [];
const desktopAllowed = () => globalThis.Notification?.permission === "granted";

// Much at once, such as fifty conversations given to one person, is one line and one sound.
let burst = [];
const tellBurst = soon(() => {
  const told = burst;
  burst = [];
  if (told.some(({ chosen }) => chosen.includes("sound")) && get("sound")) chime();
  const aloud = told.filter(({ chosen }) => chosen.includes("desktop"));
  if (aloud.length > MOST_ALOUD) say({ words: `${aloud.length} for you just now`, tag: "burst", label: "Show", run: showNotices });
  else aloud.forEach(say);
}, GATHER_MS);

export function tell(kind, words, tag, run) {
  burst.push({ kind, words, tag, run, label: "Show", chosen: ways(kind) });
  tellBurst();
}

// An alert has its badge and its list on every screen already.
function say({ kind, words, tag, label, run }) {
  if (document.hidden && desktopAllowed()) popUp(words, tag, run);
  else if (kind !== "alert") toast({ text: words, label, run });
}

function popUp(words, tag, run) {
  const shown = new Notification("Hotelbot", { body: words, tag });
  shown.onclick = () => {
    window.focus();
    run?.();
  };
}

// ---- the person's settings ----

export async function loadNotify() {
  set({ desktop: globalThis.Notification?.permission ?? "unsupported" });
  if (!get("session")?.staff_id) return set({ notify_face: "nobody" });
  try {
    set({ notify: await call("GET", path("/settings")), notify_face: "ready" });
  } catch (error) {
    if (get("notify_face") !== "ready") set({ notify_face: "failed", notify_error: error.message });
  }
  return undefined;
}

export async function changeNotify(body) {
  const before = get("notify");
  set({ notify: { ...before, ...body, choices: { ...before.choices, ...body.choices } } });
  try {
    set({ notify: await call("PATCH", path("/settings"), body) });
    return true;
  } catch (error) {
    set({ notify: { ...before } });
    toast({ text: error.message, tone: "danger" });
    return false;
  }
}

// The list goes along with whatever is louder; without the list nothing is told.
export function toggleNotify(kind, way) {
  const chosen = get("notify").choices[kind];
  const added = [...chosen, way];
  const rest = way === "list" ? [] : chosen.filter((one) => one !== way);
  return changeNotify({ choices: { [kind]: chosen.includes(way) ? rest : [...new Set(["list", ...added])] } });
}

export const notifies = (settings, kind, way) => Boolean(settings?.choices?.[kind]?.includes(way));

export async function saveQuiet(form) {
  const { from, until } = Object.fromEntries(new FormData(form));
  const none = !from && !until;
  if (!none && !(from && until)) return toast({ text: "Quiet hours need a beginning and an end", tone: "warning" });
  const saved = await changeNotify({ quiet_from: from || null, quiet_until: until || null });
  if (saved) toast({ text: none ? "Never quiet" : "Quiet hours saved" });
}

// The browser's question comes from this button alone, never at sign-in.
export async function allowDesktop() {
  const permission = await globalThis.Notification?.requestPermission();
  set({ desktop: permission ?? "unsupported" });
}

export function tryNotify() {
  if (get("sound")) chime();
  if (desktopAllowed()) popUp("This is how a notification looks", "test");
  else toast({ text: "This is how a notification looks here. Desktop notifications are not allowed yet." });
}
