// What the AI costs, and what it may cost.
import { call, hotelPath } from "./api.js";
import { read } from "./lists.js";
import { part, readPart } from "./parts.js";
import { boot } from "./session.js";
import { set } from "./store.js";
import { toast } from "./toasts.js";
import { locale } from "./words.js";

export async function loadCost() {
  await boot();
  await Promise.all([loadBudget(), loadMeter()]);
}

export const loadMeter = () =>
  readPart("cost", async () => {
    const found = await call("GET", hotelPath("/ai-cost"));
    return { ...found, items: found.days };
  });

// The notice above every screen; a page that cannot read it shows the rest all the same.
export async function loadBudget() {
  try {
    set({ ai_budget: await call("GET", hotelPath("/ai-budget")), ai_budget_error: null });
  } catch (error) {
    console.warn("The budget of the AI could not be read.", error.message);
    set({ ai_budget_error: error.message });
  }
}

export async function saveAiBudget(element) {
  part("cost", { busy: true, errors: {} });
  try {
    set({ ai_budget: await call("PUT", hotelPath("/ai-budget"), read(element)) });
    toast({ text: "Saved", tone: "good" });
  } catch (error) {
    toast({ text: error.message, tone: "danger" });
  } finally {
    part("cost", { busy: false });
  }
}

const shown = new Map();

// Fractions of a cent matter here: one answer costs some hundredths of one.
export function usd(amount) {
  const digits = amount && Math.abs(amount) < 1 ? 4 : 2;
  const key = locale() + digits;
  if (!shown.has(key)) {
    const style = { style: "currency", currency: "USD", minimumFractionDigits: digits, maximumFractionDigits: digits };
    shown.set(key, new Intl.NumberFormat(locale(), style));
  }
  return shown.get(key).format(amount ?? 0);
}

export const costFile = (hotel) => (hotel ? `/api/v1/hotels/${hotel}/ai-cost/csv` : "");
