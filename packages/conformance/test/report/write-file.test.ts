import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFileAtomic } from '../../src/report/write-file.ts';
import { writeFolder } from '../commands/terminal.ts';

test('writeFileAtomic keeps the mode of a file', () => {
  const folder = writeFolder({ file: 'old' });
  chmodSync(join(folder, 'file'), 0o640);

  writeFileAtomic(join(folder, 'file'), 'new');

  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('new');
  expect(statSync(join(folder, 'file')).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(['file']);
});

test('writeFileAtomic writes through symbolic links, also through two of them', () => {
  const folder = writeFolder({ 'real/file': 'old' });
  symlinkSync(join('real', 'file'), join(folder, 'one'));
  symlinkSync('one', join(folder, 'two'));

  writeFileAtomic(join(folder, 'two'), 'new');

  expect(readFileSync(join(folder, 'real/file'), 'utf8')).toBe('new');
  expect(lstatSync(join(folder, 'two')).isSymbolicLink()).toBe(true);
  expect(readdirSync(join(folder, 'real'))).toEqual(['file']);
});

test('writeFileAtomic leaves a file alone that has the name of its temporary file', () => {
  const temporary = `file.${process.pid}`;
  const folder = writeFolder({ file: 'old', [temporary]: 'of somebody else' });

  expect(() => writeFileAtomic(join(folder, 'file'), 'new')).toThrow('EEXIST');
  expect(readFileSync(join(folder, temporary), 'utf8')).toBe('of somebody else');
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('old');
});

test('writeFileAtomic refuses a folder, a device and a link to nothing, and leaves no file behind', () => {
  const folder = writeFolder({});
  mkdirSync(join(folder, 'folder'));
  symlinkSync('nothing', join(folder, 'link'));

  expect(() => writeFileAtomic(join(folder, 'folder'), '')).toThrow('it is not a file');
  expect(() => writeFileAtomic('/dev/null', '')).toThrow('it is not a file');
  expect(() => writeFileAtomic(join(folder, 'link'), '')).toThrow(
    'it is a symbolic link to a file that does not exist',
  );
  expect(readdirSync(folder)).toEqual(['folder', 'link']);
});
