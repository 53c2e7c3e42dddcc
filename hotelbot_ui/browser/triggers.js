// Triggers: the list by parts of the journey, the emergency stop, and the steps from draft to on.
import { call, hotelPath } from "./api.js";
import { part, readPart } from "./parts.js";
import { boot } from "./session.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";

const ADDRESS = "/triggers";
const READ_EVERY_MS = 20_000;
const PARTS = ["before_arrival", "arrival_day", "stay", "departure", "after", "conversation"];

export const triggerPath = (id, rest = "") => hotelPath(`/triggers/${id}${rest}`);
export const wanted = (name) => new URLSearchParams(location.search).get(name) ?? "";

const isShown = () => location.pathname.replace(/\/$/, "") === ADDRESS;
let reading = null;

export async function startTriggers() {
  await boot();
  if (!get("session").hotel) return;
  reading ??= setInterval(() => isShown() && !document.hidden && readTriggers(), READ_EVERY_MS);
  await readTriggers();
}

export const readTriggers = () => Promise.all([loadTriggers(), loadAutomation()]);

export const loadTriggers = () =>
  readPart("triggers", async () => {
    const items = await allOf("triggers");
    const groups = PARTS.map((name) => ({ name, items: items.filter((one) => one.part === name) }));
    return { items, groups: groups.filter((group) => group.items.length) };
  });

// A list that a person chooses from, whole.
export async function allOf(name) {
  const items = [];
  let cursor = null;
  do {
    const query = new URLSearchParams({ limit: 100, ...(cursor && { cursor }) });
    const page = await call("GET", hotelPath(`/${name}?${query}`));
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}

// An answer that was asked for before a stop knows nothing of it.
let changes = 0;

export async function loadAutomation() {
  const before = changes;
  try {
    const automation = await call("GET", hotelPath("/automation"));
    if (before === changes) set({ automation });
  } catch {
    // The list beside says when the server does not answer; the last known state stays.
  }
}

// Runs one change; says what went wrong, and whether it went well.
export async function attempt(run, done) {
  try {
    const answer = await run();
    if (done) toast(typeof done === "string" ? { text: done } : done);
    return answer ?? true;
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
    return null;
  }
}

export const stopAutomation = () => changeAutomation("stop", "");

export const resumeAutomation = () =>
  changeAutomation("resume", "Triggers write again. What was due meanwhile is not made up for.");

async function changeAutomation(verb, done) {
  set({ sheet: null });
  part("triggers", { busy: "stop" });
  const automation = await attempt(() => call("POST", hotelPath(`/automation/${verb}`)), done);
  changes += 1;
  if (automation) set({ automation });
  part("triggers", { busy: "" });
}

export async function addStarterJourney() {
  part("triggers", { busy: "starter" });
  const made = await attempt(() => call("POST", hotelPath("/triggers/starter-journey")));
  if (made) toast({ text: `${made.items.length} triggers added, all off` });
  part("triggers", { busy: "" });
  await loadTriggers();
}

export async function switchTrigger(trigger, enabled) {
  part("triggers", { busy: trigger.id });
  const changed = await setEnabled(trigger.id, enabled);
  if (changed) tellSwitched(changed, () => switchTrigger(changed, !enabled));
  part("triggers", { busy: "" });
  await readTriggers();
}

export const setEnabled = (id, enabled) =>
  attempt(() => call("PATCH", triggerPath(id), { enabled }));

export function tellSwitched({ enabled, planned }, undo) {
  const waits = planned ? `. ${planned} planned` : "";
  toast({ text: enabled ? `On from now${waits}` : "Off. Nothing of it is planned", label: "Undo", run: undo });
}

export async function removeTrigger(id, then = "") {
  const removed = await attempt(() => call("DELETE", triggerPath(id)));
  if (!removed) return;
  // The way back must outlive the page that is left.
  if (then) sessionStorage.setItem("removed", id);
  if (then) return location.assign(then);
  offerRestore(id);
  await readTriggers();
}

export function offerRemoved() {
  const id = sessionStorage.getItem("removed");
  sessionStorage.removeItem("removed");
  if (id) offerRestore(id);
}

function offerRestore(id) {
  const run = async () => {
    await attempt(() => call("POST", triggerPath(id, "/restore")), "It is back, and off");
    await loadTriggers();
  };
  toast({ text: "Trigger deleted", label: "Undo", run });
}
