// Golden questions: which are asked, how a run goes, and changes of entries that wait for one.
import { call, hotelPath } from "./api.js";
import { edit, load } from "./lists.js";
import { part, readPart, soon } from "./parts.js";
import { get, set, subscribe } from "./store.js";
import { toast } from "./toasts.js";

const QUESTIONS = "golden/questions";
const POLL_MS = 1500;
const UNDER_WAY = ["waiting", "running"];
let watching = null;
let following = null;

export function showGolden() {
  set({ knowledge_tab: "golden" });
  return Promise.all([loadGate(), listGolden(get("golden_state"))]);
}

export function followGate() {
  following ??= subscribe("lists", soon(loadGate));
  return loadGate();
}

export function listGolden(state) {
  set({
    golden_state: state,
    list_queries: { ...get("list_queries"), [QUESTIONS]: `?state=${state}&limit=200` },
  });
  return load(QUESTIONS);
}

// What stands between a change and the guests: asked again for as long as something is under way.
export async function loadGate() {
  clearTimeout(watching);
  try {
    const gate = await call("GET", hotelPath("/golden"));
    const isNews = stage(get("golden_gate").last_run) !== stage(gate.last_run);
    set({ golden_gate: gate });
    await Promise.all([loadHeld(), gate.last_run && loadReport(gate.last_run.id)]);
    if (isNews && gate.last_run.finished_at) await readAgain();
    if (UNDER_WAY.includes(gate.last_run?.state)) watching = setTimeout(loadGate, POLL_MS);
  } catch (error) {
    part("held", { error: error.message });
  }
}

const stage = (run) => run && `${run.id} ${run.state}`;

// A run that ended may have published an entry, and says which questions stand.
const readAgain = () =>
  Promise.all(["knowledge", QUESTIONS].filter((name) => get("lists")[name]).map(load));

// Pushed while it goes on.
export const onGoldenRun = soon(() => {
  if (location.pathname.startsWith("/knowledge")) loadGate();
});

export const loadHeld = () =>
  readPart("held", async () => {
    const { items } = await call("GET", hotelPath("/knowledge-changes?limit=20"));
    return { items };
  });

export const loadReport = (id) =>
  readPart("golden_report", async () => {
    const report = await call("GET", hotelPath(`/golden/runs/${id}`));
    const doubtful = (one) => one.stands === false || one.judged_good === false;
    return { ...report, items: report.results.filter(doubtful), face: report.results.length ? "ready" : "empty" };
  });

export const readReport = () => loadReport(get("golden_gate").last_run.id);

export const suggestGolden = () =>
  busy("suggest", async () => {
    const { proposed } = await call("POST", hotelPath("/golden/questions/suggest"));
    toast({ text: proposed ? `${proposed} questions proposed` : "Nothing new to propose" });
    await listGolden("proposed");
  });

export const askGolden = () =>
  busy("ask", async () => {
    await call("POST", hotelPath("/golden/runs"));
  });

export const decideGolden = (id, verb) =>
  busy(id, async () => {
    await call("POST", hotelPath(`/golden/questions/${id}/${verb}`));
    await load(QUESTIONS);
  });

export const acceptGolden = (form) =>
  busy("accept", async () => {
    const { reason } = Object.fromEntries(new FormData(form));
    await call("POST", hotelPath(`/golden/runs/${get("golden_gate").last_run.id}/accept`), { reason });
  });

export const publishHeld = (form) =>
  busy(form.dataset.change, async () => {
    const { reason } = Object.fromEntries(new FormData(form));
    await call("POST", hotelPath(`/knowledge-changes/${form.dataset.change}/publish`), { reason });
    toast({ text: "Published, with your reason in the audit log" });
    await load("knowledge");
  });

export const decideHeld = (id, verb) =>
  busy(id, async () => {
    await call("POST", hotelPath(`/knowledge-changes/${id}/${verb}`));
  });

async function busy(what, run) {
  set({ golden_busy: what });
  try {
    await run();
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  set({ golden_busy: "" });
  await loadGate();
}

export const editGolden = (one) =>
  edit(QUESTIONS, { ...one, title: one.text, facts: (one.facts ?? []).join("\n") });
export const kappa = ({ kappa: value, low, high }) =>
  value === null ? "" : `${value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
