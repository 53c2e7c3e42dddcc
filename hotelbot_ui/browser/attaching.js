// Files chosen for a reply: by the button, pasted or dropped. They belong to the conversation they
// were chosen in, and stay with it while another one is open.
import { call, hotelPath } from "./api.js";
import { fileSize } from "./files.js";
import { send } from "./inbox.js";
import { get, set } from "./store.js";

const LONGEST_CAPTION = 1024;
const MOST = 10;
const chosen = new Map();
let limits = null;
let number = 0;

const isReply = () => get("composer_mode") === "reply";
const here = () => chosen.get(get("open_id")) ?? [];

function keep(id, files) {
  chosen.set(id, files);
  if (id === get("open_id")) showChosen();
}

export const showChosen = () => set({ attached: here().map(({ file: _file, ...row }) => row) });
export const chooseFiles = () => document.getElementById("attach")?.click();

export async function attachFiles(files) {
  const id = get("open_id");
  if (!id || !isReply() || !files.length) return;
  // The server refuses what is too large in any case; knowing it here spares the way.
  limits ??= await call("GET", hotelPath("/files/limits")).catch(() => null);
  const rows = [...files].map((file) => ({
    key: `f${++number}`, file, name: file.name, size: fileSize(file.size), error: problemOf(file),
    picture: file.type.startsWith("image/") ? URL.createObjectURL(file) : "",
  }));
  const all = [...(chosen.get(id) ?? []), ...rows];
  keep(id, all.map((row, at) => (at < MOST ? row : { ...row, error: `At most ${MOST} files at once` })));
  document.getElementById("composer")?.focus();
}

// Files that the hotel keeps for a canned reply: the server has them already.
export function attachKept(files) {
  const rows = files.map(({ id, file_name, mime_type, size_bytes }) => ({
    key: `f${++number}`, name: file_name, size: fileSize(size_bytes), error: "", picture: "",
    file: { id, name: file_name, type: mime_type, size: size_bytes },
  }));
  if (rows.length) keep(get("open_id"), [...here(), ...rows]);
}

function problemOf({ size }) {
  if (!size) return "The file is empty";
  if (limits && size > limits.largest_bytes) return `Too large, at most ${fileSize(limits.largest_bytes)}`;
  if (limits && size > limits.quota_bytes - limits.kept_bytes) return "The space for files is used up";
  return "";
}

export function detach(key) {
  keep(get("open_id"), here().filter((row) => row.key !== key));
  document.getElementById("composer")?.focus();
}

// Words alone, or files of which the first carries the words where WhatsApp shows them there.
export function sendWith(text, more) {
  const files = here().filter(({ error }) => !error).map(({ file }) => file);
  if (!files.length) return send(text, null, more);
  keep(get("open_id"), here().filter(({ error }) => error));
  const apart = text.length > LONGEST_CAPTION || files[0].type.startsWith("audio/");
  const sends = apart && text ? [send(text, null, more)] : [];
  files.forEach((file, at) => sends.push(at === 0 && !apart ? send(text, file, more) : send("", file)));
  return Promise.all(sends);
}

export const hasFiles = () => isReply() && here().some(({ error }) => !error);

export function listenToFiles(element) {
  showChosen();
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const onPaste = (event) => {
    const { files } = event.clipboardData;
    if (!files.length || !isReply()) return;
    event.preventDefault();
    attachFiles(files);
  };
  // On the whole window: a file that misses its place must not open instead of the product.
  const onOver = (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    set({ dropping: isReply() });
  };
  const onLeave = (event) => !event.relatedTarget && set({ dropping: false });
  const onDrop = (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    set({ dropping: false });
    attachFiles(event.dataTransfer.files);
  };
  element.addEventListener("paste", onPaste);
  window.addEventListener("dragover", onOver);
  window.addEventListener("dragleave", onLeave);
  window.addEventListener("drop", onDrop);
  return () => {
    set({ dropping: false });
    element.removeEventListener("paste", onPaste);
    window.removeEventListener("dragover", onOver);
    window.removeEventListener("dragleave", onLeave);
    window.removeEventListener("drop", onDrop);
  };
}
