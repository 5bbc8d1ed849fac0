// Between this window and the server: requests that can be repeated, and the stream that comes back by itself.

const PATIENCE = 15000;
const SILENCE = 16000;
const AGAIN = 1000;

export const fresh = () => crypto.randomUUID();

export class Refused extends Error {}

export async function get(path) {
  const answer = await fetch(path, { signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

export async function post(what, body) {
  const answer = await fetch(`/playground/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.status >= 400 && answer.status < 500) throw new Refused(`${answer.status}`);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

// Calls on[name](data) for each event; on.state(true | false) tells whether it is connected.
export class Stream {
  constructor(as, after, on) {
    Object.assign(this, { as, after, on, source: null, timer: 0 });
    this.open();
  }

  open() {
    this.close();
    this.source = new EventSource(`/playground/events?as=${encodeURIComponent(this.as)}&after=${this.after}`);
    this.source.onopen = () => this.alive();
    this.source.onerror = () => {
      this.on.state(false);
      if (this.source?.readyState === EventSource.CLOSED) this.wait(AGAIN);
    };
    for (const name of ["line", "unread", "clock", "beat"]) {
      this.source.addEventListener(name, (event) => {
        if (name === "line") this.after = Math.max(this.after, Number(event.lastEventId));
        this.alive();
        this.on[name]?.(JSON.parse(event.data));
      });
    }
    this.wait(SILENCE);
  }

  // A connection may die without a word: silence is taken for that.
  wait(time) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.on.state(false); this.open(); }, time);
  }

  alive() {
    this.on.state(true);
    this.wait(SILENCE);
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }
}

// What was written and not yet taken, so that a reload does not lose it.
export const outbox = {
  key: (as) => `unsent:${as}`,
  all: (as) => JSON.parse(localStorage.getItem(outbox.key(as)) ?? "[]"),
  keep: (as, list) => localStorage.setItem(outbox.key(as), JSON.stringify(list)),
  add: (as, message) => outbox.keep(as, [...outbox.all(as).filter((one) => one.id !== message.id), message]),
  drop: (as, id) => outbox.keep(as, outbox.all(as).filter((one) => one.id !== id)),
};
