// Plain resources of a hotel (knowledge, templates, staff…): list, edit in a sheet, undo a delete.
import { call, hotelPath } from "./api.js";
import { boot } from "./session.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";

const GLOBAL = new Set(["hotels"]);
// A deleted one is kept, and undo brings the same one back.
const KEPT = new Set(["knowledge"]);
const NO_FORM = { name: null, item: {}, errors: {}, error: null, busy: false };

const pathOf = (name, id) => {
  if (name === "hotel") return hotelPath("");
  const rest = `/${name}${id ? `/${id}` : ""}`;
  return GLOBAL.has(name) ? rest : hotelPath(rest);
};

const show = (name, patch) =>
  set({ lists: { ...get("lists"), [name]: { ...get("lists")[name], ...patch } } });

export async function load(name) {
  try {
    await boot();
    const answer = await call("GET", pathOf(name) + (get("list_queries")[name] ?? ""));
    const { items, next_cursor: next } = answer;
    show(name, { items, next, face: items.length ? "ready" : "empty" });
    await openWanted(name, items);
  } catch (error) {
    show(name, { items: [], face: "failed", error: error.message });
  }
}

// An address may name the one to open: /knowledge?open=<id>.
async function openWanted(name, items) {
  const wanted = new URLSearchParams(location.search).get("open");
  let item = wanted && items.find(({ id }) => id === wanted);
  if (wanted && !item && KEPT.has(name)) item = await call("GET", pathOf(name, wanted)).catch(() => null);
  if (!item) return;
  history.replaceState(history.state, "", location.pathname);
  edit(name, item);
}

export const edit = (name, item = {}) => set({ form: { ...NO_FORM, name, item: { ...item } } });
// Only for whoever may save it.
export const editAs = (permission, name, item) =>
  get("session").permissions.includes(permission) && edit(name, item);
export const closeForm = () => set({ form: NO_FORM });

export async function save(element) {
  const form = get("form");
  const { id } = form.item;
  set({ form: { ...form, busy: true, error: null, errors: {} } });
  try {
    const saved = await call(id ? "PATCH" : "POST", pathOf(form.name, id), read(element, form.item));
    set({ form: { ...NO_FORM, name: element.dataset.then || null, item: saved ?? {} } });
    if (form.name === "hotel") showHotel(saved);
    else await load(form.name);
    if (form.item.gap_id) await load("knowledge/gaps");
  } catch (error) {
    set({ form: { ...form, busy: false, error: error.message, errors: byField(error.details) } });
  }
}

export async function change(name, id, body) {
  try {
    await call("PATCH", pathOf(name, id), body);
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  await load(name);
}

export async function remove(name, item, label) {
  const draft = draftOf(item);
  try {
    await call("DELETE", pathOf(name, item.id));
    closeForm();
    const undo = async () => {
      if (KEPT.has(name)) await call("POST", `${pathOf(name, item.id)}/undelete`);
      else await call("POST", pathOf(name), draft);
      await load(name);
    };
    toast({ text: label, label: "Undo", run: undo });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  await load(name);
}

// For good: what it held cannot be given back.
export async function removeForGood(name, id, label) {
  closeForm();
  try {
    await call("DELETE", pathOf(name, id));
    toast({ text: label });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  await load(name);
}

// A question to the other side; what came of it is in the list, and said once.
export async function test(name, id, words) {
  toast({ text: words.asking });
  try {
    const { ok, outcome } = await call("POST", `${pathOf(name, id)}/test`);
    toast({ text: words[outcome] ?? outcome, tone: ok ? "good" : "danger" });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  await load(name);
}

// A failure is kept as its name, and what was seen of it.
export const nameOf = (failure, words) => words[String(failure).split(" ")[0]] ?? failure;
export const webAddress = (path) => `${location.origin}${path}`;

// What a person may write of it: the fields of the open form, with the saved values.
function draftOf(item) {
  const form = document.querySelector("[data-form]");
  const names = [...form.elements].map((field) => field.name.split(".")[0]).filter(Boolean);
  return Object.fromEntries(names.map((name) => [name, item[name]]));
}

// A field's data-as says how its text becomes JSON; a dot in its name makes it a part of an object.
const CONVERT = {
  text: (v) => v.trim(),
  nullable: (v) => v.trim() || null,
  number: (v) => (v.trim() === "" ? null : Number(v)),
  list: (v) => v.split(/[\n,;]/).map((part) => part.trim()).filter(Boolean),
};

export function read(element, item = {}) {
  const body = {};
  for (const field of element.elements) {
    if (!field.name || field.disabled) continue;
    if (field.dataset?.as === "member") {
      body[field.name] = [...(body[field.name] ?? []), ...(field.checked ? [field.value] : [])];
      continue;
    }
    const value =
      field.type === "checkbox" ? field.checked : CONVERT[field.dataset.as || "text"](field.value);
    const [name, part] = field.name.split(".");
    if (part) body[name] = withPart(body[name] ?? item[name], part, value);
    else body[name] = value;
  }
  return body;
}

// Parts the form does not show are kept; an emptied one goes.
function withPart(held, part, value) {
  const { [part]: _old, ...others } = held ?? {};
  return value === null ? others : { ...others, [part]: value };
}

// details: [{field, message}] or {field: message}; anything else has no place beside a field.
export function byField(details) {
  if (Array.isArray(details)) {
    return Object.fromEntries(details.filter((d) => d?.field).map((d) => [d.field, d.message]));
  }
  return details && typeof details === "object" ? details : {};
}

const showHotel = (hotel) =>
  set({ session: { ...get("session"), hotel: { ...get("session").hotel, ...hotel } } });

export async function patchHotel(body) {
  try {
    showHotel(await call("PATCH", hotelPath(""), body));
    return true;
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
    return false;
  }
}

export const typed = (name, value) =>
  set({ form: { ...get("form"), item: typedInto(get("form").item, name, value) } });

function typedInto(item, name, value) {
  const [key, part] = name.split(".");
  return { ...item, [key]: part ? withPart(item[key], part, value) : value };
}

