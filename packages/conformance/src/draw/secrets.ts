import fc from 'fast-check';
import { ascii } from './text.ts';

/** A secret: printable ASCII of at least 32 bytes. */
export const secret = fc
  .tuple(ascii(0, 4), ascii(0, 4))
  .map(([before, after]) => `${before}${'a'.repeat(32)}${after}`);
