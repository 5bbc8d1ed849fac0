// Who you are, what you do, what you see.

import { groups, hints, languages, locale, pages, texts } from "./texts.js";
import { Refused, Stream, fresh, get, outbox, post } from "./wire.js";
import { Talk, field, given } from "./talk.js";
import { fill } from "./fields.js";

const at = (id) => document.getElementById(id);
const talk = new Talk(at("talk"));
const state = { as: "", people: [], stream: null, unread: {}, clock: null, sending: Promise.resolve() };

// --- the page itself

for (const one of document.querySelectorAll("[data-text]")) one.textContent = texts[one.dataset.text];
for (const one of document.querySelectorAll("[data-label]")) one.ariaLabel = texts[one.dataset.label];
for (const one of document.querySelectorAll("[data-placeholder]")) one.placeholder = one.ariaLabel = texts[one.dataset.placeholder];
at("language").append(...Object.entries(languages).map(([value, text]) => new Option(text, value)));
at("hints").append(...hints.map((text) => element("li", {}, text)));
at("pages").append(...pages.map(([href, text]) => element("li", {}, element("a", { href, target: "_blank", rel: "noreferrer" }, text))));

function element(name, attributes, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

function view(name) {
  document.body.dataset.view = name;
  if (name === "talk") talk.toEnd();
}

for (const one of document.querySelectorAll("[data-go]")) one.onclick = () => view(one.dataset.go);
at("skip").onclick = () => { view("talk"); at("box").focus(); };

// --- people

async function people() {
  state.people = (await get("/playground/people")).people;
  listed();
  headed();
}

function listed() {
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

function headed() {
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

// --- entering a talk

async function enter() {
  const as = decodeURIComponent(location.hash.slice(1));
  state.stream?.close();
  state.as = as;
  document.body.classList.toggle("somebody", Boolean(as));
  listed();
  headed();
  lost(false);
  if (!as) return pick();
  view("talk");
  talk.clear();
  at("talk").ariaBusy = "true";
  const history = await patiently(() => get(`/playground/talk?as=${encodeURIComponent(as)}`), as);
  if (state.as !== as) return;
  drawn(history);
  at("talk").ariaBusy = "false";
  live(as, history.change);
  if (!history.lines.some((line) => line.kind === "said")) act("begin", { id: "arrived" });
}

function pick() {
  view("people");
  talk.clear(element("p", { className: "quiet pick" }, texts.pick));
}

function drawn({ lines }) {
  for (const line of lines) talk.put(line, false);
  for (const line of lines) if (line.kind === "unsent") offer(line.id, line.text, state.as);
  for (const { id, text } of outbox.all(state.as)) {
    if (talk.has(`said-${id}`)) continue;
    pending(id, text);
    offer(`said-${id}`, text, state.as);
  }
  earlier(lines);
  talk.toEnd();
}

function earlier(lines) {
  at("earlier")?.remove();
  if (lines.length < 100) return;
  const button = element("button", { id: "earlier", type: "button", className: "earlier" }, texts.earlier);
  button.onclick = async () => {
    const older = await get(`/playground/talk?as=${encodeURIComponent(state.as)}&before=${talk.oldest}`);
    const height = at("talk").scrollHeight;
    for (const line of older.lines) talk.put(line, false);
    earlier(older.lines);
    at("talk").scrollTop = at("talk").scrollHeight - height;
  };
  at("talk").prepend(button);
}

async function patiently(ask, as) {
  for (;;) {
    try {
      return await ask();
    } catch {
      lost(true);
      await new Promise((done) => setTimeout(done, 1000));
      if (state.as !== as) return null;
    }
  }
}

function live(as, after) {
  state.stream = new Stream(as, after, {
    line: (line) => { talk.put(line); seen(); },
    unread: (counts) => { state.unread = counts; listed(); seen(); },
    clock: (clock) => { state.clock = clock; ticked(); },
    state: (connected) => lost(!connected),
  });
}

function lost(is) {
  if (at("lost").hidden === is) at("lost").hidden = !is;
}

// A window nobody looks at gives its connection back: a browser has few of them for one server.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) state.stream?.close();
  else state.stream?.open();
  seen();
});

function seen() {
  const upto = talk.newest;
  const already = `${state.as} ${upto}`;
  if (document.hidden || !at("talk").checkVisibility() || !state.unread[state.as] || state.seen === already) return;
  state.seen = already;
  post("read", { as: state.as, upto }).catch(() => { state.seen = ""; });
}

// --- writing

function pending(id, text) {
  const bubble = element("p", { className: "bubble" }, text);
  talk.put({ id: `said-${id}`, kind: "unsent", html: bubble.outerHTML, text, number: Infinity, change: 0 });
}

function offer(line, text, as) {
  const id = line.replace(/^said-/, "");
  talk.failed(line, texts.failed, texts.again, () => send(id, text, as));
}

function send(id, text, as) {
  const body = { as, id, text, forms: !talk.plain };
  outbox.add(as, { id, text });
  state.sending = state.sending.then(async () => {
    try {
      const { lines } = await post("say", body);
      outbox.drop(as, id);
      if (state.as === as) for (const line of lines) talk.put(line);
    } catch (error) {
      if (error instanceof Refused) outbox.drop(as, id);
      if (state.as !== as) return;
      if (error instanceof Refused) talk.failed(`said-${id}`, texts.refused, texts.edit, () => { talk.drop(`said-${id}`); write(text); });
      else offer(`said-${id}`, text, as);
    }
  });
  return state.sending;
}

function write(text) {
  at("box").value = text;
  grown();
  at("box").focus();
}

function grown() {
  at("box").rows = Math.min(6, at("box").value.split("\n").length);
}

at("say").onsubmit = (event) => {
  event.preventDefault();
  const text = at("box").value;
  if (!text.trim() || !state.as) return;
  const id = fresh();
  pending(id, text);
  talk.toEnd();
  write("");
  send(id, text, state.as);
};
at("box").oninput = grown;
at("box").onkeydown = (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  at("say").requestSubmit();
};

// --- pressing and filling in

// In the order of the doing, and with the same event id at each try, so that nothing is done twice.
async function act(what, body, line, button) {
  const as = state.as;
  const whole = { as, id: fresh(), forms: !talk.plain, ...body };
  button?.setAttribute("aria-disabled", "true");
  const answer = state.sending.then(() => post(what, whole));
  state.sending = answer.catch(() => {});
  try {
    const { lines } = await answer;
    if (state.as === as) for (const one of lines) talk.put(one);
    if (what === "press") entered(lines);
  } catch {
    if (state.as === as && line) talk.failed(line, texts.failed, texts.again, () => act(what, whole, line, button));
  } finally {
    button?.removeAttribute("aria-disabled");
  }
}

// A form that a button has opened is where the keyboard goes.
function entered(lines) {
  const form = lines.filter((line) => line.kind === "form").map((line) => at(`line-${line.id}`)?.querySelector("form"))[0];
  if (form) field(form)?.focus();
}

const lineOf = (one) => one.closest(".msg").id.replace(/^line-/, "");

at("talk").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || button.getAttribute("aria-disabled")) return;
  if (button.dataset.does) act("press", { ...JSON.parse(button.dataset.does), on: lineOf(button) }, lineOf(button), button);
  if ("aside" in button.dataset) act("aside", { on: lineOf(button) }, lineOf(button), button).then(() => at("box").focus());
  if (button.dataset.into) taken(button);
});

function taken({ dataset, form }) {
  fill(form, dataset.into, dataset.text, dataset.value);
  form.querySelector(`[name="${CSS.escape(dataset.into)}"]`).focus();
}

at("talk").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button.primary");
  if (button.getAttribute("aria-disabled")) return;
  const { draft, version } = form.dataset;
  act("fill", { draft, version: Number(version), given: given(form), on: lineOf(form) }, lineOf(form), button).then(() => {
    if (!at("talk").contains(document.activeElement)) at("box").focus();
  });
});

// --- switches

at("text-only").checked = sessionStorage.getItem("text-only") === "yes";
talk.plain = at("text-only").checked;
at("text-only").onchange = ({ target }) => {
  sessionStorage.setItem("text-only", target.checked ? "yes" : "no");
  talk.show(target.checked);
};
at("language").onchange = async ({ target }) => {
  if (!state.as) return;
  await act("language", { language: target.value });
  await people();
};

// --- time

function ticked() {
  if (!state.clock) return;
  const now = new Date(Date.now() + state.clock.ahead * 1000);
  const zone = { timeZone: state.clock.zone };
  const day = now.toLocaleDateString(locale, { ...zone, weekday: "short", day: "numeric", month: "long", year: "numeric" });
  const time = now.toLocaleTimeString(locale, { ...zone, hour: "2-digit", minute: "2-digit" });
  if (at("clock").dataset.shown === day + time) return;
  at("clock").dataset.shown = day + time;
  at("clock").replaceChildren(day, element("br", {}), time);
  at("zone").textContent = `${state.clock.zone.split("/").pop().replaceAll("_", " ")} · ${texts.playgroundTime}`;
}

for (const button of document.querySelectorAll("[data-ahead]")) {
  button.onclick = async () => {
    state.clock = (await post("clock", { by: button.dataset.ahead })).clock;
    ticked();
    at("moved").textContent = at("clock").innerText.replace("\n", ", ");
  };
}
setInterval(ticked, 1000);

window.addEventListener("hashchange", enter);
await patiently(people, state.as);
await enter();
