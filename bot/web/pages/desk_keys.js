// What each key does: in the line, in the list, anywhere with Alt.

import { at, mark, write } from "./dom.js";
import { TABS, desk, select, selected, step, turnTo } from "./desk_state.js";
import { byKey, naturalStep, toggle } from "./desk_commands.js";
import { atChoices, choose, forget, put, typed } from "./desk_input.js";
import { paperShown } from "./desk_paper.js";
import { t } from "./words.js";

const TWICE = 350;
const FIELDS = "input, select, textarea";
let last = -TWICE;

const letter = (event) => /^Key([A-Z])$/.exec(event.code)?.[1] ?? (event.key.length === 1 ? event.key.toUpperCase() : "");

// For whoever only runs the turns: the list has the focus and each key acts at once, until Esc.
export function keysAlone(on) {
  mark(document.body, "keys", on ? "alone" : "typed");
  write(at("hint"), t(on ? "desk-hint-alone" : "desk-hint"));
  (on ? at("scroll") : at("line")).focus({ preventScroll: true });
}

export const alone = () => document.body.dataset.keys === "alone";

export function listening(does) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]") || paperShown()) return;
    if (struck(event, does)) event.preventDefault();
  });
}

function struck(event, does) {
  if (event.altKey) return withAlt(event, does);
  if (event.target === at("line")) return typed() === "" ? inEmptyLine(event, does) : inLine(event, does);
  if (event.target.matches(FIELDS)) return event.key === "Escape" ? (keysAlone(false), true) : false;
  if (event.target.matches("button, a") && (event.key === "Enter" || event.key === " ")) return false;
  return atList(event, does);
}

function withAlt(event, does) {
  if (event.key === "ArrowUp") return does.moved(-1), true;
  if (event.key === "ArrowDown") return does.moved(1), true;
  const command = byKey(letter(event));
  if (command && !event.repeat) does.run(command);
  return Boolean(command);
}

function inLine(event, does) {
  if (event.key === "Enter") return event.repeat || does.taken(), true;
  if (event.key === "ArrowDown" && atChoices()) return choose(1), true;
  if (event.key === "ArrowUp" && atChoices()) return choose(-1), true;
  if (event.key === "Escape") return forget(), true;
  return false;
}

function inEmptyLine(event, does) {
  if (event.key === "Escape" && desk.selected === null) return keysAlone(true), true;
  return moving(event, does);
}

function moving(event, does) {
  const { key } = event;
  if (key === "ArrowDown" || key === "ArrowUp") return does.aloud(step(key === "ArrowDown" ? 1 : -1)), true;
  if (key === "ArrowRight" || key === "ArrowLeft") return turnTo(TABS[(TABS.indexOf(desk.tab) + (key === "ArrowRight" ? 1 : TABS.length - 1)) % TABS.length]), true;
  if (key === "Escape") return select(null), true;
  if (key === "Enter") return entered(event, does), true;
  if (key === " ") return event.repeat || does.run(toggle()), true;
  return false;
}

// A bouncing key shall not call two speakers.
function entered(event, does) {
  if (event.repeat || event.timeStamp - last < TWICE) return;
  last = event.timeStamp;
  if (selected()) does.edit();
  else does.run(naturalStep());
}

function atList(event, does) {
  if (event.key === "Escape" && desk.selected === null) return keysAlone(false), true;
  if (moving(event, does)) return true;
  if (event.key.length !== 1) return false;
  const command = byKey(letter(event));
  if (command && !event.repeat) does.run(command);
  if (command) return true;
  keysAlone(false);
  put(event.key);
  return true;
}
