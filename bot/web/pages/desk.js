// The desk: one list for the room and for those online, run from one line.

import { at, element, show, write } from "./dom.js";
import { changed, clock, desk, everybody, live, onChange, renewed, rows, select, selected, turnTo } from "./desk_state.js";
import { prepared } from "./delegations.js";
import { Live, path } from "./live.js";
import { send } from "./desk_send.js";
import { COMMANDS, Unclear, named } from "./desk_commands.js";
import { atChoices, clickable, fold, forget, keyName, meantNow, put, typed } from "./desk_input.js";
import { drawConnection, drawHead, lastHeard } from "./desk_head.js";
import { drawNow, tick } from "./desk_now.js";
import { drawList } from "./desk_list.js";
import { drawSide } from "./desk_side.js";
import { draggable } from "./desk_drag.js";
import { edit } from "./desk_entry.js";
import { closePaper, drawPaper, openPaper, paperShown } from "./desk_paper.js";
import { alone, keysAlone, listening } from "./desk_keys.js";
import { t } from "./words.js";

const TICK = 100;

// --- what is told below the line

function tell(text, kind = "plain", kept = "") {
  at("note").className = `strip ${kind}`;
  show(at("note"), Boolean(text));
  write(at("told"), text ?? "");
  show(at("typed"), Boolean(kept));
  write(at("typed"), kept);
}

at("typed").onclick = () => put(at("typed").textContent);

const latest = () => (desk.list.log ?? []).reduce((one, other) => (other.number > (one?.number ?? 0) ? other : one), null);

function answered({ done, offline, reason }, line, said) {
  if (done) return tell(said ?? latest()?.text, "done");
  const back = line && typed() === "";
  if (back) put(line);
  fold();
  tell(offline ? t("desk-offline-refused") : reason ?? t("desk-refused"), "warn", line && !back ? line : "");
  return null;
}

const again = () => tell(t("desk-sent-again"), "warn");

function offline() {
  fold();
  return tell(t("desk-offline-refused"), "warn");
}

function refuse(error, asks = false) {
  if (!(error instanceof Unclear)) throw error;
  tell(error.message, "warn");
  if (!asks) fold();
}

// --- doing

const busy = new Set();

async function run(command, rest = "", line = "") {
  if (command.page) { if (line) forget(); return pages[command.name](rest); }
  if (command.needs && !rest && !(command.selects && selected())) return asked(command);
  if (!live()) return offline();
  if (busy.has(command.name)) return null;
  let wish = null;
  try {
    wish = command.make(desk.list, rest);
  } catch (error) {
    if ([...line].length === 1) forget();
    return refuse(error);
  }
  if (line) forget();
  busy.add(command.name);
  const undone = command.name === "undo" ? t("desk-undone", { what: desk.list.undo?.what }) : undefined;
  const answer = await send(() => wish, again).finally(() => busy.delete(command.name));
  return answered(answer, [...line].length > 1 ? line : "", undone);
}

function asked(command) {
  const one = selected();
  keysAlone(false);
  put(`/${command.words[1] ?? command.name} ${one && command.name === "remove" ? `${(one.iso2 || one.code).toLowerCase()}: ` : ""}`);
  return tell(t(command.needs));
}

async function taken() {
  const line = typed();
  let meant = null;
  try {
    meant = meantNow();
  } catch (error) {
    return refuse(error, atChoices());
  }
  if (meant.command) return run(meant.command, meant.rest, line);
  if (!live()) return offline();
  forget();
  const answer = await send(() => meant.add.wish, again);
  answered(answer, line, t(meant.add.kind ? "desk-added-as" : "desk-added", meant.add));
  if (answer.done) return desk.tab === "ended" ? turnTo("statements") : select(null);
  const already = everybody().find((one) => one.code === meant.add.code && one.state === "listed");
  return already && answer.reason ? select(already.id) : null;
}

// Where it stands is looked at when its turn comes: two quick strokes are two places.
async function moved(by) {
  const id = desk.selected;
  if (!id) return tell(t("desk-select-first"), "warn");
  if (!live()) return offline();
  const answer = await send(() => {
    const those = rows().filter((one) => one.state === "listed");
    const here = those.findIndex((one) => one.id === id);
    const [last, next] = [those.length - 1, here + by];
    if (here < 0 || next < 0 || next > last) return null;
    return { verb: "floor.move", of: id, saw: by < 0 ? those[next].id : those[next + 1]?.id ?? "" };
  }, again);
  return answer.idle ? null : answered(answer, "");
}

async function dropped(id, before) {
  if (!live()) return offline();
  return answered(await send(() => ({ verb: "floor.move", of: id, saw: before }), again), "");
}

// --- what this page does by itself

const pages = {
  edit: () => (selected() ? edit(selected()) : tell(t("desk-select-first"), "warn")),
  print: () => openPaper(),
  record: () => open(desk.list.meeting.record ?? `${path}/record`, "_blank", "noopener"),
  board: () => (desk.list.meeting.board ? open(desk.list.meeting.board, "_blank", "noopener") : tell(t("desk-no-board"), "warn")),
  keys: () => at("keys").showModal(),
};

at("keys-list").append(...COMMANDS.map((one) => element("div", {}, element("dt", {}, one.key ? element("kbd", {}, keyName(one.key)) : "", element("code", {}, `/${one.words[1] ?? one.name}`)), element("dd", {}, t(one.text)))));

// What others have done is said too, to whoever listens instead of looking.
let said = null;

function others() {
  const one = latest();
  if (said !== null && one && one.number > said && one.text !== at("told").textContent) write(at("aloud"), one.text);
  said = one?.number ?? 0;
}

function aloud(one) {
  if (one) write(at("aloud"), [one.place, one.name, one.mode_text, one.asked_text].filter(Boolean).join(", "));
}

listening({ run, taken, moved, aloud, edit: pages.edit });
clickable(taken);
draggable(dropped);

const BUTTONS = { up: () => moved(-1), down: () => moved(1), commands: () => put("/"), take: () => run(named("call")) };

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const { does, line } = button?.dataset ?? {};
  const row = button?.closest("#rows li");
  if (row) select(row.dataset.key);
  if (line) put(line);
  if (does && button.closest("#rows, #buttons")) (row && BUTTONS[does] ? BUTTONS[does] : does === "commands" ? BUTTONS.commands : () => run(named(does)))();
  if (!alone() && !document.querySelector("dialog[open]") && !paperShown() && !event.target.closest("select, a") && getSelection().isCollapsed) at("line").focus({ preventScroll: true });
});

at("turn").onclick = () => run(named(at("turn").dataset.turn));

at("items").onchange = ({ target }) => {
  const wanted = target.value;
  target.value = desk.list.item.number;
  if (wanted !== target.value) put(`/item ${wanted}`);
};

// Back to where the keys were struck: the list for whoever only runs the turns, else the line.
const home = () => keysAlone(alone());

for (const one of document.querySelectorAll("dialog")) one.addEventListener("close", home);

addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !paperShown()) return;
  closePaper();
  home();
});
at("paper-close").addEventListener("click", home);

// --- what is new

let drawing = 0;

function draw() {
  drawing = 0;
  drawConnection();
  if (!desk.list) return;
  drawHead();
  drawNow();
  drawList();
  drawSide();
  others();
  tick();
  if (paperShown()) drawPaper();
}

onChange(() => { drawing ||= requestAnimationFrame(draw); });

function connected(is) {
  const before = desk.connection;
  if (before === is || before === "gone") return;
  desk.connection = is;
  if (is !== "live") desk.since = clock.now;
  else if (desk.since !== null) tell(t("desk-back"), "done");
  if (is === "live") clock.reset();
  changed();
}

new Live(["people", "list", "beat"], {
  people: (data) => { desk.people = (Array.isArray(data) ? data : data.delegations).map(prepared); },
  list: (list) => { clock.heard(list.now); lastHeard(); renewed(list); },
  beat: ({ now } = {}) => { if (now) clock.heard(now); lastHeard(); },
  state: connected,
});
setInterval(() => { tick(); if (paperShown() && desk.connection !== "live") drawPaper(); }, TICK);
at("line").focus();
