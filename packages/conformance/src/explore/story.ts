import { type Paint, escapeControls, wrapText } from '@post-challenge/spec/command-line';
import { resolveDocsLink } from '../report/rule-book.ts';
import { encodeFinding } from './explore.ts';
import { type ExploredFinding, findingKinds } from './finding.ts';
import { describeChange, formatDuration } from './journey.ts';
import type { Visit } from './visit.ts';

/** A finding as a report tells it: plain JSON. */
export interface Story {
  /** The id, for `--ignore`. */
  readonly id: string;
  readonly kind: string;
  readonly level: 'error' | 'hint';
  /** The path of the action, as the user wrote it. */
  readonly action: string;
  readonly handler: string;
  /** The file, line and column, if known. */
  readonly place?: string;
  /** The differences of the event from the sample event. */
  readonly differences: readonly string[];
  /** The steps of the user, as a sentence. */
  readonly user: string;
  /** The mistake, as a sentence. */
  readonly event: string;
  readonly advice: string;
  /** The section of the guide, relative to the working directory. */
  readonly link: string;
  /** The command that makes the visit again. */
  readonly replay: string;
}

/** The guide that explains the findings. */
const GUIDE = 'docs/guide/explore-actions.md';

/** Tells a finding. */
export function tellFinding(
  finding: ExploredFinding,
  paths: readonly string[],
  replayCommand: string,
): Story {
  const { id, kind, level, action, handler, place, visit, event } = finding;
  return {
    id,
    kind,
    level,
    action: paths[action] ?? '',
    handler: handler === 'continue' ? 'onContinuePostChallenge' : 'onExecutePostChallenge',
    ...(place !== undefined && { place }),
    differences: visit.changes.map((change) => describeChange(change.path, change.value)),
    user: describeUser(finding),
    event,
    advice: findingKinds[kind],
    link: resolveDocsLink(`${GUIDE}#${kind}`),
    replay: `${replayCommand} --replay ${encodeFinding(finding)}`,
  };
}

function describeUser({ visit, reset, journey }: ExploredFinding): string {
  const steps = ['starts the reset', ...journey];
  const last = steps.pop() ?? '';
  const list = steps.length === 0 ? last : `${steps.join(', ')}, and ${last}`;
  return [`The user ${list}${describeReset(visit, reset)}.`, ...describeCircumstances(visit)].join(
    ' ',
  );
}

function describeReset({ gap = 0 }: Visit, reset: number): string {
  if (reset === 0) return '';
  const before = gap === 0 ? 'right after' : `${formatDuration(gap)} after`;
  return `: reset ${reset + 1} of this user, ${before} the last one`;
}

function describeCircumstances({ now, loses }: Visit): string[] {
  return [
    ...(loses === 'all' ? ['The cache loses each record before it is read.'] : []),
    ...(loses === 'earlier' ? ['The cache loses the records of earlier handlers.'] : []),
    ...(now === undefined ? [] : [`It is ${new Date(now).toISOString().slice(0, 16)} UTC.`]),
  ];
}

/** Renders a story in at most six lines, or more if the terminal is narrow. */
export function renderStory(story: Story, paint: Paint, width: number): string {
  const { id, level, action, handler, differences, user, event, advice, link, replay } = story;
  const from =
    differences.length === 0
      ? 'The event is the sample event.'
      : `Unlike in the sample event, ${differences.join('; ')}.`;
  const lines = [from, `${user} ${handler} of ${action} executes.`, event, `${advice} ${link}`].map(
    (line) => wrapText(`  ${escapeControls(line)}`, Math.max(40, width), '  '),
  );
  return [
    `${paint(level === 'error' ? 'red' : 'yellow', level)} ${paint('bold', escapeControls(id))}`,
    ...lines,
    // A command must stay on one line to be copied.
    `  ${paint('dim', escapeControls(replay))}`,
    '',
  ].join('\n');
}
