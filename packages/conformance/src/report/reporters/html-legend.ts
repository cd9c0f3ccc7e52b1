import type { Report, VerdictName } from '../report.ts';
import { formatImplementationName } from './conclusion.ts';
import { renderShellCommand, renderIcon, renderSentence } from './html-rule.ts';
import { renderMessage } from './html-message.ts';
import { renderTime } from './html-summary.ts';
import { type Markup, type MarkupPart, markup } from '@post-challenge/spec/command-line';
import { formatShellCommand } from './replay-command.ts';
import type { ReporterOptions } from './reporter.ts';

/** The meaning of each verdict. */
const meanings: Readonly<Record<VerdictName, string>> = {
  passed: 'The rule held in every scenario.',
  failed: 'A scenario broke the rule. The icon of a SHOULD is a triangle.',
  blocked: 'A rule that this one requires did not pass, or a method is missing. Fix that first.',
  unobservable: 'The rule needs a capability that the implementation lacks, such as a host.',
  vacuous:
    'No scenario reached the case that the rule describes, so the run shows nothing about it.',
  errored: 'The adapter or the implementation hung, crashed or gave an invalid answer.',
  probed: 'The question has an answer. No answer is wrong.',
};

/** The meaning of the words beside the verdicts. */
const terms: Readonly<Record<string, string>> = {
  MUST: 'A broken MUST makes an implementation nonconformant.',
  SHOULD: 'A broken SHOULD is a warning.',
  PROBE: 'A question that the sources leave open.',
  basis:
    'The word after the level, such as `documented`, names the kind of source on which the rule rests.',
  'out of reach':
    'The rules of this level that need a host or `in-process`, which conformance at `api` level does not.',
  'api level':
    'Every MUST passed, except those that need a host: several actions, pauses and returns.',
  'host level': 'Every MUST passed that the suite can observe.',
};

/** A failure that shows how to read a script. */
const example = [
  '       event.user.user_id = "auth0|a"',
  '    1  api.cache.set("key", "value", { ttl: 1000 })  → { type: "success", … }',
  '    2  api.cache.get("key")  → { value: "value", expires_at: now + 1000000 ms }   ← here',
  '   expected   expires_at at most 1000 ms after the record was set',
  '   actual     1000000 ms after, which is 999000 ms too late',
].join('\n');

/** Renders the legend: the verdicts, the levels, and how to read a script. */
export function renderLegend(): Markup {
  const icons = (Object.entries(meanings) as [VerdictName, string][]).map(
    ([name, text]): [MarkupPart, string] => [[renderIcon(name), name], text],
  );
  return markup`<section id="legend">
<h2>How to read this report</h2>
<dl class="legend">
${[...icons, ...Object.entries(terms)].map(
  ([name, text]) => markup`<div><dt>${name}</dt><dd>${renderSentence(text)}</dd></div>
`,
)}</dl>
<p>A failure comes with the smallest scenario that the suite found to break the rule, and with its trace, as a script. For example:</p>
<div class="sample">
${renderMessage(example, 'the example')}</div>
<ul>
<li>Lines without a number say in what the event differs from an ordinary one, what the user does, and which action executes.</li>
<li>Each numbered line is a call, and after → its result. Times are relative: <code>now</code> is the time of that step.</li>
<li>The marked line broke the rule. The script is the smallest that the suite found, so normally every part of it matters.</li>
</ul>
</section>`;
}

/** Renders the facts of the run, and the command that repeats it. */
export function renderRunFacts(report: Report, { args }: ReporterOptions): Markup {
  const { suite, edition, conformant, draws, timing } = report;
  const seconds = `${(timing.total / 1000).toFixed(1)} s`;
  const facts: [string, MarkupPart][] = [
    ['implementation', formatImplementationName(report)],
    ['edition', edition],
    ['level', conformant === false ? undefined : conformant],
    ['suite', `${suite.name} ${suite.version}`],
    ['began', timing.started && renderTime(timing.started)],
    ['took', seconds],
    ['scenarios', draws && `${draws.runs} for each rule`],
    ['seed', draws && draws.seed],
  ];
  return markup`<section id="run">
<h2>This run</h2>
${args && renderShellCommand(formatShellCommand(args))}
<p class="note">The same version of the suite draws the same scenarios from the same seed.</p>
<dl class="facts">
${facts.map(([name, value]) =>
  value === undefined
    ? undefined
    : markup`<dt>${name}</dt><dd>${value}</dd>
`,
)}</dl>
</section>`;
}
