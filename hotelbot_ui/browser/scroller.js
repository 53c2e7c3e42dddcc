// Keeps the eye's place in the thread: sticks to the end, never moves what is being read.
import { markRead, older } from "./inbox.js";
import { get, set, subscribe } from "./store.js";
import { toast } from "./toasts.js";

const NEAR_END = 40;
const NEAR_START = 240;

let box = null;
let lastTop = 0;
let reading = null;
// Where each conversation was left: the message at the top, and how far above the edge it begins.
const left = new Map();

const stuck = () => get("at_end");
const atEnd = () => box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;

export function toEnd() {
  if (!box) return;
  box.scrollTop = box.scrollHeight;
  set({ thread_new: 0, at_end: true });
}

const LARGEST_PAGE = 200;
const MOST_PAGES = 25;
const FLASH = { duration: 1200, easing: "ease-out" };
const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

// To a message that is quoted or was found; older pages are loaded until it is there.
export async function jumpTo(id) {
  const thread = get("open_id");
  await painted();
  const find = () => box?.querySelector(`[data-message="${CSS.escape(id)}"]`);
  for (let page = 0; !find() && get("thread").older && page < MOST_PAGES; page += 1) {
    await older(LARGEST_PAGE);
    await painted();
    if (get("open_id") !== thread) return;
  }
  const found = find();
  if (!found) return toast({ text: "That message is too far back to show.", tone: "warning" });
  set({ at_end: false });
  found.scrollIntoView({ block: "center" });
  found.animate([{ opacity: 0.4 }, { opacity: 1 }], FLASH);
}

// React calls it with the scrolling element, and with null when that goes away.
export function mountThread(element) {
  if (!element) return undefined;
  box = element;
  const id = get("open_id");
  set({ at_end: true });
  let height = box.scrollHeight;
  let seen = get("thread");
  const settle = () => {
    const { change } = get("thread");
    const fresh = get("thread") !== seen;
    seen = get("thread");
    const grown = box.scrollHeight - height;
    height = box.scrollHeight;
    const before = fresh && change === "prepend";
    if ((stuck() && !before) || (fresh && change === "own")) toEnd();
    else if (!hold() && before) box.scrollTop += grown;
    reading = inSight();
  };
  const sizes = new ResizeObserver(settle);
  sizes.observe(box);
  if (box.firstElementChild) sizes.observe(box.firstElementChild);
  box.addEventListener("scroll", onScroll, { passive: true });
  const forget = subscribe("thread", newCounter());
  begin(id);
  reading = inSight();
  height = box.scrollHeight;
  lastTop = box.scrollTop;
  return () => {
    keepPlace(id);
    sizes.disconnect();
    forget();
    box?.removeEventListener("scroll", onScroll);
    box = null;
  };
}

// Only a person scrolls up. Away from the end without that, the thread has grown and follows soon.
function onScroll() {
  const up = box.scrollTop < lastTop;
  lastTop = box.scrollTop;
  if (atEnd() || up) set({ at_end: atEnd() });
  if (stuck()) {
    set({ thread_new: 0 });
    markRead();
  }
  reading = inSight();
  if (box.scrollTop < NEAR_START) older();
}

// The message at the upper edge, and how far above the edge it begins.
function inSight() {
  const rows = box.querySelectorAll("[data-message]");
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (rows[middle].offsetTop + rows[middle].offsetHeight > box.scrollTop) to = middle;
    else from = middle + 1;
  }
  const row = rows[from];
  return row ? { message: row.dataset.message, above: row.offsetTop - box.scrollTop } : null;
}

// Whatever came above, older messages or the height of a picture, and whatever came with it below.
function hold() {
  const row = reading && box.querySelector(`[data-message="${CSS.escape(reading.message)}"]`);
  if (!row) return false;
  const moved = row.offsetTop - box.scrollTop - reading.above;
  if (Math.abs(moved) >= 1) box.scrollTop += moved;
  return true;
}

// Back to where it was left; else to the first word that was not read; else to the end.
function begin(id) {
  const place = left.get(id);
  const held = place && box.querySelector(`[data-message="${CSS.escape(place.message)}"]`);
  const unread = box.querySelector("[data-unread]");
  if (held) box.scrollTop = held.offsetTop - place.above;
  else if (unread && isFar(unread)) unread.scrollIntoView({ block: "start" });
  else return toEnd();
  return set({ at_end: atEnd() });
}

const isFar = (element) => box.scrollHeight - element.offsetTop > box.clientHeight;

function keepPlace(id) {
  if (!box || atEnd()) return left.delete(id);
  const place = inSight();
  return place && left.set(id, place);
}

const fromOthers = ({ direction, author, local }) => !local && (direction === "in" || author !== "staff");
const newestOf = (messages) => messages.reduce((top, m) => (m.local ? top : Math.max(top, Number(m.id))), 0);

// Whatever came below what is being read, one by one or many after a cut.
function newCounter() {
  let last = newestOf(get("thread").messages);
  return () => {
    const { messages } = get("thread");
    const fresh = messages.filter((m) => fromOthers(m) && Number(m.id) > last).length;
    last = Math.max(last, newestOf(messages));
    if (fresh && !stuck()) set({ thread_new: get("thread_new") + fresh });
  };
}
