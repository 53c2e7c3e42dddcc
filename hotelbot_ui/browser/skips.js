// Guests and stays that a trigger leaves out, at the trigger itself.
import { call } from "./api.js";
import { part, readPart } from "./parts.js";
import { get } from "./store.js";
import { attempt, triggerPath } from "./triggers.js";

const path = (rest = "") => triggerPath(get("builder").id, `/skips${rest}`);

// A trigger that is not saved leaves nobody out.
export function loadSkips() {
  if (!get("builder").id) return part("skips", { items: [], face: "empty", error: null });
  return readPart("skips", async () => ({ items: (await call("GET", path())).items }));
}

export async function takeSkipBack({ subject_id, kind, name }) {
  const again = async () => {
    await attempt(() => call("POST", path(), { [`${kind}_id`]: subject_id }));
    await loadSkips();
  };
  const done = { text: `${name || "The guest"} gets it again`, label: "Undo", run: again };
  await attempt(() => call("DELETE", path(`/${subject_id}`)), done);
  await loadSkips();
}
