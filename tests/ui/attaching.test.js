// Files and canned replies of the composer, without a browser. Run by tests/ui/test_store.py.
import { beforeEach, expect, test } from "bun:test";
import * as attaching from "../../hotelbot_ui/browser/attaching.js";
import * as canned from "../../hotelbot_ui/browser/canned.js";
import { emptyThread, get, reset, set } from "../../hotelbot_ui/browser/store.js";

const LARGEST = 1000;
const posted = [];
let arrivals = [];

globalThis.document = { hidden: false, documentElement: { dataset: {} }, getElementById: () => null };
globalThis.localStorage = { removeItem() {}, getItem: () => null, setItem() {} };
// A file arrives when the test says so.
globalThis.XMLHttpRequest = class {
  upload = {};
  open() {}
  setRequestHeader() {}
  send(file) {
    arrivals.push(() => {
      Object.assign(this, { status: 201, response: { id: `of-${file.name}` } });
      this.onload();
    });
  }
};

const file = (name, type, size = 10) => new File(["x".repeat(size)], name, { type });
const turn = () => new Promise((done) => setTimeout(done, 0));
let number = 0;

beforeEach(() => {
  posted.length = arrivals.length = 0;
  const open_id = `c${++number}`;
  const limits = { largest_bytes: LARGEST, quota_bytes: 1e6, kept_bytes: 0 };
  reset({
    session: { name: "Maria", hotel: { id: "h1", timezone: "Europe/Berlin" }, permissions: [] },
    open_id, thread: { ...emptyThread(), face: "ready" },
  });
  globalThis.fetch = async (url, options) => {
    if (options.method === "POST") posted.push(JSON.parse(options.body));
    return Response.json(url.endsWith("/limits") ? limits : { id: "7", status: "queued" });
  };
});

test("what is written after a file does not overtake it", async () => {
  await attaching.attachFiles([file("a.png", "image/png")]);
  attaching.sendWith("Look");
  attaching.sendWith("And then left");
  await turn();
  expect(posted).toEqual([]);
  arrivals[0]();
  while (posted.length < 2) await turn();
  expect(posted.map(({ text, file_id }) => [text, file_id])).toEqual([["Look", "of-a.png"], ["And then left", undefined]]);
});

test("a sound carries no words, so they go before it", async () => {
  await attaching.attachFiles([file("a.mp3", "audio/mpeg")]);
  attaching.sendWith("Listen");
  while (!arrivals.length) await turn();
  arrivals[0]();
  while (posted.length < 2) await turn();
  expect(posted.map(({ text, file_id }) => [text, file_id])).toEqual([["Listen", undefined], ["", "of-a.mp3"]]);
});

test("what is too large says so and stays here", async () => {
  await attaching.attachFiles([file("film.mp4", "video/mp4", LARGEST + 1), file("empty.txt", "text/plain", 0)]);
  expect(get("attached").map(({ error }) => error)).toEqual(["Too large, at most 1000 B", "The file is empty"]);
  expect(attaching.hasFiles()).toBe(false);
});

test("files wait for the conversation they were chosen in, and a note takes none", async () => {
  const here = get("open_id");
  await attaching.attachFiles([file("a.pdf", "application/pdf")]);
  set({ open_id: "another" });
  attaching.showChosen();
  expect([get("attached"), attaching.hasFiles()]).toEqual([[], false]);
  set({ open_id: here, composer_mode: "note" });
  await attaching.attachFiles([file("b.pdf", "application/pdf")]);
  attaching.showChosen();
  expect(get("attached").map(({ name }) => name)).toEqual(["a.pdf"]);
  expect(attaching.hasFiles()).toBe(false);
});

test("what is left to fill in is named once, with or without a format", () => {
  expect(canned.unfilledIn("{{room}} and {{ arrival|weekday }}, again {{room}}")).toEqual(["room", "arrival"]);
  expect(canned.unfilledIn("A { brace } is no gap")).toEqual([]);
});
