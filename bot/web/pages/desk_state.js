// What this desk knows: the newest list, who can be on it, what is selected, whether it is connected.

import { isPoint } from "./speech.js";
import { ServerClock } from "./server_clock.js";

export const TABS = ["statements", "questions", "replies", "ended"];
export const clock = new ServerClock();
export const desk = { list: null, people: [], tab: "statements", selected: null, connection: "lost", since: null, heard: null, dragging: false };
const NOTHING = { number: "", title: "", state: "finished", suspended: false, voting: false, limit_s: 0, replies: false };
const listeners = [];

export const changed = () => listeners.forEach((tell) => tell());
export const onChange = (tell) => listeners.push(tell);

// An older list never replaces a newer one, whichever way it came.
export function renewed(list) {
  if (!list || (desk.list && list.version < desk.list.version && list.meeting.id === desk.list.meeting.id)) return;
  desk.list = numbered(list);
  if (desk.selected && !rows().some((one) => one.id === desk.selected)) desk.selected = null;
  changed();
}

// Points of order stand above the list and take no number of it.
function numbered(list) {
  let place = 0;
  for (const one of list.waiting) one.place = isPoint(one) ? null : (place += 1);
  return { ...list, item: list.item ?? NOTHING };
}

const LISTS = { statements: "waiting", questions: "questions", replies: "replies", ended: "ended" };

export const listed = (tab) => desk.list?.[LISTS[tab]] ?? [];

// Who was cut off by a bad line is shown first: it returns to the head of the list.
export function rows(tab = desk.tab) {
  const back = (desk.list?.interrupted ?? []).filter((one) => (one.list ?? "statements") === tab);
  return [...back.filter((one) => !listed(tab).some((other) => other.id === one.id)), ...listed(tab)];
}

export const everybody = () => TABS.flatMap((tab) => rows(tab));
export const selected = () => everybody().find((one) => one.id === desk.selected) ?? null;
export const live = () => desk.connection === "live" && desk.list !== null;

export function select(id) {
  desk.selected = id;
  changed();
}

export function turnTo(tab) {
  desk.tab = tab;
  desk.selected = null;
  changed();
}

export function step(by) {
  const those = rows();
  const here = those.findIndex((one) => one.id === desk.selected);
  if (those.length === 0) return null;
  const next = here < 0 ? (by > 0 ? 0 : those.length - 1) : Math.min(those.length - 1, Math.max(0, here + by));
  desk.selected = those[next].id;
  changed();
  return those[next];
}

export const speaks = () => (desk.list?.holder?.state === "speaking" ? desk.list.holder : null);
export const isCalled = () => (desk.list?.holder?.state === "called" ? desk.list.holder : null);
export const stands = () => desk.list?.paused ?? (desk.list?.holder?.state === "paused" ? desk.list.holder : null);
