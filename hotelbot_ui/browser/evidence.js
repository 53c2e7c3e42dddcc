// What an answer of the AI stands on, in a sheet beside the thread.
import { call, hotelPath } from "./api.js";
import { get, initial, set } from "./store.js";

export function openEvidence(message) {
  set({ sheet: "evidence", evidence: { ...initial().evidence, message } });
  loadEvidence();
}

export async function loadEvidence() {
  const { message } = get("evidence");
  const shown = (patch) => {
    // Another message may have been opened meanwhile.
    const held = get("evidence");
    if (held.message === message) set({ evidence: { ...held, ...patch } });
  };
  shown({ face: "loading" });
  try {
    const found = await call("GET", hotelPath(`/messages/${message}/evidence`));
    const face = found.kept.length || found.dropped.length ? "ready" : "empty";
    shown({ ...found, face });
  } catch (error) {
    shown({ face: "failed", error: error.message });
  }
}
