// Filters the rules. The filter is in the hash of the URL, so that users can keep and share it.
const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));
const drawer = /** @type {HTMLDetailsElement} */ (document.querySelector('.filter'));
const status = /** @type {HTMLElement} */ (document.querySelector('[role=status]'));
const rules = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll('.rule')]);
const groups = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.group')]);
const texts = new Map(rules.map((rule) => [rule, rule.textContent.toLowerCase()]));

/** Reads the filter from the form, without empty fields. */
function readFilter() {
  const entries = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
  return new URLSearchParams(entries.filter(([, value]) => value !== ''));
}

/** Shows the rules that match the filter, and unfolds their groups. Without a filter, folds the groups again. */
function applyFilter() {
  const filter = readFilter();
  for (const rule of rules) {
    rule.hidden = ![...filter].every(([name, value]) =>
      name === 'text'
        ? texts.get(rule)?.includes(value.toLowerCase())
        : rule.dataset[name] === value,
    );
  }
  for (const group of groups) {
    const all = group.querySelectorAll('.rule').length;
    const matching = group.querySelectorAll('.rule:not([hidden])').length;
    const count = /** @type {HTMLElement} */ (group.querySelector('.count'));
    count.textContent = matching < all ? `${matching} of ${all}` : String(all);
    group.hidden = matching === 0;
    if (group instanceof HTMLDetailsElement) group.open = filter.size > 0;
  }
  const shown = rules.filter((rule) => !rule.hidden).length;
  status.textContent = filter.size > 0 ? `${shown} of ${rules.length} rules shown.` : '';
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
  if (filter.size > 0) {
    drawer.open = true;
    drawer.scrollIntoView();
  }
  showTarget(rules.find(({ id }) => id === hash));
}

/** @param {HTMLDetailsElement | undefined} rule */
function showTarget(rule) {
  if (!rule) return;
  const group = rule.closest('details.group');
  if (group instanceof HTMLDetailsElement) group.open = true;
  rule.open = true;
  rule.scrollIntoView();
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

drawer.hidden = false;
drawer.open = matchMedia('(min-width: 44rem)').matches;
form.addEventListener('input', changeFilter);
form.addEventListener('submit', (event) => event.preventDefault());
form.querySelector('button')?.addEventListener('click', () => {
  form.reset();
  changeFilter();
});
for (const button of document.querySelectorAll('.command button')) {
  if (button instanceof HTMLButtonElement) button.hidden = false;
  button.addEventListener('click', copyCommand);
}
addEventListener('hashchange', restoreFilter);
restoreFilter();
