import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { getFileName, parseBlocks } from './markdown.ts';

interface Member {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly unit?: string;
  readonly default?: { readonly text: string };
}

interface Section {
  readonly signature: string;
  readonly parameters: readonly Member[];
  readonly limits: readonly string[];
}

interface Method extends Section {
  readonly example: string;
  readonly throws: readonly string[];
  readonly satisfiedBy: readonly string[];
  readonly rules: readonly string[];
  readonly sources: readonly { readonly citation: string; readonly address: string }[];
}

interface Contract {
  readonly trigger: { readonly title: string; readonly limits: readonly string[] };
  readonly handlers: readonly Section[];
  readonly methods: readonly Method[];
  readonly types: Readonly<Record<string, { readonly members?: readonly Member[] }>>;
  readonly limits: Readonly<Record<string, { readonly value: number; readonly unit: string }>>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const contract = JSON.parse(read('packages/spec/contract.json')) as Contract;
const { rules } = JSON.parse(read('packages/spec/rules.json')) as {
  rules: Record<string, { text: string }>;
};
const guide = parseBlocks(read('docs/guide/generate-docs.md'));
const generator = guide.find((block) => getFileName(block) === 'page.cjs')?.text ?? '';
const page = spawnSync(process.execPath, ['-'], { cwd: root, input: generator, encoding: 'utf8' });
const sections = page.stdout.split(/^(?=#{1,3} )/m);

function findSection(heading: string): string {
  return sections.find((section) => section.includes(`# ${heading}\n`)) ?? '';
}

function findRow(section: string, name: string): string {
  return section.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';
}

/** Lists a parameter and the members of its type, with their paths. */
function listMembers(parameter: Member): readonly Member[] {
  const members = contract.types[parameter.type]?.members ?? [];
  return [parameter, ...members.map((one) => ({ ...one, name: `${parameter.name}.${one.name}` }))];
}

/** Lists the texts of a row of a table that a reader needs. */
function listTexts({ type, optional, unit = '', default: other }: Member): readonly string[] {
  const names = type.split(/\W+/);
  const cells = [unit, other?.text ?? (optional ? '' : 'required')];
  return [...names, ...cells.map((cell) => `| ${cell} |`)];
}

function findMissing(section: string, texts: readonly string[]): string[] {
  return texts.filter((text) => !section.includes(text));
}

/** Finds texts that the rows of members lack. */
function findMissingCells(section: string, members: readonly Member[]): string[] {
  return members.flatMap((member) =>
    findMissing(findRow(section, member.name), listTexts(member)).map(
      (text) => `${text} of ${member.name}`,
    ),
  );
}

function listLimits(ids: readonly string[]): string[] {
  const found = ids.map((id) => contract.limits[id]);
  return found.map((limit) => `**Limit:** ${limit?.value} ${limit?.unit}.`);
}

describe('the generator of the guide', () => {
  test('has at most 40 lines', () => {
    expect(generator).not.toBe('');
    expect(generator.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  });

  test('succeeds and prints no hole', () => {
    expect(page).toMatchObject({ status: 0, stderr: '' });
    expect(page.stdout.replaceAll(/`[^`]*`|or undefined/g, '')).not.toMatch(
      /undefined|\[object |NaN/,
    );
  });
});

describe('the generated page', () => {
  test('shows the limits of the trigger', () => {
    const { title, limits } = contract.trigger;

    expect(findMissing(findSection(title), listLimits(limits))).toEqual([]);
    expect(limits).not.toEqual([]);
  });

  test.for(contract.handlers)('shows $signature', ({ signature, parameters, limits }) => {
    const section = findSection(signature);

    expect(findMissingCells(section, parameters.flatMap(listMembers))).toEqual([]);
    expect(findMissing(section, listLimits(limits))).toEqual([]);
  });

  test.for(contract.methods)('shows api.$signature', ({ signature, ...method }) => {
    const section = findSection(`api.${signature}`);
    const texts = [
      ...listLimits(method.limits),
      ...method.throws.map((error) => `**Throws** ${error}`),
      method.example,
      ...method.satisfiedBy.map((id) => `**Satisfied:** ${rules[id]?.text}`),
      ...method.rules.map((id) => `${rules[id]?.text} \`${id}\``),
      ...method.sources.map(({ citation, address }) => `[${citation}](${address})`),
    ];

    expect(findMissingCells(section, method.parameters.flatMap(listMembers))).toEqual([]);
    expect(findMissing(section, texts)).toEqual([]);
  });

  test.for(Object.entries(contract.types))('shows the type %s', ([name, { members = [] }]) => {
    const section = findSection(name);

    expect(section).not.toBe('');
    expect(findMissingCells(section, members)).toEqual([]);
  });

  test('shows every limit and every rule', () => {
    const ids = Object.keys(rules).map((id) => `\`${id}\``);

    expect(findMissing(page.stdout, listLimits(Object.keys(contract.limits)))).toEqual([]);
    expect(findMissing(page.stdout, ids)).toEqual([]);
  });

  test('links only to sections that exist', () => {
    const anchors = [...page.stdout.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    const headings = sections.map((section) => /^#+ (.*)/.exec(section)?.[1]?.toLowerCase());

    expect(anchors.filter((anchor) => !headings.includes(anchor))).toEqual([]);
    expect(anchors).not.toEqual([]);
  });
});
