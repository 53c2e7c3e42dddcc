// Keeps the eye's place in the thread: sticks to the end, never moves what is being read.
import { markRead, older } from "./inbox.js";
import { get, set, subscribe } from "./store.js";
import { toast } from "./toasts.js";

const NEAR_END = 40;
const NEAR_START = 240;

let box = null;

const stuck = () => get("at_end");
const atEnd = () => box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;

export function toEnd() {
  if (!box) return;
  box.scrollTop = box.scrollHeight;
  set({ thread_new: 0, at_end: true });
}

const LARGEST_PAGE = 200;
const MOST_PAGES = 25;
const FLASH = { duration: 1200, easing: "ease-out" };
const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

// To a message that is quoted or was found; older pages are loaded until it is there.
export async function jumpTo(id) {
  const thread = get("open_id");
  await painted();
  const find = () => box?.querySelector(`[data-message="${CSS.escape(id)}"]`);
  for (let page = 0; !find() && get("thread").older && page < MOST_PAGES; page += 1) {
    await older(LARGEST_PAGE);
    await painted();
    if (get("open_id") !== thread) return;
  }
  const found = find();
  if (!found) return toast({ text: "That message is too far back to show.", tone: "warning" });
  set({ at_end: false });
  found.scrollIntoView({ block: "center" });
  found.animate([{ opacity: 0.4 }, { opacity: 1 }], FLASH);
}

// React calls it with the scrolling element, and with null when that goes away.
export function mountThread(element) {
  if (!element) return undefined;
  box = element;
  set({ at_end: true });
  let height = box.scrollHeight;
  let seen = get("thread");
  const settle = () => {
    const { change } = get("thread");
    const fresh = get("thread") !== seen;
    seen = get("thread");
    const grown = box.scrollHeight - height;
    height = box.scrollHeight;
    if (fresh && change === "prepend") box.scrollTop += grown;
    else if (stuck() || (fresh && change === "own")) toEnd();
  };
  const sizes = new ResizeObserver(settle);
  sizes.observe(box);
  if (box.firstElementChild) sizes.observe(box.firstElementChild);
  box.addEventListener("scroll", onScroll, { passive: true });
  const forget = subscribe("thread", countNew);
  toEnd();
  return () => {
    sizes.disconnect();
    forget();
    box?.removeEventListener("scroll", onScroll);
    box = null;
  };
}

function onScroll() {
  set({ at_end: atEnd() });
  if (stuck()) {
    set({ thread_new: 0 });
    markRead();
  }
  if (box.scrollTop < NEAR_START) older();
}

function countNew() {
  const { change, messages } = get("thread");
  if (change !== "append") return;
  if (!stuck() && messages.at(-1)?.direction === "in") set({ thread_new: get("thread_new") + 1 });
}
