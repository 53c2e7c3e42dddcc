// What the server pushes. Each hotel's events are numbered; after a gap everything is asked again.
import { leave } from "./api.js";
import { loadAlerts, onAlert } from "./alerts.js";
import { loadRows, loadThread, onConversation, onMessage } from "./inbox.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";

const RETRIED = "retried";
const JOIN_MS = 6000;
const POLL_MS = 15_000;

let seen = null;

const handlers = {
  message: onMessage,
  conversation: onConversation,
  alert: onAlert,
  channel: onChannel,
};

export function receive(push) {
  if (!push?.kind) return;
  if (push.kind === "bye") leave();
  if (push.kind === "joined") catchUp();
  if (push.kind === "failure") toast({ text: push.text, tone: "danger" });
  if (push.kind === "events") take(push);
}

function take({ hotel_id, seq, events }) {
  if (hotel_id !== get("session")?.hotel?.id) return;
  const gap = seen !== null && seq !== seen + 1;
  seen = seq;
  for (const event of events) handlers[event.kind]?.(event.data);
  if (gap) refetch();
}

// After every (re)connect: nothing is replayed, so the truth is read again.
function catchUp() {
  seen = null;
  document.documentElement.dataset.live = "on";
  sessionStorage.removeItem(RETRIED);
  if (get("session")?.hotel && get("rows_face") !== "loading") refetch();
}

// A tab keeps its Reflex token, and the gate binds that to one session: after a new sign-in in
// another tab the old token opens no socket here. One reload with a fresh token mends it.
export function expectToJoin() {
  setTimeout(() => {
    if (document.documentElement.dataset.live || sessionStorage.getItem(RETRIED)) return;
    sessionStorage.setItem(RETRIED, "yes");
    sessionStorage.removeItem("token");
    location.reload();
  }, JOIN_MS);
}

// The browser knows of a pulled cable long before the socket's next heartbeat fails.
export function watchNetwork() {
  window.addEventListener("offline", () => set({ online: false }));
  window.addEventListener("online", () => {
    set({ online: true });
    catchUp();
  });
}

// While no push can arrive, asking now and then keeps the screen true.
export function poll() {
  const timer = setInterval(() => get("session")?.hotel && refetch({ quiet: true }), POLL_MS);
  return () => clearInterval(timer);
}

export function refetch(how) {
  loadRows(how);
  loadAlerts();
  if (get("open_id")) loadThread();
}

function onChannel(channel) {
  const others = get("channels").filter((c) => c.id !== channel.id);
  set({ channels: [...others, channel].sort((a, b) => a.name.localeCompare(b.name)) });
}
