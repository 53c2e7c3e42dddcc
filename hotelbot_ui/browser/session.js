// Who is here, in which hotel; signing in and out.
import { call, leave } from "./api.js";
import { loadAlerts } from "./alerts.js";
import { loadBudget } from "./cost.js";
import { loadChannels } from "./channels.js";
import { showDraft } from "./composer.js";
import { loadDoubts } from "./doubts.js";
import { watchDrafts } from "./drafts.js";
import { loadDesk } from "./handling.js";
import { loadRows, markRead, open } from "./inbox.js";
import { jumpTo } from "./scroller.js";
import { loadLetterCounts } from "./letters.js";
import { expectToJoin, watchNetwork } from "./live.js";
import { watchShown } from "./mailing.js";
import { catchUpNotices, loadNotify } from "./notifications.js";
import { loadPresence, watchPresence } from "./presence.js";
import { followAccount } from "./languages.js";
import { watchSeen } from "./second.js";
import { get, set } from "./store.js";
import { tellWhatWasLeft } from "./toasts.js";
import { watchTranslations } from "./translating.js";
import { whoIsHere } from "./who.js";

const TICK_MS = 15_000;
let booted = null;

// Reads the session once per tab; pages wait for it.
export function boot() {
  booted ??= start();
  return booted;
}

async function start() {
  set({ sound: localStorage.getItem("sound") !== "off" });
  setInterval(() => set({ now: Date.now() }), TICK_MS);
  document.addEventListener("visibilitychange", markRead);
  watchNetwork();
  await whoIsHere();
  followAccount(get("session"));
  tellWhatWasLeft();
  if (!get("session").hotel) return;
  expectToJoin();
  watchPresence();
  watchSeen();
  watchDrafts(showDraft);
  watchTranslations();
  watchShown();
  await Promise.all([
    loadDesk(), loadAlerts(), loadBudget(), loadChannels(), loadDoubts(), loadLetterCounts(), loadPresence(),
    loadNotify().then(catchUpNotices),
  ]);
}

// The rows wait for nothing but the session; what else the page shows comes beside them.
export async function bootInbox() {
  const rest = boot();
  await whoIsHere();
  if (!get("session").hotel) return location.replace(get("session").is_platform_admin ? "/admin" : "/login");
  const asked = new URLSearchParams(location.search);
  const [wanted, message] = [asked.get("c"), asked.get("m")];
  return Promise.all([rest, loadRows(), wanted && open(wanted).then(() => message && jumpTo(message))]);
}

export async function chooseHotel(hotel_id) {
  await call("POST", "/session/hotel", { hotel_id });
  location.assign("/");
}

// A full load: the page's socket must be opened with the new cookie and a token of its own.
async function enter(email, password) {
  const { hotel_id } = await call("POST", "/auth/login", { email, password });
  sessionStorage.removeItem("token");
  location.assign(hotel_id ? "/" : "/admin");
}

export async function login(form) {
  const { email, password } = Object.fromEntries(new FormData(form));
  set({ form: { ...get("form"), busy: true, error: null } });
  try {
    await enter(email, password);
  } catch (error) {
    set({ form: { ...get("form"), busy: false, error: error.message } });
    form.querySelector("[name=password]").select();
  }
}

// The token of an invitation stands behind the # of its address: no server log holds it.
const invitation = () => location.hash.slice(1);

export const invitationLink = (token) => `${location.origin}/invitation#${token}`;

export async function readInvitation() {
  try {
    const { email } = await call("POST", "/auth/invitation", { token: invitation() });
    set({ form: { ...get("form"), item: { email } } });
  } catch (error) {
    set({ form: { ...get("form"), error: error.message } });
  }
}

export async function acceptInvitation(form) {
  const { email } = get("form").item;
  const { password } = Object.fromEntries(new FormData(form));
  set({ form: { ...get("form"), busy: true, error: null } });
  try {
    await call("POST", "/auth/password", { token: invitation(), password });
    await enter(email, password);
  } catch (error) {
    set({ form: { ...get("form"), busy: false, error: error.message } });
  }
}

export async function logout() {
  await call("POST", "/auth/logout").catch(() => null);
  leave();
}
