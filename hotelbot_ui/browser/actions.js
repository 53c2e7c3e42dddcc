// What a trigger does beside sending, as rows to draw. Which fields an action has is the server's to
// say, as JSON Schema; what an id may name comes in `picks`, by the field. Pure.

const choicesOf = (field) => field.enum ?? (field.const ? [field.const] : []);
const kindsOf = (field) => field.anyOf ?? [field];
const isId = (field) => kindsOf(field).some(({ format }) => format === "uuid");
const isOptional = (field) => kindsOf(field).some(({ type }) => type === "null");

export function blank({ kind, fields }, picks) {
  const own = Object.entries(fields).map(([name, field]) => [name, first(name, field, picks)]);
  return { kind, ...Object.fromEntries(own) };
}

function first(name, field, picks) {
  if (isId(field)) return isOptional(field) ? null : (picks[name]?.[0]?.id ?? null);
  return field.default ?? choicesOf(field)[0] ?? "";
}

export function actionRows(actions, kinds, picks, errors) {
  return (actions ?? []).map((action, place) => {
    const path = `actions.${place}`;
    const known = kinds.find((one) => one.kind === action.kind);
    const fields = Object.entries(known?.fields ?? {});
    return {
      place, path, kind: action.kind,
      error: errorUnder(errors, path),
      fields: fields.map(([name, field]) => fieldRow(name, field, `${path}.${name}`, action[name], picks)),
    };
  });
}

function fieldRow(name, field, path, value, picks) {
  const choices = choicesOf(field);
  return {
    name, path, choices,
    picks: isId(field) ? (picks[name] ?? []) : [],
    control: isId(field) ? "pick" : choices.length ? "choice" : "text",
    longest: field.maxLength ?? 500,
    value: String(value ?? ""),
  };
}

// The place of an error in a list of several kinds holds the kind as well: actions.0.alert_staff.words.
const errorUnder = (errors, path) =>
  Object.entries(errors).find(([field]) => field === path || field.startsWith(`${path}.`))?.[1] ?? "";
