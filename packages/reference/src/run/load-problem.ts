import { suggestPath } from '@post-challenge/spec/command-line';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { types } from 'node:util';
import { canImportModules, describeMissingModule } from './actions-modules.ts';
import { describeLocation, findLocation } from './stack-location.ts';

/** Explains an error that a file made while it was loaded, with the remedy if the cause is known. */
export function explainLoadError(error: unknown, file: string, path: string): string {
  const message = types.isNativeError(error) ? error.message : '';
  const isParseError = isSyntaxErrorOf(error, file);
  const isUnknownFile = Object(error).code === 'ERR_UNKNOWN_FILE_EXTENSION';
  if (isTypeScript(file) && !canLoadTypeScript() && (isParseError || isUnknownFile))
    return 'it is TypeScript. Compile it, or run with tsx or Node 22.18 or newer.';
  const moduleName = findMissingModule(error, file);
  if (moduleName !== undefined)
    return isUnknownScheme(error) && !canImportModules()
      ? `this version of Node cannot import actions:${moduleName}. Use Node 22.15 or newer, or write a CommonJS module with require('actions:${moduleName}').`
      : `${describeMissingModule(moduleName)}.`;
  const located = describeLocation(error, file, path);
  if (isParseError) {
    const other = findOtherFile(error, file);
    const sentence = other
      ? `a file that it loads does not parse: ${message} (${other}).`
      : `it does not parse: ${located}.`;
    const advice = adviseSyntax(message);
    return advice && !other ? `${sentence} ${advice}` : sentence;
  }
  const [, name] =
    /^(require|module|exports) is not defined in ES module scope/.exec(message) ?? [];
  if (name !== undefined)
    return `it is an ES module, because of its name, its package or its export, and it uses ${name} (${located.slice(located.lastIndexOf('(') + 1)}. ${adviseMixture(name)}`;
  const [, missing] = /^Cannot find (?:module|package) '([^./'][^']*)'/.exec(message) ?? [];
  const remedy = missing === undefined ? '' : ` Install ${missing} in the project of the action.`;
  return `it throws while it loads: ${located}.${remedy}`;
}

/** Finds the name of a module of the tenant that could not be loaded. */
function findMissingModule(error: unknown, file: string): string | undefined {
  const message = types.isNativeError(error) ? error.message : '';
  const [, required, given] =
    /'actions:([^']+)'|^There is no module (\S+)\. Give it/.exec(message) ?? [];
  if (required !== undefined || given !== undefined) return required ?? given;
  // The error does not name the module.
  const [, imported] = /['"]actions:([^'"]+)['"]/.exec(readFileSync(file, 'utf8')) ?? [];
  return isUnknownScheme(error) ? imported : undefined;
}

/** Tells whether Node knows no address that begins with `actions:`. Node 20 fails at an assertion of its own. */
function isUnknownScheme(error: unknown): boolean {
  return /^ERR_(UNSUPPORTED_ESM_URL_SCHEME|INTERNAL_ASSERTION)$/.test(String(Object(error).code));
}

/**
 * Tells whether the error is of the parser: its stack begins with the place, or has none in the file. Code can throw a SyntaxError
 * too, as JSON.parse does.
 */
function isSyntaxErrorOf(error: unknown, file: string): error is Error {
  if (!(error instanceof SyntaxError)) return false;
  return /^\S.*:\d+\n/.test(String(error.stack)) || findLocation(file, error) === undefined;
}

function findOtherFile({ stack }: Error, file: string): string | undefined {
  const [first = ''] = String(stack).split('\n');
  const [, other = '', line] = /^(?:file:\/\/)?(.*):(\d+)$/.exec(first) ?? [];
  const isSame =
    decodeURI(other) === file ||
    statSync(other, { throwIfNoEntry: false })?.ino === statSync(file).ino;
  return isSame || !existsSync(other) ? undefined : `${other}:${line}`;
}

function adviseSyntax(message: string): string | undefined {
  return /Unexpected token 'export'|Cannot use import statement outside a module/.test(message)
    ? 'It is a CommonJS module, because of its name or its package. Write exports.onExecutePostChallenge = async (event, api) => { … } and require, or name the file .mjs.'
    : undefined;
}

function adviseMixture(name: string): string {
  return name === 'require'
    ? 'Write exports.onExecutePostChallenge = … instead of export, or import instead of require.'
    : 'Write export const onExecutePostChallenge = async (event, api) => { … }, or name the file .cjs.';
}

/** Tells whether the name of a file is one of TypeScript. */
export function isTypeScript(file: string): boolean {
  return /\.[cm]?tsx?$/.test(file);
}

function canLoadTypeScript(): boolean {
  return Boolean((process.features as { readonly typescript?: unknown }).typescript);
}

/** Finds out why a path is not the path of a file. */
export function explainPath(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return 'it is a folder. Name a file.';
  if (found?.isFile())
    return path.endsWith('.json') ? 'it is JSON. Give an event with --event.' : undefined;
  return `the file does not exist.${suggestPath(path)}`;
}

/** Tells whether a compiler wrote the async functions of a file as other functions, as it does for targets below ES2017. */
export function isCompiledBelowES2017(file: string): boolean {
  const text = readFileSync(file, 'utf8');
  return /__awaiter|__generator|\b__async\b|async_?to_?generator|regenerator/i.test(text);
}
