// The messages of the open conversation as the screen needs them: ordered, parted into days.
import { day, dayOf } from "./clock.js";

const GROUP_GAP_MS = 5 * 60_000;

const later = (a, b) =>
  new Date(a.sent_at) - new Date(b.sent_at) || String(a.id).localeCompare(String(b.id), "en", { numeric: true });

const same = (a, b) => a.id === b.id || (a.client_id && a.client_id === b.client_id);

// A message replaces the one with its id, or the optimistic one with its client_id.
export function merge(messages, incoming) {
  const kept = messages.filter((m) => !incoming.some((n) => same(m, n)));
  return [...kept, ...incoming].sort(later);
}

export const isNew = (messages, message) => !messages.some((m) => same(m, message));

// Adds what only the neighbours can tell: a new day, the first of a group, the unread line.
// A row that is the same stays the same object, so that React leaves it alone.
export function rowsOf(messages, unreadFrom, before = [], activities = [], translationOf = () => null) {
  const known = new Map(before.map((row) => [row.key, row]));
  return decorated(inOrder(messages, activities), unreadFrom, translationOf).map((row) => {
    const old = known.get(row.key);
    return old && Object.keys(row).every((part) => old[part] === row[part]) ? old : row;
  });
}

// What was done stands between the messages, by its time.
function inOrder(messages, activities) {
  const lines = [
    ...messages.map((m) => ({ m, a: null, at: m.sent_at })),
    ...activities.map((a) => ({ m: null, a, at: a.at })),
  ];
  return lines.sort((x, y) => new Date(x.at) - new Date(y.at));
}

function decorated(lines, unreadFrom, translationOf) {
  const said = new Map(lines.filter(({ m }) => m).map(({ m }) => [m.id, translationOf(m)]));
  return lines.map(({ m, a, at }, i) => {
    const before = lines[i - 1];
    const newDay = !before || dayOf(before.at) !== dayOf(at);
    const unread = Boolean(m) && m.id === unreadFrom;
    const first = newDay || unread || !m || !before.m || !goesOn(before.m, m);
    const key = a ? `line-${a.id}` : m.client_id || m.id;
    const t = (m && said.get(m.id)) ?? null;
    // What is quoted reads as the message itself does.
    const quoted = said.get(m?.quote?.id);
    const q = quoted?.shown ? quoted.text : "";
    return { m, t, q, a, day: newDay ? day(at) : "", unread, first, key };
  });
}

const goesOn = (before, m) =>
  before.author === m.author && before.author_name === m.author_name &&
  new Date(m.sent_at) - new Date(before.sent_at) <= GROUP_GAP_MS;

// The first of the last `count` words of the guest: where "unread" begins.
export function firstUnread(messages, count) {
  if (!count) return null;
  const inbound = messages.filter((m) => m.direction === "in");
  return inbound[Math.max(0, inbound.length - count)]?.id ?? null;
}
