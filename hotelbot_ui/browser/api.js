// One way to ask the server. A refusal becomes an ApiError with the server's own words.
import { get } from "./store.js";

export class ApiError extends Error {
  constructor(status, { code, message, details } = {}) {
    super(message || "The server did not answer. Check the connection and try again.");
    Object.assign(this, { status, code: code || "unreachable", details });
  }
}

const ROOT = "/api/v1";

export const hotelPath = (path) => `/hotels/${get("session").hotel.id}${path}`;

export async function call(method, path, body, options = {}) {
  const headers = { Accept: "application/json", "X-Requested-With": "hotelbot" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await reach(ROOT + path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    credentials: "same-origin",
    ...options,
  });
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  if (response.status === 401 && !path.startsWith("/auth/")) leave();
  throw new ApiError(response.status, answer.error);
}

async function reach(url, options) {
  try {
    return await fetch(url, options);
  } catch {
    throw new ApiError(0);
  }
}

export function leave() {
  sessionStorage.removeItem("token");
  location.replace("/login");
}
