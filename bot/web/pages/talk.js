// The talk: lines in their order, each drawn once however often it is told, changed in place, never losing what is typed.

import { texts } from "./texts.js";
import { field, given, keepTyped, restoreTyped } from "./fields.js";

const NEAR = 120;

export class Talk {
  constructor(root) {
    this.root = root;
    this.lines = new Map();
    this.failures = new Map();
    this.plain = false;
    root.addEventListener("input", (event) => keepTyped(event.target.closest("form.ask")));
  }

  clear(...first) {
    this.lines.clear();
    this.failures.clear();
    this.root.replaceChildren(...first);
  }

  get newest() {
    return Math.max(0, ...[...this.lines.values()].map((line) => line.number).filter(Number.isFinite));
  }

  get oldest() {
    return Math.min(...[...this.lines.values()].map((line) => line.number));
  }

  has(id) {
    return this.lines.has(id);
  }

  put(line, live = true) {
    const known = this.lines.get(line.id);
    if (known && known.change >= line.change) return;
    if (line.kind === "gone") return this.drop(line.id);
    const stay = !this.atEnd();
    const element = known?.element ?? this.place(line, live);
    this.lines.set(line.id, { ...line, element });
    if (line.kind === "said") this.failures.delete(line.id);
    this.draw(line.id);
    element.dataset.number = line.number;
    if (known && known.number !== line.number) this.insert(element, line.number);
    if (!stay) this.toEnd(element);
  }

  drop(id) {
    this.lines.get(id)?.element.remove();
    this.lines.delete(id);
  }

  place(line, live) {
    const element = document.createElement("div");
    element.id = `line-${line.id}`;
    element.tabIndex = -1;
    if (live) element.classList.add("arrives");
    this.insert(element, line.number);
    return element;
  }

  insert(element, number) {
    const later = [...this.root.querySelectorAll(".msg")].find((one) => one !== element && Number(one.dataset.number) > number);
    this.root.insertBefore(element, later ?? null);
  }

  draw(id) {
    const line = this.lines.get(id);
    const { element } = line;
    const mine = line.kind === "said" || line.kind === "unsent";
    const back = remembered(element);
    element.className = `msg ${mine ? "me" : "bot"}${element.classList.contains("arrives") ? " arrives" : ""}`;
    element.dataset.kind = line.kind;
    const who = Object.assign(document.createElement("span"), { className: "unseen", textContent: mine ? texts.you : texts.bot });
    const body = document.createElement("div");
    if (this.plain && !mine) body.append(Object.assign(document.createElement("p"), { className: "bubble numbered", textContent: line.text }));
    else body.innerHTML = line.html;
    element.replaceChildren(who, body, ...this.strip(id));
    restoreTyped(element.querySelector("form.ask"));
    back?.(element);
  }

  show(plain) {
    this.plain = plain;
    for (const id of this.lines.keys()) this.draw(id);
    this.toEnd();
  }

  // Under a line, until it is tried once more or has arrived: what went wrong, and the way to try.
  failed(id, text, label, again) {
    this.failures.set(id, { text, label, again });
    if (this.lines.has(id)) this.draw(id);
    this.toEnd();
  }

  strip(id) {
    const failure = this.failures.get(id);
    if (!failure) return [];
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: failure.label });
    const strip = Object.assign(document.createElement("p"), { className: "failed small", role: "alert" });
    strip.append(`${failure.text} `, button);
    button.onclick = () => { this.settled(id); failure.again(); };
    return [strip];
  }

  settled(id) {
    this.failures.delete(id);
    this.lines.get(id)?.element.querySelector(".failed")?.remove();
  }

  atEnd() {
    return this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < NEAR;
  }

  // What is taller than the window is read from its beginning.
  toEnd(element) {
    const { root } = this;
    root.scrollTop = root.scrollHeight;
    if (!element || element.offsetHeight <= root.clientHeight) return;
    root.scrollTop += element.getBoundingClientRect().top - root.getBoundingClientRect().top - 12;
  }
}

// Where the keyboard was in a line that is drawn anew: the same control, else the first wrong field, else the line.
function remembered(element) {
  const active = document.activeElement;
  if (!element.contains(active) || active === element) return null;
  const id = active.id;
  const label = active.textContent;
  const span = "selectionStart" in active && active.type !== "checkbox" ? [active.selectionStart, active.selectionEnd] : null;
  const wasForm = active.closest("form.ask")?.dataset.version;
  return (now) => {
    const form = now.querySelector("form.ask");
    const wrong = form?.querySelector("[aria-invalid=true], fieldset.field:has(.wrong) input");
    const same = id ? document.getElementById(id) : [...now.querySelectorAll("button")].find((one) => one.textContent === label);
    const next = form && (active.localName === "button" || !same) ? wrong ?? field(form) : same;
    const target = next ?? now;
    target.focus({ preventScroll: false });
    if (span && target === same && wasForm) target.setSelectionRange(...span);
  };
}

export { field, given };
