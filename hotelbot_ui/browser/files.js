// Files of messages: the picture that is open, a file asked for again, sizes in words.
import { call, hotelPath } from "./api.js";
import { onMessage } from "./inbox.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";

const UNITS = ["B", "KB", "MB", "GB"];

export function fileSize(bytes) {
  if (!bytes) return "";
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** step;
  return `${value < 10 && step ? value.toFixed(1) : Math.round(value)} ${UNITS[step]}`;
}

const isPicture = (m) => ["image", "sticker"].includes(m.kind) && m.media?.url && !m.deleted_at;

export function openPicture(message) {
  set({ picture: message, sheet: "picture" });
}

export function nextPicture(by) {
  const pictures = get("thread").messages.filter(isPicture);
  const at = pictures.findIndex((m) => m.id === get("picture")?.id);
  const next = pictures[at + by];
  if (at >= 0 && next) set({ picture: next });
}

export function listenToArrows() {
  const onKey = (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || get("sheet") !== "picture") return;
    event.preventDefault();
    nextPicture(by);
  };
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
}

export function openTranscript(message) {
  const { id, transcript } = message.media;
  set({ sheet: "transcript", transcript: { id, text: transcript, busy: false, error: "" } });
}

export async function saveTranscript() {
  const text = document.getElementById("transcript-text")?.value ?? "";
  const form = { ...get("transcript"), text, busy: true, error: "" };
  set({ transcript: form });
  try {
    onMessage(await call("PUT", hotelPath(`/media/${form.id}/transcript`), { text }));
    set({ sheet: null });
  } catch (error) {
    set({ transcript: { ...form, busy: false, error: error.message } });
  }
}

export async function fetchFile(id) {
  try {
    onMessage(await call("POST", hotelPath(`/media/${id}/fetch`)));
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}
