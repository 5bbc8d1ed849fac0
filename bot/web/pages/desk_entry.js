// Editing one entry: only what was changed is sent, and what was typed stays until it is taken.

import { at, show, write } from "./dom.js";
import { everybody } from "./desk_state.js";
import { send } from "./desk_send.js";
import { t } from "./words.js";

const FIELDS = ["mode", "kind", "speaker", "group", "note"];
const LONGEST = 250;
const form = at("edit-form");
let before = null;

const value = (name) => form.elements[name].value.trim();

export function edit(entry) {
  before = entry;
  write(at("edit-title"), entry.name);
  write(at("edit-about"), [entry.asked_text, entry.why].filter(Boolean).join(" · "));
  for (const name of FIELDS) form.elements[name].value = entry[name] ?? "";
  show(at("edit-wrong"), false);
  counted();
  at("edit").showModal();
  form.elements.speaker.focus();
}

const counted = () => write(at("edit-count"), `${[...form.elements.note.value].length}/${LONGEST}`);

async function save() {
  const given = Object.fromEntries(FIELDS.filter((name) => value(name) !== (before[name] ?? "")).map((name) => [name, value(name)]));
  if (Object.keys(given).length === 0) return at("edit").close();
  const answer = await send(() => ({ verb: "floor.edit", of: before.id, given }));
  if (answer.done) return at("edit").close();
  show(at("edit-wrong"), true);
  write(at("edit-wrong"), answer.offline ? t("desk-offline-refused") : answer.reason ?? t("desk-refused"));
  before = everybody().find((one) => one.id === before.id) ?? before;
  return null;
}

form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.target.localName === "button") return;
  if (event.target.name === "note" && event.shiftKey) return;
  event.preventDefault();
  save();
});
form.elements.note.addEventListener("input", counted);
at("edit-close").onclick = () => at("edit").close();
