// What of a conversation left the building: /privacy?c=<conversation>.
import { loadAlerts } from "./alerts.js";
import { call, hotelPath } from "./api.js";
import { close, dropRows } from "./inbox.js";
import { read } from "./lists.js";
import { part, readPart } from "./parts.js";
import { boot } from "./session.js";
import { get, set } from "./store.js";
import { toast, toastAfterLoad } from "./toasts.js";

const SHOWN = 30;

const path = (rest = "") => hotelPath(`/conversations/${get("disclosures").conversation_id}/disclosures${rest}`);

export async function startPrivacy() {
  part("disclosures", { conversation_id: new URLSearchParams(location.search).get("c") ?? "" });
  await boot();
  if (get("disclosures").conversation_id) await loadDisclosures();
  else part("disclosures", { face: "empty" });
}

export const loadDisclosures = () =>
  readPart("disclosures", async () => {
    const { next_cursor, ...found } = await call("GET", path(`?limit=${SHOWN}`));
    return { ...found, next: next_cursor };
  });

export async function moreDisclosures() {
  const { items, next } = get("disclosures");
  try {
    const page = await call("GET", path(`?limit=${SHOWN}&cursor=${encodeURIComponent(next)}`));
    const known = new Set(items.map(({ id }) => id));
    part("disclosures", { items: [...items, ...page.items.filter(({ id }) => !known.has(id))], next: page.next_cursor });
  } catch (error) {
    toast({ text: error.message, tone: "warning" });
  }
}

export const disclosuresFile = (conversation) =>
  get("session") ? `/api/v1${hotelPath(`/conversations/${conversation}/disclosures/export`)}` : "";

// Erasing a guest: for good, with a reason from a list.
export async function eraseGuest(element) {
  const { id } = get("conversation").guest;
  part("erasing", { busy: true, error: "" });
  try {
    await call("POST", hotelPath(`/guests/${id}/erase`), read(element));
    toastAfterLoad("The guest was deleted for good");
    // A full load: nothing this page still holds of them may stay.
    location.assign("/");
  } catch (error) {
    part("erasing", { busy: false, error: error.message });
  }
}

// By a colleague, or in another tab: whoever reads along is told why the words went away.
export function onErased({ conversation_ids }) {
  if (get("erasing").busy) return;
  const gone = new Set(conversation_ids);
  if (gone.has(get("open_id"))) {
    close();
    toast({ text: "This guest was deleted for good by a colleague", tone: "warning" });
  }
  dropRows(gone);
  loadAlerts();
}

export function askErasure() {
  set({ sheet: "erase", erasing: { busy: false, error: "" } });
}

export const guestCopy = (guest) => (get("session") && guest ? `/api/v1${hotelPath(`/guests/${guest}/copy`)}` : "");
