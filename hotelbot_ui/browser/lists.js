// Plain resources of a hotel (knowledge, templates, staff…): list, edit in a sheet, undo a delete.
import { call, hotelPath } from "./api.js";
import { boot } from "./session.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";

const GLOBAL = new Set(["hotels"]);
const NO_FORM = { name: null, item: {}, errors: {}, error: null, busy: false };

const pathOf = (name, id) => {
  const rest = `/${name}${id ? `/${id}` : ""}`;
  return GLOBAL.has(name) ? rest : hotelPath(rest);
};

const show = (name, patch) =>
  set({ lists: { ...get("lists"), [name]: { ...get("lists")[name], ...patch } } });

export async function load(name) {
  try {
    await boot();
    const answer = await call("GET", pathOf(name));
    show(name, { items: answer.items, face: answer.items.length ? "ready" : "empty" });
    openWanted(name, answer.items);
  } catch (error) {
    show(name, { items: [], face: "failed", error: error.message });
  }
}

// An address may name the one to open: /knowledge?open=<id>.
function openWanted(name, items) {
  const wanted = new URLSearchParams(location.search).get("open");
  const item = wanted && items.find(({ id }) => id === wanted);
  if (!item) return;
  history.replaceState(history.state, "", location.pathname);
  edit(name, item);
}

export const edit = (name, item = {}) => set({ form: { ...NO_FORM, name, item: { ...item } } });
export const closeForm = () => set({ form: NO_FORM });

export async function save(element) {
  const form = get("form");
  const { id } = form.item;
  set({ form: { ...form, busy: true, error: null, errors: {} } });
  try {
    const saved = await call(id ? "PATCH" : "POST", pathOf(form.name, id), read(element));
    set({ form: { ...NO_FORM, name: element.dataset.then || null, item: saved ?? {} } });
    await load(form.name);
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
  try {
    await call("DELETE", pathOf(name, item.id));
    closeForm();
    const { id: _gone, ...rest } = item;
    const undo = async () => {
      await call("POST", pathOf(name), rest);
      await load(name);
    };
    toast({ text: label, label: "Undo", run: undo });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
  await load(name);
}

// A field's data-as says how its text becomes JSON; a dot in its name makes it a part of an object.
const CONVERT = {
  text: (v) => v.trim(),
  nullable: (v) => v.trim() || null,
  number: (v) => (v.trim() === "" ? null : Number(v)),
  list: (v) => v.split(/[\n,;]/).map((part) => part.trim()).filter(Boolean),
};

export function read(element) {
  const body = {};
  for (const field of element.elements) {
    if (!field.name || field.disabled) continue;
    const value =
      field.type === "checkbox" ? field.checked : CONVERT[field.dataset.as || "text"](field.value);
    const [name, part] = field.name.split(".");
    if (part && value !== null) body[name] = { ...body[name], [part]: value };
    else if (!part) body[name] = value;
  }
  return body;
}

// details: [{field, message}] or {field: message}; anything else has no place beside a field.
function byField(details) {
  if (Array.isArray(details)) {
    return Object.fromEntries(details.filter((d) => d?.field).map((d) => [d.field, d.message]));
  }
  return details && typeof details === "object" ? details : {};
}

export async function patchHotel(body) {
  try {
    const hotel = await call("PATCH", hotelPath(""), body);
    set({ session: { ...get("session"), hotel: { ...get("session").hotel, ...hotel } } });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

// Splits a template into plain words and its variables, for the preview.
export function parts(text, samples) {
  return String(text || "")
    .split(/(\{\{[^}]*\}\})/)
    .filter(Boolean)
    .map((part) => {
      const found = part.match(/^\{\{\s*([^|}]*?)\s*(?:\|\s*([^}]*?)\s*)?\}\}$/);
      if (!found) return { text: part, variable: "", known: true };
      const [, variable, fallback] = found;
      const sample = samples[variable];
      return { text: sample ?? fallback ?? part, variable, known: sample !== undefined };
    });
}

export const typed = (name, value) =>
  set({ form: { ...get("form"), item: withPart(get("form").item, name, value) } });

function withPart(item, name, value) {
  const [key, part] = name.split(".");
  return { ...item, [key]: part ? { ...item[key], [part]: value } : value };
}
