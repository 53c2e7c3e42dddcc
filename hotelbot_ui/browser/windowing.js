// Of a long list only the rows around what is seen are drawn; gaps keep the place of the others.
import { get, set, subscribe } from "./store.js";

const BEYOND_PX = 900;
const STEP_PX = 300;
const USUAL_PX = 96;
const FIRST_VIEW_PX = 1200;

let box = null;
let frame = 0;
let laidOut = [];
const measured = new Map();
const usual = new Map();

// Rows of one make are equally high: a good guess for those that were never drawn.
const makeOf = (row) => `${Boolean(row.last_message)} ${Boolean(row.labels?.length || row.team_name)}`;
const heightOf = (row) => measured.get(row.id) ?? usual.get(makeOf(row)) ?? USUAL_PX;

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

// Where the keyboard is stays drawn: an element that goes away takes the focus with it.
const focused = () => {
  const here = box?.contains(document.activeElement) ? document.activeElement : null;
  return here?.dataset.row ?? here?.dataset.pick ?? null;
};

function measure() {
  if (!box) return;
  const known = new Map(get("shown").items.map(({ row }) => [row.id, row]));
  for (const element of box.querySelectorAll("[data-line]")) {
    const height = element.offsetHeight;
    const row = known.get(element.dataset.line);
    if (!row || !height) continue;
    measured.set(row.id, height);
    usual.set(makeOf(row), height);
  }
}

const same = (a, b) =>
  a.after === b.after && a.items.length === b.items.length &&
  a.items.every((one, i) => one.row === b.items[i].row && one.gap === b.items[i].gap && one.at === b.items[i].at);

// The rows in sight and where each begins. At the top of the list nothing is held: what is new is
// what one wants to see there.
function inSight() {
  if (!box || box.scrollTop < STEP_PX) return [];
  const seen = [];
  let y = 0;
  for (const row of laidOut) {
    const bottom = y + heightOf(row);
    if (bottom > box.scrollTop && y < box.scrollTop + box.clientHeight) seen.push({ row, y });
    y = bottom;
  }
  return seen;
}

// Rows that came, went or turned out higher than was guessed move nothing that is being read.
function hold(seen) {
  const rows = get("rows");
  const still = seen.find(({ row }) => rows.includes(row));
  if (!still) return;
  const now = topOf(rows, still.row.id);
  if (now !== still.y) box.scrollTop += now - still.y;
}

function topOf(rows, id) {
  let y = 0;
  for (const row of rows) {
    if (row.id === id) return y;
    y += heightOf(row);
  }
  return y;
}

function draw() {
  const seen = inSight();
  measure();
  hold(seen);
  laidOut = get("rows");
  const shown = windowOf(get("rows"), {
    top: box?.scrollTop ?? 0, height: box?.clientHeight || FIRST_VIEW_PX, tall: heightOf, kept: focused(),
  });
  if (!same(shown, get("shown"))) set({ shown });
}

function drawSoon() {
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    draw();
  });
}

subscribe("rows", draw);

// React calls it with the scrolling element, and its answer when that goes away.
export function mountRows(element) {
  if (!element) return undefined;
  box = element;
  const sizes = new ResizeObserver(drawSoon);
  sizes.observe(box);
  box.addEventListener("scroll", drawSoon, { passive: true });
  drawSoon();
  return () => {
    sizes.disconnect();
    element.removeEventListener("scroll", drawSoon);
    if (box === element) box = null;
  };
}

// Brings a row into sight, drawn or not, by the shortest way.
export function reveal(id) {
  const row = get("rows").find((one) => one.id === id);
  if (!box || !row) return;
  measure();
  const top = topOf(get("rows"), id);
  const bottom = top + heightOf(row);
  if (top < box.scrollTop) box.scrollTop = top;
  else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  draw();
}

export const gapAbove = (gap) => (gap ? { marginTop: gap } : undefined);
export const heightBelow = (after) => ({ height: after });
