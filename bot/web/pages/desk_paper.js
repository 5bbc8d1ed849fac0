// The list on paper: for the podium, and for the time when the line is down.

import { at, element, show } from "./dom.js";
import { clock, desk } from "./desk_state.js";
import { minutesAndSeconds, timeOfDay } from "./server_clock.js";
import { isPoint } from "./speech.js";
import { t } from "./words.js";

const OLD = 60000;
const EMPTY = 12;

export const paperShown = () => !at("paper").hidden;

export function openPaper() {
  show(at("paper"), true);
  document.body.classList.add("on-paper");
  drawPaper();
  at("paper-print").focus();
}

export function closePaper() {
  show(at("paper"), false);
  document.body.classList.remove("on-paper");
}

const TIME = 4;

const cells = (kind, texts, name = "") => element("tr", { className: name }, texts.map((text, place) => element(kind, { className: texts.length > TIME + 1 && place === TIME ? "time" : "" }, text)));

const state = (one) => (one.kind === "statement" ? "" : one.kind_text);

const row = (one) => cells("td", [isPoint(one) ? "!" : `${one.place}`, one.name, one.mode_text, [one.speaker, one.group ? t("desk-on-behalf", { group: one.group }) : ""].filter(Boolean).join(" · "), timeOfDay(one.asked_at, desk.list.meeting.zone, true), [state(one), one.note].filter(Boolean).join(" · ")], isPoint(one) ? "point" : "");

function table(title, those) {
  if (those.length === 0) return null;
  const heads = ["desk-paper-no", "desk-paper-delegation", "desk-mode", "desk-speaker", "desk-paper-asked", "desk-note"].map((key) => t(key));
  return element("section", {}, element("h2", {}, title), element("table", {}, element("thead", {}, cells("th", heads)), element("tbody", {}, those.map(row))));
}

function blank() {
  const heads = ["desk-paper-time", "desk-paper-delegation", "desk-mode", "desk-kind", "desk-note"].map((key) => t(key));
  const lines = Array.from({ length: EMPTY }, () => cells("td", ["", "", `☐ ${t("desk-mode-room")}  ☐ ${t("desk-mode-online")}`, "", ""]));
  return element("section", { className: "blank" }, element("h2", {}, t("desk-paper-new")), element("p", { className: "small" }, t("desk-paper-how")), element("table", {}, element("thead", {}, cells("th", heads)), element("tbody", {}, lines)));
}

// As of the last word from the server: what is older than a minute says so.
export function drawPaper() {
  const { list } = desk;
  if (!list) return;
  const when = desk.heard ?? clock.now;
  const { zone } = list.meeting;
  const old = clock.now - when > OLD;
  const holder = list.holder ? t("desk-paper-holder", { name: list.holder.name, time: minutesAndSeconds(list.holder.spoken_s ?? 0) }) : t("desk-nobody-has-the-floor");
  at("sheet").replaceChildren(
    element("header", {},
      element("h1", {}, list.meeting.title),
      element("p", {}, t("desk-item-title", { number: list.item.number, title: list.item.title })),
      element("p", { className: old ? "old" : "" }, t("desk-paper-as-of", { time: timeOfDay(when, zone, true) }), " · ", element("b", {}, old ? t("desk-paper-old", { time: timeOfDay(clock.now, zone, true) }) : t("desk-paper-until", { time: timeOfDay(when + OLD, zone, true) }))),
      element("p", {}, holder, " · ", t("desk-paper-limit", { time: minutesAndSeconds(list.item.limit_s ?? 0) }))),
    ...[table(t("desk-tab-statements"), list.waiting), table(t("desk-tab-questions"), list.questions), table(t("desk-tab-replies"), list.replies)].filter(Boolean),
    blank(),
  );
}

at("paper-print").onclick = () => { drawPaper(); print(); };
at("paper-close").onclick = () => closePaper();
addEventListener("beforeprint", () => { if (!paperShown()) { openPaper(); closing = true; } drawPaper(); });
let closing = false;
addEventListener("afterprint", () => { if (closing) closePaper(); closing = false; });
