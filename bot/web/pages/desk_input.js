// One line that does everything, and what it offers while one types.

import { at, element, keyed, show } from "./dom.js";
import { clock, desk, everybody } from "./desk_state.js";
import { commanded, understood } from "./desk_line.js";
import { COMMANDS, Unclear, byKey } from "./desk_commands.js";
import { instant } from "./server_clock.js";
import { t } from "./words.js";

const SLACK = 60000;
const MODES = { room: "desk-mode-room", online: "desk-mode-online", "pre-recorded": "desk-mode-recorded" };
const KINDS = { statement: "desk-kind-statement", question: "desk-kind-question", answer: "desk-kind-answer", "point-of-order": "desk-kind-point", "right-of-reply": "desk-kind-reply" };
const OF_TAB = { statements: "statement", questions: "question", replies: "right-of-reply", ended: "statement" };
const box = at("line");
let offers = [];
let chosen = -1;

export const typed = () => box.value;
export const atChoices = () => offers.length > 0;

export function put(text) {
  box.value = text;
  chosen = -1;
  offered();
  box.focus();
}

// What was just refused stays in the line, and gives way to the next letter; its choices come again with it.
export function fold() {
  show(at("choices"), false);
  if (box.value) box.select();
}

export const keyName = (key) => (key === " " ? t("desk-space") : key);

export function forget() {
  put("");
}

// A letter alone may be a key: the one that was struck, also where the keyboard writes other letters.
function keyTyped(line, code) {
  if ([...line].length !== 1) return null;
  const letter = /^Key([A-Z])$/.exec(code ?? "")?.[1] ?? line.toUpperCase();
  return byKey(letter) ?? null;
}

const asCommand = (one, rest = "") => ({ id: `/${one.name}`, iso: `/${one.words[1] ?? one.name}`, label: t(one.text), detail: one.needs ? t(one.needs) : "", key: keyName(one.key), command: one, rest });

function asDelegation(one, line) {
  const waits = everybody().find((row) => row.code === one.code && row.state === "listed");
  const kind = line.kind ?? OF_TAB[desk.tab];
  const how = [line.mode ? t(MODES[line.mode]) : "", kind === "statement" ? "" : t(KINDS[kind]), line.group ? t("desk-on-behalf", { group: line.group }) : "", line.time ? t("desk-asked-at", { time: line.time }) : "", waits ? t("desk-waits-at", { place: waits.place }) : ""];
  return { id: one.code, iso: one.iso2 || one.code, label: one.name, detail: how.filter(Boolean).join(" · "), delegation: one, line: { ...line, kind } };
}

export function offered(code) {
  const line = box.value.trim();
  if (line.startsWith("/")) {
    const { those, rest, exact } = commanded(COMMANDS, line);
    offers = (exact && rest ? those.slice(0, 1) : those).map((one) => asCommand(one, rest));
    chosen = offers.length > 0 && line.length > 1 ? 0 : -1;
  } else if (line) {
    const parsed = understood(desk.people, line);
    const key = keyTyped(line, code);
    offers = [...(key ? [asCommand(key)] : []), ...parsed.those.map((one) => asDelegation(one, parsed))];
    chosen = key || parsed.sure ? 0 : -1;
  } else {
    offers = [];
    chosen = -1;
  }
  drawn(line);
}

function drawn(line) {
  show(at("choices"), line !== "");
  box.setAttribute("aria-expanded", `${offers.length > 0}`);
  const rows = offers.length > 0 ? offers.map(({ id, iso, label, detail, key }, place) => ({ id, iso, label, detail, key, on: place === chosen })) : line ? [{ id: "none", label: t("desk-nobody-so", { typed: line }) }] : [];
  keyed(at("choices"), rows, choice);
  if (chosen >= 0) box.setAttribute("aria-activedescendant", `choice-${offers[chosen].id}`);
  else box.removeAttribute("aria-activedescendant");
  at("choices").children[chosen]?.scrollIntoView({ block: "nearest" });
}

function choice({ id, iso, label, detail, key, on }) {
  const made = element("li", { id: `choice-${id}`, className: id.startsWith("/") ? "command" : "", role: "option", "aria-selected": `${Boolean(on)}` },
    element("span", { className: "iso" }, iso ?? ""), element("span", {}, label, detail ? element("small", {}, detail) : null), key || on ? element("kbd", {}, on ? "⏎" : key) : null);
  return made;
}

export function choose(by) {
  if (offers.length === 0) return;
  chosen = (chosen + by + offers.length + (chosen < 0 && by < 0 ? 1 : 0)) % offers.length;
  drawn(box.value.trim());
}

// What Enter means now: {command, rest} or {add}; throws Unclear with what would be right.
export function meantNow() {
  const offer = offers[chosen];
  if (!offer) {
    const line = box.value.trim();
    if (offers.length > 0) { choose(1); throw new Unclear(t("desk-which-one")); }
    throw new Unclear(line.startsWith("/") ? t("desk-no-such-command", { typed: line }) : t("desk-nobody-so", { typed: line }));
  }
  return offer.command ? { command: offer.command, rest: offer.rest } : { add: added(offer.delegation, offer.line) };
}

function added(delegation, line) {
  const given = { delegation: delegation.code, kind: line.kind };
  if (line.mode) given.mode = line.mode;
  if (line.group) given.group = line.group;
  if (line.note) given.note = line.note;
  if (line.time) given.asked_at = asked(line.time);
  const { meeting, item } = desk.list;
  return { wish: { verb: "floor.add", of: `${meeting.id}/${item.number}`, given }, name: delegation.name, code: delegation.code, kind: line.kind === "statement" ? "" : t(KINDS[line.kind]) };
}

function asked(time) {
  const when = instant(time, desk.list.meeting.zone, clock.now);
  if (when > clock.now + SLACK) throw new Unclear(t("desk-still-to-come", { time }));
  return new Date(Math.min(when, clock.now)).toISOString();
}

// A click on a choice is the same as Enter on it.
export function clickable(take) {
  at("choices").addEventListener("mousedown", (event) => event.preventDefault());
  at("choices").addEventListener("click", (event) => {
    const place = [...at("choices").children].indexOf(event.target.closest("li"));
    if (place < 0 || !offers[place]) return;
    chosen = place;
    take();
  });
  box.addEventListener("input", () => { chosen = -1; offered(struck); });
  box.addEventListener("keydown", (event) => { struck = event.code; });
}

let struck = "";
