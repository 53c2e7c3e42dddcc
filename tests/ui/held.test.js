// A list under the pointer, in a process of its own: no timer of another promise asks meanwhile.
import { expect, test } from "bun:test";
import * as inbox from "../../hotelbot_ui/browser/inbox.js";
import { reset, set } from "../../hotelbot_ui/browser/store.js";

const asked = [];

globalThis.document = { hidden: false, documentElement: { dataset: {} } };
globalThis.fetch = async (url, options) => {
  asked.push(`${options.method} ${url.replace("/api/v1/hotels/h1", "")}`);
  return Response.json(url.includes("/counts") ? {} : { items: [], next_cursor: null });
};
reset({ session: { name: "Maria", hotel: { id: "h1", timezone: "Europe/Berlin" }, permissions: [] } });

const row = (id, minute, more = {}) => ({
  id, last_message_at: `2026-11-22T12:0${minute}:00Z`, status: "open", waiting_since: null,
  open_alerts: 0, unread: 0, ...more,
});

test("a row that belongs elsewhere leaves the list with the pointer", async () => {
  set({ rows: [row("a", 5), row("b", 4)], rows_face: "ready" });
  inbox.holdRows(true);
  inbox.onConversation(row("b", 4, { status: "snoozed" }));
  while (!asked.includes("GET /conversations/counts")) await new Promise((done) => setTimeout(done, 10));
  expect(asked.some((call) => call.startsWith("GET /conversations?"))).toBe(false);
  inbox.holdRows(false);
  expect(asked.some((call) => call.startsWith("GET /conversations?"))).toBe(true);
});
