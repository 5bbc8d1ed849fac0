// What is new on the floor, live; a lost connection is known within seconds and comes back by itself.

const SILENCE = 6000;
const AGAIN = 1000;

export const path = location.pathname.replace(/\/$/, "");

// Calls on[name](data) for each event, and on.state("live" | "lost" | "gone"): gone is a link that leads nowhere any more.
export class Live {
  constructor(names, on) {
    Object.assign(this, { names, on, source: null, timer: 0, query: location.search });
    addEventListener("offline", () => this.lost());
    addEventListener("online", () => this.open());
    this.open();
  }

  open() {
    this.close();
    this.source = new EventSource(`${path}/events${this.query}`);
    this.source.onerror = () => this.failed();
    for (const name of this.names) {
      this.source.addEventListener(name, (event) => {
        const data = JSON.parse(event.data);
        this.alive();
        this.on[name](data);
      });
    }
    this.wait(SILENCE, () => { this.on.state("lost"); this.open(); });
  }

  // A connection may die without a word: silence is taken for that.
  wait(time, then) {
    clearTimeout(this.timer);
    this.timer = setTimeout(then, time);
  }

  alive() {
    this.on.state("live");
    this.wait(SILENCE, () => { this.on.state("lost"); this.open(); });
  }

  lost() {
    this.close();
    this.on.state("lost");
    this.wait(AGAIN, () => this.open());
  }

  async failed() {
    this.lost();
    try {
      const { status } = await fetch(path, { method: "HEAD", cache: "no-store" });
      if (status === 404 || status === 403) this.gone();
    } catch {
      // No answer at all is what a lost connection is.
    }
  }

  gone() {
    this.close();
    this.on.state("gone");
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }
}
