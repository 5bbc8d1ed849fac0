// The top of the desk: which item, how its list stands, whether the line to the server holds.

import { at, element, keyed, mark, show, write } from "./dom.js";
import { clock, desk } from "./desk_state.js";
import { minutesAndSeconds, timeOfDay } from "./server_clock.js";
import { isPoint } from "./speech.js";
import { t } from "./words.js";

const STATES = { inscription: ["desk-list-inscription", ""], open: ["desk-list-open", "ok"], closed: ["desk-list-closed", "over"], finished: ["desk-list-finished", ""] };
const known = new Set();
let first = true;

export function drawHead() {
  const { item, items, meeting } = desk.list;
  keyed(at("items"), items.map((one) => ({ ...one, id: one.number })), ({ number, title, waiting }) =>
    element("option", { value: number }, t(waiting ? "desk-item-waiting" : "desk-item-title", { number, title, count: waiting })));
  if (document.activeElement !== at("items")) at("items").value = item.number;
  const [key, kind] = STATES[item.state] ?? STATES.open;
  const since = item.state === "closed" && item.closed_at ? timeOfDay(item.closed_at, meeting.zone) : "";
  const signs = [
    { id: "list", text: t(key, { time: since }).trim(), kind },
    item.suspended ? { id: "suspended", text: t("desk-suspended"), kind: "warn" } : null,
    item.voting ? { id: "voting", text: t("desk-voting"), kind: "warn" } : null,
    { id: "limit", text: t("desk-limit-each", { time: minutesAndSeconds(item.limit_s ?? 0) }), kind: "plain" },
  ].filter(Boolean);
  keyed(at("state"), signs, ({ text, kind: of }) => element("span", { className: `tag ${of}` }, text));
  points();
}

export function drawConnection() {
  const is = desk.connection;
  mark(document.body, "connection", is);
  at("live").className = `tag ${is === "live" ? "ok" : "over"}`;
  write(at("live"), is === "live" ? t("desk-live", { count: desk.list?.desks ?? 1 }) : t(is === "gone" ? "desk-expired" : "desk-not-connected"));
  show(at("lost"), is === "gone" || (is === "lost" && desk.since !== null));
  const time = desk.heard && desk.list ? timeOfDay(desk.heard, desk.list.meeting.zone, true) : "";
  write(at("lost"), is === "gone" ? t("desk-gone") : is === "lost" ? t("desk-lost", { time }) : "");
}

// Points of order shout, nothing else does.
function points() {
  const now = desk.list.waiting.filter(isPoint);
  const fresh = now.filter((one) => !known.has(one.id));
  now.forEach((one) => known.add(one.id));
  const names = now.map((one) => one.name).join(", ");
  document.title = names ? `❗ ${t("desk-shout", { names })}` : t("desk-title", { meeting: desk.list.meeting.title });
  if (fresh.length && !first) write(at("shout"), t("desk-shout", { names: fresh.map((one) => one.name).join(", ") }));
  if (now.length === 0) write(at("shout"), "");
  first = false;
}

export const lastHeard = () => { desk.heard = clock.now; };
