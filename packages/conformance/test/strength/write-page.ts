import { writeFileSync } from 'node:fs';
import { formatPage, summarizeMutants } from './figures.ts';
import { clearFigures, readFigures } from './recorded-figures.ts';
import { scores } from './scores.ts';

/** Prepares the runs. Vitest calls the function that it returns after all of them. */
export default function setup(): () => void {
  clearFigures();
  return () => {
    const figures = [...readFigures(), ...summarizeMutants(scores)];
    for (const [name, figure] of figures) process.stdout.write(`${name.padEnd(72)}${figure}\n`);
    writeFileSync(new URL('../../../../docs/strength.md', import.meta.url), formatPage(figures));
  };
}
