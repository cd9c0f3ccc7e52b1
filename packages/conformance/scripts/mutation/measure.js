// Runs Stryker on the parts named, or all of them, and writes what came of it to scores.json.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { drawingIn } from './drawing.js';
import { mutated } from './mutated.js';

const named = process.argv.slice(2);
const parts = named.length > 0 ? named : Object.keys(mutated);
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const own = (name) => new URL(name, import.meta.url);
const { reasons } = read(own('survivors.json'));

/** The score of a part: mutants that are found out, of all that can matter. */
function scoreOf(part) {
  const mutants = mutantsIn(part);
  const drawing = mutants.filter(({ draws }) => draws);
  const judging = mutants.filter(({ draws }) => !draws);
  const listed = judging.filter((mutant) => isListed(part, mutant));
  for (const mutant of judging.filter((one) => one.survived && !isListed(part, one)))
    process.stdout.write(
      `survived: ${mutant.file}:${mutant.line}  ${mutant.original}  →  ${mutant.replacement}\n`,
    );
  for (const mutant of listed.filter((one) => !one.survived))
    process.stdout.write(
      `listed, but found out: ${mutant.file}:${mutant.line}  ${mutant.original}  →  ${mutant.replacement}\n`,
    );
  return {
    ...countsOf(judging),
    listed: listed.length,
    ...(drawing.length > 0 && { drawing: countsOf(drawing) }),
  };
}

function countsOf(mutants) {
  return { mutants: mutants.length, killed: mutants.filter(({ survived }) => !survived).length };
}

function isListed(part, { file, original, replacement }) {
  return reasons.some(
    (reason) =>
      reason.part === part &&
      reason.mutants.some(
        ([inFile, from, to]) => inFile === file && from === original && to === replacement,
      ),
  );
}

function mutantsIn(part) {
  const { files } = read(`temp/mutation/${part}.json`);
  return Object.entries(files).flatMap(([path, { source, mutants }]) => {
    const draws = drawingIn(path, source);
    return mutants
      .filter(({ status }) => status !== 'Ignored')
      .map(({ status, location: { start, end }, replacement }) => {
        const [from, to] = [start, end].map(({ line, column }) => offsetOf(source, line, column));
        return {
          file: path.split('/').at(-1),
          line: start.line,
          original: short(source.slice(from, to)),
          replacement: short(replacement),
          survived: status === 'Survived' || status === 'NoCoverage',
          draws: draws(from),
        };
      });
  });
}

function offsetOf(source, line, column) {
  return (
    source
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length +
    (line > 1 ? 1 : 0) +
    column -
    1
  );
}

function short(text) {
  return text.replaceAll(/\s+/g, ' ');
}

for (const part of parts) {
  if (!process.env.RESCORE)
    spawnSync('stryker', ['run'], { stdio: 'inherit', env: { ...process.env, MUTATE: part } });
}
const { stdout: commit } = spawnSync('git', ['rev-parse', '--short=10', 'HEAD'], {
  encoding: 'utf8',
});
const scores = read(own('scores.json'));
for (const part of parts) scores[part] = { commit: commit.trim(), ...scoreOf(part) };
writeFileSync(own('scores.json'), `${JSON.stringify(scores, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(scores, null, 2)}\n`);
