// Of a long list only the rows around what is seen are drawn; gaps keep the place of the others.
import { holdRows } from "./inbox.js";
import { get, set, subscribe } from "./store.js";

const BEYOND_PX = 900;
const STEP_PX = 300;
const USUAL_PX = 96;
const FIRST_VIEW_PX = 1200;
// Whoever is this near to the top wants to see there what is new.
const TOP_PX = 40;

let box = null;
let frame = 0;
let last = { top: 0, height: FIRST_VIEW_PX };
// Where the list was left when a search or another screen took its place.
let leftAt = 0;
let before = [];
const measured = new Map();
const usual = new Map();

// Rows of one make are equally high: a good guess for those that were never drawn.
const makeOf = (row) => `${Boolean(row.last_message)} ${Boolean(row.labels?.length || row.team_name)}`;

function heightOf(row) {
  const make = makeOf(row);
  const known = measured.get(row.id);
  return known?.make === make ? known.height : usual.get(make) ?? USUAL_PX;
}

// Which rows are drawn, how large the gap above each is, and the gap below the last.
export function windowOf(rows, { top, height, tall, kept }) {
  const from = Math.floor(top / STEP_PX) * STEP_PX - BEYOND_PX;
  const to = from + height + STEP_PX + 2 * BEYOND_PX;
  const items = [];
  let y = 0;
  let drawn = 0;
  rows.forEach((row, at) => {
    const bottom = y + tall(row);
    if ((bottom > from && y < to) || row.id === kept) {
      items.push({ row, gap: y - drawn, at: at + 1 });
      drawn = bottom;
    }
    y = bottom;
  });
  return { items, after: y - drawn };
}

// The one row that Tab leads to. It stays drawn: an element that goes away takes the focus with it.
// When it left the list, the row that took its place is the next best.
export function stopOf(rows, held, stop) {
  if (rows.some(({ id }) => id === stop)) return stop;
  const at = held.findIndex(({ id }) => id === stop);
  return (rows[Math.min(Math.max(at, 0), rows.length - 1)] ?? null)?.id ?? null;
}

const lines = () => (box ? [...box.querySelectorAll("[data-line]")] : []);
const lineOf = (id) => box?.querySelector(`[data-line="${CSS.escape(id)}"]`);

function measure() {
  const known = new Map(get("shown").items.map(({ row }) => [row.id, row]));
  for (const element of lines()) {
    const row = known.get(element.dataset.line);
    const height = element.offsetHeight;
    if (!row || !height) continue;
    measured.set(row.id, { make: makeOf(row), height });
    usual.set(makeOf(row), height);
  }
}

const same = (a, b) =>
  a.after === b.after && a.items.length === b.items.length &&
  a.items.every((one, i) => one.row === b.items[i].row && one.gap === b.items[i].gap && one.at === b.items[i].at);

// What is read now, and how far below the upper edge each row of it begins.
function inSight() {
  if (!box || box.scrollTop < TOP_PX) return [];
  const end = box.scrollTop + box.clientHeight;
  return lines()
    .filter((one) => one.offsetTop + one.offsetHeight > box.scrollTop && one.offsetTop < end)
    .map((one) => ({ id: one.dataset.line, below: one.offsetTop - box.scrollTop }));
}

// Rows that came, went or turned out higher than was guessed move nothing that is being read.
function hold(seen) {
  const still = seen.find(({ id }) => lineOf(id));
  const moved = still && lineOf(still.id).offsetTop - box.scrollTop - still.below;
  if (moved && Math.abs(moved) >= 1) box.scrollTop += moved;
}

// React draws what the store holds in a microtask that was asked for before this one.
const whenDrawn = (run) => queueMicrotask(run);

const part = (element) => (element?.dataset.pick ? "pick" : element?.dataset.row && "row");
const focusedPart = () => (box?.contains(document.activeElement) ? part(document.activeElement) : undefined);

function draw() {
  const rows = get("rows");
  // Hidden behind the thread of a phone it has no size; it is as it was when it comes back.
  if (box?.clientHeight) last = { top: box.scrollTop, height: box.clientHeight };
  const seen = inSight();
  measure();
  const row_stop = stopOf(rows, before, get("row_stop"));
  const lost = row_stop !== get("row_stop") && focusedPart();
  before = rows;
  const shown = windowOf(rows, { ...last, tall: heightOf, kept: row_stop });
  if (same(shown, get("shown"))) return set({ row_stop });
  set({ shown, row_stop });
  return whenDrawn(() => {
    hold(seen);
    if (lost) focusOn(row_stop, lost);
  });
}

function drawSoon() {
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    draw();
  });
}

subscribe("rows", () => {
  if (!get("rows").length) leftAt = 0;
  draw();
});

// React calls it with the scrolling element, and its answer when that goes away.
export function mountRows(element) {
  if (!element) return undefined;
  box = element;
  box.scrollTop = leftAt;
  const sizes = new ResizeObserver(draw);
  sizes.observe(box);
  const events = { scroll: drawSoon, keydown: onKey, focusin: onFocus, focusout: onBlur };
  for (const [name, run] of Object.entries(events)) element.addEventListener(name, run, { passive: name === "scroll" });
  return () => {
    if (get("rows").length) leftAt = element.scrollTop;
    sizes.disconnect();
    for (const [name, run] of Object.entries(events)) element.removeEventListener(name, run);
    if (box === element) box = null;
    holdRows(false, "keyboard");
  };
}

function topOf(rows, id) {
  let y = 0;
  for (const row of rows) {
    if (row.id === id) return y;
    y += heightOf(row);
  }
  return y;
}

// Brings a row into sight, drawn or not, by the shortest way.
function reveal(id) {
  const row = get("rows").find((one) => one.id === id);
  if (!box || !row) return;
  measure();
  const top = topOf(get("rows"), id);
  const bottom = top + heightOf(row);
  if (top < box.scrollTop) box.scrollTop = top;
  else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
}

// To another row of the list; the keyboard goes with it if it was in the list.
export function goToRow(id, where = focusedPart()) {
  set({ row_stop: id });
  reveal(id);
  draw();
  whenDrawn(() => {
    lineOf(id)?.scrollIntoView({ block: "nearest" });
    if (where) focusOn(id, where);
  });
}

function focusOn(id, where) {
  const line = lineOf(id);
  (line?.querySelector(`[data-${where}]`) ?? line?.querySelector("[data-row]"))?.focus({ preventScroll: true });
}

const MOVES = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (at, rows) => rows - 1,
};

function onKey(event) {
  const where = part(event.target);
  if (!where || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = get("rows");
  const id = event.target.closest("[data-line]").dataset.line;
  const to = MOVES[event.key]?.(rows.findIndex((row) => row.id === id), rows.length);
  if (to === undefined) return;
  event.preventDefault();
  if (rows[to]) goToRow(rows[to].id, where);
}

// Rows keep their place under the keyboard as they do under the pointer.
function onFocus({ target }) {
  const id = target.closest("[data-line]")?.dataset.line;
  if (!id) return;
  if (target.matches(":focus-visible")) holdRows(true, "keyboard");
  set({ row_stop: id });
}

function onBlur({ relatedTarget }) {
  if (!box?.contains(relatedTarget)) holdRows(false, "keyboard");
}

export const gapAbove = (gap) => (gap ? { marginTop: gap } : undefined);
export const heightBelow = (after) => ({ height: after });
