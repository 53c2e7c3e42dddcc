// Complaints to their end, how well they are found, and the ladder's minutes.
import { call, hotelPath } from "./api.js";
import { byField, closeForm, read } from "./lists.js";
import { part, readPart, soon } from "./parts.js";
import { boot } from "./session.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";
import { locale, say } from "./words.js";

const SHOWN = 50;

const complaintPath = (id, verb) => hotelPath(`/complaints/${id}/${verb}`);

export async function loadComplaints() {
  await boot();
  const { closed } = get("complaints");
  await readPart("complaints", async () => {
    const page = await call("GET", hotelPath(`/complaints?closed=${closed}&limit=${SHOWN}`));
    return { items: page.items, next: page.next_cursor };
  });
}

export async function moreComplaints() {
  const { items, next, closed } = get("complaints");
  const cursor = encodeURIComponent(next);
  try {
    const page = await call("GET", hotelPath(`/complaints?closed=${closed}&limit=${SHOWN}&cursor=${cursor}`));
    const known = new Set(items.map(({ id }) => id));
    const fresh = page.items.filter(({ id }) => !known.has(id));
    part("complaints", { items: [...items, ...fresh], next: page.next_cursor });
  } catch (error) {
    toast({ text: error.message, tone: "warning" });
  }
}

export function chooseComplaints(closed) {
  part("complaints", { closed, items: [], face: "loading", read_at: null });
  return loadComplaints();
}

const again = soon(loadComplaints);
export const onComplaint = () => get("complaints").read_at && again();

async function step(id, verb, body) {
  part("complaints", { busy: id });
  try {
    await call("POST", complaintPath(id, verb), body);
    return true;
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
    return false;
  } finally {
    part("complaints", { busy: "" });
    await loadComplaints();
  }
}

export const ownComplaint = (id, staff_id) => staff_id && step(id, "own", { staff_id });
export const askComplaint = (id) => step(id, "ask");

// The two steps that need words: what was done, and why it is closed without the guest.
export async function sayComplaint(element) {
  const form = get("form");
  set({ form: { ...form, busy: true, error: null, errors: {} } });
  try {
    await call("POST", complaintPath(form.item.id, form.item.verb), read(element));
    closeForm();
    await loadComplaints();
  } catch (error) {
    set({ form: { ...form, busy: false, error: error.message, errors: byField(error.details) } });
  }
}

export async function openComplaint(conversation) {
  try {
    await call("POST", hotelPath(`/conversations/${conversation}/complaints`));
    toast({ text: "It is a complaint now" });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

export async function loadCalibration() {
  await boot();
  await readPart("calibration", async () => {
    const found = await call("GET", hotelPath("/calibration"));
    return { ...found, items: found.languages };
  });
}

export async function saveBudget(element) {
  const { budget } = read(element);
  try {
    await call("PUT", hotelPath("/alert-budget"), { budget });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  await loadCalibration();
}

export async function judgeAlert(id, verdict) {
  try {
    await call("POST", hotelPath(`/alerts/${id}/judge`), { verdict });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  await loadCalibration();
}

export async function markMissed(message) {
  try {
    await call("PUT", hotelPath(`/messages/${message}/missed`));
    toast({ text: "Marked as a missed complaint", label: "Undo", run: () => unmarkMissed(message) });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

export async function unmarkMissed(message) {
  try {
    await call("DELETE", hotelPath(`/messages/${message}/missed`));
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  if (get("calibration").read_at) await loadCalibration();
}

export async function loadLadder() {
  await boot();
  await readPart("ladder", async () => {
    const { climb_minutes } = await call("GET", hotelPath("/ladder"));
    return { items: climb_minutes };
  });
}

export async function saveLadder(element) {
  const climb_minutes = Object.values(read(element)).filter((minutes) => minutes !== null);
  try {
    await call("PUT", hotelPath("/ladder"), { climb_minutes });
    toast({ text: "Saved", tone: "good" });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  await loadLadder();
}

export const worksOn = (weekdays, day) => (weekdays ?? []).includes(day);
const DAY = { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
const days = new Map();
// A day of the calendar belongs to no zone; in the language that is in use by then.
export function holidayDay(day) {
  if (!day) return "";
  if (!days.has(locale())) days.set(locale(), new Intl.DateTimeFormat(locale(), DAY));
  return days.get(locale()).format(new Date(`${day}T00:00:00Z`));
}
export const clockOf = (time) => String(time ?? "").slice(0, 5);
export const score = (number) => (number === null || number === undefined ? "–" : number.toFixed(2));

// "83.3 % (10 of 12; 55.2-95.3)": a share never stands alone.
export function rated({ hits, n, share, low, high } = {}) {
  if (!n) return say("no case yet");
  const percent = (part) => (part * 100).toFixed(1);
  return say("{} % ({} of {}; {}-{})", percent(share), hits, n, percent(low), percent(high));
}
