// Mutates the named parts, or all, and writes what came of it to scores.json; with --score only the last is done again, and with
// --list nothing: it prints what would be mutated.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isDrawing } from './drawing.js';
import { parts as allParts } from './parts.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { score: { type: 'boolean' }, list: { type: 'boolean' } },
});
const parts = positionals.length > 0 ? positionals : Object.keys(allParts);
const scoresFile = new URL('scores.json', import.meta.url);
const { reasons } = read(new URL('survivors.json', import.meta.url));

const unknown = parts.find((part) => !Object.hasOwn(allParts, part));
if (unknown !== undefined)
  throw new Error(`There is no part ${unknown}, expected ${Object.keys(allParts).join(', ')}.`);
if (values.list) {
  for (const part of parts) process.stdout.write(`${[part, ...allParts[part]].join('\n  ')}\n`);
  process.exit();
}
for (const part of values.score ? [] : parts)
  run('stryker', ['run'], { stdio: 'inherit', env: { ...process.env, MUTATE: part } });
const commit = run('git', ['rev-parse', '--short=10', 'HEAD'], { encoding: 'utf8' }).stdout.trim();
const scores = read(scoresFile);
for (const part of parts) scores[part] = { commit, ...scoreOf(part) };
writeFileSync(scoresFile, `${JSON.stringify(scores, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(scores, null, 2)}\n`);

function read(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function run(command, args, options) {
  const ran = spawnSync(command, args, options);
  if (ran.status !== 0) throw new Error(`${command} ${args.join(' ')} did not end well.`);
  return ran;
}

/** How many mutants of a part there are, are found, and are left out with a reason; those of what is drawn are counted apart. */
function scoreOf(part) {
  const mutants = mutantsIn(part);
  const judging = mutants.filter(({ drawing }) => !drawing);
  const drawing = mutants.filter((mutant) => mutant.drawing);
  const survived = judging.filter((mutant) => mutant.survived);
  const found = judging.filter((mutant) => !mutant.survived);
  // What is listed and found counts as found: listing it must not improve the score.
  const listed = survived.filter((mutant) => isListed(part, mutant));
  print(
    'survived',
    survived.filter((mutant) => !listed.includes(mutant)),
  );
  print(
    'listed, but found',
    found.filter((mutant) => isListed(part, mutant)),
  );
  return {
    ...countsOf(judging),
    listed: listed.length,
    ...(drawing.length > 0 && { drawing: countsOf(drawing) }),
  };
}

function print(what, mutants) {
  for (const { file, line, original, replacement } of mutants)
    process.stdout.write(`${what}: ${file}:${line}  ${original}  →  ${replacement}\n`);
}

function countsOf(mutants) {
  return { mutants: mutants.length, killed: mutants.filter(({ survived }) => !survived).length };
}

function isListed(part, { file, original, replacement }) {
  const known = reasons
    .filter((reason) => reason.part === part)
    .flatMap((reason) => reason.mutants);
  const mutant = [file, original, replacement];
  return known.some((texts) => texts.every((text, n) => text === mutant[n]));
}

/** The mutants that Stryker tried in a part. */
function mutantsIn(part) {
  const { files } = read(`temp/mutation/${part}.json`);
  return Object.entries(files).flatMap(([path, { source, mutants }]) => {
    const draws = isDrawing(path, source);
    const tried = mutants.filter(({ status }) => status !== 'Ignored');
    return tried.map(({ status, location: { start, end }, replacement }) => ({
      file: path,
      line: start.line,
      original: inOneLine(source.slice(offsetOf(source, start), offsetOf(source, end))),
      replacement: inOneLine(replacement),
      survived: status === 'Survived' || status === 'NoCoverage',
      drawing: draws(offsetOf(source, start)),
    }));
  });
}

function offsetOf(source, { line, column }) {
  const before = source.split('\n').slice(0, line - 1);
  return before.reduce((length, text) => length + text.length + 1, column - 1);
}

function inOneLine(text) {
  return text.replaceAll(/\s+/g, ' ');
}
