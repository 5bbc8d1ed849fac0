// The playground's time, which can be moved ahead.

import { locale, texts } from "./texts.js";
import { post } from "./wire.js";
import { at, element, state } from "./page.js";

export function ticked() {
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
