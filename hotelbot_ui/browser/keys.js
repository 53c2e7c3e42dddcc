// The keyboard. Which key does what is said in Python (layouts/keys.py) and handed in here.
import { act, close, open, resolve } from "./inbox.js";
import { closeForm } from "./lists.js";
import { get, set } from "./store.js";

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
const field = (id) => document.getElementById(id);

function step(by) {
  const rows = get("rows");
  const at = rows.findIndex((row) => row.id === get("open_id"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
  if (!next || next.id === get("open_id")) return;
  open(next.id);
  document.querySelector(`[data-row="${next.id}"]`)?.scrollIntoView({ block: "nearest" });
}

const COMMANDS = {
  next: () => step(1),
  previous: () => step(-1),
  reply: () => field("composer")?.focus(),
  search: () => field("search")?.select(),
  resolve: () => get("open_id") && resolve(),
  take_over: () => get("open_id") && act("take-over"),
  return_to_ai: () => get("open_id") && act("return-to-ai"),
  guest: () => set({ panel: !get("panel") }),
  alerts: () => set({ sheet: get("sheet") === "alerts" ? null : "alerts" }),
  help: () => set({ sheet: get("sheet") === "keys" ? null : "keys" }),
  back,
};

function back() {
  if (get("form").name) return closeForm();
  if (get("sheet")) return set({ sheet: null });
  if (get("panel")) return set({ panel: false });
  return close();
}

export function listenToKeys(keymap) {
  const onKey = (event) => {
    const chord = (event.metaKey || event.ctrlKey ? "mod+" : "") + event.key.toLowerCase();
    const command = keymap[chord];
    if (!command || event.altKey) return;
    if (command !== "back" && (get("form").name || (typing(event.target) && !chord.startsWith("mod+")))) return;
    if (command === "back" && typing(event.target) && !get("form").name) return event.target.blur();
    event.preventDefault();
    COMMANDS[command]();
  };
  // Back and forward go through the conversations that were opened.
  const onPop = () => {
    const wanted = new URLSearchParams(location.search).get("c");
    if (wanted && wanted !== get("open_id")) open(wanted);
    if (!wanted) set({ open_id: null, conversation: null, pane: "list" });
  };
  window.addEventListener("keydown", onKey);
  window.addEventListener("popstate", onPop);
  return () => {
    window.removeEventListener("keydown", onKey);
    window.removeEventListener("popstate", onPop);
  };
}
