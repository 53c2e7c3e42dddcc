// Figures in words.
const LOCALE = "en-GB";
const whole = new Intl.NumberFormat(LOCALE);
const short = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });

export const figure = (number) => whole.format(number ?? 0);
export const percent = (share) => `${short.format((share ?? 0) * 100)} %`;

// A pause between two messages: "0.5 s", "4 s", "1.5 min".
export function pause(ms) {
  if (ms < 60_000) return `${short.format(ms / 1000)} s`;
  return `${short.format(ms / 60_000)} min`;
}

export const counted = (number, one, many) => `${figure(number)} ${number === 1 ? one : many}`;
