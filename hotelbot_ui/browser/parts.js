// A part of a screen that is read again and again: what was read stays when a later read fails.
import { get, set } from "./store.js";
import { whoIsHere } from "./who.js";

const asked = new Map();

export const part = (key, patch) => set({ [key]: { ...get(key), ...patch } });

// `ask` answers what the part holds; its face follows from the items. Of several reads under way
// the one that was asked last counts.
export async function readPart(key, ask) {
  const turn = (asked.get(key) ?? 0) + 1;
  asked.set(key, turn);
  const isLast = () => asked.get(key) === turn;
  try {
    // A tab may be chosen before it is known which hotel it is of.
    if (!get("session")) await whoIsHere();
    const held = await ask();
    if (!isLast()) return;
    const face = held.items.length ? "ready" : "empty";
    part(key, { face, error: null, read_at: new Date().toISOString(), ...held });
  } catch (error) {
    if (!isLast()) return;
    const face = get(key).read_at ? get(key).face : "failed";
    part(key, { face, error: error.message });
  }
}

// Many pieces of news at once are one reason to ask.
export function soon(run, ms = 400) {
  let timer = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      run();
    }, ms);
  };
}
