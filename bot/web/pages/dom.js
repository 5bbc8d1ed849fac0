// Elements by hand: made, shown, and changed only where something changed.

export const at = (id) => document.getElementById(id);

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in made && !key.startsWith("aria")) made[key] = value;
    else if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((one) => one !== null && one !== undefined && one !== ""));
  return made;
}

export function write(one, text) {
  if (one.textContent !== text) one.textContent = text;
}

export function mark(one, name, value) {
  if (one.dataset[name] !== value) one.dataset[name] = value;
}

export function show(one, is) {
  if (one.hidden === is) one.hidden = !is;
}

// Keeps the element of what has not changed, so that focus, selection and the eye stay where they are.
export function keyed(root, rows, drawn) {
  const known = new Map([...root.children].map((one) => [one.dataset.key, one]));
  const kept = rows.map((row) => {
    const shown = JSON.stringify(row);
    const before = known.get(row.id);
    if (before?.shown === shown) return before;
    const made = drawn(row);
    made.dataset.key = row.id;
    made.shown = shown;
    return made;
  });
  const focused = root.contains(document.activeElement) ? place(root) : null;
  if (kept.some((one, index) => root.children[index] !== one) || root.children.length !== kept.length) root.replaceChildren(...kept);
  if (focused && !root.contains(document.activeElement)) refocus(root, focused);
}

const place = (root) => {
  const row = document.activeElement.closest("[data-key]");
  return row && root.contains(row) ? [row.dataset.key, document.activeElement.dataset.does] : null;
};

function refocus(root, [key, does]) {
  const row = [...root.children].find((one) => one.dataset.key === key);
  row?.querySelector(`[data-does="${CSS.escape(does ?? "")}"]:enabled`)?.focus();
}
