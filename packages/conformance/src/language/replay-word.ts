import { deflateSync, inflateSync } from 'node:zlib';
import type { RuleId } from '@post-challenge/spec';
import { formatLine } from './format-value.ts';
import { replayDictionary } from './replay-dictionary.ts';
import type { Json } from './json.ts';
import { type JsonBounds, describeExcess } from './json-text.ts';
import type { Scenario } from './scenario.ts';
import { assertScenario } from './validate.ts';

/**
 * Encodes a scenario of a rule as one word that can be pasted into a command.
 *
 * @remarks
 * The word is JSON, compressed by zlib with a fixed dictionary, in base64url. A checksum of zlib detects a damaged word.
 *
 * @param rule - The id of the rule.
 * @param scenario - The scenario.
 * @returns The word.
 */
export function encodeReplay(rule: RuleId, scenario: Scenario): string {
  return encodeWord([rule, scenario as unknown as Json]);
}

/** Encodes a list of JSON values as one word that can be pasted into a command. */
export function encodeWord(values: readonly Json[]): string {
  return deflateSync(JSON.stringify(values), {
    dictionary: replayDictionary,
    level: 9,
  }).toString('base64url');
}

/**
 * Decodes a word that {@link encodeReplay} returned.
 *
 * @param rule - The id of the rule.
 * @param word - The word.
 * @returns The scenario.
 * @throws TypeError if the word is damaged or encodes a scenario of another rule.
 */
export function decodeReplay(rule: RuleId, word: string): Scenario {
  const [encodedFor, scenario] = decodeWord(word);
  if (encodedFor !== rule) {
    const name = formatLine(String(encodedFor), 60);
    throw new TypeError(
      `Cannot replay the scenario: it was recorded for ${name}, not for ${rule}. Name the rule ${name} instead.`,
    );
  }
  return assertScenario(scenario);
}

/** The result of zlib if `info` is set; the types of Node.js lack it. */
interface InflateResult {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

/** The longest word. Those of the suite have some thousand characters. */
const MAX_WORD_LENGTH = 100_000;

/** The bounds of a decompressed word: a word of some characters can hold megabytes. */
const SCENARIO_BOUNDS: JsonBounds = { length: 1_000_000, depth: 100, parts: 20_000 };

/**
 * Decodes a word that {@link encodeWord} returned.
 *
 * @throws TypeError if the word is damaged.
 */
export function decodeWord(word: string): Json[] {
  if (typeof word !== 'string' || word.length > MAX_WORD_LENGTH || word.endsWith('.json'))
    throw new TypeError(
      `Cannot replay the scenario: the word is ${describeWord(word)}. Copy the word from the replay line of the report.`,
    );
  try {
    const deflated = Buffer.from(word, 'base64url');
    const { buffer, engine } = inflateSync(deflated, {
      dictionary: replayDictionary,
      info: true,
      maxOutputLength: SCENARIO_BOUNDS.length,
    }) as unknown as InflateResult;
    const isWhole =
      engine.bytesWritten === deflated.length && deflated.toString('base64url') === word;
    const text = buffer.toString();
    const excess = describeExcess(text, SCENARIO_BOUNDS);
    if (excess !== undefined) throw new TypeError(`It has ${excess}.`);
    const value: unknown = JSON.parse(text);
    if (!isWhole || !Array.isArray(value))
      throw new TypeError('The word does not contain a rule and a scenario.');
    return value as Json[];
  } catch (error) {
    throw new TypeError(
      'Cannot replay the scenario: it is damaged. Copy the whole word from the replay line of the report.',
      { cause: error },
    );
  }
}

function describeWord(word: unknown): string {
  if (typeof word !== 'string') return String(word);
  return word.length > MAX_WORD_LENGTH ? `longer than ${MAX_WORD_LENGTH} characters` : 'a file';
}
