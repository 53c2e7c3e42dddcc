// Figures in words.
import { locale, say } from "./words.js";

const kept = new Map();

function format(number, digits) {
  const key = locale() + digits;
  if (!kept.has(key)) kept.set(key, new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }));
  return kept.get(key).format(number);
}

export const figure = (number) => format(number ?? 0, 3);
export const percent = (share) => `${format((share ?? 0) * 100, 1)} %`;

// A pause between two messages: "0.5 s", "4 s", "1.5 min".
export function pause(ms) {
  if (ms < 60_000) return say("{} s", format(ms / 1000, 1));
  return say("{} min", format(ms / 60_000, 1));
}

export const counted = (number, one, many) => say(`{} ${number === 1 ? one : many}`, figure(number));
