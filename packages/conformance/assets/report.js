// Filters the rules. The filter is in the hash of the URL, so that users can keep and share it.
const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));
const status = /** @type {HTMLElement} */ (document.querySelector('[role=status]'));
const rules = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll('.rule')]);
const sections = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.namespace')]);
const texts = new Map(rules.map((rule) => [rule, rule.textContent.toLowerCase()]));

/** Reads the filter from the form, without empty fields. */
function readFilter() {
  const entries = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
  return new URLSearchParams(entries.filter(([, value]) => value !== ''));
}

/** Shows the rules that match the filter. */
function applyFilter() {
  const filter = readFilter();
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

/** Sets the form from the hash of the URL. If the hash is the id of a rule, shows all rules and scrolls to this one. */
function restoreFilter() {
  const hash = location.hash.slice(1);
  const filter = new URLSearchParams(hash.includes('=') ? hash : '');
  form.reset();
  for (const [name, value] of filter) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement)
      field.value = value;
  }
  applyFilter();
  const target = rules.find(({ id }) => id === hash);
  if (!target) return;
  target.open = true;
  target.scrollIntoView();
}

/** Applies the filter, and stores it in the hash of the URL. */
function changeFilter() {
  applyFilter();
  history.replaceState(null, '', `#${readFilter()}`);
}

/** @param {Event} event */
async function copyCommand({ currentTarget }) {
  const button = /** @type {HTMLButtonElement} */ (currentTarget);
  await navigator.clipboard.writeText(button.previousElementSibling?.textContent ?? '');
  status.textContent = 'Copied.';
  button.textContent = 'Copied';
}

form.hidden = false;
form.addEventListener('input', changeFilter);
form.addEventListener('submit', (event) => event.preventDefault());
form.querySelector('button')?.addEventListener('click', () => {
  form.reset();
  changeFilter();
});
for (const button of document.querySelectorAll('dd button')) {
  if (button instanceof HTMLButtonElement) button.hidden = false;
  button.addEventListener('click', copyCommand);
}
addEventListener('hashchange', restoreFilter);
restoreFilter();
