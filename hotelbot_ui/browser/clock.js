// Times as the hotel's clock shows them. Every function takes ISO 8601 in UTC.
import { get } from "./store.js";
import { locale, say } from "./words.js";

const DAY_MS = 86_400_000;
const formats = new Map();

const zone = () => get("session")?.hotel?.timezone || "UTC";

function format(iso, options) {
  const key = locale() + zone() + JSON.stringify(options);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(locale(), { timeZone: zone(), ...options }));
  }
  return formats.get(key).format(new Date(iso));
}

const dayKey = (iso) => format(iso, { year: "numeric", month: "2-digit", day: "2-digit" });
const isToday = (iso) => dayKey(iso) === dayKey(Date.now());
const isYesterday = (iso) => dayKey(iso) === dayKey(Date.now() - DAY_MS);
const isThisWeek = (iso) => Date.now() - new Date(iso) < 6 * DAY_MS;

export const time = (iso) => (iso ? format(iso, { hour: "2-digit", minute: "2-digit" }) : "");

export function day(iso) {
  if (isToday(iso)) return say("Today");
  if (isYesterday(iso)) return say("Yesterday");
  return format(iso, { weekday: "long", day: "numeric", month: "long" });
}

export function stamp(iso) {
  if (!iso) return "";
  if (isToday(iso)) return time(iso);
  if (isYesterday(iso)) return say("Yesterday");
  if (isThisWeek(iso)) return format(iso, { weekday: "short" });
  return format(iso, { day: "numeric", month: "short" });
}

export function moment(iso) {
  if (!iso) return "";
  if (isToday(iso)) return time(iso);
  if (isYesterday(iso)) return say("yesterday {}", time(iso));
  return `${format(iso, { day: "numeric", month: "short" })} ${time(iso)}`;
}

// A planned moment, past or to come: "Tue 24 Nov, 15:00".
export const full = (iso) =>
  iso ? `${format(iso, { weekday: "short", day: "numeric", month: "short" })}, ${time(iso)}` : "";

// How long since then, for a wait: "now", "4 min", "2 h 10 min", "3 d". Never negative.
export function waited(iso) {
  if (!iso) return "";
  return length(Date.now() - new Date(iso)) || say("now");
}

// What is left until then: "4 min left"; in its minute "due now", then "3 min late".
export function left(iso) {
  if (!iso) return "";
  const ahead = new Date(iso) - Date.now();
  if (ahead > 0) return say("{} left", length(ahead + 59_999));
  return length(-ahead) ? say("{} late", length(-ahead)) : say("due now");
}

// A moment that has just passed: "20 s ago", "4 min ago".
export function ago(iso) {
  if (!iso) return "";
  const seconds = Math.max(1, Math.round((Date.now() - new Date(iso)) / 1000));
  return seconds < 60 ? say("{} s ago", seconds) : say("{} ago", length(seconds * 1000));
}

// Between two moments, for a message that came late: "40 min", "2 h 10 min".
export const delay = (from, to) => length(new Date(to) - new Date(from)) || say("{} min", 1);

function length(milliseconds) {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  if (minutes < 1) return "";
  if (minutes < 60) return say("{} min", minutes);
  if (minutes < 600) return say("{} h {} min", Math.floor(minutes / 60), minutes % 60);
  if (minutes < 2880) return say("{} h", Math.floor(minutes / 60));
  return say("{} d", Math.floor(minutes / 1440));
}

// Days of a stay are calendar days of the hotel already: no zone is applied.
const plain = (day, options = { day: "numeric", month: "short" }) =>
  new Intl.DateTimeFormat(locale(), { timeZone: "UTC", ...options }).format(new Date(day));

export function span(from, to) {
  if (!from || !to) return "";
  const sameMonth = from.slice(0, 7) === to.slice(0, 7);
  return `${sameMonth ? plain(from, { day: "numeric" }) : plain(from)} – ${plain(to)}`;
}

export const dayOf = dayKey;

export function language(code) {
  try {
    return new Intl.DisplayNames([locale()], { type: "language" }).of(code);
  } catch {
    return code;
  }
}

export function validity(from, until) {
  if (from && until) return span(from, until);
  if (from) return say("from {}", plain(from));
  return until ? say("until {}", plain(until)) : "";
}

// For a booked stay: "arrives today", "arrives tomorrow", "arrives 3 Dec".
export function arrives(day) {
  const days = Math.round((Date.parse(day) - Date.parse(isoDay(Date.now()))) / DAY_MS);
  if (days === 0) return say("arrives today");
  return days === 1 ? say("arrives tomorrow") : say("arrives {}", plain(day));
}

const isoDay = (moment) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone() }).format(new Date(moment));

// Whether it has been so for that long.
export const lasts = (iso, minutes) =>
  Boolean(iso) && Date.now() - new Date(iso) >= minutes * 60_000;

export const past = (iso) => Boolean(iso) && new Date(iso) <= Date.now();

// A moment to come: today's by the time alone, any other with its day.
export const ahead = (iso) => (iso ? (isToday(iso) ? time(iso) : full(iso)) : "");
