import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const entry = new URL('../src/index.ts', import.meta.url);

describe('the main entry', () => {
  test('imports only its own sources', () => {
    const [modules, packages] = reachedFrom(entry);

    expect(modules.map(({ pathname }) => pathname)).toContain(
      new URL('generated/validators.ts', entry).pathname,
    );
    expect(packages).toEqual([]);
  });

  test('uses no API of Node', () => {
    const [modules] = reachedFrom(entry);
    const needing = modules.filter((module) => /\b(process\.\w|Buffer\b)/u.test(codeOf(module)));

    expect(needing).toEqual([]);
  });

  test('exposes no type of another package', () => {
    const report = readFileSync(new URL('../etc/spec.api.md', import.meta.url), 'utf8');

    expect(report).not.toMatch(/\bfrom '|\bimport\(/u);
  });
});

/** Collects a module with the modules that it imports, at any depth, and the names of the imported packages. */
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

/** Reads a module without its comments. */
function codeOf(module: URL): string {
  expect(existsSync(module), fileURLToPath(module)).toBe(true);
  return readFileSync(module, 'utf8').replaceAll(/\/\*[^]*?\*\//gu, '');
}
