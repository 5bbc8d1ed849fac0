// The list: every entry a row, points of order above all, what can be done with the one selected.

import { at, element, keyed, mark, show, write } from "./dom.js";
import { TABS, clock, desk, listed, live, rows, select, turnTo } from "./desk_state.js";
import { minutesAndSeconds } from "./server_clock.js";
import { isPoint } from "./speech.js";
import { t } from "./words.js";

const NAMES = { statements: "desk-tab-statements", questions: "desk-tab-questions", replies: "desk-tab-replies", ended: "desk-tab-ended" };
const EMPTY = { statements: "desk-nobody-waits", questions: "desk-no-questions", replies: "desk-no-replies", ended: "desk-nobody-ended" };
const STATES = { interrupted: "desk-state-interrupted", called: "desk-state-called", finished: "desk-state-finished", "cut-off": "desk-state-cut-off", "not-taken": "desk-state-not-taken", withdrawn: "desk-state-withdrawn", written: "desk-state-written", declined: "desk-state-declined", "carried-over": "desk-state-carried", void: "desk-state-void" };
const SPOKEN = new Set(["finished", "cut-off"]);
const ON_DECK = 2;
const WHILE = 120000;

const tag = (text, kind = "") => (text ? element("span", { className: `tag ${kind}` }, text) : null);

function action(does, text, key, more = {}) {
  return element("button", { type: "button", "data-does": does, ...more }, text, key ? [" ", element("kbd", {}, key)] : []);
}

function about(row) {
  const parts = [
    row.kind === "statement" || (isPoint(row) && row.waits) ? "" : row.kind_text,
    row.group ? t("desk-on-behalf", { group: row.group }) : "",
    row.speaker,
    row.asked_text,
    row.why,
    row.note ? t("desk-noted", { note: row.note }) : "",
    row.ended ? t("desk-took", { time: minutesAndSeconds(row.spoken_s ?? 0) }) : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

function signs(row) {
  return [
    row.there && row.mode === "online" ? element("span", { className: "quiet small there" }, t("desk-there", { time: row.there })) : null,
    tag(row.mode_text),
    isPoint(row) && row.waits ? tag(row.kind_text, "over") : null,
    row.late ? tag(t("desk-late"), "warn") : null,
    row.ready && row.waits ? tag(t("desk-ready"), "ok") : null,
    row.unanswered ? tag(t("desk-no-answer"), "warn") : null,
    STATES[row.state] ? tag(t(STATES[row.state]), SPOKEN.has(row.state) ? "" : "warn") : null,
  ];
}

function offered(row) {
  if (row.ended) return [action("again", t("desk-do-again"))];
  const quick = [row.state === "interrupted" ? action("return", t("desk-do-return"), "R") : null, isPoint(row) && row.waits ? action("take", t("desk-do-take"), "O", { className: "shout" }) : null];
  if (!row.chosen) return quick;
  return [...quick,
    action("edit", t("desk-do-edit"), "⏎"),
    action("call", t("desk-do-call"), "C"),
    action("up", t("desk-up"), "Alt ↑"),
    action("down", t("desk-down"), "Alt ↓"),
    action("remove", t("desk-do-remove"), "X"),
  ];
}

function drawn(row) {
  const point = isPoint(row) && row.waits;
  const made = element("li", { className: point ? "point" : row.state === "interrupted" ? "back" : "", id: `row-${row.id}` },
    element("span", { className: "no" }, point ? "!" : row.ended ? "–" : row.state === "interrupted" ? "↩" : `${row.place}`),
    element("span", { className: "iso" }, row.iso2 || row.code),
    element("span", { className: "name" }, element("b", {}, row.name), element("small", {}, about(row))),
    element("span", { className: "signs" }, signs(row)),
    element("span", { className: "offered" }, offered(row)),
  );
  if (row.chosen) made.setAttribute("aria-current", "true");
  made.classList.toggle("movable", row.waits);
  return made;
}

// Online, nearly its turn, asked a while ago, and still it has not said that it is ready.
const unanswered = (row) => row.state === "listed" && !row.ready && row.mode === "online" && row.place > 0 && row.place <= ON_DECK && clock.now - Date.parse(row.asked_at) > WHILE;

const seen = (row) => ({ ...row, unanswered: unanswered(row), chosen: row.id === desk.selected, waits: row.state === "listed", ended: Boolean(row.ended_at) || desk.tab === "ended" });

let shownLast = null;

export function drawList() {
  tabs();
  turn();
  if (desk.dragging) return;
  const those = rows().map(seen);
  keyed(at("rows"), those, drawn);
  show(at("nobody"), those.length === 0);
  write(at("nobody"), t(EMPTY[desk.tab]));
  spoken();
  if (desk.selected && desk.selected !== shownLast) at(`row-${desk.selected}`)?.scrollIntoView({ block: "nearest" });
  shownLast = desk.selected;
}

function tabs() {
  keyed(at("tabs"), TABS.map((tab) => ({ id: tab, count: listed(tab).length, on: desk.tab === tab })), ({ id, count, on }) =>
    element("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-selected": `${on}`, "aria-controls": "scroll", "data-does": id, onclick: () => turnTo(id) },
      t(NAMES[id]), " ", element("span", { className: count ? "count" : "count quiet" }, `${count}`)));
  mark(at("rows"), "tab", desk.tab);
  at("scroll").setAttribute("aria-labelledby", `tab-${desk.tab}`);
}

// What comes next for the list as a whole.
function turn() {
  const { item } = desk.list;
  const name = item.suspended ? "continue" : item.state === "open" ? "close" : "open";
  show(at("turn"), item.state !== "finished");
  at("turn").disabled = !live();
  at("turn").dataset.turn = name;
  write(at("turn"), t({ continue: "desk-do-continue", close: "desk-do-close", open: "desk-do-open" }[name]));
}

function spoken() {
  const those = listed("ended").filter((one) => SPOKEN.has(one.state)).map((one) => `${one.name} ${minutesAndSeconds(one.spoken_s ?? 0)}`);
  const written = listed("ended").filter((one) => one.state === "written").map((one) => one.name);
  const texts = [those.length ? t("desk-spoken", { names: those.join(" · ") }) : "", written.length ? t("desk-in-writing", { names: written.join(" · ") }) : ""].filter(Boolean);
  write(at("spoken"), texts.join(" — "));
}

at("rows").addEventListener("click", (event) => {
  const row = event.target.closest("li");
  if (row && !event.target.closest("button")) select(desk.selected === row.dataset.key ? null : row.dataset.key);
});
