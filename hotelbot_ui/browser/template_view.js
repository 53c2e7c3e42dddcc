// What the editor of a template shows, made from what it holds. No calls here.

export const NO_PREVIEW = {
  face: "loading", pieces: [], text: null, missing: [], problems: [], cautions: [], length: 0,
  error: "", of: null,
};

export const BLANK = {
  face: "closed", id: null, error: null, busy: false, template: null, name: "",
  message_class: "useful", meta_changed: false, language: "en", texts: {}, saved: {}, stamp: 0,
  tabs: [], text: "", state: "new", is_changed: false, may_save: false, preview: NO_PREVIEW,
  stay: "", stays: [], stays_error: "", links: [], links_error: "", links_busy: false,
  percent: 0, length: 0, current: null,
};

const LONG = 640;

// Languages whose words are not what the server holds.
export const unsaved = ({ texts, saved }) =>
  Object.keys(texts).filter(
    (code) => texts[code] !== undefined && texts[code] !== (saved[code]?.text ?? ""),
  );

export function shown(editor) {
  const { language, saved, template, meta_changed } = editor;
  const texts = Object.fromEntries(
    Object.entries(editor.texts).filter(([, text]) => text !== undefined),
  );
  const changed = unsaved({ texts, saved });
  const stateOf = (code) => {
    if (changed.includes(code)) return "unsaved";
    return saved[code]?.state ?? "new";
  };
  const text = texts[language] ?? "";
  const length = [...text].length;
  return {
    ...editor,
    texts,
    text,
    length,
    percent: Math.min(100, Math.round((100 * length) / LONG)),
    tabs: Object.keys(texts).map((code) => ({ code, state: stateOf(code) })),
    state: stateOf(language),
    current: saved[language] ?? null,
    is_changed: changed.length > 0 || meta_changed || !template,
  };
}

// "Anna Keller · room 214 · 12 – 16 May"
export const stayLabel = (name, room, days) =>
  [name, room && `room ${room}`, days].filter(Boolean).join(" · ");

// Where in the text a finding stands, as a person counts: line and sign.
export function placeOf(text, start) {
  const before = [...(text ?? "")].slice(0, start).join("").split("\n");
  return `Line ${before.length}, sign ${[...before.at(-1)].length + 1}`;
}
