// Templates: the list, and one being written, language by language, with its live preview.
import { call, hotelPath } from "./api.js";
import { part, readPart } from "./parts.js";
import { boot } from "./session.js";
import { get, set } from "./store.js";
import { BLANK, NO_PREVIEW, shown, unsaved } from "./template_view.js";
import { toast } from "./toasts.js";

const PREVIEW_MS = 300;
let timer = null;
let asked = 0;
let compared = 0;

const path = (rest = "") => hotelPath(`/templates${rest}`);
const here = (rest = "") => path(`/${get("editor").id}${rest}`);
const ofText = (rest = "") => here(`/texts/${get("editor").language}${rest}`);

const show = (patch) => set({ editor: shown({ ...get("editor"), ...patch }) });

export async function startTemplates() {
  await loadTemplates();
  if (!get("session")?.hotel) return;
  const wanted = new URLSearchParams(location.search).get("open");
  if (wanted) await openTemplate(wanted);
}

export const loadTemplates = () =>
  readPart("templates", async () => {
    await boot();
    const { items } = await call("GET", path("?limit=200"));
    return { items };
  });

export async function openTemplate(id) {
  set({ editor: { ...BLANK, id, face: "loading" } });
  address(id);
  try {
    const template = await call("GET", path(`/${id}`));
    if (get("editor").id !== id) return;
    const own = get("session").hotel.language;
    const language = own in template.texts ? own : template.languages[0].language;
    take(template, { language, face: "ready" });
    await Promise.all([loadTemplateStays(), loadTemplateLinks()]);
  } catch (error) {
    if (get("editor").id === id) show({ face: "failed", error: error.message });
  }
}

export function newTemplate() {
  const language = get("session").hotel.language;
  set({ editor: shown({ ...BLANK, face: "ready", language, texts: { [language]: "" } }) });
  address("new");
  loadTemplateStays();
  askPreview();
}

export function closeTemplate() {
  const left = get("editor");
  set({ editor: { ...BLANK } });
  address("");
  loadTemplates();
  if (!unsaved(left).length && !left.meta_changed) return;
  const run = () => {
    set({ editor: left });
    address(left.id ?? "new");
  };
  toast({ text: "What you changed is not saved.", label: "Go back to it", run });
}

const address = (id) => {
  const query = id && id !== "new" ? `?open=${id}` : "";
  history.replaceState(history.state, "", location.pathname + query);
};

// What the server holds now; words that are not saved yet stay as they were typed.
function take(template, patch = {}) {
  const editor = get("editor");
  const waiting = Object.fromEntries(unsaved(editor).map((code) => [code, editor.texts[code]]));
  const texts = { ...template.texts, ...waiting, ...patch.texts };
  const saved = Object.fromEntries(template.languages.map((one) => [one.language, one]));
  const { id, name, message_class } = template;
  const kept = editor.meta_changed ? {} : { name, message_class };
  show({ template, id, saved, stamp: editor.stamp + 1, ...kept, ...patch, texts });
  askPreview();
}

export function chooseTemplateLanguage(language) {
  show({ language, preview: NO_PREVIEW, stamp: get("editor").stamp + 1 });
  askPreview();
}

export function addTemplateLanguage(language) {
  if (!language) return;
  const { texts } = get("editor");
  show({ texts: { ...texts, [language]: texts[language] ?? "" } });
  chooseTemplateLanguage(language);
  document.getElementById("template-text")?.focus();
}

export async function dropTemplateLanguage() {
  const { saved, texts, language } = get("editor");
  const { [language]: _gone, ...others } = texts;
  const next = Object.keys(others)[0];
  if (!saved[language]) {
    show({ texts: others });
    return chooseTemplateLanguage(next);
  }
  await act(async () => {
    const template = await call("DELETE", ofText());
    show({ texts: { ...get("editor").texts, [language]: undefined } });
    take(template, { language: next });
    toast({ text: "The language was removed. Its versions are kept." });
  });
}

export function typeTemplate(text) {
  const { texts, language } = get("editor");
  show({ texts: { ...texts, [language]: text }, error: null });
  clearTimeout(timer);
  timer = setTimeout(askPreview, PREVIEW_MS);
}

export const nameTemplate = (name) => show({ name, meta_changed: true, error: null });
export const classTemplate = (message_class) => show({ message_class, meta_changed: true });

export function pickTemplateStay(external_id) {
  show({ stay: external_id });
  askPreview();
}

// Puts a variable where the caret is, or in place of what is chosen.
export function insertVariable(words) {
  const field = document.getElementById("template-text");
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  field.focus();
  typeTemplate(field.value);
}

// Places are counted in code points; the field counts in UTF-16.
export function showFinding(start, end) {
  const field = document.getElementById("template-text");
  const signs = [...field.value];
  const at = (place) => signs.slice(0, place).join("").length;
  field.focus();
  field.setSelectionRange(at(start), at(end));
}

export async function askPreview() {
  const mine = ++asked;
  const { texts, language, stay } = get("editor");
  const text = texts[language] ?? "";
  try {
    const body = { text, language, external_id: stay || null };
    const preview = await call("POST", hotelPath("/template-preview"), body);
    if (mine === asked) show({ preview: { ...preview, face: "ready", of: text } });
  } catch (error) {
    if (mine === asked) show({ preview: { ...NO_PREVIEW, face: "failed", error: error.message } });
  }
}

export async function loadTemplateStays() {
  try {
    const views = ["in_house", "arriving", "all"];
    const pages = await Promise.all(
      views.map((view) => call("GET", hotelPath(`/stays?view=${view}&limit=20`))),
    );
    const found = new Map(pages.flatMap(({ items }) => items).map((one) => [one.external_id, one]));
    show({ stays: [...found.values()].slice(0, 40), stays_error: "" });
  } catch (error) {
    show({ stays_error: error.message });
  }
}

export async function saveTemplate() {
  await act(saveAll);
}

async function saveAll() {
  const { id, name, message_class, texts, meta_changed } = get("editor");
  if (!id) {
    const body = { name, message_class, texts };
    const made = await call("POST", path(), body);
    show({ meta_changed: false });
    take(made);
    address(made.id);
    return;
  }
  if (meta_changed) {
    const template = await call("PATCH", here(), { name, message_class });
    show({ meta_changed: false });
    take(template);
  }
  for (const code of unsaved(get("editor"))) {
    const { texts: now, saved } = get("editor");
    const body = { text: now[code], based_on: saved[code]?.version ?? 0 };
    take(await call("PUT", here(`/texts/${code}`), body));
  }
  loadTemplateLinks();
}

export async function reviewTemplate() {
  await act(async () => {
    const { language } = get("editor");
    const own = unsaved(get("editor"));
    if (own.length || !get("editor").id || get("editor").meta_changed) await saveAll();
    const { version } = get("editor").saved[language];
    take(await call("PUT", ofText("/review"), { version }));
    toast({ text: "Reviewed. Guests get this text from now on." });
  });
}

export async function withdrawTemplate() {
  await act(async () => {
    take(await call("DELETE", ofText("/review")));
    toast({ text: "Guests get nothing in this language until it is reviewed again." });
  });
}

async function act(run) {
  show({ busy: true, error: null, errors: [] });
  try {
    await run();
  } catch (error) {
    const details = Array.isArray(error.details) ? error.details : [];
    const first = details.find((one) => one?.field?.startsWith("texts."));
    if (first) chooseTemplateLanguage(first.field.slice("texts.".length));
    show({ error: error.message });
  }
  show({ busy: false });
}

export async function deleteTemplate() {
  const { id, name } = get("editor");
  await act(async () => {
    await call("DELETE", here());
    set({ editor: { ...BLANK } });
    address("");
    await loadTemplates();
    const run = async () => {
      await call("POST", path(`/${id}/undelete`));
      await loadTemplates();
    };
    toast({ text: `${name} deleted`, label: "Undo", run });
  });
}

export async function loadTemplateLinks() {
  await links(() => call("GET", here("/links")));
}

export async function tryTemplateLinks() {
  show({ links_busy: true });
  await links(() => call("POST", here("/links/try")));
  show({ links_busy: false });
}

async function links(ask) {
  try {
    const { items } = await ask();
    show({ links: items, links_error: "" });
  } catch (error) {
    show({ links_error: error.message });
  }
}

// The versions of the language that is open, newest first, and what the chosen one changed.
export async function openHistory() {
  const { saved, language } = get("editor");
  part("versions", { items: [], face: "loading", read_at: null, next: null });
  set({ sheet: "template_history", changes: null });
  await loadHistory();
  if (saved[language]) await chooseVersion(saved[language].version);
}

export const loadHistory = () =>
  readPart("versions", async () => {
    const { items, next_cursor } = await call("GET", ofText("/versions?limit=50"));
    return { items, next: next_cursor };
  });

export async function moreVersions() {
  const { items, next } = get("versions");
  try {
    const page = await call("GET", ofText(`/versions?limit=50&cursor=${encodeURIComponent(next)}`));
    part("versions", { items: [...items, ...page.items], next: page.next_cursor });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

export async function chooseVersion(version, since = version - 1) {
  const mine = ++compared;
  try {
    const { changes } = await call("GET", ofText(`/versions/${version}/changes?since=${since}`));
    if (mine === compared) set({ changes: { version, since, parts: changes, error: "" } });
  } catch (error) {
    if (mine === compared) set({ changes: { version, since, parts: [], error: error.message } });
  }
}

export async function restoreVersion(version) {
  const { language, texts } = get("editor");
  try {
    const template = await call("POST", ofText(`/versions/${version}/restore`));
    set({ sheet: null });
    take(template, { texts: { ...texts, [language]: template.texts[language] } });
    toast({ text: `Version ${version} is back. Review it, and guests get it.` });
  } catch (error) {
    set({ changes: { ...get("changes"), error: error.message } });
  }
}
