// Keeps the keyboard inside an open dialog and gives it back where it was.
const OPEN = "[role=dialog]";
const REACHABLE = "a[href], button:not([disabled]), input:not([type=hidden]), select, textarea";

// Where the keyboard was last outside of a dialog; nowhere once it was let go.
let cameFrom = null;

function remember({ type, target, relatedTarget }) {
  if (target.closest?.(OPEN)) return;
  if (type === "focusin") cameFrom = target;
  else if (!relatedTarget) cameFrom = null;
}

const reachable = (dialog) =>
  [...dialog.querySelectorAll(REACHABLE)].filter((element) => element.offsetParent !== null);

function enter(dialog) {
  if (dialog.contains(document.activeElement)) return;
  (dialog.querySelector("[autofocus]") ?? reachable(dialog)[0])?.focus();
}

function leave() {
  if (document.activeElement === document.body && cameFrom?.isConnected) cameFrom.focus();
}

function onTab(event) {
  const dialog = document.querySelector(OPEN);
  if (event.key !== "Tab" || !dialog) return;
  const stops = reachable(dialog);
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge && dialog.contains(document.activeElement)) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}

// Dialogs come and go as elements; watching for them needs no word from whoever draws one.
export function guardFocus() {
  let shown = null;
  const watch = new MutationObserver(() => {
    const dialog = document.querySelector(OPEN);
    if (dialog === shown) return;
    shown = dialog;
    if (dialog) enter(dialog);
    else leave();
  });
  watch.observe(document.body, { childList: true, subtree: true });
  const events = { keydown: onTab, focusin: remember, focusout: remember };
  for (const [name, run] of Object.entries(events)) document.addEventListener(name, run);
  return () => {
    watch.disconnect();
    for (const [name, run] of Object.entries(events)) document.removeEventListener(name, run);
  };
}
