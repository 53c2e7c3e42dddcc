// Which rows of a long list are drawn. Run by tests/ui/test_store.py.
import { expect, test } from "bun:test";
import { stopOf, windowOf } from "../../hotelbot_ui/browser/windowing.js";

const rows = Array.from({ length: 500 }, (_, n) => ({ id: `r${n}` }));
const tall = (row) => (Number(row.id.slice(1)) % 2 ? 80 : 100);
const whole = rows.reduce((sum, row) => sum + tall(row), 0);
const look = (top, kept = null) => windowOf(rows, { top, height: 900, tall, kept });
const filled = ({ items, after }) =>
  items.reduce((sum, { row, gap }) => sum + gap + tall(row), 0) + after;

test("of five hundred rows only those around what is seen are drawn", () => {
  const { items } = look(20_000);
  expect(items.length).toBeLessThan(45);
  expect(items[0].gap).toBeGreaterThan(18_000);
});

test("of five thousand no more are drawn", () => {
  const all = Array.from({ length: 5_000 }, (_, n) => ({ id: `r${n}` }));
  for (const top of [0, 200_000, 440_000]) {
    expect(windowOf(all, { top, height: 900, tall, kept: "r9" }).items.length).toBeLessThan(45);
  }
});

test("the list is as high wherever it stands, so nothing jumps", () => {
  for (const top of [0, 1, 299, 300, 7_777, whole - 900, whole]) expect(filled(look(top))).toBe(whole);
});

test("every row that can be seen is drawn, whichever way the list moved", () => {
  for (let top = 0; top < whole; top += 137) {
    const { items } = look(top);
    let y = 0;
    const seen = rows.filter((row) => {
      const from = y;
      y += tall(row);
      return y > top && from < top + 900;
    });
    const drawn = new Set(items.map(({ row }) => row.id));
    expect(seen.every(({ id }) => drawn.has(id))).toBe(true);
  }
});

test("a small movement draws nothing anew", () => {
  expect(look(3_010)).toEqual(look(3_290));
});

test("the row that has the keyboard stays drawn, in its place", () => {
  const shown = look(20_000, "r3");
  expect(shown.items[0]).toMatchObject({ row: { id: "r3" }, gap: 280, at: 4 });
  expect(filled(shown)).toBe(whole);
});

test("each row tells its place among all of them", () => {
  const { items } = look(20_000);
  for (const { row, at } of items) expect(at).toBe(Number(row.id.slice(1)) + 1);
});

test("the keyboard's row is the one that took the place of the one that left", () => {
  const without = rows.filter(({ id }) => id !== "r7");
  expect(stopOf(without, rows, "r7")).toBe("r8");
  expect(stopOf(rows.slice(0, 7), rows, "r7")).toBe("r6");
  expect(stopOf(rows, [], "r7")).toBe("r7");
  expect(stopOf(rows, [], null)).toBe("r0");
  expect(stopOf([], rows, "r7")).toBe(null);
});
