// The hotel's WhatsApp numbers, as the banner on every screen needs them.
import { call, hotelPath } from "./api.js";
import { get, set } from "./store.js";

const REMOVED = "removed";
let told = 0;

export async function loadChannels() {
  const before = told;
  try {
    const { items } = await call("GET", hotelPath("/channels"));
    // A push that came meanwhile knows better than this answer may.
    if (told !== before) return loadChannels();
    set({ channels: items });
  } catch {
    // What is known stays; the connection line says that it may be old.
  }
}

export function onChannel(channel) {
  told += 1;
  const others = get("channels").filter((c) => c.id !== channel.id);
  const stays = channel.pause_reason !== REMOVED;
  const channels = stays ? [...others, channel] : others;
  set({ channels: channels.sort((a, b) => a.name.localeCompare(b.name)) });
}
