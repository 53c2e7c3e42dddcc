// The tree of conditions as rows to draw, and changes of it by path. Pure: every change is a copy.

const isGroup = (node) => !("field" in node);
const wordOf = (group) => ("any" in group ? "any" : "all");
const membersOf = (group) => group[wordOf(group)];
const isEmpty = (tree) => !tree || !Object.keys(tree).length;

// Rows in reading order. `path` is where the API says that something is wrong with it.
export function rowsOf(tree, fields, errors) {
  if (isEmpty(tree)) return [];
  const rows = [];
  const walk = (group, path, depth) => {
    const word = wordOf(group);
    rows.push(row("group", path, depth, errors, { word, error: errors[`${path}.${word}`] ?? errors[path] ?? "" }));
    membersOf(group).forEach((member, place) => {
      const where = `${path}.${word}.${place}`;
      if (isGroup(member)) walk(member, where, depth + 1);
      else rows.push(conditionRow(member, where, depth + 1, fields, errors, place ? word : ""));
    });
    rows.push(row("end", path, depth + 1, errors, { word }));
  };
  walk(tree, "conditions", 0);
  return rows;
}

const row = (kind, path, depth, errors, more) => ({ kind, path, depth, key: `${kind} ${path}`, error: "", ...more });

function conditionRow({ field, operator, value }, path, depth, fields, errors, joined) {
  const known = fields.find(({ name }) => name === field);
  const error = errors[`${path}.value`] ?? errors[`${path}.operator`] ?? errors[`${path}.field`] ?? "";
  return row("condition", path, depth, errors, {
    field, operator, joined, error,
    operators: (known?.operators ?? []).map((value) => ({ value, words: wordsOf(known, value) })),
    choices: known?.choices ?? [],
    control: controlOf(known, operator),
    value: Array.isArray(value) ? value.join(", ") : String(value ?? ""),
    values: Array.isArray(value) ? value : [],
  });
}

// Operators of some kinds read differently: a guest wrote "since" a day.
const wordsOf = ({ kind }, operator) => (OWN_WORDS.includes(kind) ? `${kind}:${operator}` : operator);
const OWN_WORDS = ["since", "message"];

const BARE = ["is_known", "is_unknown"];
const MANY = ["is_one_of", "is_none_of"];

// Which control takes the value of a field under an operator.
function controlOf(field, operator) {
  if (!field || BARE.includes(operator)) return "none";
  const many = MANY.includes(operator);
  if (field.kind === "choice" || field.kind === "since") return many ? "choices" : "choice";
  return { flag: "flag", number: "number", message: "message" }[field.kind] ?? (many ? "list" : "text");
}

// What a field begins with when it is chosen.
export function fresh(field, messages) {
  const operator = field.operators[0];
  return { field: field.name, operator, value: firstValue(field, operator, messages) };
}

function firstValue(field, operator, messages) {
  const first = { flag: true, number: 2, message: messages[0]?.id ?? "" }[field.kind] ?? field.choices[0] ?? "";
  if (BARE.includes(operator)) return null;
  return MANY.includes(operator) ? (first === "" ? [] : [first]) : first;
}

// Another operator keeps the value where it can.
export function withOperator(condition, operator, field, messages) {
  const { value } = condition;
  if (BARE.includes(operator)) return { ...condition, operator, value: null };
  if (MANY.includes(operator)) {
    return { ...condition, operator, value: Array.isArray(value) ? value : value ? [value] : [] };
  }
  const single = Array.isArray(value) ? value[0] : value;
  return { ...condition, operator, value: single ?? firstValue(field, operator, messages) };
}

const steps = (path) => path.split(".").slice(1);

export function at(tree, path) {
  return steps(path).reduce((node, step) => node?.[step], tree);
}

// A copy of the tree with the node at `path` replaced; null takes it out, with groups left empty.
export function put(tree, path, node) {
  return pruned(changed(tree, steps(path), node));
}

function changed(node, [step, ...rest], value) {
  if (step === undefined) return value;
  const copy = Array.isArray(node) ? [...node] : { ...node };
  copy[step] = changed(node[step], rest, value);
  return copy;
}

function pruned(node) {
  if (!node || !isGroup(node) || isEmpty(node)) return node ?? {};
  const word = wordOf(node);
  const members = node[word].filter(Boolean).map((one) => (isGroup(one) ? pruned(one) : one));
  const kept = members.filter((one) => !isEmpty(one));
  return kept.length ? { [word]: kept } : {};
}

// Adds to the group at `path`; the first of all makes the group.
export function add(tree, path, member) {
  if (isEmpty(tree)) return { all: [member] };
  const group = at(tree, path);
  const word = wordOf(group);
  return changed(tree, steps(path), { [word]: [...group[word], member] });
}

export function regroup(tree, path, word) {
  return changed(tree, steps(path), { [word]: membersOf(at(tree, path)) });
}

// Without conditions that only make sense where a guest has just written.
export function without(tree, isGone) {
  if (isEmpty(tree)) return {};
  const strip = (group) => {
    const word = wordOf(group);
    const kept = group[word].map((one) => (isGroup(one) ? strip(one) : isGone(one) ? null : one));
    return { [word]: kept };
  };
  return pruned(strip(tree));
}
