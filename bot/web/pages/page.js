// The page around the talk: its texts, its three views on a narrow screen, and what the whole page knows.

import { hints, languages, pages, texts } from "./texts.js";

export const at = (id) => document.getElementById(id);
export const state = { as: "", people: [], stream: null, unread: {}, clock: null, sending: Promise.resolve() };

for (const one of document.querySelectorAll("[data-text]")) one.textContent = texts[one.dataset.text];
for (const one of document.querySelectorAll("[data-label]")) one.ariaLabel = texts[one.dataset.label];
for (const one of document.querySelectorAll("[data-placeholder]")) one.placeholder = one.ariaLabel = texts[one.dataset.placeholder];
at("language").append(...Object.entries(languages).map(([value, text]) => new Option(text, value)));
at("hints").append(...hints.map((text) => element("li", {}, text)));
at("pages").append(...pages.map(([href, text]) => element("li", {}, element("a", { href, target: "_blank", rel: "noreferrer" }, text))));

export function element(name, attributes, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

export function view(name) {
  document.body.dataset.view = name;
  if (name === "talk") at("talk").scrollTop = at("talk").scrollHeight;
}

for (const one of document.querySelectorAll("[data-go]")) one.onclick = () => view(one.dataset.go);
at("skip").onclick = () => { view("talk"); at("box").focus(); };
