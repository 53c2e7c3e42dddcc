// What a trigger does beside sending, as rows to draw. Which fields an action has is the server's to
// say, as JSON Schema. Pure.

const choicesOf = (field) => field.enum ?? (field.const ? [field.const] : []);

export function blank({ kind, fields }) {
  const first = (field) => field.default ?? choicesOf(field)[0] ?? "";
  const own = Object.entries(fields).map(([name, field]) => [name, first(field)]);
  return { kind, ...Object.fromEntries(own) };
}

export function actionRows(actions, kinds, errors) {
  return (actions ?? []).map((action, place) => {
    const path = `actions.${place}`;
    const known = kinds.find((one) => one.kind === action.kind);
    return {
      place, path, kind: action.kind,
      error: errorUnder(errors, path),
      fields: Object.entries(known?.fields ?? {}).map(([name, field]) => ({
        name,
        path: `${path}.${name}`,
        choices: choicesOf(field),
        control: choicesOf(field).length ? "choice" : "text",
        longest: field.maxLength ?? 500,
        value: String(action[name] ?? ""),
      })),
    };
  });
}

// The place of an error in a list of several kinds holds the kind as well: actions.0.alert_staff.words.
const errorUnder = (errors, path) =>
  Object.entries(errors).find(([field]) => field === path || field.startsWith(`${path}.`))?.[1] ?? "";
