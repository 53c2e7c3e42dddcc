// The reply field: grows with its words, keeps a draft per conversation, sends on Enter.
import { send } from "./inbox.js";
import { get } from "./store.js";

const DRAFT_MS = 300;
const draftKey = () => `draft:${get("open_id")}`;

export function mountComposer(field) {
  if (!field) return undefined;
  const key = draftKey();
  let timer = null;
  const fit = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  };
  const onInput = () => {
    fit();
    clearTimeout(timer);
    timer = setTimeout(() => keep(key, field.value), DRAFT_MS);
  };
  const onKey = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendDraft();
  };
  field.value = localStorage.getItem(key) ?? "";
  fit();
  field.addEventListener("input", onInput);
  field.addEventListener("keydown", onKey);
  return () => {
    clearTimeout(timer);
    keep(key, field.value);
    field.removeEventListener("input", onInput);
    field.removeEventListener("keydown", onKey);
  };
}

export function sendDraft() {
  const field = document.getElementById("composer");
  const text = field.value.trim();
  if (!text) return field.focus();
  field.value = "";
  field.style.height = "auto";
  localStorage.removeItem(draftKey());
  field.focus();
  return send(text);
}

function keep(key, text) {
  if (text.trim()) localStorage.setItem(key, text);
  else localStorage.removeItem(key);
}
