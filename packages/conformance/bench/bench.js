// Measures all tables and writes them to docs/benchmarks.md. With --json, prints their samples instead.
import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { renderPage } from './page.js';
import { tables } from './tables/tables.js';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

const machine = {
  date: new Date().toISOString().slice(0, 10),
  cores: availableParallelism(),
  platform: `${process.platform} ${process.arch}`,
  node: process.versions.node,
  load: Number(loadavg()[0]).toFixed(1),
};
const measured = tables.map(({ measure, ...table }) => {
  process.stderr.write(`${table.title}\n`);
  return { ...table, rows: measure() };
});

if (values.json) {
  process.stdout.write(`${JSON.stringify({ machine, tables: measured }, null, 2)}\n`);
} else {
  const page = renderPage(machine, measured);
  writeFileSync(new URL('../../../docs/benchmarks.md', import.meta.url), page);
  process.stdout.write(page);
}
