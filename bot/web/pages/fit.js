// Nothing scrolls and nothing is cut: what is too long becomes smaller.

const LEAST = 0.3;
const STEP = 0.94;
const LINES = 2;

const lines = (one) => Math.round(one.scrollHeight / parseFloat(getComputedStyle(one).lineHeight));
const wide = (one) => one.scrollWidth > one.clientWidth + 1;

// Names take two lines at most, a word is never broken; then everything together until it fits into its box.
export function fit(box, names) {
  const root = document.documentElement;
  for (const one of names) one.style.fontSize = "";
  let whole = 1;
  root.style.setProperty("--k", `${whole}`);
  for (const one of names) shrink(one);
  while (whole > LEAST && (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)) {
    whole *= STEP;
    for (const one of names) one.style.fontSize = "";
    root.style.setProperty("--k", whole.toFixed(3));
    for (const one of names) shrink(one);
  }
}

function shrink(one) {
  let size = parseFloat(getComputedStyle(one).fontSize);
  const least = size * LEAST;
  while (size > least && (wide(one) || lines(one) > LINES)) {
    size *= STEP;
    one.style.fontSize = `${size.toFixed(2)}px`;
  }
}
