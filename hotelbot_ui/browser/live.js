// What the server pushes. Each hotel's events are numbered; after a gap everything is asked again.
import { leave } from "./api.js";
import { onAiDraft } from "./ai_drafts.js";
import { loadAlerts, onAlert } from "./alerts.js";
import { loadBudget } from "./cost.js";
import { loadChannels, onChannel } from "./channels.js";
import { loadDoubts, onDoubtful } from "./doubts.js";
import { onGoldenRun } from "./golden.js";
import { loadDesk } from "./handling.js";
import { loadRows, loadThread, onActivity, onConversation, onMessage } from "./inbox.js";
import { loadLetterCounts, onGivenUp } from "./letters.js";
import { catchUpNotices, onNotice } from "./notifications.js";
import { onIntake } from "./intakes.js";
import { onScheduled } from "./planned.js";
import { onErased } from "./privacy.js";
import { onPromise } from "./promises.js";
import { onComplaint } from "./recovery.js";
import { loadPresence, onPresence } from "./presence.js";
import { onStayImport } from "./stays.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";
import { onWrongAnswer } from "./wrong.js";

const RETRIED = "retried";
const JOIN_MS = 6000;
const HANDS = ["keydown", "pointerdown", "wheel"];
const POLL_MS = 5_000;
// Everybody notices the same loss at once, and must not ask at once.
const SPREAD_MS = 2_000;

let seen = null;

const handlers = {
  message: (data) => {
    onMessage(data);
    onDoubtful(data);
  },
  conversation: onConversation,
  activity: onActivity,
  scheduled: onScheduled,
  presence: onPresence,
  notification: onNotice,
  ai_draft: onAiDraft,
  wrong_answer: onWrongAnswer,
  alert: (data) => {
    onAlert(data);
    onGivenUp();
    if (data.kind === "ai_budget") loadBudget();
  },
  complaint: onComplaint,
  promise: onPromise,
  channel: onChannel,
  connection: (data) => set({ connection_news: data }),
  knowledge_import: onIntake,
  erased: onErased,
  golden_run: onGoldenRun,
  stay_import: onStayImport,
};

export function receive(push) {
  if (!push?.kind) return;
  if (push.kind === "bye") leave();
  if (push.kind === "joined") onJoined(push);
  if (push.kind === "hearing") onHearing(push);
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

function onJoined({ hears }) {
  set({ delayed: !hears });
  catchUp();
}

// The server lost or found again the line on which other processes tell it what happened.
function onHearing({ hears }) {
  set({ delayed: !hears });
  if (hears) setTimeout(catchUp, Math.random() * SPREAD_MS);
}

// After every (re)connect: nothing is replayed, so the truth is read again.
function catchUp() {
  seen = null;
  document.documentElement.dataset.live = "on";
  sessionStorage.removeItem(RETRIED);
  if (get("session")?.hotel && get("rows_face") !== "loading") refetch();
}

// A tab keeps its Reflex token, and the gate binds that to one session: after a new sign-in in
// another tab the old token opens no socket here. One reload with a fresh token mends it, in a moment
// in which nobody works: on a slow network the socket may only be late.
export function expectToJoin() {
  let timer = null;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(leaveIt, JOIN_MS);
  };
  const leaveIt = () => {
    for (const hand of HANDS) window.removeEventListener(hand, wait, true);
    if (document.documentElement.dataset.live || sessionStorage.getItem(RETRIED)) return;
    sessionStorage.setItem(RETRIED, "yes");
    sessionStorage.removeItem("token");
    location.reload();
  };
  for (const hand of HANDS) window.addEventListener(hand, wait, { capture: true, passive: true });
  wait();
}

// The browser knows of a pulled cable long before the socket's next heartbeat fails.
export function watchNetwork() {
  window.addEventListener("offline", () => set({ online: false }));
  window.addEventListener("online", () => {
    set({ online: true });
    catchUp();
  });
}

// While no push can arrive, asking now and then keeps the screen true. A slow server is asked less.
export function poll() {
  let timer = null;
  const ask = async () => {
    const began = Date.now();
    if (get("session")?.hotel && !document.hidden) await refetch({ quiet: true });
    if (timer) timer = setTimeout(ask, Math.max(POLL_MS, 10 * (Date.now() - began)));
  };
  timer = setTimeout(ask, Math.random() * SPREAD_MS);
  return () => {
    clearTimeout(timer);
    timer = null;
  };
}

export function refetch(how) {
  return Promise.all([
    loadRows(how), loadDesk(), loadAlerts(), loadChannels(), loadThread(), loadDoubts(), loadLetterCounts(),
    loadPresence(), catchUpNotices(),
  ]);
}
