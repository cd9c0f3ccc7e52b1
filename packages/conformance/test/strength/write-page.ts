import { writeFileSync } from 'node:fs';
import { formatPage, summarizeMutants } from './figures.ts';
import { clearFigures, readFigures } from './recorded-figures.ts';
import { scores } from './scores.ts';

/** Prepares the runs. Vitest calls the function that it returns after all of them. */
export default function setup(): () => void {
  clearFigures();
  return () => {
    const { figures: recorded, missing } = readFigures();
    const figures = [...recorded, ...summarizeMutants(scores)];
    for (const [name, figure] of figures) process.stdout.write(`${name.padEnd(72)}${figure}\n`);
    if (missing.length > 0) {
      process.stdout.write(`The page is not written: no figures of ${missing.join(', ')}.\n`);
      return;
    }
    writeFileSync(new URL('../../../../docs/strength.md', import.meta.url), formatPage(figures));
  };
}
