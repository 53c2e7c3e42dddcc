// The ledger: why something automatic was sent or was not, and what is still to come.
import { call, hotelPath } from "./api.js";
import { part, readPart } from "./parts.js";
import { boot } from "./session.js";
import { get, initial, set } from "./store.js";
import { toast } from "./toasts.js";
import { attempt, loadAutomation, triggerPath, wanted } from "./triggers.js";

const PAGE = 30;
const COMING = 20;
const KINDS = ["trigger_id", "guest_id", "stay_id", "room"];

const ledger = () => get("ledger_of");
const patch = (change) => set({ ledger_of: { ...ledger(), ...change } });

// The address says whose ledger it is: ?guest_id=…, ?stay_id=…, ?trigger_id=… or ?room=….
export async function startLedger() {
  const kind = KINDS.find((one) => wanted(one)) ?? "";
  const { ledger_of, ledger_lines, coming } = initial();
  set({ ledger_of: { ...ledger_of, kind, of: kind && wanted(kind), name: wanted("room") }, ledger_lines, coming });
  try {
    await boot();
    if (kind === "trigger_id") patch({ name: (await call("GET", triggerPath(wanted(kind)))).name });
  } catch (error) {
    // A deleted trigger has no name to ask for; its lines still have it.
    if (error.status !== 404) toast({ text: error.message, tone: "warning" });
  }
  await Promise.all([loadLedger(), loadComing(), loadAutomation()]);
}

const ledgerPath = (cursor) => {
  const { kind, of, outcome } = ledger();
  const query = { limit: PAGE, kind: "trigger", ...(kind && { [kind]: of }), ...(outcome && { outcome }), ...(cursor && { cursor }) };
  return hotelPath(`/ledger?${new URLSearchParams(query)}`);
};

export const loadLedger = () =>
  readPart("ledger_lines", async () => {
    const page = await call("GET", ledgerPath());
    nameAfter(page.items[0]);
    return { items: page.items, next: page.next_cursor };
  });

function nameAfter(line) {
  const { kind, name } = ledger();
  if (!line || name) return;
  patch({ name: { guest_id: line.guest_name, stay_id: line.guest_name, trigger_id: line.trigger_name }[kind] ?? "" });
}

export async function moreLedger() {
  const { items, next } = get("ledger_lines");
  const page = await attempt(() => call("GET", ledgerPath(next)));
  if (!page) return;
  part("ledger_lines", { items: [...items, ...page.items], next: page.next_cursor });
}

export function chooseOutcome(outcome) {
  patch({ outcome });
  part("ledger_lines", { items: [], face: "loading", read_at: null, error: null });
  return loadLedger();
}

// ---- what is still to come, for a guest, a stay or a trigger ----

let last = {};

export function loadComing(kind = ledger().kind, of = ledger().of) {
  last = { kind, of };
  if (!kind || kind === "room") return part("coming", { items: [], face: "empty", next: null, error: null });
  return readPart("coming", async () => {
    const page = await call("GET", hotelPath(`/planned?${new URLSearchParams({ [kind]: of, limit: COMING })}`));
    if (kind === "stay_id" || kind === "guest_id") nameAfter(page.items[0]);
    return { items: page.items, next: page.next_cursor };
  });
}

export const again = () => loadComing(last.kind, last.of);

// Opens anew for somebody else: what was read before is not theirs.
export function comingOf(kind, of) {
  if (last.of !== of) part("coming", { items: [], face: "loading", read_at: null, error: null, next: null });
  return loadComing(kind, of);
}

export async function leaveOut(one, subject) {
  const id = one[subject];
  const skips = triggerPath(one.trigger_id, "/skips");
  const undo = () => takeIn(one, id);
  const done = { text: `${one.guest_name || "The guest"} gets no “${one.trigger_name}”`, label: "Undo", run: undo };
  await attempt(() => call("POST", skips, { [subject]: id }), done);
  await again();
}

export async function takeIn(one, id = one.left_out === "guest" ? one.guest_id : one.stay_id) {
  await attempt(() => call("DELETE", triggerPath(one.trigger_id, `/skips/${id}`)), "Taken back in");
  await again();
}

// Facts of a line as pairs of words; what a screen says elsewhere is left away.
const SAID = ["unmet", "template_id", "message", "event", "detail"];
export function factsOf(facts) {
  return Object.entries(facts ?? {})
    .filter(([name, value]) => !SAID.includes(name) && value !== null && value !== "" && typeof value !== "object")
    .map(([name, value]) => ({ name: name.replaceAll("_", " "), value: String(value).replaceAll("_", " ") }));
}
