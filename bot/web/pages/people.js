// Who one can be, with what each has not read.

import { groups, texts } from "./texts.js";
import { get } from "./wire.js";
import { at, element, state } from "./page.js";

export async function people() {
  state.people = (await get("/playground/people")).people;
  listed();
  headed();
}

export function listed() {
  const wanted = at("find").value.trim().toLocaleLowerCase();
  const shown = state.people.filter((one) => `${one.name} ${one.role} ${one.code}`.toLocaleLowerCase().includes(wanted));
  at("people").replaceChildren(...Object.keys(groups).flatMap((group) => grouped(groups[group], shown.filter((one) => one.group === group))));
  at("none").hidden = shown.length > 0;
}

function grouped(title, those) {
  if (those.length === 0) return [];
  return [element("li", {}, element("h2", {}, title), element("ol", {}, ...those.map(person)))];
}

function person(one) {
  const count = one.id === state.as ? 0 : state.unread[one.id] ?? 0;
  const name = element("span", {}, one.name, element("small", {}, one.role));
  const link = element("a", { href: `#${one.id}` }, element("i", {}, one.code), name);
  if (count) link.append(element("b", { title: texts.unread(count) }, `${count}`, element("span", { className: "unseen" }, ` ${texts.unread(count)}`)));
  if (one.id === state.as) link.setAttribute("aria-current", "true");
  return element("li", {}, link);
}

export function headed() {
  const one = state.people.find((known) => known.id === state.as);
  const title = one ? `${one.name} · ${one.role}` : texts.who;
  at("title").textContent = title;
  document.title = one ? `${title} – Playground` : "Playground";
  at("language").value = one?.language ?? "en";
  at("talk").lang = one?.language ?? "en";
}

at("find").oninput = listed;
at("find").onkeydown = (event) => {
  const first = at("people").querySelector("a");
  if (event.key === "Enter" && first) location.hash = first.hash;
};
