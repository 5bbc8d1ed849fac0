// Server time is the truth: this machine's own clock may be wrong by an hour, how fast it runs is not.

import { language } from "./words.js";

const FRESH = 10000;

// What comes late says too little, so the highest of the last ten seconds counts.
export class ServerClock {
  constructor() {
    this.reset();
  }

  reset() {
    this.ahead = null;
    this.at = -Infinity;
  }

  heard(iso) {
    const here = performance.now();
    const ahead = Date.parse(iso) - here;
    if (Number.isNaN(ahead)) return;
    if (this.ahead === null || ahead >= this.ahead || here - this.at > FRESH) Object.assign(this, { ahead, at: here });
  }

  get now() {
    return this.ahead === null ? null : performance.now() + this.ahead;
  }
}

const formats = new Map();

function format(zone, seconds) {
  const key = `${zone} ${seconds}`;
  if (!formats.has(key)) {
    const parts = { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(seconds ? { second: "2-digit" } : {}) };
    formats.set(key, new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, parts));
  }
  return formats.get(key);
}

export const timeOfDay = (when, zone, seconds = false) => format(zone, seconds).format(typeof when === "string" ? Date.parse(when) : when);

export function minutesAndSeconds(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${`${whole % 60}`.padStart(2, "0")}`;
}

// "15:21" of the meeting's day, as an instant; null where there is no such time.
export function instant(typed, zone, now) {
  const [hour, minute, second = 0] = typed.split(/[:.]/).map(Number);
  if (hour > 23 || minute > 59 || second > 59) return null;
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(now);
  const guess = Date.parse(`${day}T00:00:00Z`) + ((hour * 60 + minute) * 60 + second) * 1000;
  return guess - offset(guess - offset(guess, zone), zone);
}

function offset(when, zone) {
  const parts = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" };
  const found = Object.fromEntries(new Intl.DateTimeFormat("en-GB", parts).formatToParts(when).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(found.year, found.month - 1, found.day, found.hour, found.minute, found.second) - Math.floor(when / 1000) * 1000;
}
