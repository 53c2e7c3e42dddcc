// Who is signed in here. Asked once a page; what needs to know the hotel waits for the answer.
import { call } from "./api.js";
import { set } from "./store.js";

const AGAIN_MS = 3000;
let known = null;

export function whoIsHere() {
  known ??= askUntilAnswered();
  return known;
}

// What is asked already; null where nobody is signed in yet.
export const beingKnown = () => known;

// A server that is starting, or a network that is away, must not leave a screen that waits for good.
async function askUntilAnswered() {
  for (;;) {
    try {
      const session = await call("GET", "/session");
      return set({ now: Date.now(), session, unanswered: false });
    } catch (error) {
      if (error.status && error.status < 500 && error.status !== 429) throw error;
      set({ unanswered: true });
      await new Promise((go) => setTimeout(go, AGAIN_MS));
    }
  }
}
