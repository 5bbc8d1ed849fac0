// The clock of one turn: what was spoken, what is left, and what that means.

import { minutesAndSeconds } from "./server_clock.js";

const SOON = 60;

// By what was asked for, wherever it was moved to.
export const isPoint = (entry) => entry.kind === "point-of-order";

function elapsed(entry, now) {
  const running = entry.since && now !== null ? Math.max(0, now - Date.parse(entry.since)) / 1000 : 0;
  return (entry.spoken_s ?? 0) + running;
}

// phase: calm, soon (a minute or less left), over; still: the clock stands.
export function timed(entry, limit, now) {
  const spoken = elapsed(entry, now);
  const of = entry.limit_s ?? limit ?? 0;
  const left = of - spoken;
  const phase = left <= -1 ? "over" : left <= SOON ? "soon" : "calm";
  const shown = phase === "over" ? `+${minutesAndSeconds(-left)}` : minutesAndSeconds(Math.ceil(left - 1e-6));
  return { spoken, of, left, phase, shown, still: !entry.since, part: of ? Math.min(1, spoken / of) : 0 };
}
