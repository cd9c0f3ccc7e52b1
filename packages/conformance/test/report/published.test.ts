import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { membersOf } from '../../../spec/test/members.ts';
import { verdictNames } from '../../src/report/report.ts';

const folder = new URL('../../schema/', import.meta.url);
const schemas = readdirSync(folder).map((file) => [
  file,
  JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as object,
]) as readonly [file: string, schema: object][];

// The counts are a record by verdict, which has no comment for each member. The member `verdict` describes the verdicts.
const counts = verdictNames.map((name) => `/summary/${name}`);

test.for(schemas)('a strict validator accepts %s', ([, schema]) => {
  expect(() => new Ajv2020({ strict: true }).compile(schema)).not.toThrow();
});

test.for(schemas)('%s describes itself, every member and every variant', ([file, schema]) => {
  const unsaid = membersOf(schema).filter((member) => !member.schema.description);

  expect(schema).toHaveProperty('description', expect.stringMatching(/\.$/u));
  expect(unsaid.map(({ path }) => path)).toEqual(file === 'Report.json' ? counts : []);
});
