// The board: who speaks, how long still, who follows; nothing to press, nothing private.

import { at, element, keyed, mark, show, write } from "./dom.js";
import { fit } from "./fit.js";
import { Live } from "./live.js";
import { ServerClock, minutesAndSeconds, timeOfDay } from "./server_clock.js";
import { isPoint, timed } from "./speech.js";
import { t } from "./words.js";

const TICK = 100;
const NEXT = 3;
const HAS = { speaking: "board-has-the-floor", called: "board-is-called", paused: "board-is-paused" };
const CLOSED = new Set(["closed", "finished"]);
const clock = new ServerClock();
let board = null;
let connection = "lost";
let heard = null;

const city = ({ zone, city: named }) => named ?? zone.split("/").at(-1).replaceAll("_", " ");

function draw() {
  const { holder, item, meeting } = board;
  const before = at("who").textContent;
  mark(document.body, "holds", holder?.state ?? "nobody");
  write(at("item"), [item?.number ? t("board-item", { number: item.number, title: item.title }) : meeting.title].join(""));
  write(at("has"), holder ? [t(HAS[holder.state] ?? HAS.speaking), holder.kind !== "statement" ? holder.kind_text : ""].filter(Boolean).join(" · ") : meeting.title);
  write(at("who"), holder ? holder.name : t(nobody(item)));
  write(at("speaker"), holder ? [holder.speaker, holder.group ? t("board-on-behalf", { group: holder.group }) : "", holder.mode_text].filter(Boolean).join(" · ") : "");
  show(at("turn"), Boolean(holder));
  following();
  signs();
  tick();
  if (before && before !== at("who").textContent) fresh();
  fitted();
}

const nobody = (item) => (item?.state === "finished" ? "board-item-finished" : item?.state === "inscription" ? "board-not-begun" : "board-nobody-has-the-floor");

function fresh() {
  delete document.body.dataset.fresh;
  requestAnimationFrame(() => mark(document.body, "fresh", "yes"));
}

function following() {
  const those = board.next.slice(0, NEXT);
  let place = 0;
  keyed(at("next"), those.map((one) => ({ id: one.id, place: isPoint(one) ? 0 : (place += 1), name: one.name, point: isPoint(one), how: isPoint(one) ? one.kind_text : one.mode_text })), ({ place: number, name, point, how }) =>
    element("li", { className: point ? "point" : "" }, element("span", { className: "no" }, point ? "!" : `${number}`), element("span", { className: "name" }, name), element("span", { className: "how" }, how)));
  const more = board.waiting_count - those.length;
  write(at("more"), those.length === 0 ? t("board-nobody-waits") : more > 0 ? t("board-more", { count: more }) : "");
}

function signs() {
  const { item } = board;
  const is = (name) => Boolean(board[name] ?? item?.[name]);
  const found = [
    is("suspended") ? { id: "suspended", text: t("board-suspended"), strong: true } : null,
    is("voting") ? { id: "voting", text: t("board-voting"), strong: true } : null,
    board.closed || CLOSED.has(item?.state) ? { id: "closed", text: t("board-closed"), lock: true } : null,
    item?.state === "open" && !board.closed ? { id: "open", text: t("board-open") } : null,
  ].filter(Boolean);
  keyed(at("signs"), found, ({ text, strong, lock: locked }) => element(strong ? "b" : "span", {}, locked ? lock() : "", text));
}

function lock() {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  made.setAttribute("viewBox", "0 0 18 20");
  made.setAttribute("class", "lock");
  made.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  shape.setAttribute("d", "M4 8V5.5a5 5 0 0 1 10 0V8h1.5A1.5 1.5 0 0 1 17 9.5v9A1.5 1.5 0 0 1 15.5 20h-13A1.5 1.5 0 0 1 1 18.5v-9A1.5 1.5 0 0 1 2.5 8zm2.5 0h5V5.5a2.5 2.5 0 0 0-5 0z");
  made.append(shape);
  return made;
}

function tick() {
  if (!board || clock.now === null) return;
  write(at("clock"), `${timeOfDay(clock.now, board.meeting.zone)} ${city(board.meeting)}`);
  if (board.holder) turn(board.holder);
  behind();
}

function turn(holder) {
  const now = timed(holder, board.item?.limit_s, clock.now);
  const stands = board.suspended || board.item?.suspended;
  const phase = holder.state === "called" ? "still" : now.phase;
  const words = holder.state === "called" ? "board-clock-called" : stands ? "board-clock-stands" : holder.state === "paused" ? "board-clock-paused" : { calm: "board-clock-calm", soon: "board-clock-soon", over: "board-clock-over" }[now.phase];
  mark(at("turn"), "phase", phase);
  write(at("left"), now.shown);
  const said = t(words, { of: minutesAndSeconds(now.of) });
  if (at("words").textContent !== said) { write(at("words"), said); fitted(); }
  at("part").style.transform = `scaleX(${now.part.toFixed(4)})`;
  at("bar").setAttribute("aria-valuenow", `${Math.round(now.part * 100)}`);
}

function behind() {
  const { paused, holder } = board;
  const other = paused && paused.id !== holder?.id ? paused : null;
  show(at("behind"), Boolean(other));
  if (other) write(at("behind"), t("board-behind", { name: other.name, time: timed(other, board.item?.limit_s, clock.now).shown }));
}

function connected(is) {
  if (connection === "gone") return;
  if (is === "live" && connection !== "live") clock.reset();
  connection = is;
  mark(document.body, "connection", is);
  const time = heard && board ? timeOfDay(heard, board.meeting.zone) : "";
  write(at("live"), is === "live" ? t("board-live") : is === "gone" ? t("board-gone") : time ? t("board-lost-since", { time }) : t("board-lost"));
}

const fitted = () => fit(at("main"), [at("who"), ...document.querySelectorAll("#next .name")]);

new Live(["list", "beat"], {
  list: (data) => {
    clock.heard(data.now);
    heard = clock.now;
    if (board && data.version < board.version) return;
    board = data;
    draw();
  },
  beat: ({ now } = {}) => { if (now) clock.heard(now); heard = clock.now; },
  state: connected,
});
// A board that falls asleep shows nobody's clock.
function awake() {
  if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {});
}

setInterval(tick, TICK);
awake();
addEventListener("resize", () => { if (board) fitted(); });
document.addEventListener("visibilitychange", () => { awake(); tick(); });
if (!document.body.dataset.connection) connected("lost");
