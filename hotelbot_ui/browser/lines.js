// The words of what was done with a conversation. The phrases come from Python (design/copy.py).
import { ahead } from "./clock.js";
import { say, sayWith } from "./words.js";

const by = (a) => a.actor_name || "Hotelbot";

// Which phrase a line takes: some kinds read differently when something was taken away.
function keyOf({ kind, detail, actor_id }) {
  if (kind === "assigned" && !detail.staff_id) return "assigned_nobody";
  if (kind === "assigned" && detail.staff_id === actor_id) return "assigned_self";
  if (kind === "team_set" && !detail.team_id) return "team_none";
  if (kind === "priority_set" && detail.after === "none") return "priority_none";
  if (kind === "snoozed" && !detail.until) return "snoozed_reply";
  if (kind === "reopened" && detail.reason === "guest_wrote") return "reopened_guest";
  if (kind === "send_cancelled" && detail.reason === "guest_replied") return "send_cancelled_reply";
  if (kind === "complaint_closed" && detail.closing === "guest") return "complaint_closed_guest";
  if (kind === "survey_answered" && detail.review !== "none") return `survey_answered_${detail.review}`;
  return kind;
}

export function activityWords(phrases, a) {
  const until = a.detail.until ?? a.detail.due_at;
  const values = {
    by: by(a),
    name: a.detail.name ?? "",
    priority: say(a.detail.after ?? ""),
    until: until ? ahead(until) : "",
    words: a.detail.words ?? "",
    score: a.detail.score ?? "",
  };
  return sayWith(phrases[keyOf(a)] ?? a.kind, values);
}
