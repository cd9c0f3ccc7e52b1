import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from 'vitepress';

const root = join(import.meta.dirname, '..');
const dist = join(root, '.vitepress/dist');

/** The site, built for a base path and served there. */
export interface Site {
  /** The address of the start page. */
  readonly url: string;
  /** The HTML of every page, by its path below the start page. */
  readonly pages: ReadonlyMap<string, string>;
  /** The path of every file below the start page. */
  readonly files: ReadonlySet<string>;
  /** Stops the server. */
  close(): void;
}

/** Builds the site for a base path, and serves it there. */
export async function buildAndServeSite(base: string): Promise<Site> {
  execFileSync('vitepress', ['build', root, '--base', base], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const { server } = await serve({ root, base, port: 0 });
  const { port } = server.address() as AddressInfo;
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  const pages = files.filter((file) => file.endsWith('.html') && file !== '404.html');
  return {
    url: `http://localhost:${port}${base}`,
    pages: new Map(pages.map((page) => [page, readFileSync(join(dist, page), 'utf8')])),
    files: new Set(files),
    close: () => void server.close(),
  };
}
