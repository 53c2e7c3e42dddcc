// Open alerts of the hotel, their sound, and what a person says of them.
import { call, hotelPath } from "./api.js";
import { tell } from "./notifications.js";
import { get, set } from "./store.js";
import { toast } from "./toasts.js";
import { told } from "./words.js";

export async function loadAlerts() {
  try {
    const { items } = await call("GET", hotelPath("/alerts?status=open"));
    set({ alerts: items, alerts_face: "ready" });
  } catch {
    if (get("alerts_face") === "loading") set({ alerts_face: "failed" });
  }
}

export function onAlert(alert) {
  const isNew = !get("alerts").some((a) => a.id === alert.id);
  const others = get("alerts").filter((a) => a.id !== alert.id);
  const stays = alert.status === "open" || alert.status === "acknowledged";
  const alerts = stays ? [alert, ...others] : others;
  set({ alerts: alerts.sort((a, b) => new Date(b.created_at) - new Date(a.created_at)) });
  if (isNew && alert.status === "open") announce(alert);
}

export async function handle(id, verb, verdict) {
  try {
    const body = verdict === undefined ? {} : { verdict };
    onAlert(await call("POST", hotelPath(`/alerts/${id}/${verb}`), body));
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

export async function assignAlert(id, staff_id) {
  if (!staff_id) return;
  try {
    onAlert(await call("POST", hotelPath(`/alerts/${id}/assign`), { staff_id }));
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  }
}

function announce(alert) {
  const why = told("alerts", alert.reason);
  const words = alert.guest_name ? `${alert.guest_name}: ${why}` : why;
  tell("alert", words, alert.id, () => set({ sheet: "alerts", bell_tab: "alerts" }));
}

export function toggleSound() {
  const sound = !get("sound");
  set({ sound });
  localStorage.setItem("sound", sound ? "on" : "off");
  if (sound) chime();
}

let audio = null;

// Two soft tones, a fourth apart. Browsers allow sound only after a first click or key.
export function chime() {
  audio ??= new AudioContext();
  const start = audio.currentTime;
  [660, 880].forEach((pitch, i) => tone(pitch, start + i * 0.16));
}

function tone(pitch, at) {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = pitch;
  gain.gain.setValueAtTime(0.0001, at);
  gain.gain.exponentialRampToValueAtTime(0.12, at + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.4);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.45);
}
