// Who you are, what you do, what you see.

import { texts } from "./texts.js";
import { Refused, Stream, fresh, get, outbox, post } from "./wire.js";
import { Talk, field, given } from "./talk.js";
import { fill } from "./fields.js";
import { at, element, state, view } from "./page.js";
import { headed, listed, people } from "./people.js";
import { ticked } from "./time.js";

const talk = new Talk(at("talk"));

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

const filled = (form) => ({ draft: form.dataset.draft, version: Number(form.dataset.version), given: given(form) });

const lineOf = (one) => one.closest(".msg").id.replace(/^line-/, "");

at("talk").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || button.getAttribute("aria-disabled")) return;
  if (button.dataset.does) act("press", { ...JSON.parse(button.dataset.does), on: lineOf(button) }, lineOf(button), button);
  if ("aside" in button.dataset) act("aside", { ...filled(button.form), on: lineOf(button) }, lineOf(button), button).then(() => at("box").focus());
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
  act("fill", { ...filled(form), on: lineOf(form) }, lineOf(form), button).then(() => {
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

window.addEventListener("hashchange", enter);
await patiently(people, state.as);
await enter();
