import type { Edition } from '@post-challenge/spec';
import {
  EXIT_ERROR,
  EXIT_FAILED,
  EXIT_OK,
  type Paint,
  UsageError,
  findSimilar,
  readEnvFile,
} from '@post-challenge/spec/command-line';
import { type Command, Option } from 'commander';
import type { Exploration } from '../explore/explore.ts';
import { findingKinds } from '../explore/finding.ts';
import { type ExploreTask, runExploration } from '../explore/run-exploration.ts';
import { type Story, renderStory, tellFinding } from '../explore/story.ts';
import { MAX_TIMEOUT } from '../language/assert-options.ts';
import { packageInfo } from '../language/package-info.ts';
import { quoteShellWord } from '../report/reporters/replay-command.ts';
import { appendValue } from './append-value.ts';
import { addHelpEnd } from './help-end.ts';
import { createEditionOption, createWholeNumberParser } from './implementation.ts';
import { type ReportDestination, createReporterOption, writeDestinations } from './reporter.ts';
import { seedOption } from './suite.ts';
import type { SetExitCode, Terminal } from './terminal.ts';

const reporterNames = ['pretty', 'json'] as const;
type ExploreReporter = (typeof reporterNames)[number];

interface ExploreCommandOptions {
  readonly host?: string;
  readonly edition?: Edition;
  readonly runs: number;
  readonly seed: number;
  readonly timeout: number;
  readonly secrets?: string;
  readonly configuration?: string;
  readonly mock?: string;
  readonly ignore?: readonly string[];
  readonly reporter?: readonly ReportDestination<ExploreReporter>[];
  readonly replay?: string;
}

/** The report of an exploration. */
interface ExploreReport {
  readonly suite: { readonly name: string; readonly version: string };
  readonly edition: Edition;
  readonly seed: number;
  readonly visits: number;
  readonly findings: readonly Story[];
  /** The ids of the findings that the user ignores. */
  readonly ignored: readonly string[];
  /** The limits of the exploration, as sentences. */
  readonly notes: readonly string[];
}

/** Adds the command `explore`, which runs actions for drawn users. */
export function addExplore(program: Command, terminal: Terminal, setExitCode: SetExitCode): void {
  const command = program.command('explore');
  command
    .description('run actions for users drawn at random, and show the mistakes of the actions')
    .argument('<action...>', 'files that export onExecutePostChallenge')
    .option(
      '--host <adapter>',
      'module that exports the adapter of a host, made by fromHost (default: the installed reference)',
    )
    .addOption(
      createEditionOption(
        'the edition to follow (default: that of the adapter, or 2026 if an action reads api.prompt, or 2025)',
      ),
    )
    .addOption(
      new Option(
        '--runs <n>',
        'number of visits to draw, besides those that each change a single thing',
      )
        .argParser(createWholeNumberParser(1))
        .default(200),
    )
    .addOption(seedOption)
    .addOption(
      new Option(
        '--timeout <ms>',
        'how long an action may make no progress before it counts as hanging, in milliseconds',
      )
        .argParser(createWholeNumberParser(1, MAX_TIMEOUT))
        .default(1000),
    )
    .option('--secrets <file>', 'give the action the secrets of a .env file (default: drawn ones)')
    .option(
      '--configuration <file>',
      'give the action the configuration of a .env file (default: a drawn one)',
    )
    .option('--mock <file>', 'module that exports stand-ins: fetch, modules, reset')
    .option(
      '--ignore <finding>',
      'leave out the finding with this id, or all findings of this kind; may be repeated',
      appendValue,
    )
    .addOption(createReporterOption(reporterNames))
    .option('--replay <word>', 'repeat only the visit of one finding; the word is in its last line')
    .action(async (paths: string[], options: ExploreCommandOptions) =>
      setExitCode(await runExplore(paths, options, terminal)),
    );
  addHelpEnd(command, terminal.stdout, {
    examples: [
      'post-challenge-conformance explore action.cjs',
      'post-challenge-conformance explore action.cjs --mock mock.mjs --secrets .env',
      'post-challenge-conformance explore action.cjs --ignore impossible-challenge',
    ],
    exitCodes: [
      'No error was found.',
      'At least one error was found.',
      'There is no result: a wrong option, or a file without an action.',
    ],
  });
}

async function runExplore(
  paths: readonly string[],
  options: ExploreCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const { ignore = [], reporter = [{ reporter: 'pretty' }] } = options;
  ignore.forEach(assertFindingName);
  const task = createTask(paths, options);
  const run = terminal.explore ?? runExploration;
  const report = summarizeExploration(await run(task), task, { ignore, options });
  const isWritten = writeDestinations(
    reporter,
    (name, { paint, width }) =>
      name === 'json'
        ? `${JSON.stringify(report, undefined, 2)}\n`
        : renderReport(report, paint, width),
    formatSummary(report),
    terminal,
  );
  if (!isWritten) return EXIT_ERROR;
  return report.findings.some(({ level }) => level === 'error') ? EXIT_FAILED : EXIT_OK;
}

function createTask(paths: readonly string[], options: ExploreCommandOptions): ExploreTask {
  const { host, edition, runs, seed, timeout, secrets, configuration, mock, replay } = options;
  const read = (option: string, path: string | undefined) =>
    path === undefined
      ? {}
      : readEnvFile(`${option} ${path}`, path, 'Write one NAME=VALUE a line.');
  return {
    paths,
    runs,
    seed,
    timeout,
    secrets: read('--secrets', secrets),
    configuration: read('--configuration', configuration),
    ...(host !== undefined && { host }),
    ...(edition && { edition }),
    ...(mock !== undefined && { mock }),
    ...(replay !== undefined && { replay }),
  };
}

function assertFindingName(name: string): void {
  const kinds = Object.keys(findingKinds);
  const [kind = ''] = name.split('@');
  if (kinds.includes(kind)) return;
  const similar = findSimilar(kind, kinds);
  throw new UsageError(
    `There is no finding "${name}" to ignore. ${similar === undefined ? `Copy an id from a report, or name a kind: ${kinds.join(', ')}.` : `Did you mean ${similar}?`}`,
  );
}

function summarizeExploration(
  { findings, edition, visits, refusedTargets }: Exploration,
  task: ExploreTask,
  { ignore, options }: { ignore: readonly string[]; options: ExploreCommandOptions },
): ExploreReport {
  const command = formatExploreCommand(task, options);
  const isIgnored = ({ id, kind }: { id: string; kind: string }) =>
    ignore.includes(id) || ignore.includes(kind);
  const stories = findings.map((finding) =>
    redact(tellFinding(finding, task.paths, command), task.secrets),
  );
  const unused = ignore.filter(
    (name) => !findings.some(({ id, kind }) => name === id || name === kind),
  );
  return {
    suite: packageInfo,
    edition,
    seed: task.seed,
    visits,
    findings: stories.filter((story) => !isIgnored(story)),
    ignored: stories.filter(isIgnored).map(({ id }) => id),
    notes: [
      ...(refusedTargets.length > 0
        ? [
            `The actions call out (${refusedTargets.slice(0, 3).join(', ')}${refusedTargets.length > 3 ? ', …' : ''}). Every connection is refused, so the rest was not tried. Give stand-ins with --mock.`,
          ]
        : []),
      ...(task.replay !== undefined && stories.length === 0
        ? ['The visit shows nothing any more: the action has changed, or it depends on chance.']
        : []),
      ...(task.replay === undefined
        ? unused.map((name) => `--ignore ${name} matches no finding.`)
        : []),
    ],
  };
}

/** Formats the command without the word. Whatever changes the visits is in it; the values of secrets are not. */
function formatExploreCommand({ paths }: ExploreTask, options: ExploreCommandOptions): string {
  const names = ['host', 'edition', 'secrets', 'configuration', 'mock'] as const;
  const given = names.flatMap((name) =>
    options[name] === undefined ? [] : [`--${name}`, quoteShellWord(options[name])],
  );
  return [
    'npx --no-install post-challenge-conformance explore',
    ...paths.map(quoteShellWord),
    ...given,
  ].join(' ');
}

/** The shortest secret that is replaced: a shorter one may be a part of ordinary words. */
const SHORTEST_SECRET = 4;

/** Replaces the secrets of the user in the texts of a story. */
function redact(story: Story, secrets: Readonly<Record<string, string>>): Story {
  const entries = Object.entries(secrets).filter(([, value]) => value.length >= SHORTEST_SECRET);
  const replace = (text: string) =>
    entries.reduce((rest, [name, value]) => rest.replaceAll(value, `<${name}>`), text);
  return {
    ...story,
    event: replace(story.event),
    user: replace(story.user),
    differences: story.differences.map(replace),
  };
}

function renderReport(report: ExploreReport, paint: Paint, width: number): string {
  return [
    ...report.findings.map((story) => renderStory(story, paint, width)),
    ...report.notes.map((note) => `${paint('yellow', 'note')} ${note}`),
    formatSummary(report),
    '',
  ].join('\n');
}

function formatSummary({ findings, ignored, visits, edition }: ExploreReport): string {
  const errors = findings.filter(({ level }) => level === 'error').length;
  const parts = [
    countNoun(errors, 'error'),
    countNoun(findings.length - errors, 'hint'),
    ...(ignored.length > 0 ? [`${ignored.length} ignored`] : []),
  ];
  return `${parts.join(', ')} in ${countNoun(visits, 'visit')}, edition ${edition}`;
}

function countNoun(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;
}
