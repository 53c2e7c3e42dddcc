// The guest's phone and the switches beside it, redrawn from polls of the control API.

const EVERY_MS = 700;
const SHOWN_CALLS = 6;
const STATES = [
  "authorized", "notAuthorized", "starting", "yellowCard", "blocked", "suspended", "sleepMode",
];
const byId = (id) => document.getElementById(id);
const view = {
  world: { instances: [], faults: [], settings: {} },
  instance: Number(localStorage.getItem("instance")) || null,
  guest: localStorage.getItem("guest"),
  drawnChat: "",
  drawnFor: "",
  drawnGuests: "",
  picked: null,
  context: null,
  seen: {},
  lastCall: 0,
  calls: [],
};

function element(tag, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  if (text !== undefined) made.textContent = text;
  made.append(...children.filter(Boolean));
  return made;
}

async function call(path, { method = "GET", body } = {}) {
  const answer = await fetch(`control/${path}`, {
    method,
    headers: body ? { "content-type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  const content = await answer.json();
  if (!answer.ok) throw new Error(typeof content.detail === "string" ? content.detail : "Not accepted");
  return content;
}

async function act(path, options) {
  try {
    await call(path, options);
    await refresh();
  } catch (error) {
    tell(error.message);
  }
}

function tell(text) {
  const toast = byId("toast");
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { toast.hidden = true; }, 3500);
}

const instance = () => view.world.instances.find((one) => one.id_instance === view.instance);
const guest = () => instance()?.guests.find((one) => one.phone === view.guest);
const initials = (name) => name.split(/\s+/).map((part) => part[0]).slice(0, 2).join("").toUpperCase();
const clock = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
const asHotel = () => byId("as-hotel").checked;

async function refresh() {
  view.world = await call("state");
  choose();
  drawTop();
  drawGuests();
  drawNumber();
  drawFaults();
  await Promise.all([drawChat(), drawCalls()]);
}

function choose() {
  const all = view.world.instances;
  if (!instance()) view.instance = all[0]?.id_instance ?? null;
  if (!guest()) view.guest = instance()?.guests[0]?.phone ?? null;
}

function drawTop() {
  const select = byId("instance");
  const wanted = view.world.instances.map((one) => `${one.id_instance}`);
  if ([...select.options].map((one) => one.value).join() !== wanted.join()) {
    select.replaceChildren(...view.world.instances.map((one) => element("option", {
      value: one.id_instance, text: `+${one.wid.split("@")[0]} · ${one.id_instance}`,
    })));
  }
  select.value = view.instance ?? "";
  select.disabled = wanted.length === 0;
  const chip = byId("state");
  chip.textContent = instance()?.state ?? "";
  chip.dataset.state = instance()?.state ?? "";
}

function drawGuests() {
  const guests = [...(instance()?.guests ?? [])].sort((a, b) => b.last_at - a.last_at);
  const rows = guests.map(guestRow);
  const shape = rows.map((row) => row.outerHTML).join("");
  // Replacing a row between press and release of the mouse would swallow the click.
  if (shape !== view.drawnGuests) byId("guests").replaceChildren(...rows);
  view.drawnGuests = shape;
}

function guestRow(one) {
  const key = `${view.instance}/${one.phone}`;
  if (one.phone === view.guest) view.seen[key] = one.last_at;
  const unseen = one.last_by && one.last_by !== "guest" && (view.seen[key] ?? 0) < one.last_at;
  const note = one.last_text || `+${one.phone}${one.language ? ` · ${one.language}` : ""}`;
  return element("li", {}, element("button", {
    "data-testid": "guest",
    "data-phone": one.phone,
    "aria-current": one.phone === view.guest ? "true" : "false",
    onclick: () => pickGuest(one.phone),
  },
  element("span", { class: "avatar", text: initials(one.name) }),
  element("span", { class: "names" },
    element("strong", { text: one.name }), element("span", { text: note })),
  unseen ? element("span", { class: "dot", title: "New message" }) : element("span")));
}

function pickGuest(phone) {
  view.guest = phone;
  localStorage.setItem("guest", phone);
  setContext(null);
  return refresh();
}

async function drawChat() {
  const one = guest();
  byId("peer").textContent = instance() ? `Hotel +${instance().wid.split("@")[0]}` : "No number yet";
  byId("composer").disabled = !one;
  byId("send").disabled = !one;
  const chat = one ? await call(`chat?id_instance=${view.instance}&phone=${one.phone}`) : null;
  byId("peer-note").textContent = !one ? "" : chat.typing ? "typing…" : `as seen by ${one.name}`;
  byId("empty").textContent = emptyText(one, chat);
  const shape = JSON.stringify([view.instance, view.guest, view.picked, chat?.messages]);
  if (shape === view.drawnChat) return;
  const list = byId("chat");
  const opened = view.drawnFor !== `${view.instance}/${view.guest}`;
  const atEnd = opened || list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  list.replaceChildren(...(chat?.messages ?? []).map((message, place, all) =>
    bubble(message, all[place - 1]?.by)));
  if (atEnd) list.scrollTop = list.scrollHeight;
  view.drawnFor = `${view.instance}/${view.guest}`;
  view.drawnChat = shape;
}

function emptyText(one, chat) {
  if (!instance()) {
    return `No hotel number is connected yet.\nConnect one in the product with the address ` +
      `${location.origin}/green,\nany instance id and any token of 10 or more hex characters.`;
  }
  if (!one) return "No guests yet. Add one to start writing.";
  return chat.messages.length ? "" : `Write as ${one.name} to start the conversation.`;
}

function bubble(message, before) {
  const own = message.by === "guest";
  const names = ["bubble", own && "own", message.deleted && "deleted", before === message.by && "same",
    message.reaction && "reacted"].filter(Boolean).join(" ");
  const text = message.deleted ? "This message was deleted" : message.text;
  const meta = [message.by === "phone" && "hotel’s phone", message.edited && "edited", clock(message.at)];
  return element("li", {
    class: names, "data-testid": "bubble", "data-by": message.by, "data-id": message.id,
    onclick: () => { view.picked = view.picked === message.id ? null : message.id; drawChat(); },
  },
  message.quoted && element("div", { class: "quoted", text: message.quoted }),
  !message.deleted && attachment(message),
  text && element("div", { class: "text", text }),
  ...message.options.map((option) => element("div", { class: "quoted", text: option })),
  element("div", { class: "meta" }, element("span", { text: meta.filter(Boolean).join(" · ") }),
    own && tick(message.status)),
  message.reaction && element("span", { class: "reaction", text: message.reaction }),
  view.picked === message.id && !message.deleted && actions(message, own));
}

function attachment(message) {
  const inside = message.file_url.startsWith(location.origin);
  if (message.kind === "imageMessage" && inside) {
    const toEnd = () => { byId("chat").scrollTop = byId("chat").scrollHeight; };
    return element("img", { src: message.file_url, alt: message.file_name, onload: toEnd });
  }
  if (message.kind === "audioMessage" && inside) {
    return element("audio", { src: message.file_url, controls: true });
  }
  if (message.file_url) {
    return element("a", { href: message.file_url, target: "_blank", text: message.file_name });
  }
  return message.kind === "locationMessage" && element("div", { class: "quoted", text: "Location" });
}

function tick(status) {
  if (!status) return null;
  const paths = { sent: "M2 6l3.5 3.5L12 2", failed: "M8 1v6M8 9.5v.5" };
  paths.noAccount = paths.failed;
  const path = paths[status] ?? "M1 6l3.5 3.5L11 2M7.5 9.2L8 9.5L14.5 2";
  const made = element("span", {
    class: "tick", "data-testid": "tick", "data-status": status, title: status,
    role: "img", "aria-label": status,
  });
  made.innerHTML = `<svg viewBox="0 0 16 11"><path d="${path}"/></svg>`;
  return made;
}

function actions(message, own) {
  const button = (text, onclick) => element("button", {
    type: "button", text, onclick: (event) => { event.stopPropagation(); view.picked = null; onclick(); },
  });
  return element("div", { class: "actions" },
    button("Reply", () => setContext({ key: "quoted_id", id: message.id, label: `Reply to: ${message.text}` })),
    !own && button("👍", () => write({ react_to_id: message.id, text: "👍" })),
    !own && button("❤️", () => write({ react_to_id: message.id, text: "❤️" })),
    own && button("Edit", () => {
      setContext({ key: "edit_id", id: message.id, label: "Editing a message" });
      byId("composer").value = message.text;
    }),
    own && button("Delete", () => write({ delete_id: message.id })));
}

function setContext(context) {
  view.context = context;
  byId("context").hidden = !context;
  byId("context-text").textContent = context?.label ?? "";
  if (context) byId("composer").focus();
}

function write(content) {
  const one = guest();
  if (!one) return undefined;
  return act(asHotel() ? "phone-message" : "guest-message", {
    method: "POST", body: { id_instance: view.instance, phone: one.phone, ...content },
  });
}

async function send(event) {
  event?.preventDefault();
  const box = byId("composer");
  const text = box.value.trim();
  if (!text) return;
  box.value = "";
  grow();
  const context = view.context ? { [view.context.key]: view.context.id } : {};
  setContext(null);
  await write({ text, ...context });
  byId("chat").scrollTop = byId("chat").scrollHeight;
}

function grow() {
  const box = byId("composer");
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, 140)}px`;
}

function drawNumber() {
  const one = instance();
  const facts = !one ? [] : [
    ["Webhook", one.webhook_url || "not set"],
    ["Waiting", `${one.webhooks_waiting} webhooks, ${one.sends_waiting} sends`],
    ["Last error", one.last_webhook_error || "none"],
  ];
  byId("number-facts").replaceChildren(...facts.flatMap(([name, value]) =>
    [element("dt", { text: name }), element("dd", { text: value })]));
  const select = byId("state-change");
  if (document.activeElement !== select) select.value = one?.state ?? "";
  select.disabled = !one;
}

const AREAS = {
  http: "Answers to the product", webhook: "Webhooks", journal: "Journals", whatsapp: "On WhatsApp",
};

async function buildFaults() {
  const { known } = await call("faults");
  let area = "";
  for (const [name, kind] of Object.entries(known)) {
    if (kind.area !== area && AREAS[kind.area]) byId("faults").append(element("h2", { text: AREAS[kind.area] }));
    area = kind.area;
    const row = element("label", { class: "fault" },
      element("input", { type: "checkbox", "data-fault": name, onchange: switchFault }),
      element("span", { text: kind.meaning, title: name }),
      element("small"));
    byId(kind.area === "ai" ? "ai-faults" : "faults").append(row);
  }
}

function drawFaults() {
  for (const box of document.querySelectorAll("[data-fault]")) {
    const on = view.world.faults.filter((fault) => fault.kind === box.dataset.fault);
    box.checked = on.length > 0;
    const left = on.map((fault) => (fault.left === null ? "on" : `${fault.left} left`));
    box.parentElement.querySelector("small").textContent = left.join(", ");
  }
  const slider = byId("latency");
  if (document.activeElement !== slider) slider.value = view.world.settings.ai_latency_s;
  byId("latency-value").textContent = `${Number(slider.value).toFixed(1)} s`;
}

function switchFault(event) {
  const kind = event.target.dataset.fault;
  if (!event.target.checked) {
    const ids = view.world.faults.filter((fault) => fault.kind === kind).map((fault) => `id=${fault.id}`);
    return ids.length ? act(`faults?${ids.join("&")}`, { method: "DELETE" }) : undefined;
  }
  const times = byId("fault-count").value;
  const one = byId("fault-scope").value === "one" && !kind.startsWith("ai_");
  return act("faults", {
    method: "POST",
    body: { kind, count: times ? Number(times) : null, id_instance: one ? view.instance : null },
  });
}

async function drawCalls() {
  const { ai } = await call(`ledger?kind=ai&since=${view.lastCall}`);
  if (ai.length === 0 && byId("ai-calls").childElementCount) return;
  view.lastCall = ai.at(-1)?.seq ?? view.lastCall;
  view.calls = [...ai.reverse(), ...view.calls].slice(0, SHOWN_CALLS);
  const rows = view.calls.length ? view.calls.map(callRow)
    : [element("li", { class: "none", text: "The product has not asked yet." })];
  byId("ai-calls").replaceChildren(...rows);
}

function callRow(entry) {
  const answer = entry.response?.choices?.[0]?.message?.content ?? entry.response?.message ?? "no answer";
  const fault = entry.fault ? ` · ${entry.fault}` : "";
  return element("li", { text: `${clock(entry.at)}${fault}` },
    element("span", { text: answer.slice(0, 260) }));
}

function listen() {
  byId("instance").addEventListener("change", (event) => {
    view.instance = Number(event.target.value);
    localStorage.setItem("instance", view.instance);
    view.guest = null;
    refresh();
  });
  byId("composer-form").addEventListener("submit", send);
  byId("composer").addEventListener("input", grow);
  byId("composer").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  });
  byId("as-hotel").addEventListener("change", () => {
    document.querySelector(".phone").dataset.as = asHotel() ? "hotel" : "guest";
    byId("composer").placeholder = asHotel() ? "Message as the hotel" : "Message as the guest";
  });
  for (const button of document.querySelectorAll("[data-send]")) {
    button.addEventListener("click", () => write({ sample: button.dataset.send }));
  }
  byId("context-cancel").addEventListener("click", () => setContext(null));
  byId("guest-form").addEventListener("submit", addGuest);
  byId("state-change").append(...STATES.map((state) => element("option", { value: state, text: state })));
  byId("state-change").addEventListener("change", (event) => act("instance-state", {
    method: "POST", body: { id_instance: view.instance, state: event.target.value },
  }));
  byId("retry").addEventListener("click", () => act("retry-webhooks", { method: "POST" }));
  byId("faults-off").addEventListener("click", () => act("faults", { method: "DELETE" }));
  byId("latency").addEventListener("change", (event) => act("settings", {
    method: "POST", body: { ai_latency_s: Number(event.target.value) },
  }));
  byId("latency").addEventListener("input", drawFaults);
  for (const tab of document.querySelectorAll(".tabs button")) {
    tab.addEventListener("click", () => showPane(tab.dataset.pane));
  }
}

function showPane(pane) {
  document.querySelector("main").dataset.pane = pane;
  for (const tab of document.querySelectorAll(".tabs button")) {
    tab.setAttribute("aria-pressed", String(tab.dataset.pane === pane));
  }
}

async function addGuest(event) {
  event.preventDefault();
  if (!instance()) return tell("Connect a number first");
  const form = new FormData(event.target);
  const phone = form.get("phone").replace("+", "");
  const named = { phone, name: form.get("name"), language: form.get("language") };
  await act("guests", {
    method: "POST",
    body: [{ id_instance: view.instance, ...named, whatsapp: !form.get("no_whatsapp") }],
  });
  event.target.reset();
  byId("add-guest").open = false;
  return pickGuest(phone);
}

async function poll() {
  if (!document.hidden) await refresh().catch(() => tell("The simulator does not answer"));
  setTimeout(poll, EVERY_MS);
}

listen();
await buildFaults();
poll();
