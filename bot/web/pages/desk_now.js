// Who has the floor, the clock, what can be done next, and the sentence to read out.

import { at, element, keyed, mark, show, write } from "./dom.js";
import { clock, desk, isCalled, live, selected, speaks, stands } from "./desk_state.js";
import { minutesAndSeconds, timeOfDay } from "./server_clock.js";
import { timed } from "./speech.js";
import { naturalStep, toggle } from "./desk_commands.js";
import { t } from "./words.js";

const HAS = { speaking: "desk-has-the-floor", called: "desk-is-called", paused: "desk-is-paused" };
const LABELS = { next: "desk-do-next", start: "desk-do-start", pause: "desk-do-pause", resume: "desk-do-resume", end: "desk-do-end", pass: "desk-do-pass", lost: "desk-do-lost", limit: "desk-limit", undo: "desk-do-undo", continue: "desk-do-continue", open: "desk-do-open", commands: "desk-commands" };
const spelt = (key) => (key === " " ? t("desk-space") : key);

export function drawNow() {
  const { holder } = desk.list;
  mark(document.body, "holds", holder?.state ?? "nobody");
  const has = [holder ? t(HAS[holder.state] ?? HAS.speaking) : "", holder?.mode_text, holder && holder.kind !== "statement" ? holder.kind_text : ""];
  write(at("has"), has.filter(Boolean).join(" · "));
  write(at("who"), holder ? holder.name : t("desk-nobody-has-the-floor"));
  at("who").classList.toggle("quiet", !holder);
  const by = holder ? [holder.speaker, holder.group ? t("desk-on-behalf", { group: holder.group }) : "", holder.note ? t("desk-noted", { note: holder.note }) : ""] : [];
  write(at("speaker"), by.filter(Boolean).join(" · "));
  write(at("script"), desk.list.script ?? "");
  buttons();
}

function drawBehind() {
  const { holder, paused } = desk.list;
  const other = paused && paused.id !== holder?.id ? paused : null;
  show(at("behind"), Boolean(other));
  if (!other) return;
  const { left, shown } = timed(other, desk.list.item.limit_s, clock.now);
  write(at("behind"), t(left <= -1 ? "desk-behind-over" : "desk-behind", { name: other.name, time: shown }));
}

// The clock runs here, from what the server said; it is drawn only where a figure has changed.
export function tick() {
  if (!desk.list) return;
  write(at("clock"), clock.now ? timeOfDay(clock.now, desk.list.meeting.zone, true) : "");
  const { holder } = desk.list;
  show(at("left"), Boolean(holder));
  if (holder) ticked(holder);
  else write(at("words"), "");
  drawBehind();
}

function ticked(holder) {
  const turn = timed(holder, desk.list.item.limit_s, clock.now);
  mark(at("left"), "phase", holder.state === "called" ? "still" : turn.phase);
  write(at("left"), turn.shown);
  const of = minutesAndSeconds(turn.of);
  const spoken = minutesAndSeconds(turn.spoken);
  const key = holder.state === "called" ? "desk-clock-called" : { calm: "desk-clock-calm", soon: "desk-clock-soon", over: "desk-clock-over" }[turn.phase];
  const extra = [desk.list.item.suspended ? t("desk-suspended") : "", holder.state === "paused" ? t("desk-is-paused") : ""];
  at("words").setAttribute("aria-live", "off");
  write(at("words"), [t(key, { of, spoken }), ...extra].filter(Boolean).join(" · "));
}

function buttons() {
  const big = naturalStep();
  const { next, holder, undo } = desk.list;
  const can = {
    next: Boolean(next?.calls || holder), start: Boolean(isCalled()), pause: Boolean(speaks()), resume: Boolean(stands()),
    end: Boolean(speaks() || stands()), pass: Boolean(isCalled()), lost: Boolean(speaks() || stands()), limit: true, undo: Boolean(undo), continue: true, open: true, commands: true,
  };
  const name = { next: next?.name, start: isCalled()?.name, resume: stands()?.name }[big.name];
  const label = name ? t("desk-with-name", { does: t(LABELS[big.name]), name }) : t(LABELS[big.name]);
  const swing = toggle().name;
  const small = [["next", "N"], ["start", "S"], [swing, spelt(" ")], ["end", "E"], ["pass", "P"], ["lost", "L"], ["limit", "T"], ["undo", "Z"], ["commands", "/"]];
  const rows = [
    { id: `big-${big.name}`, does: big.name, label, key: big.key && selected() ? spelt(big.key) : "⏎", primary: true, can: live() && can[big.name], title: "" },
    ...small.filter(([does]) => does !== big.name).map(([does, key]) => ({ id: does, does, label: t(LABELS[does]), key, can: live() && can[does], title: does === "undo" ? undo?.what ?? "" : "" })),
  ];
  keyed(at("buttons"), rows, button);
}

function button({ does, label, key, primary, can, title }) {
  const made = element("button", { type: "button", className: primary ? "primary" : "", "data-does": does, disabled: !can, title }, element("span", {}, label), " ", element("kbd", {}, key));
  if (title) made.append(element("small", {}, title));
  return made;
}
