// Who else is at a conversation, and telling them where we are. All of it is a hint: what gets lost
// costs a mark on a screen, so nothing here is reported as an error.
import { call, hotelPath } from "./api.js";
import { get, set, subscribe } from "./store.js";

const REPEAT_MS = 20_000;
const WRITES_EVERY_MS = 3_500;
const IDLE_MS = 6_000;
// How long a sign is believed, by this browser's own clock.
const BELIEVED_MS = { looks: 50_000, writes: 8_000, left: 0 };
const NOBODY = [];

let signs = new Map();
let timer = null;
let here = null;
let wroteAt = 0;
let idle = null;

const keyOf = ({ staff_id, conversation_id }) => `${staff_id}:${conversation_id}`;
const mine = ({ staff_id }) => staff_id === get("session")?.staff_id;

export function onPresence(sign) {
  if (mine(sign)) return;
  signs.set(keyOf(sign), { ...sign, ends: Date.now() + BELIEVED_MS[sign.state] });
  redraw();
}

export async function loadPresence() {
  const answer = await call("GET", hotelPath("/presence")).catch(() => null);
  if (!answer) return;
  signs = new Map();
  for (const sign of answer.items ?? []) onPresence(sign);
  redraw();
}

// A conversation whose people are the same keeps its list, so that React leaves its row alone.
function redraw() {
  const now = Date.now();
  signs = new Map([...signs].filter(([, sign]) => sign.ends > now));
  const found = {};
  for (const { conversation_id, staff_id, name, state } of signs.values()) {
    (found[conversation_id] ??= []).push({ id: staff_id, name, writes: state === "writes" });
  }
  const held = get("presence");
  const same = (id) => JSON.stringify(held[id]) === JSON.stringify(found[id]);
  const presence = Object.fromEntries(
    Object.entries(found).map(([id, people]) => [id, same(id) ? held[id] : people]),
  );
  if (JSON.stringify(presence) !== JSON.stringify(held)) set({ presence });
  clearTimeout(timer);
  const next = Math.min(...[...signs.values()].map(({ ends }) => ends));
  if (signs.size) timer = setTimeout(redraw, Math.max(50, next - now));
}

export const peopleAt = (presence, id) => presence[id] ?? NOBODY;
export const writersAt = (presence, id) =>
  peopleAt(presence, id).filter(({ writes }) => writes).map(({ name }) => name).join(", ");

const say = (id, state, options) =>
  id && get("session")?.staff_id
    ? call("PUT", hotelPath(`/conversations/${id}/presence`), { state }, options).catch(() => null)
    : null;

// Called with every sign of writing; tells at most every few seconds, and that it ended.
export function nowWriting() {
  const id = get("open_id");
  clearTimeout(idle);
  idle = setTimeout(stopWriting, IDLE_MS);
  if (Date.now() - wroteAt < WRITES_EVERY_MS) return;
  wroteAt = Date.now();
  say(id, "writes");
}

export function stopWriting() {
  clearTimeout(idle);
  if (!wroteAt) return;
  wroteAt = 0;
  if (here) say(here, "looks");
}

function move() {
  const wanted = document.hidden ? null : get("open_id");
  if (wanted === here) return;
  clearTimeout(idle);
  wroteAt = 0;
  if (here) say(here, "left", { keepalive: true });
  here = wanted;
  if (here) say(here, "looks");
}

export function watchPresence() {
  subscribe("open_id", move);
  document.addEventListener("visibilitychange", move);
  window.addEventListener("pagehide", () => here && say(here, "left", { keepalive: true }));
  setInterval(() => here && !wroteAt && say(here, "looks"), REPEAT_MS);
  move();
}
