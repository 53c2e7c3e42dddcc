// What colleagues answered and no entry held: made an entry, in their words or the model's.
import { call, hotelPath } from "./api.js";
import { edit } from "./lists.js";
import { part, readPart } from "./parts.js";
import { get } from "./store.js";
import { toast } from "./toasts.js";

const path = (rest = "") => hotelPath(`/knowledge-candidates${rest}`);
const LIST = "candidates";

export async function loadCandidates() {
  await readPart(LIST, async () => {
    const page = await call("GET", path());
    return { items: page.items, next: page.next_cursor };
  });
}

export async function moreCandidates() {
  const { items, next } = get(LIST);
  try {
    const page = await call("GET", path(`?cursor=${encodeURIComponent(next)}`));
    const known = new Set(items.map(({ id }) => id));
    part(LIST, { items: [...items, ...page.items.filter(({ id }) => !known.has(id))], next: page.next_cursor });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

export const writeFromCandidate = ({ id, question, answer, language }) =>
  edit("knowledge", { title: question.slice(0, 120), text: answer, language, candidate_id: id });

// Nothing is saved by it: the words stand in the form of a new entry.
export async function wordCandidate(candidate) {
  const { id, language } = candidate;
  part(LIST, { busy: id, refused: "", detail: "" });
  try {
    const { outcome, title, text, detail } = await call("POST", path(`/${id}/word`));
    if (outcome === "ok") edit("knowledge", { title, text, language, candidate_id: id });
    else part(LIST, { refused: id, outcome, detail });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  part(LIST, { busy: "" });
}

export async function dismissCandidate(id) {
  try {
    await call("POST", path(`/${id}/dismiss`));
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  await loadCandidates();
}
