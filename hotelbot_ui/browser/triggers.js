// Triggers: the list by parts of the journey, the emergency stop, and the steps from draft to on.
import { call, hotelPath } from "./api.js";
import { part, readPart } from "./parts.js";
import { boot } from "./session.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";

const READ_EVERY_MS = 20_000;
const PARTS = ["before_arrival", "arrival_day", "stay", "departure", "after", "conversation"];

export const triggerPath = (id, rest = "") => hotelPath(`/triggers/${id}${rest}`);
export const wanted = (name) => new URLSearchParams(location.search).get(name) ?? "";

export async function startTriggers() {
  await boot();
  if (!get("session").hotel) return;
  setInterval(() => document.hidden || readTriggers(), READ_EVERY_MS);
  await readTriggers();
}

export const readTriggers = () => Promise.all([loadTriggers(), loadAutomation()]);

export const loadTriggers = () =>
  readPart("triggers", async () => {
    const items = await allTriggers();
    const groups = PARTS.map((name) => ({ name, items: items.filter((one) => one.part === name) }));
    return { items, groups: groups.filter((group) => group.items.length) };
  });

export async function allTriggers() {
  const items = [];
  let cursor = null;
  do {
    const query = new URLSearchParams({ limit: 100, ...(cursor && { cursor }) });
    const page = await call("GET", hotelPath(`/triggers?${query}`));
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}

export async function loadAutomation() {
  try {
    set({ automation: await call("GET", hotelPath("/automation")) });
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

export async function stopAutomation() {
  set({ sheet: null });
  part("triggers", { busy: "stop" });
  const automation = await attempt(() => call("POST", hotelPath("/automation/stop")));
  if (automation) set({ automation });
  part("triggers", { busy: "" });
}

export async function resumeAutomation() {
  part("triggers", { busy: "stop" });
  const done = "Triggers write again. What was due meanwhile is not made up for.";
  const automation = await attempt(() => call("POST", hotelPath("/automation/resume")), done);
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
