import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const entry = new URL('../src/index.ts', import.meta.url);

describe('the main entry', () => {
  test('reaches nothing outside its own sources', () => {
    const [modules, packages] = reachedFrom(entry);

    expect(modules.map(({ pathname }) => pathname)).toContain(
      new URL('generated/validators.ts', entry).pathname,
    );
    expect(packages).toEqual([]);
  });

  test('needs nothing that only Node has', () => {
    const [modules] = reachedFrom(entry);
    const needing = modules.filter((module) => /\b(process\.\w|Buffer\b)/u.test(codeOf(module)));

    expect(needing).toEqual([]);
  });

  test('declares no type of another package', () => {
    const report = readFileSync(new URL('../etc/spec.api.md', import.meta.url), 'utf8');

    expect(report).not.toMatch(/\bfrom '|\bimport\(/u);
  });
});

/** The modules behind one of ours, itself included, and the names of what they import from elsewhere. */
function reachedFrom(start: URL): [modules: readonly URL[], packages: readonly string[]] {
  const modules = new Map([[start.href, start]]);
  const packages = new Set<string>();
  for (const module of modules.values()) {
    for (const name of importsOf(module)) {
      if (name.startsWith('.')) modules.set(new URL(name, module).href, new URL(name, module));
      else packages.add(name);
    }
  }
  return [[...modules.values()], [...packages]];
}

function importsOf(module: URL): readonly string[] {
  const named = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"`])([^'"`]+)\1/gu;
  return [...codeOf(module).matchAll(named)].map(([, , name]) => name ?? '');
}

/** The text of a module without its comments. */
function codeOf(module: URL): string {
  expect(existsSync(module), fileURLToPath(module)).toBe(true);
  return readFileSync(module, 'utf8').replaceAll(/\/\*[^]*?\*\//gu, '');
}
