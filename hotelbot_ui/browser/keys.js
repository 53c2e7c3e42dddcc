// The keyboard. Which key does what is said in Python (layouts/keys.py) and handed in here.
import { chooseFiles } from "./attaching.js";
import { compose } from "./composer.js";
import { assignMe, waitForGuest } from "./handling.js";
import { act, close, open, resolve, setView } from "./inbox.js";
import { closeForm } from "./lists.js";
import { ringBell } from "./notifications.js";
import { openPalette, useCommands } from "./palette.js";
import { pickNone } from "./picking.js";
import { get, set } from "./store.js";
import { goToRow } from "./windowing.js";

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
const field = (id) => document.getElementById(id);
const VIEWS = ["open", "mine", "unassigned", "waiting", "mentions", "alerts"];

function step(by) {
  const rows = get("rows");
  const at = rows.findIndex((row) => row.id === get("open_id"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
  if (!next || next.id === get("open_id")) return;
  open(next.id);
  goToRow(next.id);
}

async function resolveAndNext() {
  const rows = get("rows");
  const at = rows.findIndex((row) => row.id === get("open_id"));
  const next = rows[at + 1] ?? rows[at - 1];
  if (!get("open_id") || !(await resolve())) return;
  if (next) open(next.id);
}

const nextView = () => setView({ status: VIEWS[(VIEWS.indexOf(get("status")) + 1) % VIEWS.length] });
const ifOpen = (run) => () => get("open_id") && run();
const go = (address) => () => location.assign(address);

const COMMANDS = {
  next: () => step(1),
  previous: () => step(-1),
  reply: ifOpen(() => compose("reply")),
  attach: ifOpen(chooseFiles),
  note: ifOpen(() => compose("note")),
  search: () => field("search")?.select(),
  resolve: ifOpen(resolve),
  resolve_next: resolveAndNext,
  snooze: ifOpen(() => field("snooze")?.focus()),
  assign_me: ifOpen(assignMe),
  wait_for_guest: ifOpen(waitForGuest),
  take_over: ifOpen(() => act("take-over")),
  return_to_ai: ifOpen(() => act("return-to-ai")),
  guest: () => set({ panel: !get("panel") }),
  next_view: nextView,
  palette: () => (get("sheet") === "palette" ? set({ sheet: null }) : openPalette()),
  alerts: ringBell,
  help: () => set({ sheet: get("sheet") === "keys" ? null : "keys" }),
  to_inbox: go("/"),
  to_stays: go("/stays"),
  to_delivery: go("/delivery"),
  to_settings: go("/settings"),
  back,
};
useCommands(COMMANDS);

function back() {
  if (get("form").name) return closeForm();
  if (get("sheet")) return set({ sheet: null });
  if (get("picked").length || get("choosing")) return pickNone();
  if (get("panel")) return set({ panel: false });
  return close();
}

// A plain letter goes by what is printed on the key. With Alt many layouts print another sign, so
// there the place of the key counts where the sign is no letter of the alphabet.
export function chordOf(event) {
  const printed = event.key.toLowerCase();
  const place = /^Key[A-Z]$/.test(event.code ?? "") ? event.code.slice(3).toLowerCase() : printed;
  const key = event.altKey && !/^[a-z]$/.test(printed) ? place : printed;
  const mod = event.metaKey || event.ctrlKey ? "mod+" : "";
  return `${mod}${event.altKey ? "alt+" : ""}${key}`;
}

export function listenToKeys(keymap) {
  const onKey = (event) => {
    // AltGr writes a sign on many keyboards; it is no chord.
    if (event.getModifierState?.("AltGraph")) return;
    const chord = chordOf(event);
    const command = keymap[chord];
    if (!command) return;
    const held = chord.includes("+");
    if (command !== "back" && (get("form").name || (typing(event.target) && !held))) return;
    if (command === "back" && typing(event.target) && !get("form").name && !get("sheet")) return event.target.blur();
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
