// Fields of a form: what is in them, and what was typed and not yet sent.

const KEPT = 20;

const key = (form) => `typed:${form.dataset.draft}`;

export const field = (form) => form.querySelector("input, select, textarea");

export function given(form) {
  const found = {};
  for (const one of form.querySelectorAll("[name]")) {
    if (one.type === "checkbox") found[one.name] = joined(found[one.name], one.checked ? one.value : null);
    else found[one.name] = one.value.trim() ? one.value : null;
  }
  return found;
}

const joined = (sofar, value) => [sofar, value].filter(Boolean).join(",") || null;

export function fill(form, name, text, value) {
  for (const one of form.querySelectorAll("[name]")) {
    if (one.name !== name) continue;
    if (one.type === "checkbox") one.checked = value.split(",").includes(one.value);
    else one.value = one.localName === "select" ? value : text;
  }
}

export function keepTyped(form) {
  if (!form) return;
  localStorage.setItem(key(form), JSON.stringify({ at: Date.now(), given: { ...typed(form), ...given(form) } }));
  const all = Object.keys(localStorage).filter((one) => one.startsWith("typed:"));
  const age = (one) => JSON.parse(localStorage.getItem(one)).at;
  all.sort((one, other) => age(other) - age(one)).slice(KEPT).forEach((one) => localStorage.removeItem(one));
}

const typed = (form) => JSON.parse(localStorage.getItem(key(form)) ?? "{}").given ?? {};

// Only into fields that came empty: what the server has kept is newer.
export function restoreTyped(form) {
  if (!form) return;
  const before = given(form);
  for (const [name, value] of Object.entries(typed(form))) {
    if (value && name in before && !before[name]) fill(form, name, value, value);
  }
}
