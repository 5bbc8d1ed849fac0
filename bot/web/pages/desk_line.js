// What a line means: a delegation with how it takes the floor, or a command.
// "fj", "fj o", "fj 15:21", "fj po", "fj q r", "fj for Pacific group", "fj : a note".

import { found, plain } from "./delegations.js";
import { meaning } from "./words.js";

const TIME = /^([01]?\d|2[0-3])[:.][0-5]\d([:.][0-5]\d)?$/;
const MODES = { room: ["r", "desk-type-room"], online: ["o", "desk-type-online"], "pre-recorded": ["pre", "desk-type-recorded"] };
const KINDS = {
  statement: ["st", "desk-type-statement"], question: ["q", "desk-type-question"], answer: ["a", "desk-type-answer"],
  "point-of-order": ["po", "desk-type-point"], "right-of-reply": ["rr", "desk-type-reply"],
};

const named = (those, word) => Object.keys(those).find((kind) => kind === word || those[kind][0] === word || meaning(those[kind][1]).includes(word));

// A whole line that is surely a name is nothing else: some names hold such a word themselves.
export function understood(delegations, line) {
  const whole = found(delegations, line);
  if (whole.sure) return { mode: null, kind: null, time: null, group: "", note: "", name: line, ...whole };
  const [before, ...after] = line.split(/\s+[:：]\s*|\s*[:：]\s+/);
  const { rest, group } = onBehalf(before);
  const wanted = { mode: null, kind: null, time: null, group, note: after.join(": ").trim() };
  const typed = rest.trim().split(/\s+/);
  while (typed.length > 1 && taken(wanted, typed.at(-1))) typed.pop();
  return { ...wanted, name: typed.join(" "), ...found(delegations, typed.join(" ")) };
}

function taken(wanted, typed) {
  const word = typed.toLocaleLowerCase();
  const [mode, kind] = [named(MODES, word), named(KINDS, word)];
  if (TIME.test(word) && !wanted.time) wanted.time = word;
  else if (mode && !wanted.mode) wanted.mode = mode;
  else if (kind && !wanted.kind) wanted.kind = kind;
  else return false;
  return true;
}

function onBehalf(line) {
  for (const word of ["for", ...meaning("desk-type-for")]) {
    const place = line.toLocaleLowerCase().indexOf(` ${word} `);
    if (place > 0) return { rest: line.slice(0, place), group: line.slice(place + word.length + 2).trim() };
  }
  return { rest: line, group: "" };
}

// "/limit 5": the commands it may mean, best first, and what follows it.
export function commanded(commands, line) {
  const [, word, rest] = /^\/\s*(\S*)\s*(.*)$/s.exec(line);
  const wanted = plain(word);
  const ranked = commands
    .map((one) => ({ one, rank: Math.min(...one.words.map(plain).map((name) => fits(name, wanted))) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank);
  return { those: ranked.map(({ one }) => one), exact: ranked[0]?.rank === 0, rest: rest.trim() };
}

const fits = (name, wanted) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(wanted) ? 2 : 3);
