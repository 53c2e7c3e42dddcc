// Who is here, in which hotel; signing in and out.
import { call, hotelPath, leave } from "./api.js";
import { loadAlerts } from "./alerts.js";
import { loadRows, open } from "./inbox.js";
import { get, set } from "./store.js";

const TICK_MS = 15_000;
let booted = null;

// Reads the session once per tab; pages wait for it.
export function boot() {
  booted ??= start();
  return booted;
}

async function start() {
  remember();
  setInterval(() => set({ now: Date.now() }), TICK_MS);
  set({ now: Date.now(), session: await call("GET", "/session") });
  if (get("session").hotel) await Promise.all([loadAlerts(), loadChannels()]);
}

function remember() {
  set({
    sound: localStorage.getItem("sound") !== "off",
    dark: document.documentElement.classList.contains("dark"),
  });
}

export async function loadChannels() {
  const { items } = await call("GET", hotelPath("/channels"));
  set({ channels: items });
}

export async function bootInbox() {
  await boot();
  if (!get("session").hotel) return location.replace(get("session").is_platform_admin ? "/admin" : "/login");
  const wanted = new URLSearchParams(location.search).get("c");
  return Promise.all([loadRows(), wanted && open(wanted)]);
}

export async function chooseHotel(hotel_id) {
  await call("POST", "/session/hotel", { hotel_id });
  location.assign("/");
}

export async function login(form) {
  const { email, password } = Object.fromEntries(new FormData(form));
  set({ form: { ...get("form"), busy: true, error: null } });
  try {
    const { hotel_id } = await call("POST", "/auth/login", { email, password });
    sessionStorage.removeItem("token");
    location.assign(hotel_id ? "/" : "/admin");
  } catch (error) {
    set({ form: { ...get("form"), busy: false, error: error.message } });
    form.querySelector("[name=password]").select();
  }
}

export async function logout() {
  await call("POST", "/auth/logout").catch(() => null);
  leave();
}
