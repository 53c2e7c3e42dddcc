// A rehearsal: running it, what it found, and its lines page by page.
import { call } from "./api.js";
import { part, readPart } from "./parts.js";
import { boot } from "./session.js";
import { get, initial, set } from "./store.js";
import { attempt, loadAutomation, setEnabled, tellSwitched, triggerPath, wanted } from "./triggers.js";

const PAGE = 30;
const FILTERS = {
  fired: { outcome: "fired" },
  coming: { outcome: "fired", coming: true },
  skipped: { outcome: "skipped" },
  deferred: { outcome: "deferred" },
  storm: { marked: "storm" },
  overlap: { marked: "overlap" },
};

const rehearsal = () => get("rehearsal");
const patch = (change) => set({ rehearsal: { ...rehearsal(), ...change } });

// Opens with the newest rehearsal; a version without one is rehearsed at once.
export async function startRehearsal() {
  set({ rehearsal: { ...initial().rehearsal, id: wanted("id") } });
  try {
    await boot();
    const [trigger] = await Promise.all([call("GET", triggerPath(rehearsal().id)), loadAutomation()]);
    patch({ trigger });
    if (trigger.needs_rehearsal) return rehearse();
    showRehearsal(await call("GET", triggerPath(trigger.id, "/rehearsal")));
  } catch (error) {
    patch({ face: "failed", error: error.message });
  }
}

export async function rehearse() {
  patch({ face: "running", error: null, seconds: 0 });
  const began = Date.now();
  const ticking = setInterval(() => patch({ seconds: Math.round((Date.now() - began) / 1000) }), 1000);
  try {
    const view = await call("POST", triggerPath(rehearsal().id, "/rehearsal"));
    patch({ trigger: await call("GET", triggerPath(rehearsal().id)) });
    showRehearsal(view);
  } catch (error) {
    patch({ face: "failed", error: error.message });
  } finally {
    clearInterval(ticking);
  }
}

function showRehearsal(view) {
  const reasons = Object.entries(view.reasons).map(([reason, count]) => ({ reason, count }));
  patch({ face: "ready", view, reasons });
  return chooseLines(view.fired ? "fired" : "skipped");
}

const linesPath = (cursor) => {
  const { filter, reason, id } = rehearsal();
  const chosen = reason ? { reason } : FILTERS[filter];
  const query = new URLSearchParams({ limit: PAGE, ...chosen, ...(cursor && { cursor }) });
  return triggerPath(id, `/rehearsal/lines?${query}`);
};

export function chooseLines(filter, reason = "") {
  patch({ filter, reason });
  part("rehearsal_lines", { items: [], face: "loading", read_at: null, error: null });
  return loadLines();
}

export const loadLines = () =>
  readPart("rehearsal_lines", async () => {
    const page = await call("GET", linesPath());
    return { items: page.items, next: page.next_cursor };
  });

export async function moreLines() {
  const { items, next } = get("rehearsal_lines");
  const page = await attempt(() => call("GET", linesPath(next)));
  if (page) part("rehearsal_lines", { items: [...items, ...page.items], next: page.next_cursor });
}

export async function publishRehearsed() {
  patch({ busy: true });
  const { id } = rehearsal();
  const trigger = await attempt(() => call("POST", triggerPath(id, "/publish")), "Published");
  patch({ busy: false, ...(trigger && { trigger }) });
}

export async function enableRehearsed(enabled) {
  patch({ busy: true });
  const trigger = await setEnabled(rehearsal().id, enabled);
  if (trigger) tellSwitched(trigger, () => enableRehearsed(!enabled));
  patch({ busy: false, ...(trigger && { trigger }) });
}

