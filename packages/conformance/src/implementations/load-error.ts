import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ImplementationError } from './implementation.ts';
import { isFileOfSuite } from '../language/package-info.ts';
import { describeError } from '../language/serialize-error.ts';

/** A place in a source file. */
interface SourceLocation {
  readonly file: string;
  readonly line: string;
  readonly column?: string;
}

/**
 * Describes in sentences why a module could not be loaded: the error with its place, and what to change if the kind of the module is
 * wrong.
 *
 * @param file - The absolute path of the module.
 * @param path - The path as the user wrote it.
 */
export function describeLoadError(error: unknown, file: string, path: string): string {
  if (error instanceof ImplementationError) return error.message;
  const location = locateError(error, file);
  const place = location ? ` (${formatLocation(location, file, path)})` : '';
  return `${describeError(error)}${place}. ${advise(error, location?.file ?? file)}`;
}

function advise(error: unknown, file: string): string {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  const text = String(message);
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION' && /\.[cm]?tsx?"/.test(text))
    return 'It imports TypeScript, which this version of Node does not run. Compile it, or run with tsx or Node 22.18 or newer.';
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX')
    return 'Node only strips types. Compile the module, or run with tsx.';
  if (text.startsWith('require is not defined'))
    return 'The file is an ES module, because it has import or export. Write import in place of require.';
  if (/^(module|exports) is not defined/.test(text))
    return 'The file is an ES module. Write export default, or rename it to .cjs.';
  if (/'export'|import statement outside/.test(text))
    return 'The file is a CommonJS module. Write module.exports and require, or rename it to .mjs.';
  if (code === 'ERR_REQUIRE_ESM' || code === 'ERR_REQUIRE_ASYNC_MODULE')
    return 'Write import in place of require, or rename the file to .mjs.';
  if (error instanceof SyntaxError && isUtf16(file)) return 'The file is UTF-16. Save it as UTF-8.';
  return 'Fix the module and run again.';
}

/** Whether a file begins with the byte order mark of UTF-16. */
function isUtf16(file: string): boolean {
  const mark = readFileSync(file).subarray(0, 2).toString('hex');
  return mark === 'fffe' || mark === 'feff';
}

/** Finds the place at which a module threw, or is not JavaScript. */
function locateError(error: unknown, file: string): SourceLocation | undefined {
  const { stack } = Object(error) as { stack?: unknown };
  const found = parseHead(String(stack)) ?? parseFrame(String(stack));
  if (found || !(error instanceof SyntaxError)) return found;
  // Node.js leaves the place of a syntax error out of the stack if the file is an ES module.
  return listImportedFiles(file).reduce<SourceLocation | undefined>(
    (before, one) => before ?? checkSyntax(one),
    undefined,
  );
}

/** Parses the head that Node.js writes before a syntax error: the file with the line, the line itself, and a mark below. */
function parseHead(text: string): SourceLocation | undefined {
  const [, name, line, mark] = /^((?:file:|\/|[A-Z]:).*):(\d+)\n(?:.*\n( *)\^)?/.exec(text) ?? [];
  if (name === undefined || line === undefined) return undefined;
  return { file: toPath(name), line, ...(mark !== undefined && { column: `${mark.length + 1}` }) };
}

/** Parses the first frame of a stack that is code of the project, not of Node.js, a package or the suite. */
function parseFrame(stack: string): SourceLocation | undefined {
  const frames = stack.matchAll(
    /^ +at (?:async )?(?:.* \()?((?:file:|\/|[A-Z]:)[^()\n]*):(\d+):(\d+)\)?$/gm,
  );
  const locations = [...frames].map(([, name = '', line = '', column = '']) => ({
    file: toPath(name),
    line,
    column,
  }));
  return locations.find(({ file }) => !file.includes('node_modules') && !isFileOfSuite(file));
}

function toPath(name: string): string {
  return name.startsWith('file:') ? fileURLToPath(name) : name;
}

/** Lets Node.js check the syntax of a file, without executing it. */
function checkSyntax(file: string): SourceLocation | undefined {
  const { stderr } = spawnSync(process.execPath, ['--check', file], { encoding: 'utf8' });
  return parseHead(stderr);
}

/** How many files are looked through for a syntax error. */
const MAX_FILES = 30;

/** Lists a module and the files of the project that it imports, directly or through others. */
function listImportedFiles(file: string): string[] {
  const files = [realpathSync(file)];
  for (const one of files) {
    const text = readFileSync(one, 'utf8');
    for (const [, specifier = ''] of text.matchAll(
      /(?:from|import)\s*\(?\s*['"](\.[^'"\n]+)['"]/g,
    )) {
      const imported = resolve(dirname(one), specifier);
      if (files.length < MAX_FILES && existsSync(imported) && !files.includes(imported))
        files.push(imported);
    }
  }
  return files;
}

/** Formats a place with the path that the user wrote, also if that is a symbolic link to the file. */
function formatLocation(
  { file: found, line, column }: SourceLocation,
  file: string,
  path: string,
): string {
  const name = found === file || found === realpathSync(file) ? path : found;
  return [name, line, ...(column === undefined ? [] : [column])].join(':');
}
