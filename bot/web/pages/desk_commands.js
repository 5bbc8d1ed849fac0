// Everything a desk can do, as data: by key, by word after "/", by button; all of it goes the same way.

import { desk, everybody, isCalled, rows, selected, speaks, stands } from "./desk_state.js";
import { found, prepared } from "./delegations.js";
import { isPoint } from "./speech.js";
import { t, meaning } from "./words.js";

export class Unclear extends Error {}

const itemOf = (list) => `${list.meeting.id}/${list.item.number}`;
const unclear = (key, args) => { throw new Unclear(t(key, args)); };
const of = (verb, entry, given = {}, saw = "") => ({ verb, of: entry.id, saw, given });
const onItem = (verb, list, saw = list.item.state, given = {}) => ({ verb, of: itemOf(list), saw: `${saw}`, given });
const need = (entry, key) => entry ?? unclear(key);
const ids = (those) => those.map((one) => one.id).join(",");
const speaker = (list) => list.next?.speaker ?? list.holder?.id ?? "";
const statements = (list) => list.waiting.filter((one) => one.state === "listed" && one.kind === "statement");
const unheard = (list) => [...list.waiting, ...list.questions, ...list.replies, ...list.interrupted];

// "fj: a reason", "3", or nothing for what is selected.
function meant(typed, those) {
  const [who, ...why] = typed.split(/[:：]/);
  const reason = why.join(":").trim();
  if (!who.trim()) return { entry: those.find((one) => one.id === desk.selected) ?? unclear("desk-select-first"), reason };
  const placed = those.find((one) => `${one.place}` === who.trim());
  if (placed) return { entry: placed, reason };
  const names = new Map(desk.people.map((one) => [one.code, one]));
  const hits = found(those.map((one) => ({ ...prepared({ ...one, ...names.get(one.code), id: one.id }), id: one.id, name: one.name })), who);
  if (!hits.sure) unclear("desk-who-of-them", { typed: who.trim() });
  return { entry: those.find((one) => one.id === hits.those[0].id), reason };
}

const live = () => everybody().filter((one) => !one.ended_at);

function limit(typed) {
  const [, minutes, seconds] = /^(\d{1,3})(?:[:.](\d\d))?$/.exec(typed) ?? unclear("desk-limit-how");
  return `${Number(minutes) * 60 + Number(seconds ?? 0)}`;
}

function numbered(list, typed) {
  return list.items.find((one) => one.number === typed) ?? unclear("desk-which-item", { items: list.items.map((one) => one.number).join(", ") });
}

// Where it goes on: the next item unless another is named.
const following = (list) => list.items[list.items.findIndex((one) => one.number === list.item.number) + 1]?.number;

// "3" takes all who wait to item 3, "3: vn, id" these alone.
function carried(list, typed) {
  const [to, who = ""] = typed.split(/[:：]/);
  const those = who.split(/[,，、]/).map((one) => one.trim()).filter(Boolean).map((one) => meant(one, unheard(list)).entry);
  const { number } = numbered(list, to.trim() || following(list));
  return { verb: "floor.carry", of: `${list.meeting.id}/${number}`, saw: ids(those.length ? those : unheard(list)), given: {} };
}

function replaced(list, typed) {
  const { 1: place, 2: reason = "" } = /^(\d+)\s*(?:[:：]\s*(.*))?$/s.exec(typed) ?? unclear("desk-move-how");
  const entry = need(selected(), "desk-select-first");
  const those = rows().filter((one) => one.id !== entry.id && one.state === "listed" && !isPoint(one));
  return of("floor.move", entry, { reason }, those[Number(place) - 1]?.id ?? "");
}

const command = (name, key, make, more = {}) => ({ name, key, make, ...more });

// `make(list, typed)`: what is sent; `needs`: it waits for something typed; `page`: it is done by this page alone.
export const COMMANDS = [
  command("next", "N", (list) => ({ verb: "floor.next", of: list.meeting.id, saw: `${list.next?.speaker ?? ""},${list.next?.calls ?? ""}`, given: {} }), { text: "desk-do-next", type: "desk-word-next" }),
  command("start", "S", () => { const entry = need(isCalled() ?? selected(), "desk-nobody-called"); return of("floor.start", entry, {}, entry.state); }, { text: "desk-do-start", type: "desk-word-start" }),
  command("pause", " ", () => of("floor.pause", need(speaks(), "desk-nobody-speaks")), { text: "desk-do-pause", type: "desk-word-pause" }),
  command("resume", " ", () => of("floor.resume", need(stands(), "desk-nobody-paused")), { text: "desk-do-resume", type: "desk-word-resume" }),
  command("end", "E", () => of("floor.end", need(speaks() ?? stands(), "desk-nobody-speaks")), { text: "desk-do-end", type: "desk-word-end" }),
  command("pass", "P", () => of("floor.pass", need(isCalled() ?? selected(), "desk-nobody-called")), { text: "desk-do-pass", type: "desk-word-pass" }),
  command("lost", "L", () => of("floor.interrupt", need(speaks() ?? stands(), "desk-nobody-speaks")), { text: "desk-do-lost", type: "desk-word-lost" }),
  command("limit", "T", (list, typed) => onItem("floor.limit", list, list.item.limit_s, { limit_s: limit(typed) }), { text: "desk-do-limit", type: "desk-word-limit", needs: "desk-needs-minutes" }),
  command("undo", "Z", (list) => ({ verb: "floor.undo", of: list.meeting.id, saw: `${need(list.undo, "desk-nothing-to-undo").of}`, given: {} }), { text: "desk-do-undo", type: "desk-word-undo" }),
  command("take", "O", (list) => of("floor.call", need(list.waiting.find(isPoint), "desk-no-point"), {}, speaker(list)), { text: "desk-take-point", type: "desk-word-take" }),
  command("call", "C", (list, typed) => { const { entry, reason } = meant(typed, live()); return of("floor.call", entry, { reason }, speaker(list)); }, { text: "desk-do-call", type: "desk-word-call", needs: "desk-needs-whom", selects: true }),
  command("return", "R", (list, typed) => of("floor.return", typed ? meant(typed, list.interrupted).entry : list.interrupted.find((one) => one.id === desk.selected) ?? need(list.interrupted[0], "desk-nobody-lost")), { text: "desk-do-return", type: "desk-word-return" }),
  command("remove", "X", (list, typed) => { const { entry, reason } = meant(typed, live()); return of("floor.decline", entry, { reason: reason || unclear("desk-remove-how") }); }, { text: "desk-do-remove", type: "desk-word-remove", needs: "desk-needs-whom-and-why" }),
  command("later", "D", (list, typed) => { const { entry, reason } = meant(typed, live()); return of("floor.later", entry, { reason }); }, { text: "desk-do-later", type: "desk-word-later", needs: "desk-needs-whom", selects: true }),
  command("move", "", replaced, { text: "desk-do-move", type: "desk-word-move", needs: "desk-needs-place" }),
  command("again", "", (list, typed) => of("floor.back", meant(typed, list.ended).entry), { text: "desk-do-again", type: "desk-word-again", needs: "desk-needs-whom", selects: true }),
  command("cut", "", () => of("floor.cut", need(speaks() ?? stands(), "desk-nobody-speaks")), { text: "desk-do-cut", type: "desk-word-cut" }),
  command("rule", "", (list, typed) => of("floor.rule", need([list.holder, selected(), list.paused].find((one) => one?.kind === "point-of-order") ?? list.ended.findLast((one) => one.kind === "point-of-order"), "desk-no-point"), { ruling: typed }), { text: "desk-do-rule", type: "desk-word-rule", needs: "desk-needs-ruling" }),
  command("open", "", (list) => onItem("floor.open", list), { text: "desk-do-open", type: "desk-word-open" }),
  command("close", "", (list) => onItem("floor.close", list), { text: "desk-do-close", type: "desk-word-close" }),
  command("suspend", "", (list, typed) => onItem("floor.suspend", list, list.item.state, { reason: typed }), { text: "desk-do-suspend", type: "desk-word-suspend" }),
  command("continue", "", (list) => onItem("floor.continue", list), { text: "desk-do-continue", type: "desk-word-continue" }),
  command("finish", "", (list) => onItem("floor.finish", list), { text: "desk-do-finish", type: "desk-word-finish" }),
  command("vote", "", (list) => onItem("floor.vote", list, list.item.state, { begins: list.item.voting ? "no" : "yes" }), { text: "desk-do-vote", type: "desk-word-vote" }),
  command("interleave", "", (list) => onItem("floor.interleave", list, ids(statements(list))), { text: "desk-do-interleave", type: "desk-word-interleave" }),
  command("draw", "", (list) => onItem("floor.draw", list, ids(statements(list))), { text: "desk-do-draw", type: "desk-word-draw" }),
  command("carry", "", carried, { text: "desk-do-carry", type: "desk-word-carry" }),
  command("release", "", (list, typed) => ({ verb: "floor.release", of: list.meeting.id, saw: ids(unheard(list)), given: { reason: typed } }), { text: "desk-do-release", type: "desk-word-release", needs: "desk-needs-reason" }),
  command("item", "", (list, typed) => { const item = numbered(list, typed); return { verb: "floor.open", of: `${list.meeting.id}/${item.number}`, saw: item.state, given: {} }; }, { text: "desk-do-item", type: "desk-word-item", needs: "desk-needs-item" }),
  command("edit", "", null, { text: "desk-do-edit", type: "desk-word-edit", page: true }),
  command("print", "", null, { text: "desk-do-print", type: "desk-word-print", page: true }),
  command("record", "", null, { text: "desk-do-record", type: "desk-word-record", page: true }),
  command("board", "", null, { text: "desk-do-board", type: "desk-word-board", page: true }),
  command("keys", "", null, { text: "desk-do-keys", type: "desk-word-keys", page: true }),
].map((one) => ({ ...one, words: [one.name, ...meaning(one.type)] }));

export const named = (name) => COMMANDS.find((one) => one.name === name);
export const byKey = (key) => (key ? COMMANDS.find((one) => one.key === key) : undefined);

const notBegun = (list) => list.item.state === "inscription" && !list.holder && !list.items.some((one) => one.current);

// What Enter on an empty line does, and what the space bar does.
export function naturalStep() {
  if (desk.list.item.suspended) return named("continue");
  if (notBegun(desk.list)) return named("open");
  if (isCalled()) return named("start");
  return desk.list.next?.resumes ? named("resume") : named("next");
}

export const toggle = () => (speaks() ? named("pause") : named("resume"));
