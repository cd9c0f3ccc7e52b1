import fc from 'fast-check';
import { word, unicode } from './text.ts';

const label = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'),
  minLength: 1,
  maxLength: 4,
});

/** An absolute https URL without query and fragment. */
export const plainUrl = fc
  .tuple(label, fc.array(word(1, 4), { maxLength: 2 }))
  .map(([host, path]) => `https://${host}.example.com/${path.join('/')}`);

/** Query parameters of letters and digits. */
export const plainQuery = drawQuery(word(1, 4), word(0, 4));

/** Query parameters of any characters. */
export const trickyQuery = drawQuery(
  unicode(6).filter((name) => name !== ''),
  unicode(8),
);

function drawQuery(name: fc.Arbitrary<string>, value: fc.Arbitrary<string>) {
  return fc
    .uniqueArray(
      fc.tuple(
        name.filter((text) => text !== 'state'),
        value,
      ),
      {
        minLength: 1,
        maxLength: 4,
        selector: ([text]) => text,
      },
    )
    .map((members) => Object.fromEntries(members));
}
