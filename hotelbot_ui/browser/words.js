// The words of the screens in the language of whoever looks. English is what the screens are written
// in and the key of every catalogue; a key with {} stands for a text with values in it.
import SENTENCES from "./sentences.json";

const CATALOGUES = {
  de: () => import("./words_de.json"),
  es: () => import("./words_es.json"),
  ru: () => import("./words_ru.json"),
};
const LOCALES = { en: "en-GB", de: "de-DE", es: "es-ES", ru: "ru-RU" };
const KEPT = "language";
// Texts with values are kept when they were put together once; a screen has some hundred of them.
const MOST_KEPT = 4000;
// A longer text is nobody's label.
const LONGEST = 600;
const CODE = / \([A-Za-z_]+\)/;
const matching = new Map();

let language = "en";
let words = new Map();
let patterns = [];
let kept = new Map();

export const chosenLanguage = () => {
  if (typeof localStorage === "undefined") return "en";
  const wanted = localStorage.getItem(KEPT) ?? navigator.language.slice(0, 2);
  return wanted in LOCALES ? wanted : "en";
};

export const browserLanguage = () => localStorage.getItem(KEPT);

export const locale = () => LOCALES[language];

// A full load: what was drawn, and what the store holds, was put into words already.
export function putLanguage(code) {
  localStorage.setItem(KEPT, code);
  location.reload();
}

// English, unless the catalogue of the language in use holds it: "night {} of {}" with its values, or
// a text as it stands. Values are put in as they are.
export function say(text, ...values) {
  if (values.length) return filled(form(words.get(text.trim()), values[0]), text, values);
  if (language === "en" || typeof text !== "string" || !text || text.length > LONGEST) return text;
  let said = kept.get(text);
  if (said === undefined) {
    said = whole(text) ?? withValues(text) ?? text;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(text, said);
  }
  return said;
}

// A phrase with named places, "{by} resolved this": its key has them as {}.
export function sayWith(phrase, values) {
  const given = [];
  const key = phrase.replace(/\{(\w+)\}/g, (_, name) => {
    given.push(values[name] ?? "");
    return "{}";
  });
  return say(key, ...given);
}

// A sentence of the server, or several with a semicolon between them, where it is one of its kind; the
// words of anybody else stay. A code in brackets is for the log, not for a person at night.
export function told(kind, text) {
  const whole = String(text ?? "");
  const bare = whole.replace(CODE, "");
  const isKnown = (one) => SENTENCES[kind].some((key) => (key.includes("{}") ? patternOf(key).test(one) : key === one));
  const parts = [bare.split("; "), [bare], [whole]].find((some) => some.every(isKnown));
  return parts ? parts.map((one) => say(one)).join("; ") : text;
}

function patternOf(key) {
  if (!matching.has(key)) matching.set(key, pattern(key));
  return matching.get(key);
}

const spaced = (text, said) => text.replace(text.trim(), () => said);

function whole(text) {
  const said = words.get(text.trim());
  return said === undefined ? undefined : spaced(text, form(said, ""));
}

// What was put together before it came here, as the lines at the foot of the screen are.
function withValues(text) {
  const bare = text.trim();
  for (const { match, said } of patterns) {
    const found = match.exec(bare);
    if (found) return spaced(text, filled(form(said, found[1]), "", found.slice(1)));
  }
  return undefined;
}

function filled(said, text, values) {
  let next = 0;
  const put = (_, place) => values[place === "" ? next++ : place - 1] ?? "";
  const whole = said === undefined ? text : text ? spaced(text, said) : said;
  return whole.replace(/\{(\d*)\}/g, put);
}

// {"one": "{} Nachricht", "other": "{} Nachrichten"}: by the first value, as the language counts.
function form(said, first) {
  if (said === undefined || typeof said === "string") return said;
  const number = Number(String(first).replace(/[^\d.-]/g, ""));
  return said[new Intl.PluralRules(locale()).select(number)] ?? said.other;
}

const ESCAPED = /[.*+?^$()|[\]\\]/g;
const pattern = (key) => new RegExp(`^${key.replace(ESCAPED, "\\$&").replaceAll("{}", "(.*?)")}$`, "s");

export function use(code, catalogue) {
  language = code;
  words = new Map(Object.entries(catalogue));
  patterns = Object.entries(catalogue)
    .filter(([key]) => key.includes("{}"))
    // What says more is tried first: "night {} of {}" before "{} of {}".
    .sort(([a], [b]) => b.replaceAll("{}", "").length - a.replaceAll("{}", "").length)
    .map(([key, said]) => ({ match: pattern(key), said }));
  kept = new Map();
}

// Reads the catalogue of the chosen language; resolves to the language that is now in use.
export async function loadWords() {
  const code = chosenLanguage();
  document.documentElement.lang = code;
  try {
    if (code in CATALOGUES) use(code, (await CATALOGUES[code]()).default);
  } catch (error) {
    // The screens stay in English: a receptionist can go on.
    console.error("language.failed", code, error);
    document.documentElement.lang = "en";
  }
  return language;
}
