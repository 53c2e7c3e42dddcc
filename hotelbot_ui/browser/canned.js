// Canned replies in the composer: a slash opens the list, words behind it narrow it, Enter takes one.
import { call, hotelPath } from "./api.js";
import { attachKept } from "./attaching.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";
import { upload } from "./uploading.js";

const MOST_SHOWN = 8;
const GAP = /\{\{\s*([^{}|]*?)\s*(?:\|[^{}]*)?\}\}/g;
const CLOSED = { face: "closed", items: [], at: 0, error: "" };
const begun = (element) => element.value.slice(0, element.selectionStart).match(/(?:^|\s)\/([^\s/]*)$/);
const field = () => document.getElementById("composer");
let offers = { of: null, items: [] };
let names = new Map();
let wanted = "";

export async function offerCanned(element) {
  const found = get("composer_mode") === "reply" && begun(element);
  if (!found) return get("canned").face !== "closed" && closeCanned();
  wanted = found[1].toLowerCase();
  const id = get("open_id");
  if (offers.of !== id) {
    set({ canned: { ...CLOSED, face: "loading" } });
    try {
      offers = { of: id, items: (await call("GET", hotelPath(`/conversations/${id}/canned-replies`))).items };
    } catch (error) {
      if (get("open_id") === id) set({ canned: { ...CLOSED, face: "failed", error: error.message } });
      return undefined;
    }
    if (get("open_id") !== id || !begun(element)) return closeCanned();
  }
  return show();
}

function show() {
  const starts = offers.items.filter(({ shortcut }) => shortcut.startsWith(wanted));
  const others = offers.items.filter((one) => !starts.includes(one) && one.title.toLowerCase().includes(wanted));
  const items = [...starts, ...others].slice(0, MOST_SHOWN);
  const face = items.length ? "ready" : offers.items.length ? "none" : "empty";
  // The answer to an earlier letter may come late: it does not take back what was chosen meanwhile.
  const { items: before, at } = get("canned");
  const isSame = before.length === items.length && before.every((one, i) => one.shortcut === items[i].shortcut);
  return set({ canned: { face, items, at: isSame ? at : 0, error: "" } });
}

export const closeCanned = () => set({ canned: CLOSED });
// Another conversation, or the screen again: what was known of the guest is asked anew.
export function forgetCanned() {
  offers = { of: null, items: [] };
  closeCanned();
  set({ unfilled: [] });
}

// Whether the key was meant for the list.
export function cannedByKey(event) {
  const { face, items, at } = get("canned");
  if (face === "closed") return false;
  if (event.key === "Escape") {
    event.stopPropagation();
    closeCanned();
    return true;
  }
  if (face !== "ready") return false;
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by && event.key !== "Enter" && event.key !== "Tab") return false;
  event.preventDefault();
  if (by) set({ canned: { ...get("canned"), at: (at + by + items.length) % items.length } });
  else takeCanned(items[at]);
  return true;
}

// It stands where the slash was: several in one message follow each other.
export function takeCanned(offer, element = field()) {
  const end = element.selectionStart;
  const start = element.value.slice(0, end).lastIndexOf("/");
  element.setRangeText(offer.text, start, end, "end");
  closeCanned();
  for (const [at, [, name]] of [...offer.text.matchAll(GAP)].entries()) names.set(name, offer.missing[at] ?? name);
  attachKept(offer.files);
  element.dispatchEvent(new Event("input"));
  element.focus();
}

// What nobody has filled in, as staff know it. A guest never reads a variable.
export function unfilledIn(text) {
  return [...new Set([...text.matchAll(GAP)].map(([, name]) => names.get(name) ?? name))];
}

export function checkUnfilled(element) {
  const unfilled = unfilledIn(element.value);
  if (unfilled.join() !== get("unfilled").join()) set({ unfilled });
}

// Chooses the first gap in the field, so that what is typed next fills it.
export function goToUnfilled(element = field()) {
  const found = [...element.value.matchAll(GAP)][0];
  element.focus();
  if (found) element.setSelectionRange(found.index, found.index + found[0].length);
}

// Files of a reply that is being written in the settings.
export async function addCannedFiles(input) {
  const chosen = [...input.files];
  input.value = "";
  set({ form: { ...get("form"), busy: true, error: null } });
  for (const file of chosen) {
    try {
      const id = await upload(file, () => null);
      const item = get("form").item;
      const files = [...(item.files ?? []), { id, file_name: file.name }];
      set({ form: { ...get("form"), item: { ...item, files } } });
    } catch (error) {
      toast({ text: error.message, tone: "danger" });
    }
  }
  set({ form: { ...get("form"), busy: false } });
}
