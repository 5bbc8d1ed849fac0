// Commands on their way: one by one, each with an id of its own that a second try repeats, so that nothing is done twice.

import { desk, live, renewed, changed } from "./desk_state.js";
import { path } from "./live.js";

const PATIENCE = 8000;
const AGAIN = 1000;
const LATER = new Set([408, 425, 429, 500, 502, 503, 504]);

let line = Promise.resolve();

// `make(list)` says what is wanted when its turn comes; `again` tells that it is tried anew. Answers {done, reason}.
export function send(make, again = () => {}) {
  const turn = line.then(() => carried(make, again));
  line = turn.catch(() => {});
  return turn;
}

async function carried(make, again) {
  const wish = make(desk.list);
  if (!wish) return { done: false, idle: true };
  if (!live()) return { done: false, offline: true };
  const body = JSON.stringify({ id: crypto.randomUUID(), saw: "", given: {}, ...wish });
  return answered(body, again);
}

async function answered(body, again) {
  for (;;) {
    const answer = await tried(body);
    if (answer && !LATER.has(answer.status)) return judged(answer);
    again();
    await new Promise((done) => setTimeout(done, AGAIN));
    if (desk.connection === "gone") return { done: false, reason: null };
  }
}

async function tried(body) {
  try {
    const headers = { "Content-Type": "application/json" };
    return await fetch(`${path}/do`, { method: "POST", headers, body, signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    return null;
  }
}

async function judged(answer) {
  if (answer.status === 404 || answer.status === 403) {
    desk.connection = "gone";
    changed();
    return { done: false, reason: null };
  }
  const { list, reason } = await answer.json().catch(() => ({}));
  renewed(list);
  return { done: answer.ok, reason: reason ?? null };
}
