// The page's own words in the reader's language: the catalogues as they were given out for it.

export const language = document.documentElement.lang || "en";
const AGAIN = 1000;
const FORMS = { one: 0, few: 1 };
const plural = new Intl.PluralRules(language);
const texts = await patiently();

async function patiently() {
  for (;;) {
    try {
      const answer = await fetch(`/static/texts-${language}.json`);
      if (answer.ok) return await answer.json();
    } catch {
      // The server is away: the page waits for it as for everything else.
    }
    await new Promise((done) => setTimeout(done, AGAIN));
  }
}

export function t(key, args = {}) {
  const forms = texts[key] ?? [key];
  const form = forms.length === 1 ? 0 : FORMS[plural.select(args.count ?? 0)] ?? forms.length - 1;
  return forms[form].replace(/\{(\w+)\}/g, (_, name) => args[name] ?? "");
}

// Words that mean the same when typed: a comma between them.
export const meaning = (key) => t(key).split(",").map((one) => one.trim().toLocaleLowerCase()).filter(Boolean);

for (const one of document.querySelectorAll("[data-text]")) one.textContent = t(one.dataset.text);
for (const one of document.querySelectorAll("[data-label]")) one.ariaLabel = t(one.dataset.label);
for (const one of document.querySelectorAll("[data-placeholder]")) one.placeholder = t(one.dataset.placeholder);
