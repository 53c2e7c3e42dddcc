// How the guest's last messages felt, as a small line and in words.
import { moment } from "./clock.js";
import { say } from "./words.js";

export const MOOD_WIDTH = 240;
export const MOOD_HEIGHT = 40;
const EDGE = 4;
const WORDS = { complaint: "a complaint", negative: "unhappy", neutral: "ordinary", positive: "happy" };

// From -1 at the foot to 1 at the top; the newest stands at the right.
const at = (moods) =>
  moods.map(({ score }, i) => ({
    x: EDGE + ((MOOD_WIDTH - 2 * EDGE) * (i + 1)) / moods.length,
    y: EDGE + ((MOOD_HEIGHT - 2 * EDGE) * (1 - score)) / 2,
  }));

const short = (number) => Number(number.toFixed(1));
export const moodPoints = (moods) => at(moods ?? []).map(({ x, y }) => `${short(x)},${short(y)}`).join(" ");
export const moodDots = (moods) =>
  at(moods ?? []).map(({ x, y }, i) => ({ x: short(x), y: short(y), level: moods[i].level, key: moods[i].message_id }));

export function moodWords(moods) {
  if (!moods?.length) return "";
  const last = moods.at(-1);
  const lowest = moods.reduce((low, one) => (one.score < low.score ? one : low), last);
  const said = (one) => say(WORDS[one.level] ?? one.level);
  const values = [moods.length, said(last), said(lowest), moment(lowest.at)];
  return say("Mood of the last {} messages: now {}; lowest {}, {}.", ...values);
}
