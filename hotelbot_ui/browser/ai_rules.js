// What the hotel takes away from the AI, and why a guest who waits was not answered.
import { closeForm, patchHotel, read } from "./lists.js";
import { get, set } from "./store.js";

const STRICT = ["auto", "draft", "off"];

// Where a guest is in their stay; backend/domain/ai_modes.py decides by the same.
function stageOf(stay) {
  const zone = get("session").hotel.timezone;
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date());
  if (!stay || ["cancelled", "no_show"].includes(stay.status)) return "no_stay";
  if (stay.status === "departed" || stay.departure < today) return "after";
  return stay.status === "in_house" || stay.arrival < today ? "in_house" : "before";
}

// What the AI may do for the guest of this conversation, for the bar above it.
export function aiModeOf(hotel, conversation) {
  if (!hotel || !conversation) return "auto";
  const { vip } = conversation.guest;
  const ofVip = vip && hotel.off_for_vips ? "off" : vip && hotel.drafts_for_vips ? "draft" : "auto";
  const ofStage = hotel.stage_modes?.[stageOf(conversation.stay)] ?? "auto";
  return [hotel.ai_mode, ofStage, ofVip].sort((a, b) => STRICT.indexOf(b) - STRICT.indexOf(a))[0];
}

// Before anybody is signed in there is no hotel: pages are drawn once so when they are built.
export const stageMode = (hotel, stage) => hotel?.stage_modes?.[stage] ?? "auto";

export const setStageMode = (stage, mode) =>
  patchHotel({ stage_modes: { ...get("session").hotel.stage_modes, [stage]: mode } });

export const vipMode = (hotel) => (hotel?.off_for_vips ? "off" : hotel?.drafts_for_vips ? "draft" : "auto");

export const setVipMode = (mode) =>
  patchHotel({ off_for_vips: mode === "off", drafts_for_vips: mode === "draft" });

export const setReplyDelay = (seconds) => patchHotel({ reply_delay_s: Number(seconds) });

export const wordsOf = (topic) => Object.values(topic.words).flat().join(", ");

// A form has one field for each language; null: a topic that is not there yet.
export function editTopic(index) {
  const topic = index === null ? { name: "", words: {} } : get("session").hotel.own_topics[index];
  const said = Object.fromEntries(Object.entries(topic.words).map(([code, words]) => [code, words.join(", ")]));
  set({ form: { name: "topic", item: { ...said, name: topic.name, index }, errors: {}, error: null, busy: false } });
}

export async function saveTopic(element) {
  const { name, ...typed } = read(element);
  const { index } = get("form").item;
  const topics = get("session").hotel.own_topics;
  const kept = index === null ? {} : topics[index].words;
  const entered = Object.entries(typed).map(([code, words]) => [code, split(words ?? "")]);
  const words = Object.fromEntries(Object.entries({ ...kept, ...Object.fromEntries(entered) }).filter(([, w]) => w.length));
  const topic = { name, words };
  set({ form: { ...get("form"), busy: true, error: null } });
  const saved = await patchHotel({
    own_topics: index === null ? [...topics, topic] : topics.map((one, at) => (at === index ? topic : one)),
  });
  if (saved) closeForm();
  else set({ form: { ...get("form"), busy: false } });
}

const split = (words) => words.split(",").map((word) => word.trim()).filter(Boolean);

export const removeTopic = (index) =>
  patchHotel({ own_topics: get("session").hotel.own_topics.filter((_, at) => at !== index) });

// The last decision about answering, as a code for the line below the thread; empty where the guest
// does not wait, was answered since, or has a draft.
export function whyNot(ledger, conversation) {
  const waits = conversation?.waiting_since;
  const last = waits && ledger.find(({ kind }) => kind === "answer");
  if (!last || new Date(last.decided_at) < new Date(waits)) return "";
  const { hand_over, refusal, step, draft, topic } = last.facts ?? {};
  if (draft) return "";
  if (topic) return "restricted_topic";
  if (hand_over ?? refusal) return `hand_over_${hand_over ?? refusal}`;
  if (step === "draft" && last.outcome === "failed") return "draft_failed";
  return last.outcome === "fired" ? "" : last.reason;
}

export const topicOf = (ledger) => ledger.find(({ kind }) => kind === "answer")?.facts?.topic ?? "";
