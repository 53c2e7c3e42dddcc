import { beforeEach, describe, expect, test } from "bun:test";
import { say, told, use } from "../../hotelbot_ui/browser/words.js";

const GERMAN = {
  "Open": "Offen",
  "night {} of {}": "Nacht {} von {}",
  "{} of {} failed": "von {2} misslangen {1}",
  "until {}": "bis {}",
  "A notification of WhatsApp could not be read.": "Eine Meldung war nicht lesbar.",
  "A guest has waited {} min": "Ein Gast wartet {} Min.",
  "All well": "Alles gut",
  "{} messages": { one: "{} Nachricht", other: "{} Nachrichten" },
};

describe("the words of the screens", () => {
  beforeEach(() => use("de", GERMAN));

  test("are English where no catalogue is in use, with their values", () => {
    use("en", {});
    expect(say("Open")).toBe("Open");
    expect(say("night {} of {}", 1, 3)).toBe("night 1 of 3");
  });

  test("are those of the catalogue, or English where it has none", () => {
    expect(say("Open")).toBe("Offen");
    expect(say("Nobody thought of this")).toBe("Nobody thought of this");
    expect(say("{} is new", "Mia")).toBe("Mia is new");
  });

  test("take their values in the order of the language", () => {
    expect(say("{} of {} failed", 2, 9)).toBe("von 9 misslangen 2");
  });

  test("count as the language counts", () => {
    expect(say("{} messages", "1")).toBe("1 Nachricht");
    expect(say("{} messages", 12)).toBe("12 Nachrichten");
  });

  test("leave a value as it is, even one that is a word of the catalogue", () => {
    expect(say("until {}", "Open")).toBe("bis Open");
  });

  test("are found in what was put together before, and keep the space around it", () => {
    expect(say(" until 18:40")).toBe(" bis 18:40");
    expect(say("night 2 of 5")).toBe("Nacht 2 von 5");
  });

  test("leave out a value that is not there, and pass on what is no text", () => {
    expect(say("until {}", null)).toBe("bis ");
    expect(say(7)).toBe(7);
    expect(say("")).toBe("");
  });

  test("do not search a long text for a pattern", () => {
    const long = `until ${"x".repeat(700)}`;
    expect(say(long)).toBe(long);
  });

  test("of the server are told where they are known, without the code for the log", () => {
    expect(told("alerts", "A notification of WhatsApp could not be read (not_json).")).toBe("Eine Meldung war nicht lesbar.");
    expect(told("health", "A guest has waited 7 min; All well")).toBe("Ein Gast wartet 7 Min.; Alles gut");
    expect(told("work", "Take in a notification (not_json)")).toBe("Take in a notification");
    expect(told("alerts", null)).toBe(null);
  });

  test("of the hotel stay as they were written, though the catalogue has a pattern for them", () => {
    expect(told("alerts", "until Monday (vip)")).toBe("until Monday (vip)");
    expect(told("alerts", "Open")).toBe("Open");
  });
});
