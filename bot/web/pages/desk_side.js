// What informs beside the list: whether the time will do, room and online, and what has happened.

import { at, element, keyed, show, write } from "./dom.js";
import { desk } from "./desk_state.js";
import { timeOfDay } from "./server_clock.js";
import { t } from "./words.js";

const MINUTE = 60;
const SHOWN = 200;

export function minutes(seconds) {
  const whole = Math.round(Math.abs(seconds) / MINUTE);
  const sign = seconds < 0 && whole > 0 ? "−" : "";
  if (whole < MINUTE) return sign + t("desk-minutes", { minutes: whole });
  return sign + t("desk-hours", { hours: Math.floor(whole / MINUTE), minutes: `${whole % MINUTE}`.padStart(2, "0") });
}

export function drawSide() {
  forecast();
  fairness();
  log();
}

function forecast() {
  const { forecast: of, waiting, questions, replies, item, meeting } = desk.list;
  const count = waiting.length + questions.length + replies.length;
  const facts = of ? [
    { id: "needed", what: t("desk-needed", { count }), figure: minutes(of.needed_s), tight: false },
    ...(of.left_s === null || of.left_s === undefined ? [] : [{ id: "left", what: item.ends ? t("desk-left-until", { time: timeOfDay(item.ends, meeting.zone) }) : t("desk-left"), figure: minutes(of.left_s), tight: of.left_s < of.needed_s }]),
  ] : [];
  keyed(at("forecast"), facts, ({ what, figure, tight }) => element("div", { className: tight ? "tight" : "" }, element("dt", {}, what), element("dd", {}, figure)));
  keyed(at("options"), (of?.options ?? []).map((one, index) => ({ ...one, id: `${index}` })), option);
}

// Short, so that the line to be confirmed can be read: codes for names.
function concerned(names) {
  const waiting = [...desk.list.waiting, ...desk.list.questions, ...desk.list.replies];
  const found = [names].flat().map((name) => waiting.find((one) => one.name === name)).filter(Boolean);
  return [...new Set(found.map((one) => (one.iso2 || one.code).toLowerCase()))].join(", ");
}

function option({ what, text, names, value }) {
  const affected = Array.isArray(names) ? names.join(", ") : names ?? "";
  const line = { limit: `/limit ${value ?? ""}`, close: "/close", carry: `/carry ${value ?? ""}: ${concerned(names)}` }[what];
  const body = [element("span", {}, text), affected ? element("small", {}, affected) : null];
  return element("li", {}, line ? element("button", { type: "button", "data-line": line.trim() }, body) : element("p", {}, body));
}

function fairness() {
  const of = desk.list.fairness;
  if (!of) return;
  const { room = {}, online = {}, hint } = of;
  const wait = (side) => (side.wait_s === null || side.wait_s === undefined ? "–" : minutes(side.wait_s));
  const rows = [
    { id: "head", cells: ["", t("desk-mode-room"), t("desk-mode-online")] },
    { id: "turns", cells: [t("desk-turns"), `${room.turns ?? 0}`, `${online.turns ?? 0}`] },
    { id: "wait", cells: [t("desk-median-wait"), wait(room), wait(online)] },
    { id: "spoken", cells: [t("desk-spoken-time"), minutes(room.seconds ?? 0), minutes(online.seconds ?? 0)] },
  ];
  keyed(at("fairness"), rows, ({ id, cells }) => element("tr", {}, cells.map((text, place) => element(id === "head" || place === 0 ? "th" : "td", { scope: id === "head" ? "col" : place === 0 ? "row" : null }, text))));
  show(at("uneven"), Boolean(hint));
  write(at("uneven"), hint ?? "");
}

function log() {
  const { zone } = desk.list.meeting;
  const lines = [...(desk.list.log ?? [])].sort((one, other) => other.number - one.number).slice(0, SHOWN);
  keyed(at("log"), lines.map((one) => ({ ...one, id: `${one.number}` })), ({ at: when, text, undone }) =>
    element("li", { className: undone ? "undone" : "" }, element("time", { dateTime: when }, timeOfDay(when, zone, true)), undone ? [element("s", {}, text), " ", element("span", { className: "tag" }, t("desk-taken-back"))] : text));
}
