// The words of the screens in the language of whoever looks. English is what the screens are written
// in and the key of every catalogue; a key with {} stands for a text with values in it.
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

let language = "en";
let words = new Map();
let patterns = [];
let kept = new Map();

export const chosenLanguage = () => {
  if (typeof localStorage === "undefined") return "en";
  const wanted = localStorage.getItem(KEPT) ?? navigator.language.slice(0, 2);
  return wanted in LOCALES ? wanted : "en";
};

export const locale = () => LOCALES[language];

// A full load: what was drawn, and what the store holds, was put into words already.
export function chooseLanguage(code) {
  localStorage.setItem(KEPT, code);
  location.reload();
}

// English, unless the catalogue of the language in use holds it. Text of people passes as it is.
export function say(text) {
  if (language === "en" || typeof text !== "string" || !text || text.length > LONGEST) return text;
  let said = kept.get(text);
  if (said === undefined) {
    said = whole(text) ?? withValues(text) ?? text;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(text, said);
  }
  return said;
}

const whole = (text) => {
  const said = words.get(text.trim());
  return said === undefined ? undefined : text.replace(text.trim(), () => said);
};

function withValues(text) {
  for (const { match, said } of patterns) {
    const found = match.exec(text);
    if (!found) continue;
    const values = found.slice(1).map((value) => whole(value) ?? withValues(value) ?? value);
    let next = 0;
    return form(said, found[1]).replace(/\{(\d*)\}/g, (_, place) => values[place === "" ? next++ : place - 1] ?? "");
  }
  return undefined;
}

// {"one": "{} Nachricht", "other": "{} Nachrichten"}: by the first value, as the language counts.
function form(said, first) {
  if (typeof said === "string") return said;
  const number = Number(String(first).replace(/[^\d.-]/g, ""));
  return said[new Intl.PluralRules(locale()).select(number)] ?? said.other;
}

const ESCAPED = /[.*+?^$()|[\]\\]/g;
const pattern = (key) => new RegExp(`^${key.replace(ESCAPED, "\\$&").replaceAll("{}", "(.*?)")}$`, "s");

export function use(code, catalogue) {
  language = code;
  words = new Map(Object.entries(catalogue).filter(([key]) => !key.includes("{}")));
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
