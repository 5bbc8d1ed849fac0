// Which delegation somebody means: by code, name or alias, also begun only, also with a slip of the finger.

const LETTERS = { ı: "i", đ: "d", ø: "o", ł: "l", ß: "ss", æ: "ae", œ: "oe", "’": "'" };
const SHORT = 4;
const LONG = 6;
const MOST = 6;

export const plain = (text) => text
  .toLocaleLowerCase("en").replace(/[ıđøłßæœ’]/g, (sign) => LETTERS[sign])
  .normalize("NFD").replace(/\p{M}/gu, "")
  .replace(/[^\p{L}\p{N}']+/gu, " ").trim();

export function prepared(delegation) {
  const names = [delegation.name, ...(delegation.words ?? [])].map(plain);
  return { ...delegation, codes: [delegation.iso2, delegation.code].filter(Boolean).map(plain), names: [...new Set(names)] };
}

// Best first, each with how well it fits (0 is certain); sure: the first is meant beyond doubt.
export function found(delegations, typed) {
  const wanted = plain(typed);
  if (!wanted) return { those: [], sure: false };
  const ranked = delegations
    .map((one) => ({ one, rank: rank(one, wanted) }))
    .filter(({ rank: of }) => of < Infinity)
    .sort((a, b) => a.rank - b.rank || a.one.name.localeCompare(b.one.name));
  const [first, second] = ranked;
  const sure = first !== undefined && first.rank <= 3 && second?.rank !== first.rank;
  return { those: ranked.slice(0, MOST).map(({ one }) => one), sure };
}

function rank(one, wanted) {
  if (one.codes.includes(wanted)) return 0;
  if (one.names.includes(wanted)) return 1;
  if (one.names.some((name) => name.startsWith(wanted))) return 2;
  if (one.names.some((name) => ` ${name}`.includes(` ${wanted}`))) return 3;
  if (one.names.some((name) => initials(name).startsWith(wanted) && wanted.length > 1)) return 3;
  if (wanted.length >= SHORT && one.names.some((name) => name.includes(wanted))) return 4;
  const slips = Math.min(...one.names.map((name) => near(name, wanted)));
  return slips <= allowed(wanted) ? 4 + slips : Infinity;
}

const initials = (name) => name.split(" ").map((word) => word[0]).join("");
const allowed = (wanted) => (wanted.length < SHORT ? 0 : wanted.length < LONG ? 1 : 2);

// To the whole name, or to as much of it as was typed.
const near = (name, wanted) => Math.min(slips(name, wanted), slips(name.slice(0, wanted.length), wanted), slips(name.slice(0, wanted.length + 1), wanted));

// Letters to add, drop, change or swap with their neighbour.
function slips(one, other) {
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      next[column] = Math.min(last[column] + 1, next[column - 1] + 1, last[column - 1] + (same ? 0 : 1), swapped ? before[column - 2] + 1 : Infinity);
    }
    [before, last] = [last, next];
  }
  return last[other.length];
}
