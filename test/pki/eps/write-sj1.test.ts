import fc from 'fast-check';
import { expect, it } from 'vitest';
import { samplePrescription } from '../../../main/demonstration/sample-prescription.ts';
import { readSj1 } from '../../../pki/eps/sj1.ts';
import { writeSj1 } from '../../../pki/eps/write-sj1.ts';

const field = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[,\p{Cc}]/gu, ''));

it('writes what is read again the same', () => {
  const record = fc.record({ number: fc.integer({ min: 1, max: 999 }).map(String), fields: fc.array(field, { maxLength: 8 }) });
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 20 }), (records) => {
      expect(readSj1(writeSj1(records)).map(({ number, fields }) => ({ number, fields }))).toEqual(records);
    }),
  );
});

it('writes the sample byte for byte, but for the line end after the last record', () => {
  expect(Buffer.from(writeSj1(readSj1(samplePrescription()))).toString()).toBe(`${Buffer.from(samplePrescription()).toString()}\n`);
});

it.each([
  ['nothing', [], 1, '', 'no records'],
  ['a record without a number', [{ number: 'x', fields: [] }], 2, '', 'no record number'],
  ['a comma', [{ number: '1', fields: ['a,b'] }], 2, '1', 'comma'],
  [
    'a line end',
    [
      { number: '1', fields: ['a'] },
      { number: '2', fields: ['a\nb'] },
    ],
    3,
    '2',
    'control character',
  ],
  ['half of a letter', [{ number: '1', fields: ['\ud83d'] }], 2, '1', 'not Unicode'],
])('refuses %s', (_what, records, line, record, note) => {
  expect(() => writeSj1(records)).toThrow(expect.objectContaining({ code: 'PRESCRIPTION_MALFORMED', detail: { line, record, field: '', note } }));
});
