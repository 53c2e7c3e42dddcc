// The builder's store without a browser. Run by tests/ui/test_store.py.
import { beforeEach, expect, test } from "bun:test";
import { actionRows, blank } from "../../hotelbot_ui/browser/actions.js";
import * as builder from "../../hotelbot_ui/browser/builder.js";
import * as tree from "../../hotelbot_ui/browser/conditions.js";
import { get, reset, set } from "../../hotelbot_ui/browser/store.js";

const NIGHTS = { name: "nights", label: "Nights", kind: "number", operators: ["is", "at_least"], choices: [], events: "all" };
const STATUS = {
  name: "status", label: "Stay is", kind: "choice", operators: ["is", "is_one_of"], choices: ["booked", "departed"], events: "all",
};
const TEXT = { name: "text", label: "Words", kind: "words", operators: ["contains"], choices: [], events: "conversation" };
const FIELDS = [NIGHTS, STATUS, TEXT];
const nights = (value) => ({ field: "nights", operator: "at_least", value });
const said = { field: "text", operator: "contains", value: "taxi" };
const answers = [];

globalThis.sessionStorage ??= { removeItem() {}, getItem: () => null, setItem() {} };
globalThis.location ??= { search: "", pathname: "/triggers/edit" };

const show = (draft) =>
  set({
    builder: {
      ...get("builder"), face: "ready", id: "t1", trigger: { id: "t1" }, saved: draft, draft, past: [], future: [],
    },
  });
const draft = () => get("builder").draft;

beforeEach(() => {
  answers.length = 0;
  reset({
    session: { hotel: { id: "h1" }, permissions: ["content.write"] },
    vocabulary: { fields: FIELDS, planned_events: ["time", "stay_booked"], actions: [] },
  });
  show({
    name: "T", event: "time", conditions: {}, actions: [], template_id: null, weekdays: [],
    timing: { moment: "arrival", amount: 1, unit: "days", side: "before", at: "18:00:00" }, keywords: [], quiet: null,
  });
  globalThis.fetch = async () => answers.shift() ?? Response.json({ problems: [], considered: 0, matching: 0, first: [], sample: null });
});

test("a tree is drawn as rows in reading order, with the way to each", () => {
  const rows = tree.rowsOf({ all: [nights(2), { any: [nights(5), said] }] }, FIELDS, {});
  expect(rows.map(({ kind, path, depth }) => `${kind} ${path} ${depth}`)).toEqual([
    "group conditions 0",
    "condition conditions.all.0 1",
    "group conditions.all.1 1",
    "condition conditions.all.1.any.0 2",
    "condition conditions.all.1.any.1 2",
    "end conditions.all.1 2",
    "end conditions 1",
  ]);
  expect(rows.map(({ joined }) => joined ?? "")).toEqual(["", "", "", "", "any", "", ""]);
});

test("what the server finds wrong stands at its row", () => {
  const errors = { "conditions.all.0.value": "must be a number", "conditions.all": "is too long" };
  const [group, row] = tree.rowsOf({ all: [nights("x")] }, FIELDS, errors);
  expect([group.error, row.error]).toEqual(["is too long", "must be a number"]);
});

test("the last condition of a group takes the group with it", () => {
  const held = { all: [nights(2), { any: [nights(5)] }] };
  expect(tree.put(held, "conditions.all.1.any.0", null)).toEqual({ all: [nights(2)] });
  expect(tree.put({ all: [nights(2)] }, "conditions.all.0", null)).toEqual({});
});

test("another operator keeps the value where it can", () => {
  const one = { field: "status", operator: "is", value: "booked" };
  const many = tree.withOperator(one, "is_one_of", STATUS, []);
  expect(many.value).toEqual(["booked"]);
  expect(tree.withOperator(many, "is", STATUS, []).value).toBe("booked");
});

test("each field begins with a value that its operator takes", () => {
  expect(tree.fresh(NIGHTS, [])).toEqual({ field: "nights", operator: "is", value: 2 });
  expect(tree.fresh(STATUS, [])).toEqual({ field: "status", operator: "is", value: "booked" });
});

test("every change can be taken back and done again", () => {
  builder.addUsual(nights(2));
  builder.setPart("timing.amount", 3);
  expect(get("builder").dirty).toBe(true);
  builder.undo();
  expect([draft().timing.amount, draft().conditions]).toEqual([1, { all: [nights(2)] }]);
  builder.undo();
  expect([draft().conditions, get("builder").dirty]).toEqual([{}, false]);
  builder.redo();
  builder.redo();
  expect([draft().timing.amount, draft().conditions]).toEqual([3, { all: [nights(2)] }]);
});

test("a word that is typed is one step back", () => {
  for (const word of ["E", "Ev", "Eve"]) builder.setPart("name", word, "name");
  builder.undo();
  expect(draft().name).toBe("T");
});

test("the same usual condition is not added twice", () => {
  builder.addUsual(nights(2));
  builder.addUsual(nights(2));
  expect(draft().conditions).toEqual({ all: [nights(2)] });
});

test("another event leaves away what does not go with it", () => {
  builder.setPart("event", "keyword");
  expect([draft().timing, draft().silence]).toEqual([null, null]);
  builder.addUsual(said);
  builder.setPart("event", "stay_booked");
  expect(draft().conditions).toEqual({});
});

test("a time of day goes with days alone", () => {
  builder.setPart("timing.unit", "hours");
  expect(draft().timing.at).toBe(null);
});

test("a refused save says why and keeps the draft", async () => {
  const details = [{ field: "name", message: "is the name of another trigger" }];
  const refusal = { error: { code: "invalid", message: "Not valid.", details } };
  builder.setPart("name", "Taken");
  answers.push(Response.json(refusal, { status: 422 }));
  await builder.saveTrigger();
  const { errors, error, dirty } = get("builder");
  expect([errors.name, error, dirty]).toEqual(["is the name of another trigger", "Not valid.", true]);
});

test("what a refused save said stays when a check answers after it, until the draft changes", async () => {
  const details = [{ field: "name", message: "is too short" }];
  show({ ...draft(), template_id: "w" });
  answers.push(Response.json({ error: { code: "invalid", message: "Not valid.", details } }, { status: 422 }));
  await builder.saveTrigger();
  await builder.check();
  expect(get("builder").errors).toEqual({ name: "is too short" });
  show({ ...draft(), template_id: "" });
  await builder.check();
  expect(get("builder").errors).toEqual({ name: "is too short" });
  builder.toggleReview();
  show({ ...draft(), template_id: "w" });
  await builder.check();
  expect(get("builder").errors).toEqual({});
});

test("an older answer of the check does not replace a newer one", async () => {
  show({ ...draft(), template_id: "m1" });
  let first;
  globalThis.fetch = () => new Promise((done) => (first = done));
  const slow = builder.check();
  const counted = (matching) => Response.json({ problems: [], considered: 9, matching, first: [], sample: null });
  globalThis.fetch = async () => counted(2);
  await builder.check();
  first(counted(7));
  await slow;
  expect(get("builder").check.matching).toBe(2);
});

test("an action has the fields that the server says", () => {
  const alert = { kind: "alert_staff", fields: { alert: { enum: ["a", "b"], default: "b" }, words: { maxLength: 160 } } };
  const made = blank(alert, {});
  expect(made).toEqual({ kind: "alert_staff", alert: "b", words: "" });
  const [row] = actionRows([made], [alert], {}, { "actions.0.alert_staff.words": "is too short" });
  expect(row.fields.map(({ path, control }) => `${path} ${control}`)).toEqual(["actions.0.alert choice", "actions.0.words text"]);
  expect(row.error).toBe("is too short");
});

test("an id is picked from what the hotel has", () => {
  const id = { format: "uuid", type: "string" };
  const label = { kind: "add_label", fields: { label_id: id } };
  const assign = { kind: "assign", fields: { staff_id: { anyOf: [id, { type: "null" }], default: null } } };
  const picks = { label_id: [{ id: "l1", name: "VIP" }], staff_id: [{ id: "s1", name: "Maria" }] };
  expect(blank(label, picks)).toEqual({ kind: "add_label", label_id: "l1" });
  expect(blank(assign, picks)).toEqual({ kind: "assign", staff_id: null });
  const [row] = actionRows([blank(label, picks)], [label], picks, {});
  expect([row.fields[0].control, row.fields[0].picks]).toEqual(["pick", picks.label_id]);
});

test("a template speaks only the languages whose words were reviewed", () => {
  const languages = [{ language: "de", sent_version: null }, { language: "en", sent_version: 2 }];
  expect(builder.choiceOf({ id: "t", name: "Welcome", languages, falls_back_to: "en", texts: {} }))
    .toEqual({ id: "t", name: "Welcome", spoken: ["en"], falls_back_to: "en" });
  expect(builder.choiceOf({ id: "t", name: "New", languages: [languages[0]], falls_back_to: null }))
    .toEqual({ id: "t", name: "New", spoken: [], falls_back_to: "" });
});
