// Entries from pages and files: what is read, what is proposed, what a person decides.
import { ApiError, call, hotelPath, leave } from "./api.js";
import { part, readPart } from "./parts.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";

const POLL_MS = 1500;
const UNDER_WAY = ["waiting", "reading"];
let watching = null;

export const loadIntakes = () =>
  readPart("intakes", async () => {
    const { items } = await call("GET", hotelPath("/knowledge-imports"));
    return { items };
  });

export function showIntakes() {
  set({ knowledge_tab: "import", intake: null, intake_error: "" });
  loadIntakes();
}

export async function uploadKnowledge(input) {
  const [file] = input.files;
  if (!file) return;
  await begin(() => send(file));
  input.value = "";
}

export async function readAddress(form) {
  const { url, language } = Object.fromEntries(new FormData(form));
  await begin(() => call("POST", hotelPath("/knowledge-imports/address"), { url, language }));
}

async function begin(ask) {
  set({ intake_error: "", intake_busy: true });
  try {
    openIntake(await ask());
  } catch (error) {
    set({ intake_error: error.message });
  }
  set({ intake_busy: false });
}

async function send(file) {
  const body = new FormData();
  body.append("file", file);
  body.append("language", document.querySelector("[data-intake-language]").value);
  const response = await fetch(`/api/v1${hotelPath("/knowledge-imports")}`, {
    method: "POST",
    headers: { "X-Requested-With": "hotelbot" },
    body,
    credentials: "same-origin",
  }).catch(() => {
    throw new ApiError(0);
  });
  const answer = await response.json().catch(() => ({}));
  if (response.status === 401) leave();
  if (!response.ok) throw new ApiError(response.status, answer.error);
  return answer;
}

export function openIntake(intake) {
  part("proposals", { items: [], face: "loading", read_at: null, next: null });
  show(intake);
}

// Pushed while it goes on; asked now and then as well, for a push may be lost.
export function onIntake(view) {
  if (get("intake")?.id === view.id) show(view);
}

function show(view) {
  const known = get("intake");
  set({ intake: view });
  clearTimeout(watching);
  if (UNDER_WAY.includes(view.state)) watching = setTimeout(watch, POLL_MS, view.id);
  else if (known?.state !== view.state || known?.id !== view.id) loadProposals();
}

async function watch(id) {
  if (get("intake")?.id !== id) return;
  try {
    show(await call("GET", ofIntake("")));
  } catch {
    watching = setTimeout(watch, POLL_MS, id);
  }
}

const ofIntake = (rest) => hotelPath(`/knowledge-imports/${get("intake").id}${rest}`);

export const loadProposals = () =>
  readPart("proposals", async () => {
    const { items, next_cursor } = await call("GET", ofIntake("/proposals?limit=200"));
    return { items, next: next_cursor };
  });

export async function moreProposals() {
  const { items, next } = get("proposals");
  try {
    const page = await call("GET", ofIntake(`/proposals?limit=200&cursor=${encodeURIComponent(next)}`));
    part("proposals", { items: [...items, ...page.items], next: page.next_cursor });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

// What stands in the fields of the proposal is what becomes the entry.
export async function decideProposal(number, choice) {
  const place = document.getElementById(`proposal-${number}`);
  const edited = ["accept", "replace"].includes(choice)
    ? { title: place.querySelector("[name=title]").value, text: place.querySelector("[name=text]").value }
    : {};
  try {
    const done = await call("POST", ofIntake(`/proposals/${number}`), { choice, ...edited });
    const items = get("proposals").items.map((one) => (one.number === number ? done : one));
    part("proposals", { items });
    set({ intake: await call("GET", ofIntake("")) });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

export async function decideAll(choice) {
  set({ intake_busy: true });
  try {
    set({ intake: await call("POST", ofIntake("/decide"), { choice }) });
    await loadProposals();
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  set({ intake_busy: false });
}

export const intakeReport = (id) => (id ? `/api/v1${hotelPath(`/knowledge-imports/${id}/report.csv`)}` : "");
