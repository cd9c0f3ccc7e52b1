// Mutates the named parts, or all parts, and writes the scores to scores.json. With --score it only computes the scores of the last
// run again. With --list it only prints the code to mutate.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createDrawingTest } from './drawing.js';
import { parts as allParts } from './parts.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { score: { type: 'boolean' }, list: { type: 'boolean' } },
});
const parts = positionals.length > 0 ? positionals : Object.keys(allParts);
const scoresFile = new URL('scores.json', import.meta.url);
const { reasons } = readJson(new URL('survivors.json', import.meta.url));

const unknown = parts.find((part) => !Object.hasOwn(allParts, part));
if (unknown !== undefined)
  throw new Error(`Unknown part "${unknown}". Allowed: ${Object.keys(allParts).join(', ')}.`);
if (values.list) {
  for (const part of parts) process.stdout.write(`${[part, ...allParts[part]].join('\n  ')}\n`);
  process.exit();
}
for (const part of values.score ? [] : parts)
  runProcess('stryker', ['run'], { stdio: 'inherit', env: { ...process.env, MUTATE: part } });
const commit = runProcess('git', ['rev-parse', '--short=10', 'HEAD'], {
  encoding: 'utf8',
}).stdout.trim();
const scores = readJson(scoresFile);
for (const part of parts) scores[part] = { commit, ...computeScore(part) };
writeFileSync(scoresFile, `${JSON.stringify(scores, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(scores, null, 2)}\n`);

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function runProcess(command, args, options) {
  const result = spawnSync(command, args, options);
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')} failed.`);
  return result;
}

/** Counts the mutants of a part: all, killed, and listed with a reason. Counts mutants of code that draws scenarios separately. */
function computeScore(part) {
  const mutants = readMutants(part);
  const judging = mutants.filter(({ drawing }) => !drawing);
  const drawing = mutants.filter((mutant) => mutant.drawing);
  const survived = judging.filter((mutant) => mutant.survived);
  const found = judging.filter((mutant) => !mutant.survived);
  // A listed mutant that is killed counts as killed, so that listing it does not change the score.
  const listed = survived.filter((mutant) => isListed(part, mutant));
  printMutants(
    'survived',
    survived.filter((mutant) => !listed.includes(mutant)),
  );
  printMutants(
    'listed, but killed',
    found.filter((mutant) => isListed(part, mutant)),
  );
  return {
    ...countMutants(judging),
    listed: listed.length,
    ...(drawing.length > 0 && { drawing: countMutants(drawing) }),
  };
}

function printMutants(what, mutants) {
  for (const { file, line, original, replacement } of mutants)
    process.stdout.write(`${what}: ${file}:${line}  ${original}  →  ${replacement}\n`);
}

function countMutants(mutants) {
  return { mutants: mutants.length, killed: mutants.filter(({ survived }) => !survived).length };
}

function isListed(part, { file, original, replacement }) {
  const known = reasons
    .filter((reason) => reason.part === part)
    .flatMap((reason) => reason.mutants);
  const mutant = [file, original, replacement];
  return known.some((texts) => texts.every((text, n) => text === mutant[n]));
}

/** Reads the mutants that Stryker tried in a part. */
function readMutants(part) {
  const { files } = readJson(`temp/mutation/${part}.json`);
  return Object.entries(files).flatMap(([path, { source, mutants }]) => {
    const isDrawnAt = createDrawingTest(path, source);
    const tried = mutants.filter(({ status }) => status !== 'Ignored');
    return tried.map(({ status, location: { start, end }, replacement }) => ({
      file: path,
      line: start.line,
      original: joinLines(source.slice(computeOffset(source, start), computeOffset(source, end))),
      replacement: joinLines(replacement),
      survived: status === 'Survived' || status === 'NoCoverage',
      drawing: isDrawnAt(computeOffset(source, start)),
    }));
  });
}

function computeOffset(source, { line, column }) {
  const before = source.split('\n').slice(0, line - 1);
  return before.reduce((length, text) => length + text.length + 1, column - 1);
}

function joinLines(text) {
  return text.replaceAll(/\s+/g, ' ');
}
