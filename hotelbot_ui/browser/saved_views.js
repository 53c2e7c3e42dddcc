// Views of the inbox that a colleague keeps under a name.
import { call, hotelPath } from "./api.js";
import { loadDesk } from "./handling.js";
import { loadRows, setView } from "./inbox.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";

const EMPTY = { status: "open", label_id: null, team_id: null, assignee_id: null, priority: null };

export const openSavedView = (view) => {
  set({ sheet: null });
  return setView({ ...view.filter, view_id: view.id });
};

export async function saveView(form) {
  const { name, shared } = Object.fromEntries(new FormData(form));
  const filter = { ...EMPTY, ...get("narrowed"), status: get("status") };
  try {
    const made = await call("POST", hotelPath("/saved-views"), { name, shared: Boolean(shared), filter });
    await loadDesk();
    set({ sheet: null, view_id: made.id });
    await loadRows();
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

export async function removeView(view) {
  try {
    await call("DELETE", hotelPath(`/saved-views/${view.id}`));
    if (get("view_id") === view.id) set({ view_id: null });
    await loadDesk();
    const { name, shared, filter } = view;
    const undo = async () => {
      await call("POST", hotelPath("/saved-views"), { name, shared, filter });
      await loadDesk();
    };
    toast({ text: `“${name}” removed`, label: "Undo", run: undo });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

export const viewName = (views, id) => views.find((view) => view.id === id)?.name ?? "Kept view";
