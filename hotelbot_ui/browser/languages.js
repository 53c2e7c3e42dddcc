// The languages of a person: what they read, and that of the screens. Kept with the account.
import { call } from "./api.js";
import { loadReading } from "./translating.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";
import { beingKnown } from "./who.js";
import { browserLanguage, putLanguage } from "./words.js";

async function choose(body) {
  try {
    set({ session: { ...get("session"), ...(await call("PATCH", "/session/languages", body)) } });
    return true;
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
    return false;
  }
}

// Before anybody signed in it is the browser's alone.
export async function chooseLanguage(code) {
  await beingKnown()?.catch(() => null);
  if (!get("session") || (await choose({ screens: code }))) putLanguage(code);
}

export async function chooseReads(code) {
  if ((await choose({ reads: code || null })) && get("open_id")) await loadReading();
}

// In another browser than the one it was chosen in; one load of the page, then both agree.
export function followAccount({ screens }) {
  if (screens && screens !== browserLanguage()) putLanguage(screens);
}
