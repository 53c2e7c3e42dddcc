// The digest by e-mail: how it is doing, and what a page has shown, so that no mail repeats it.
import { call, hotelPath } from "./api.js";
import { changeNotify, isQuietNow } from "./notifications.js";
import { readPart } from "./parts.js";
import { boot } from "./session.js";
import { get } from "./store.js";
import { toast } from "./toasts.js";

const SIGNS = ["pointermove", "pointerdown", "keydown", "visibilitychange"];
const REST_MS = 30_000;

let shown = new Set();
let restsUntil = 0;

const unreadMarks = () => get("notices").items.filter(({ read_at }) => !read_at).map(({ id, times }) => `${id}:${times}`);

export async function loadDigest() {
  await boot();
  if (!get("session")?.staff_id) return undefined;
  return readPart("digest", async () => {
    const found = await call("GET", hotelPath("/notifications/digest"));
    return { ...found, items: [found] };
  });
}

export async function chooseMail(value) {
  const minutes = value ? Number(value) : null;
  if (!(await changeNotify({ mail_minutes: minutes }))) return undefined;
  toast({ text: minutes ? "You get a digest by e-mail" : "You get no digest" });
  return loadDigest();
}

// A page that nobody sits at has shown nothing: the first sign of a person after the news counts.
export function watchShown() {
  for (const sign of SIGNS) document.addEventListener(sign, tellShown, { capture: true, passive: true });
}

export async function tellShown() {
  if (document.hidden || !get("notify").mail_minutes || isQuietNow() || Date.now() < restsUntil) return;
  const marks = unreadMarks();
  if (marks.every((mark) => shown.has(mark))) return;
  const before = shown;
  shown = new Set(marks);
  try {
    await call("POST", hotelPath("/notifications/shown"));
  } catch {
    // The worst of it is a mail about something seen; asked again, but not with every move.
    shown = before;
    restsUntil = Date.now() + REST_MS;
  }
}
