/** The style of all pages. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fff;
  --soft: #f5f7f9;
  --line: #d4dbe2;
  --edge: #6e7781;
  --ink: #1b1f24;
  --muted: #57606a;
  --link: #0550ae;
  --on-link: #fff;
  --good: #116329;
  --bad: #a40e26;
  --warn: #7d4e00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #101418;
    --soft: #181e24;
    --line: #313a44;
    --edge: #8a949e;
    --ink: #e4e8ec;
    --muted: #9ea9b4;
    --link: #7ab8ff;
    --on-link: #101418;
    --good: #66d17e;
    --bad: #ff8f87;
    --warn: #e6b450;
  }
}
* { box-sizing: border-box; }
body {
  max-width: 56rem;
  margin: 0 auto;
  padding: 1.5rem 1rem 4rem;
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere;
}
header { margin-bottom: 2rem; padding-bottom: 0.75rem; border-bottom: 1px solid var(--line); color: var(--muted); }
header p { margin: 0; }
h1 { margin: 0 0 0.75rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 0.5rem; font-size: 1.25rem; }
a { color: var(--link); }
:is(a, button, input, textarea, select, summary, pre):focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code, pre, textarea { font: 0.875rem/1.5 ui-monospace, monospace; }
pre { margin: 0.5rem 0; padding: 0.75rem 1rem; border: 1px solid var(--line); background: var(--soft); white-space: pre-wrap; }
.outcome { padding: 0.75rem 1rem; border-left: 0.25rem solid; background: var(--soft); font-weight: 600; }
.completed { color: var(--good); }
.denied, .failed { color: var(--bad); }
.warning { color: var(--warn); }
.message { white-space: pre-line; }
form { margin: 1rem 0; }
label { display: block; margin: 1rem 0 0.25rem; font-weight: 600; }
input, textarea, select { width: 100%; padding: 0.5rem 0.75rem; border: 1px solid var(--edge); border-radius: 0.25rem; background: var(--paper); color: var(--ink); }
input, select { font: inherit; }
.hint { margin: 0.25rem 0 0; color: var(--muted); }
.buttons { display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 1.5rem 0 0; padding: 0; list-style: none; }
button { padding: 0.5rem 1rem; border: 1px solid var(--link); border-radius: 0.25rem; background: var(--link); color: var(--on-link); font: inherit; font-weight: 600; cursor: pointer; }
button.second { background: var(--paper); color: var(--link); }
summary { cursor: pointer; font-weight: 600; }
details { margin: 1.5rem 0; }
dt { margin-top: 0.75rem; font-weight: 600; }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
`;
