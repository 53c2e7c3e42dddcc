// Work on the open conversation: who has it, how urgent, until when it rests, notes, what was done.
import { call, hotelPath } from "./api.js";
import { onConversation } from "./inbox.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";

const path = (rest, id = get("open_id")) => hotelPath(`/conversations/${id}${rest}`);
export const me = () => get("session")?.staff_id ?? null;

// Who may be given a conversation, and how it may be marked; asked once, and again on reconnect.
export async function loadDesk() {
  const ask = (name) => call("GET", hotelPath(`/${name}?limit=200`)).then(({ items }) => items);
  try {
    const [staff, teams, labels, saved_views] = await Promise.all(
      ["staff", "teams", "labels", "saved-views"].map(ask),
    );
    const colleagues = staff.filter((person) => !person.disabled_at);
    set({ colleagues, teams, labels, saved_views, desk_face: "ready" });
  } catch {
    // The rows say who has what; only the choices are missing, and their places say so.
    if (get("desk_face") !== "ready") set({ desk_face: "failed" });
  }
}

export async function changeOpen(method, rest, body) {
  try {
    const conversation = await call(method, path(rest), body);
    onConversation(conversation);
    return conversation;
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
    // A select shows what was chosen; what holds is shown again.
    set({ conversation: { ...get("conversation") } });
    return null;
  }
}

export const assign = (staff_id) => changeOpen("PUT", "/assignee", { staff_id: staff_id || null });
export const assignMe = () => me() && assign(me());
export const setTeam = (team_id) => changeOpen("PUT", "/team", { team_id: team_id || null });
export const setPriority = (priority) => changeOpen("PUT", "/priority", { priority });
export const addLabel = (id) => id && changeOpen("PUT", `/labels/${id}`);
export const removeLabel = (id) => changeOpen("DELETE", `/labels/${id}`);

// The next word is the guest's; their message opens it again.
export async function waitForGuest() {
  const id = get("open_id");
  if (!(await changeOpen("POST", "/wait-for-guest"))) return;
  const undo = async () => onConversation(await call("POST", path("/reopen", id)));
  toast({ text: "Waiting for the guest", label: "Undo", run: undo });
}

export async function loadMoments() {
  const id = get("open_id");
  const answer = await call("GET", path("/snooze")).catch(() => null);
  if (get("open_id") === id) set({ moments: answer?.items ?? [], moments_face: answer ? "ready" : "failed" });
}

export async function snooze(choice) {
  if (!choice) return;
  if (choice === "again") {
    await loadMoments();
    return;
  }
  if (choice === "custom") {
    set({ sheet: "snooze" });
    return;
  }
  await rest({ choice });
}

async function rest(body) {
  const id = get("open_id");
  if (!(await changeOpen("PUT", "/snooze", body))) return false;
  const undo = async () => onConversation(await call("POST", path("/reopen", id)));
  toast({ text: "Snoozed", label: "Undo", run: undo });
  return true;
}

export async function snoozeAt(form) {
  const { on_clock } = Object.fromEntries(new FormData(form));
  if (on_clock && (await rest({ choice: "custom", on_clock }))) set({ sheet: null });
}

// Named are those whose whole name stands behind an @; the longest first, as one name may begin
// like another.
export function namedIn(text, colleagues) {
  let rest = text;
  const longestFirst = [...colleagues].sort((a, b) => b.name.length - a.name.length);
  return longestFirst.flatMap(({ id, name }) => {
    if (!rest.includes(`@${name}`)) return [];
    rest = rest.replaceAll(`@${name}`, "");
    return [id];
  });
}

export async function writeNote(text) {
  const id = get("open_id");
  const body = { text, mentions: namedIn(text, get("colleagues")) };
  try {
    await call("POST", path("/notes", id), body);
    return true;
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
    return false;
  }
}

export async function loadParticipants(id) {
  const answer = await call("GET", path("/participants", id)).catch(() => null);
  if (get("open_id") !== id) return;
  // Who was shown before stays when a later look fails.
  if (answer) set({ participants: answer.items, participants_face: "ready" });
  else if (get("participants_face") !== "ready") set({ participants_face: "failed" });
}

export const initials = (name) =>
  String(name || "")
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((part) => [...part][0].toUpperCase())
    .join("");

export const holds = (people, id) => people.some((person) => person.id === id);
export const includes = (ids, id) => (ids ?? []).includes(id);
