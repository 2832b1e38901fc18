import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { openPdf, type PdfDocument } from '../../../pki/pdf/document.ts';
import { dictionary, PdfReference, type PdfStream, PdfString } from '../../../pki/pdf/syntax/objects.ts';
import { NewStream } from '../../../pki/pdf/syntax/serialize.ts';
import { IncrementalUpdate } from '../../../pki/pdf/update.ts';
import { buildPdf, ONE_PAGE } from '../../support/pdf.ts';

const open = (bytes: Uint8Array): PdfDocument => openPdf(new MemorySource(bytes));
const ID = '/Info 4 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]';

describe.each(['table', 'stream'] as const)('update of a file with a cross-reference %s', (kind) => {
  const original = buildPdf({ ...ONE_PAGE, 4: '<</Title(x)>>' }, { kind, trailer: ID });

  it('keeps the kind, the trailer and what was not touched; changes the second half of the identifier', () => {
    const update = new IncrementalUpdate(open(original));
    const added = update.add(new NewStream(dictionary({}), Buffer.from('data')));
    update.put(new PdfReference(4), dictionary({ Title: new PdfString(Buffer.from('y')) }));
    const { bytes, valueOffsets } = update.write();
    const whole = Buffer.concat([original, bytes]);
    const pdf = open(whole);
    const [first, second] = pdf.array(pdf.trailer.get('ID')) as [PdfString, PdfString];
    expect({
      kinds: pdf.references.sections.map((section) => section.kind),
      data: Buffer.from(pdf.data(pdf.get(added) as PdfStream)).toString(),
      title: Buffer.from((pdf.dictionary(new PdfReference(4))!.get('Title') as PdfString).bytes).toString(),
      page: pdf.get(new PdfReference(3)),
      root: pdf.trailer.get('Root'),
      info: pdf.trailer.get('Info'),
      firstIdentifier: Buffer.from(first.bytes).toString('hex'),
      identifierChanged: Buffer.compare(first.bytes, second.bytes) !== 0,
      value: whole.subarray(valueOffsets.get(4)!, valueOffsets.get(4)! + 9).toString(),
    }).toEqual({
      kinds: [kind, kind],
      data: 'data',
      title: 'y',
      page: open(original).get(new PdfReference(3)),
      root: new PdfReference(1),
      info: new PdfReference(4),
      firstIdentifier: '00112233445566778899aabbccddeeff',
      identifierChanged: true,
      value: '<</Title ',
    });
  });

  it('finds every object again, whatever numbers it has, over several updates', () => {
    const many = buildPdf({ ...ONE_PAGE, ...Object.fromEntries(Array.from({ length: 57 }, (_, index) => [index + 4, 'null'])) }, { kind });
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(fc.integer({ min: 4, max: 60 }), { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 }),
        (updates) => {
          let bytes: Buffer = many;
          const expected = new Map<number, number>();
          for (const [turn, numbers] of updates.entries()) {
            const update = new IncrementalUpdate(open(bytes));
            for (const number of numbers) {
              update.put(new PdfReference(number), turn * 100 + number);
              expected.set(number, turn * 100 + number);
            }
            bytes = Buffer.concat([bytes, update.write().bytes]);
          }
          const pdf = open(bytes);
          expect(new Map([...expected.keys()].map((number) => [number, pdf.get(new PdfReference(number))]))).toEqual(expected);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('begins on a line of its own', () => {
    const unfinished = original.subarray(0, original.length - 1);
    const { bytes } = new IncrementalUpdate(open(unfinished)).write();
    expect(Buffer.from(bytes).toString('latin1', 0, 1)).toBe('\n');
  });
});
