// Moving an entry with mouse, pen or finger; a line shows where it would stand.

import { at } from "./dom.js";
import { changed, desk, select } from "./desk_state.js";

const FAR = 6;
const EDGE = 48;

export function draggable(moved) {
  const list = at("rows");
  let held = null;

  list.addEventListener("pointerdown", (event) => {
    const row = event.target.closest("li.movable");
    const grip = event.target.closest(".no, .iso");
    if (!row || event.button !== 0 || event.target.closest("button") || (event.pointerType === "touch" && !grip)) return;
    held = { row, y: event.clientY, pointer: event.pointerId, going: false };
  });

  list.addEventListener("pointermove", (event) => {
    if (!held || event.pointerId !== held.pointer) return;
    if (!held.going && Math.abs(event.clientY - held.y) < FAR) return;
    if (!held.going) begin();
    const { top, bottom } = at("scroll").getBoundingClientRect();
    if (event.clientY < top + EDGE) at("scroll").scrollTop -= EDGE / 4;
    if (event.clientY > bottom - EDGE) at("scroll").scrollTop += EDGE / 4;
    aim(event.clientY);
  });

  function begin() {
    held.going = desk.dragging = true;
    list.setPointerCapture(held.pointer);
    held.row.classList.add("held");
  }

  function aim(y) {
    const others = [...list.querySelectorAll("li.movable")].filter((one) => one !== held.row);
    const middle = ({ top, height }) => top + height / 2;
    const below = others.find((one) => y < middle(one.getBoundingClientRect()));
    clear();
    held.before = below ?? null;
    (below ?? others.at(-1))?.classList.add(below ? "before" : "behind");
  }

  const clear = () => list.querySelectorAll(".before, .behind").forEach((one) => one.classList.remove("before", "behind"));

  function finish(dropped) {
    if (!held) return;
    const { row, before, going } = held;
    clear();
    row.classList.remove("held");
    held = null;
    desk.dragging = false;
    if (!going) return;
    const swallow = (event) => event.stopPropagation();
    list.addEventListener("click", swallow, { capture: true });
    setTimeout(() => { list.removeEventListener("click", swallow, { capture: true }); select(row.dataset.key); });
    at("line").focus({ preventScroll: true });
    if (dropped && row.nextElementSibling !== before) moved(row.dataset.key, before?.dataset.key ?? "");
    changed();
  }

  list.addEventListener("pointerup", () => finish(true));
  list.addEventListener("pointercancel", () => finish(false));
  addEventListener("keydown", (event) => { if (event.key === "Escape" && held?.going) finish(false); });
}
