// Filters the rules; the filter is the hash of the URL, so that it can be kept and shared.
const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));
const status = /** @type {HTMLElement} */ (document.querySelector('[role=status]'));
const rules = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll('.rule')]);
const sections = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.namespace')]);
const texts = new Map(rules.map((rule) => [rule, rule.textContent.toLowerCase()]));

/** What the form asks for; what is empty asks for nothing. */
function wanted() {
  const entries = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
  return new URLSearchParams(entries.filter(([, value]) => value !== ''));
}

function show() {
  const filter = wanted();
  for (const rule of rules) {
    rule.hidden = ![...filter].every(([name, value]) =>
      name === 'text'
        ? texts.get(rule)?.includes(value.toLowerCase())
        : rule.dataset[name] === value,
    );
  }
  for (const section of sections) section.hidden = !section.querySelector('.rule:not([hidden])');
  const shown = rules.filter((rule) => !rule.hidden).length;
  status.textContent = `${shown} of ${rules.length} rules shown.`;
}

/** Takes the filter from the hash; a hash that is the id of a rule shows that one among all. */
function restore() {
  const hash = location.hash.slice(1);
  const filter = new URLSearchParams(hash.includes('=') ? hash : '');
  form.reset();
  for (const [name, value] of filter) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement)
      field.value = value;
  }
  show();
  const target = rules.find(({ id }) => id === hash);
  if (!target) return;
  target.open = true;
  target.scrollIntoView();
}

/** Shows what the form asks for, and keeps it. */
function change() {
  show();
  history.replaceState(null, '', `#${wanted()}`);
}

/** @param {Event} event */
async function copy({ currentTarget }) {
  const button = /** @type {HTMLButtonElement} */ (currentTarget);
  await navigator.clipboard.writeText(button.previousElementSibling?.textContent ?? '');
  status.textContent = 'Copied.';
  button.textContent = 'Copied';
}

form.hidden = false;
form.addEventListener('input', change);
form.addEventListener('submit', (event) => event.preventDefault());
form.querySelector('button')?.addEventListener('click', () => {
  form.reset();
  change();
});
for (const button of document.querySelectorAll('dd button')) {
  if (button instanceof HTMLButtonElement) button.hidden = false;
  button.addEventListener('click', copy);
}
addEventListener('hashchange', restore);
restore();
