import { readFileSync } from 'node:fs';
import { type Method, methods } from '@post-challenge/spec/schemas';
import { expect, test } from 'vitest';

const list: readonly [name: string, method: Method][] = Object.entries(methods);

test.for(list)('%s is described as its interface is documented', ([name, method]) => {
  const parameters = method.parameters.map(({ name, description }) => [name, description]);

  expect({
    description: method.description,
    parameters: Object.fromEntries(parameters),
    result: method.result.description,
  }).toEqual(documentationOf(name));
});

function documentationOf(name: string) {
  const blocks = commentOf(name).split(/\n(?=@)/u);
  const parameters = blocks.flatMap((block) => {
    const [, parameter, text] = /^@param (\w+) - (.*)$/su.exec(block) ?? [];
    return parameter === undefined ? [] : [[parameter, lineOf(text)]];
  });
  const returns = blocks.find((block) => block.startsWith('@returns '));
  return {
    description: lineOf(blocks[0]),
    parameters: Object.fromEntries(parameters),
    result: returns ? lineOf(returns.replace('@returns ', '')) : 'Nothing.',
  };
}

/** The text of the comment directly above a method, without its stars. */
function commentOf(name: string): string {
  const [namespace, method] = name.split('.');
  const source = readFileSync(new URL(`../src/${namespace}.ts`, import.meta.url), 'utf8');
  const before = source.slice(0, source.search(new RegExp(`\\n {2}${method}[(<]`, 'u')));
  const comment = before.slice(before.lastIndexOf('/**') + 3, before.lastIndexOf('*/'));
  return comment.replaceAll(/^ *\* ?/gmu, '').trim();
}

function lineOf(text = ''): string {
  return text.trim().replaceAll(/\s+/gu, ' ');
}
