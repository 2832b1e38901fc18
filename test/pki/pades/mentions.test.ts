import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayMention } from '../../../pki/pades/changes/mentions.ts';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { openPdf } from '../../../pki/pdf/document.ts';
import { Parser } from '../../../pki/pdf/syntax/parser.ts';
import { PdfReference } from '../../../pki/pdf/syntax/objects.ts';
import { buildPdf, ONE_PAGE, type PdfShape, stream } from '../../support/pdf.ts';

const page = (entry: string) => ({ ...ONE_PAGE, 3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents ${entry}>>` });
const mentions = (bytes: Uint8Array, ...numbers: number[]) => mayMention(openPdf(new MemorySource(bytes)), new Set(numbers), new Set());

/** Object 90 is not there. What is before it in the same text must not confuse the backward look. */
describe('a reference to object 90', () => {
  it.each<[string, string, boolean]>([
    ['plain', '90 0 R', true],
    ['with leading zeros', '00090 0 R', true],
    ['of another generation', '90 7 R', true],
    ['across lines', '90\n0\r\nR', true],
    ['among zero bytes and tabs', '90\0\t0\f R', true],
    ['with a comment behind the number', '90 % 5 0 R\n0 R', true],
    ['with a comment right behind the number', '90%\n0 R', true],
    ['with comments everywhere', '90%(\n%)\n 0 % 91\n%\n\n% 0 R %\r R', true],
    ['with a long comment', `90 %${'x'.repeat(9000)}\n0 R`, true],
    ['inside a list', '[1 0 R/x 90 0 R]', true],
    ['none: another number', '91 0 R', false],
    ['none: its last digits', '190 0 R', false],
    ['none: no reference', '[90 0 1 /R]', false],
    ['none: three numbers and no R', '[90 0 0]', false],
    ['none: a comment in front', '% 90\n 91 0 R', false],
    ['none: nothing of the kind', '4 0 R', false],
  ])('%s', async (_, entry, found) => {
    expect(await mentions(buildPdf(page(entry)), 90)).toBe(found);
  });

  it('across the border of two pieces', async () => {
    for (let shift = 0; shift < 8; shift += 1) {
      const before = buildPdf(page('[90 0 R]')).indexOf('90 0 R');
      const padding = `%${'x'.repeat((1 << 20) - before - 4 + shift - 2)}\n`;
      expect(await mentions(buildPdf(page(`[${padding}90 0 R]`)), 90)).toBe(true);
      expect(await mentions(buildPdf(page(`[${padding}91 0 R]`)), 90)).toBe(false);
    }
  });

  const packed: PdfShape = { kind: 'stream', compressed: { 30: '[90 0 R]' } };

  it('inside an object stream', async () => {
    const bytes = buildPdf(page('30 0 R'), packed);
    expect([await mentions(bytes, 90), await mentions(bytes, 91)]).toEqual([true, false]);
  });

  it('may be in an object stream that is another one now', async () => {
    const document = openPdf(new MemorySource(buildPdf(page('30 0 R'), packed)));
    const [container] = document.references.containers();
    expect(await mayMention(document, new Set([91]), new Set([container!]))).toBe(true);
    expect(await mayMention(document, new Set([91]), new Set([3]))).toBe(false);
  });

  it('may be in an object stream that cannot be read', async () => {
    const bytes = buildPdf({ ...ONE_PAGE, 31: stream('', '/Type/ObjStm/N 1/First 9') }, { kind: 'stream', compressed: { 30: 'null' } });
    expect(await mentions(Buffer.from(bytes.toString('latin1').replace('/N 1/First 5', '/N 9/First 5'), 'latin1'), 91)).toBe(true);
  });
});

const space = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(' ', '\n', '\r', '\t', '\0', '\f', '  ') },
  fc.string({ unit: fc.constantFrom('9', '0', ' ', 'R', '%', 'x'), maxLength: 6 }).map((text) => `%${text}\n`),
);
const spaces = fc.array(space, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
const word = fc.oneof(fc.constantFrom('90', '0', '090', '12', 'R', '/R', '(R)', '<90>', 'true'), fc.nat(99).map(String));

it('whatever the parser takes for a reference is seen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(word, spaces), { maxLength: 12 }), async (parts) => {
      const text = `[${parts.flat().join('')} ]`;
      let members: unknown;
      try {
        members = new Parser(new MemorySource(Buffer.from(text, 'latin1')), 0).object();
      } catch {
        fc.pre(false);
      }
      const referred = (members as unknown[]).some((member) => member instanceof PdfReference && member.number === 90);
      if (referred) expect(await mentions(buildPdf(page(text)), 90)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
