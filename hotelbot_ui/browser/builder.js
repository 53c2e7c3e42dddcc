// The builder: one draft with undo, saved when a person says so, checked by the server meanwhile.
import { call, hotelPath } from "./api.js";
import { actionRows, blank } from "./actions.js";
import * as tree from "./conditions.js";
import { guardLeaving } from "./leaving.js";
import { byField } from "./lists.js";
import { soon } from "./parts.js";
import { boot } from "./session.js";
import { loadSkips } from "./skips.js";
import { get, initial, set } from "./store.js";
import { toast } from "./toasts.js";
import {
  allOf, attempt, loadAutomation, removeTrigger, setEnabled, tellSwitched, triggerPath, wanted,
} from "./triggers.js";

const ADDRESS = "/triggers/edit";
const MOST_UNDO = 100;
const CHECK_MS = 350;
const SEARCH_MS = 250;
const UNNAMED = "New trigger";
const NEW = {
  name: "", event: "time", keywords: [], silence: null, conditions: {}, quiet: null, weekdays: [],
  timing: { moment: "arrival", amount: 1, unit: "days", side: "before", at: "18:00:00" },
  late: "skip", scope: "room", daily_cap: 3, asks_review: false, stale_after_minutes: 180, template_id: null,
  enabled: false, priority: 100, actions: [],
};
const FIELDS = Object.keys(NEW);
const TIME = NEW.timing;
const SILENCE = { waits_for: "hotel", minutes: 30 };

const isShown = () => location.pathname.startsWith(ADDRESS);
const builder = () => get("builder");
const patch = (change) => set({ builder: { ...builder(), ...change } });
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// Whoever comes back to a draft that was left by the browser's own way back finds it as it was.
export async function startBuilder() {
  guardLeaving({ isDirty: () => builder().dirty, isShown, undo, redo });
  if (builder().dirty && builder().id === wanted("id") && !wanted("copy")) return check();
  set({ builder: { ...initial().builder, face: "loading" } });
  await openBuilder();
}

export async function openBuilder() {
  const id = wanted("id");
  try {
    await boot();
    const [vocabulary, templates, triggers, picks] = await Promise.all([
      call("GET", hotelPath("/trigger-vocabulary")),
      allOf("templates"),
      allOf("triggers"),
      allPicks(),
      loadAutomation(),
    ]);
    const trigger = id ? await call("GET", triggerPath(id)) : null;
    const messages = [...triggers.filter((one) => one.id !== id), ...templates];
    set({ vocabulary, messages, picks, builder_templates: templates.map(choiceOf) });
    show(trigger, wanted("copy") ? copyOf(await call("GET", triggerPath(wanted("copy")))) : null);
    await loadSkips();
  } catch (error) {
    patch({ face: "failed", error: error.message });
  }
}

// Only what was reviewed is sent.
export const choiceOf = ({ id, name, languages, falls_back_to }) => ({
  id, name, falls_back_to: falls_back_to ?? "",
  spoken: languages.filter((one) => one.sent_version).map((one) => one.language),
});

// What the ids in actions may name, by their fields.
async function allPicks() {
  const [staff, teams, labels, surveys] = await Promise.all(
    ["staff", "teams", "labels", "surveys"].map(allOf),
  );
  const here = staff.filter((one) => !one.disabled_at);
  return { staff_id: here, team_id: teams, label_id: labels, survey_id: surveys };
}

// A copy is a new draft: its name is free to choose, and it is off.
const copyOf = (trigger) => ({ ...draftOf(trigger), name: `${trigger.name} (copy)`, enabled: false });
const draftOf = (trigger) => pick(trigger.draft ?? trigger);
const pick = (from) => Object.fromEntries(FIELDS.map((name) => [name, from[name]]));

function show(trigger, copied = null) {
  refused = {};
  const draft = trigger ? draftOf(trigger) : (copied ?? NEW);
  patch({
    ...initial().builder, face: "ready", id: trigger?.id ?? "", trigger, draft,
    saved: copied ? NEW : draft, dirty: Boolean(copied), revision: builder().revision + 1,
    check: builder().check, stay: builder().stay,
  });
  redraw();
  checkSoon();
}

// ---- changes, with undo ----

// `typing`: one entry of the history however many letters.
function change(draft, typing = "") {
  const { draft: before, past, typed, revision } = builder();
  if (same(draft, before)) return;
  const goesOn = typing && typing === typed;
  patch({
    draft, typed: typing, future: [],
    past: goesOn ? past : [...past, before].slice(-MOST_UNDO),
    revision: typing ? revision : revision + 1,
  });
  settled();
}

function settled() {
  const { draft, saved } = builder();
  refused = {};
  patch({ dirty: !same(draft, saved), error: null });
  redraw();
  checkSoon();
}

export function undo() {
  const { past, future, draft, revision } = builder();
  if (!past.length) return;
  patch({
    draft: past.at(-1), past: past.slice(0, -1), future: [draft, ...future], typed: "", revision: revision + 1,
  });
  settled();
}

export function redo() {
  const { past, future, draft, revision } = builder();
  if (!future.length) return;
  patch({
    draft: future[0], future: future.slice(1), past: [...past, draft], typed: "", revision: revision + 1,
  });
  settled();
}

// Rows are drawn from the tree; they change with it and with what is wrong.
function redraw() {
  const { draft, errors } = builder();
  const fields = get("vocabulary").fields;
  patch({
    rows: tree.rowsOf(draft.conditions, fields, errors),
    actions: actionRows(draft.actions, get("vocabulary").actions, get("picks"), errors),
    fields: fields.filter((one) => fits(one, draft.event)),
    planned: get("vocabulary").planned_events.includes(draft.event),
  });
}

const fits = (field, event) => field.events === "all" || inConversation(event);
const inConversation = (event) => event === "no_reply" || !get("vocabulary").planned_events.includes(event);

const READ = {
  text: (value) => value,
  number: (value) => (value === "" ? null : Number(value)),
  list: (value) => value.split(/[\n,;]/).map((one) => one.trim()).filter(Boolean),
  nullable: (value) => value || null,
  time: (value) => (value ? `${value}:00` : null),
};

// From a control: data-path says what it changes, data-as how its text is read.
export function onBuilder({ target }) {
  const { path, as = "text", typing } = target.dataset;
  const value = target.type === "checkbox" ? target.checked : READ[as](target.value);
  setPart(path, value, typing ? path : "");
}

export function setPart(path, value, typing = "") {
  const { draft } = builder();
  if (path === "event") return change(withEvent(draft, value));
  if (path.startsWith("actions.")) return setAction(path, value, typing);
  if (path.startsWith("conditions.")) return setCondition(path, value, typing);
  const [name, key] = path.split(".");
  change({ ...draft, [name]: key ? withPart(draft[name], key, value) : value }, typing);
}

// A time of day goes with days alone.
function withPart(held, key, value) {
  const next = { ...held, [key]: value };
  if (key === "unit" && value !== "days") next.at = null;
  return next;
}

// Each event has its own parts; what does not go with it is left away.
function withEvent(draft, event) {
  const planned = get("vocabulary").planned_events.includes(event);
  const gone = ({ field }) => {
    const known = get("vocabulary").fields.find(({ name }) => name === field);
    return known && !fits(known, event);
  };
  return {
    ...draft,
    event,
    timing: event === "time" ? (draft.timing ?? TIME) : null,
    silence: event === "no_reply" ? (draft.silence ?? SILENCE) : null,
    keywords: event === "keyword" ? draft.keywords : [],
    quiet: planned ? draft.quiet : null,
    weekdays: planned ? draft.weekdays : [],
    conditions: tree.without(draft.conditions, gone),
  };
}

export const setTiming = (timing) => change({ ...withEvent(builder().draft, "time"), timing });

export function toggleDay(day) {
  const { draft } = builder();
  const has = draft.weekdays.includes(day);
  const weekdays = has ? draft.weekdays.filter((one) => one !== day) : [...draft.weekdays, day];
  change({ ...draft, weekdays: weekdays.sort() });
}

export function toggleReview() {
  const { draft } = builder();
  change({ ...draft, asks_review: !draft.asks_review });
}

export function toggleQuiet() {
  const { draft } = builder();
  change({ ...draft, quiet: draft.quiet ? null : { start: "21:00:00", end: "09:00:00", rule: "defer" } });
}

// ---- conditions ----

const fieldOf = (name) => get("vocabulary").fields.find((one) => one.name === name);

function setCondition(path, value, typing) {
  const { draft } = builder();
  const [where, part] = [path.slice(0, path.lastIndexOf(".")), path.slice(path.lastIndexOf(".") + 1)];
  const held = tree.at(draft.conditions, where);
  if (part === "group") return change({ ...draft, conditions: tree.regroup(draft.conditions, where, value) });
  const next =
    part === "field"
      ? tree.fresh(fieldOf(value), get("messages"))
      : part === "operator"
        ? tree.withOperator(held, value, fieldOf(held.field), get("messages"))
        : { ...held, value: part === "flag" ? value === "yes" : value };
  change({ ...draft, conditions: tree.put(draft.conditions, where, next) }, typing);
}

export function addCondition(path = "conditions") {
  const { draft, fields } = builder();
  change({ ...draft, conditions: tree.add(draft.conditions, path, tree.fresh(fields[0], get("messages"))) });
}

// One that is offered ready made; the same one is not added twice.
export function addUsual(condition) {
  const { draft } = builder();
  if (JSON.stringify(draft.conditions).includes(JSON.stringify(condition))) return;
  change({ ...draft, conditions: tree.add(draft.conditions, "conditions", condition) });
}

export function addGroup(path = "conditions") {
  const { draft, fields } = builder();
  const inner = { any: [tree.fresh(fields[0], get("messages"))] };
  change({ ...draft, conditions: tree.add(draft.conditions, path, inner) });
}

export function dropCondition(path) {
  const { draft } = builder();
  change({ ...draft, conditions: tree.put(draft.conditions, path, null) });
}

export function toggleChoice(path, choice) {
  const { draft } = builder();
  const held = tree.at(draft.conditions, path);
  const values = held.value.includes(choice)
    ? held.value.filter((one) => one !== choice)
    : [...held.value, choice];
  change({ ...draft, conditions: tree.put(draft.conditions, path, { ...held, value: values }) });
}

// ---- actions ----

const kindOf = (kind) => get("vocabulary").actions.find((one) => one.kind === kind);

function setAction(path, value, typing) {
  const { draft } = builder();
  const [, place, name] = path.split(".");
  const next = name === "kind" ? blank(kindOf(value), get("picks")) : { ...draft.actions[place], [name]: value };
  change({ ...draft, actions: draft.actions.with(Number(place), next) }, typing);
}

export function addAction() {
  const { draft } = builder();
  change({ ...draft, actions: [...draft.actions, blank(get("vocabulary").actions[0], get("picks"))] });
}

export function dropAction(place) {
  const { draft } = builder();
  change({ ...draft, actions: draft.actions.filter((_, at) => at !== place) });
}

// ---- what the server says of it ----

let asked = 0;
// By the last save, until the draft changes: a check knows nothing of it, and may answer after it.
let refused = {};
const checkSoon = soon(check, CHECK_MS);
const faulty = (details) => ({ ...refused, ...byField(details) });

export async function check() {
  if (!get("session").permissions.includes("content.write")) return;
  const { draft, id, stay, check: before } = builder();
  if (!draft.template_id && !draft.actions.length) return patch({ check: { ...initial().builder.check, face: "unready" }, errors: refused });
  const mine = ++asked;
  patch({ check: { ...before, busy: true } });
  const query = new URLSearchParams({ ...(id && { trigger_id: id }), ...(stay?.id && { stay_id: stay.id }) });
  try {
    const body = { ...draft, name: draft.name.trim() || UNNAMED };
    const found = await call("POST", hotelPath(`/triggers/check?${query}`), body);
    if (mine !== asked) return;
    const face = Object.keys(byField(found.problems)).length ? "wrong" : "ready";
    patch({ errors: faulty(found.problems), check: { ...found, face, error: null, busy: false } });
  } catch (error) {
    if (mine !== asked) return;
    const face = error.status === 422 ? "wrong" : "failed";
    patch({ errors: faulty(error.details), check: { ...initial().builder.check, face, error: error.message } });
  }
  redraw();
}

let searching = null;
export function findStays({ target }) {
  clearTimeout(searching);
  const q = target.value.trim();
  searching = setTimeout(async () => {
    if (!q) return patch({ found: [] });
    const query = new URLSearchParams({ q, limit: 6 });
    const page = await attempt(() => call("GET", hotelPath(`/stays?${query}`)));
    if (page) patch({ found: page.items, searched: q });
  }, SEARCH_MS);
}

export function previewStay(id, name) {
  patch({ stay: id ? { id, name } : null, found: [], searched: "" });
  check();
}

// ---- keeping it ----

export async function saveTrigger() {
  const { draft, id } = builder();
  patch({ busy: "save", error: null });
  try {
    const trigger = id
      ? await call("PATCH", triggerPath(id), { ...draft, enabled: undefined })
      : await call("POST", hotelPath("/triggers"), draft);
    if (!id) history.replaceState(history.state, "", `${location.pathname}?id=${trigger.id}`);
    show(trigger);
    return trigger;
  } catch (error) {
    refused = byField(error.details);
    patch({ error: error.message, errors: refused, busy: "" });
    redraw();
    return null;
  }
}

// The one next step; what is not saved is saved first.
export async function rehearseNext() {
  if (builder().dirty && !(await saveTrigger())) return;
  location.assign(`/triggers/rehearsal?id=${builder().id}`);
}

export async function publishTrigger() {
  patch({ busy: "publish" });
  const trigger = await attempt(() => call("POST", triggerPath(builder().id, "/publish")), "Published");
  if (trigger) show(trigger);
  patch({ busy: "" });
}

export async function enableTrigger(enabled) {
  patch({ busy: "enable" });
  const trigger = await setEnabled(builder().id, enabled);
  if (trigger) {
    tellSwitched(trigger, () => enableTrigger(!enabled));
    show(trigger);
  }
  patch({ busy: "" });
}

export async function discardDraft() {
  const kept = builder().draft;
  const trigger = await attempt(() => call("DELETE", triggerPath(builder().id, "/draft")));
  if (!trigger) return;
  show(trigger);
  toast({ text: "Draft dropped", label: "Undo", run: () => change(kept) });
}

export function deleteTrigger() {
  patch({ dirty: false, saved: builder().draft });
  return removeTrigger(builder().id, "/triggers");
}
