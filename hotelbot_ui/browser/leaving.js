// Work on a screen that nobody saved yet: what happens when it is left, and its keys of undo.
import { toast } from "./toasts.js";

let guarded = false;

// Once for a tab; `isShown` says whether the screen with the work is the one that is seen.
export function guardLeaving(work) {
  if (guarded) return;
  guarded = true;
  addEventListener("beforeunload", (event) => work.isDirty() && event.preventDefault());
  document.addEventListener("click", (event) => leaveByLoading(event, work), { capture: true });
  addEventListener("popstate", () => sayUnsaved(work));
  addEventListener("keydown", (event) => onHistoryKey(event, work));
}

// Links of the app load no document, so the browser would not ask: while something is unsaved
// they load one.
function leaveByLoading(event, { isDirty, isShown }) {
  const link = event.target.closest?.("a[href]");
  if (!link || !isDirty() || !isShown() || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  location.assign(link.href);
}

// The browser's own way back cannot be held up; the work is kept, and the way to it is offered.
function sayUnsaved({ isDirty, isShown }) {
  if (!isDirty() || isShown()) return;
  toast({ text: "Your change is not saved", label: "Back to it", run: () => history.forward() });
}

function onHistoryKey(event, { isShown, undo, redo }) {
  const key = event.key.toLowerCase();
  if (!isShown() || !(event.metaKey || event.ctrlKey) || event.altKey) return;
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) redo();
  else undo();
}
