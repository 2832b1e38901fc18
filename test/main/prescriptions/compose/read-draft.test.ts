import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PrescriptionDraft, prescriptionDraft } from '../../../../main/api/schema/prescription-draft.ts';
import { samplePrescription } from '../../../../main/demonstration/sample-prescription.ts';
import { composeRecords } from '../../../../main/prescriptions/compose/compose.ts';
import { readDraft } from '../../../../main/prescriptions/compose/read-draft.ts';
import { readSj1 } from '../../../../pki/eps/sj1.ts';
import { writeSj1 } from '../../../../pki/eps/write-sj1.ts';
import { SAMPLE_CSV } from '../../../support/prescription.ts';
import { DRAFT } from '../../../support/prescription-draft.ts';

const again = (draft: PrescriptionDraft) => readDraft(readSj1(writeSj1(composeRecords(draft))));

it('what was written is read as it was filled in', () => expect(again(DRAFT)).toEqual({ draft: DRAFT, left: [] }));

const text = fc.stringMatching(/^[ぁ-んァ-ヶ一-龠０-９a-z]{1,12}$/);
const perhaps = (values: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), values);
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const kana = fc.stringMatching(/^[ｱ-ﾝ]{1,8} [ｱ-ﾝ]{1,8}$/);
const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const quantity = fc.integer({ min: 1, max: 999 }).map(String);
const amount = fc.constantFrom('1', '0.5', '3', '12.25');

const drug = fc.record({
  kind: fc.constantFrom('drug' as const, 'material' as const),
  codeKind: fc.constantFrom('2', '4', '7'),
  code: digits(9),
  name: text,
  amount,
  potency: fc.boolean(),
  unit: text,
  notes: fc.array(fc.record({ kind: fc.constantFrom('', '1', '3', '8'), text: perhaps(text) }), { maxLength: 3 }),
});
const group = fc.record({
  form: fc.constantFrom('1' as const, '2' as const, '3' as const, '9' as const),
  formName: perhaps(text),
  quantity,
  perTurn: perhaps(quantity),
  usage: fc.record({ codeKind: fc.constant('3'), code: perhaps(digits(16)), name: text, timesPerDay: perhaps(fc.constantFrom('1', '3')) }),
  supplements: fc.array(
    fc.record({ kind: perhaps(fc.constantFrom('5', '6')), text: perhaps(text), code: perhaps(digits(8)), site: fc.constant('') }),
    {
      maxLength: 2,
    },
  ),
  drugs: fc.array(drug, { minLength: 1, maxLength: 4 }),
});
const drafts: fc.Arbitrary<PrescriptionDraft> = fc.record({
  institution: fc.record({
    kind: fc.constantFrom('medical' as const, 'dental' as const),
    ...{ code: digits(7), prefecture: digits(2), name: text, postalCode: perhaps(digits(7)), address: perhaps(text) },
    ...{ telephone: perhaps(digits(10)), fax: perhaps(digits(10)), departmentCode: perhaps(digits(2)), department: perhaps(text) },
  }),
  doctor: fc.record({ code: perhaps(digits(3)), kana: perhaps(kana), name: text }),
  patient: fc.record({ code: perhaps(digits(4)), kana, name: perhaps(text), sex: fc.constantFrom('male', 'female'), birthDate: day }),
  burden: fc.constantFrom('' as const, '1' as const, '5' as const),
  insurance: fc.option(
    fc.record({
      ...{ type: perhaps(digits(1)), insurer: fc.oneof(digits(8), digits(6)), symbol: perhaps(text), number: perhaps(digits(5)) },
      ...{ relation: fc.constantFrom('self' as const, 'family' as const), branch: perhaps(digits(2)) },
      patientPercent: perhaps(fc.constantFrom('0', '10', '30', '100')),
    }),
  ),
  publicExpenses: fc.array(fc.record({ payer: digits(8), recipient: perhaps(digits(7)) }), { maxLength: 3 }),
  issuedOn: day,
  validUntil: perhaps(day),
  narcotic: fc.option(fc.record({ licence: text, address: text, telephone: perhaps(digits(10)) })),
  leftover: fc.constantFrom('' as const, '1' as const, '2' as const),
  refillUses: fc.constantFrom('', '2', '3'),
  split: fc.option(fc.record({ times: fc.constantFrom('2', '3'), turn: fc.constantFrom('1', '2') })),
  remarks: fc.array(fc.record({ kind: perhaps(fc.constantFrom('1', '2')), text }), { maxLength: 3 }),
  groups: fc.array(group, { minLength: 1, maxLength: 4 }),
});

it('every draft that is complete comes out of its file as it went in, and nothing is left', () => {
  fc.assert(
    fc.property(drafts, (draft) => {
      expect(prescriptionDraft.safeParse(draft).error?.issues ?? []).toEqual([]);
      expect(again(draft)).toEqual({ draft, left: [] });
    }),
    { numRuns: 300 },
  );
});

describe('what a draft cannot say is left, as it is written', () => {
  const left = (bytes: Uint8Array) => readDraft(readSj1(bytes)).left;
  const withLine = (line: string) => Buffer.concat([writeSj1(composeRecords(DRAFT)), Buffer.from(`${line}\n`)]);
  it('of the sample', () => expect(left(samplePrescription())).toEqual(['31,1111']));
  it('of a file with more', () => expect(left(SAMPLE_CSV)).toEqual(['241,1,1,1,1', '302,1,eGFR 58', '999,何か,未知']));
  it.each(['25,1', '30,特－１,２', '211,1,1,250', '221,1,1,1,2,,,', '231,1,1,1,,,', '301,1,,見て', '999,x'])('%s', (line) =>
    expect(left(withLine(line))).toEqual([line]),
  );
  it('but not the number that each prescription has of its own', () => expect(left(withLine('82,1,1000000000000001'))).toEqual([]));
});

it('no file, however odd, loses a record unseen', () => {
  const odd = fc.array(
    fc.tuple(fc.constantFrom('1', '11', '24', '81', '101', '102', '111', '201', '281', '700'), fc.array(perhaps(text), { maxLength: 6 })),
    {
      minLength: 1,
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(odd, (lines) => {
      const records = lines.map(([number, fields], index) => ({ number, fields, line: index + 2, raw: [number, ...fields].join(',') }));
      const { draft, left } = readDraft(records);
      const plain = (line: string) => line.replace(/,+$/, '');
      const said = new Set([...composeRecords(draft).map(({ number, fields }) => plain([number, ...fields].join(','))), ...left.map(plain)]);
      for (const { raw, fields } of records) if (fields.some(Boolean)) expect(said).toContain(plain(raw));
    }),
  );
});
