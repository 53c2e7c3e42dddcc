// The hotel's entries: what narrows their list, what each said before, and what contradicts what.
import { call, hotelPath } from "./api.js";
import { loadCandidates } from "./candidates.js";
import { validity } from "./clock.js";
import { followGate, showGolden } from "./golden.js";
import { loadIntakes } from "./intakes.js";
import { closeForm, edit, load } from "./lists.js";
import { part, readPart, soon } from "./parts.js";
import { boot } from "./session.js";
import { get, set, subscribe } from "./store.js";
import { toast } from "./toasts.js";
import { loadWrong } from "./wrong.js";

const SEARCH_MS = 250;
const NAME = "knowledge";
let timer = null;
let following = null;

export async function startKnowledge() {
  await boot();
  following ??= subscribe("lists", soon(loadKnowledgeSummary));
  const tab = new URLSearchParams(location.search).get("tab");
  if (tab) set({ knowledge_tab: tab });
  if (tab === "import") loadIntakes();
  if (tab === "golden") showGolden();
  await Promise.all([load(NAME), loadClashes(), followGate(), loadWrong(), loadCandidates()]);
}

export async function loadKnowledgeSummary() {
  try {
    set({ knowledge_summary: await call("GET", hotelPath("/knowledge/summary")) });
  } catch (error) {
    toast({ text: error.message, tone: "warning" });
  }
}

export function showKnowledge(tab) {
  set({ knowledge_tab: tab });
  if (tab === "entries") Promise.all([load(NAME), loadKnowledgeSummary()]);
  if (tab === "contradictions") loadClashes();
  if (tab === "wrong") loadWrong();
}

export function narrowKnowledge(change) {
  const filter = { ...get("knowledge_filter"), ...change };
  const wanted = Object.entries(filter).filter(([, value]) => value);
  const query = `?${new URLSearchParams(wanted)}`;
  set({ knowledge_filter: filter, list_queries: { ...get("list_queries"), [NAME]: query } });
  load(NAME);
}

export function searchKnowledge(words) {
  clearTimeout(timer);
  timer = setTimeout(() => narrowKnowledge({ q: words.trim() }), SEARCH_MS);
}

export async function moreKnowledge() {
  const { items, next } = get("lists")[NAME];
  const query = get("list_queries")[NAME] ?? "?";
  try {
    const page = await call("GET", hotelPath(`/knowledge${query}&cursor=${encodeURIComponent(next)}`));
    const held = { ...get("lists")[NAME], items: [...items, ...page.items], next: page.next_cursor };
    set({ lists: { ...get("lists"), [NAME]: held } });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

// "Wellness · until 3 Dec · each year 05-01 – 09-30 · Mara"
export const aboutEntry = (entry) =>
  [
    entry.category,
    validity(entry.valid_from, entry.valid_until),
    entry.season_from && `${entry.season_from} – ${entry.season_until}`,
    entry.owner_name,
  ]
    .filter(Boolean)
    .join(" · ");

// The question and what a colleague answered, in the form of a new entry.
export function writeFromGap(gap) {
  const { title = gap.question.slice(0, 120), text = "", language = "en" } = gap.suggested ?? {};
  edit(NAME, { title, text, language, gap_id: gap.id });
}

export async function dismissGap(id) {
  try {
    await call("POST", hotelPath(`/knowledge/gaps/${id}/dismiss`));
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  await load("knowledge/gaps");
}

export async function openFactHistory(id) {
  closeForm();
  part("fact_versions", { items: [], face: "loading", read_at: null, id });
  set({ sheet: "fact-history", fact_changes: null });
  await loadFactVersions();
  const [newest] = get("fact_versions").items;
  if (newest) await compareFact(newest.version);
}

export const loadFactVersions = () =>
  readPart("fact_versions", async () => {
    const { items } = await call("GET", ofFact("/versions?limit=200"));
    return { items };
  });

const ofFact = (rest) => hotelPath(`/knowledge/${get("fact_versions").id}${rest}`);

export async function compareFact(version) {
  const since = version - 1;
  try {
    set({ fact_changes: await call("GET", ofFact(`/versions/${version}/changes?since=${since}`)) });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

export async function restoreFact(version) {
  try {
    await call("POST", ofFact(`/versions/${version}/restore`));
    set({ sheet: null });
    toast({ text: `Version ${version} is back` });
    await load(NAME);
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

export const loadClashes = () =>
  readPart("clashes", async () => {
    const { state } = get("clashes");
    const page = await call("GET", hotelPath(`/contradictions?state=${state}`));
    set({ clash_scan: await call("GET", hotelPath("/contradictions/scan")) });
    return { items: page.items };
  });

export function showClashes(state) {
  part("clashes", { state, face: "loading" });
  loadClashes();
}

export async function compareNow() {
  part("clashes", { busy: "scan" });
  try {
    set({ clash_scan: await call("POST", hotelPath("/contradictions/scan")) });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  part("clashes", { busy: "" });
  await loadClashes();
}

export async function judgeClash(clash, verdict) {
  part("clashes", { busy: clash.id });
  try {
    await call("POST", hotelPath(`/contradictions/${clash.id}/decide`), { verdict });
    if (verdict === "left") mend(clash.right);
    if (verdict === "right") mend(clash.left);
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  part("clashes", { busy: "" });
  await loadClashes();
}

const PLACES = { entry: "/knowledge?open=", template: "/templates?open=", reply: "/?c=" };

// Opens the text that is to be mended; what a colleague wrote can only be read.
function mend({ kind, id }) {
  location.assign(PLACES[kind] + id);
}
