// The command palette: what can be done, and where one can go, by typing a few letters of it.
import { askFor, openMessage, worthAsking } from "./finding.js";
import { open } from "./inbox.js";
import { get, set } from "./store.js";

const FOUND = 6;
let commands = {};
let timer = null;

export const useCommands = (run) => {
  commands = run;
};

export function openPalette() {
  set({ sheet: "palette", palette: { query: "", found: [], said: [], failed: false, at: 0 } });
}

export function closePalette() {
  if (get("sheet") === "palette") set({ sheet: null });
}

const put = (patch) => set({ palette: { ...get("palette"), ...patch } });

export function searchPalette(query) {
  put({ query, at: 0 });
  clearTimeout(timer);
  if (!worthAsking(query)) return put({ found: [], said: [], failed: false });
  timer = setTimeout(async () => {
    const answer = await askFor(query, FOUND).catch(() => null);
    if (get("palette").query !== query) return;
    put({ found: answer?.guests.slice(0, FOUND) ?? [], said: answer?.messages ?? [], failed: !answer });
  }, 150);
  return undefined;
}

// What would do nothing here is not offered: most of it needs the list or an open conversation.
const fits = ({ needs }) =>
  !needs || (document.querySelector("[data-page=inbox]") && (needs === "list" || get("open_id")));

// Commands whose words contain every word that was typed.
export function matching(all, query) {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(fits).filter(({ words }) => wanted.every((part) => words.toLowerCase().includes(part)));
}

const choices = () => [...document.querySelectorAll("[data-choice]")];

export function onPaletteKey(event) {
  const shown = choices();
  const at = Math.min(get("palette").at, shown.length - 1);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = (at + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % (shown.length || 1);
    put({ at: next });
    shown[next]?.scrollIntoView({ block: "nearest" });
  }
  if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    shown[at]?.click();
  }
}

export function runCommand(name) {
  closePalette();
  commands[name]?.();
}

export function openFound(id) {
  closePalette();
  if (document.querySelector("[data-page=inbox]")) return open(id);
  return location.assign(`/?c=${id}`);
}

export function openSaid(id, message) {
  closePalette();
  return openMessage(id, message);
}
