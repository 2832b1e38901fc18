import { beforeAll, describe, expect, it } from 'vitest';
import { prescriptionView } from '../../../../main/api/schema/document.ts';
import { readPrescription } from '../../../../main/documents/prescription/read.ts';
import { buildPrescriptionDocument } from '../../../../pki/eps/build.ts';
import { encodeText } from '../../../../pki/xml/text.ts';
import { SAMPLE_CSV, signedDispensing, signedPrescription } from '../../../support/prescription.ts';

const sample = new TextDecoder().decode(SAMPLE_CSV);

const VIEW = {
  institution: {
    code: '1234567',
    name: '見本医院',
    postalCode: '100-0001',
    address: '東京都千代田区見本町1-1',
    telephone: '03-0000-0000',
    department: '内科',
  },
  doctor: { code: '1', nameKanji: '見本　花子', nameKana: 'ﾐﾎﾝ ﾊﾅｺ' },
  patient: { code: '42', nameKanji: '試験　太郎', nameKana: 'ｼｹﾝ ﾀﾛｳ', sex: '1', birthDate: '19800131' },
  insurance: { type: '2', insurerNumber: '138000', symbol: '記1', number: '番2', relation: '1', branch: '01' },
  issuedOn: '20260601',
  validUntil: '20260604',
  groups: [
    {
      number: '1',
      form: '1',
      formName: '',
      quantity: '14',
      usage: '１日１回朝食後　服用',
      usageNotes: ['1日1回', '用法コード 1011000400000000', '隔日 １日おき'],
      drugs: [
        { name: '見本錠５ｍｇ', code: '620000001', codeSystem: '2', amount: '1', unit: '錠', notes: ['1回服用量 1', '1日服用1回', '後発品変更不可'] },
        { name: '【般】見本散１０％', code: '1234567A1ZZZ', codeSystem: '7', amount: '0.5', unit: 'ｇ', notes: ['力価'] },
      ],
    },
    {
      number: '2',
      form: '3',
      formName: '外用',
      quantity: '1',
      usage: '１日２回　塗布',
      usageNotes: ['用法コード 2B74000000000000'],
      drugs: [{ name: '見本軟膏', code: '620000003', codeSystem: '2', amount: '10', unit: 'ｇ', notes: [] }],
    },
  ],
  remarks: ['一包化希望', '電話で確認'],
  accessCode: '1000000000000001',
  further: [
    {
      name: '医療機関',
      values: [
        { name: '医療機関コード種別', value: '1' },
        { name: '都道府県コード', value: '13' },
      ],
    },
    { name: '医療機関電話番号', values: [{ name: 'FAX番号', value: '03-0000-0001' }] },
    {
      name: '診療科',
      values: [
        { name: '診療科コード種別', value: '2' },
        { name: '診療科コード', value: '01' },
      ],
    },
    { name: '患者一部負担区分', values: [{ name: '患者一部負担区分', value: '3' }] },
    {
      name: '第一公費',
      values: [
        { name: '負担者番号', value: '21130000' },
        { name: '受給者番号', value: '1234567' },
      ],
    },
    { name: '残薬確認欄', values: [{ name: '残薬確認対応フラグ', value: '1' }] },
    {
      name: '備考',
      values: [{ name: '備考種別', value: '1' }],
    },
    {
      name: '備考',
      values: [{ name: '備考種別', value: '1' }],
    },
    { name: '処方箋番号', values: [{ name: '処方箋番号種別', value: '1' }] },
    {
      name: '検査値データ等',
      values: [
        { name: '検査値データ等連番', value: '1' },
        { name: '検査値データ等', value: 'eGFR 58' },
      ],
    },
  ],
  unknownRecords: ['999,何か,未知'],
};

describe('a prescription as people know it', () => {
  const files: Record<string, Uint8Array> = { 'the information file': SAMPLE_CSV, 'the unsigned document': buildPrescriptionDocument(SAMPLE_CSV) };
  beforeAll(async () => {
    files['the signed document'] = await signedPrescription();
    files['a dispensing document'] = await signedDispensing(files['the signed document']);
  });

  it.each(['the information file', 'the unsigned document', 'the signed document', 'a dispensing document'])('is the same from %s', (name) => {
    const view = readPrescription(files[name]!);
    expect(view).toEqual(VIEW);
    expect(prescriptionView.parse(view)).toEqual(VIEW);
  });

  it('shows a record with more values than we know as it is written, too', () => {
    expect(readPrescription(encodeText(sample.replace('\n12,1\n', '\n12,1,x\n'))).unknownRecords).toEqual(['12,1,x', '999,何か,未知']);
  });

  it('names a category that is not published by its number', () => {
    const { groups } = readPrescription(encodeText(sample.replace('\n281,1,1,1,3,', '\n281,1,1,1,99,')));
    expect(groups[0]!.drugs[0]!.notes.at(-1)).toBe('区分99');
  });

  it('shows records that end early', () => {
    const { insurance, institution } = readPrescription(encodeText(sample.replace(/\n23,.*/, '\n23').replace(/\n3,.*/, '')));
    expect([insurance.symbol, insurance.branch, institution.telephone]).toEqual(['', '', '']);
  });
});

describe('prescriptions that cannot be shown without hiding something', () => {
  const change =
    (from: string | RegExp, to: string) =>
    (text: string): string =>
      text.replace(from, to);

  it.each<[string, (text: string) => string, { line: number; record: string; field: string; note: string }]>([
    ['a second patient', change('\n12,1', '\n11,43,別　人,ﾍﾞﾂ ｼﾞﾝ\n12,1'), { line: 8, record: '11', field: '', note: '患者氏名: second record' }],
    ['a second RP of the number', change('\n101,2,', '\n101,1,'), { line: 28, record: '101', field: '', note: '剤形: second record' }],
    ['a second drug of the number', change('\n201,1,2,', '\n201,1,1,'), { line: 27, record: '201', field: '', note: '薬品: second record' }],
    ['a drug without RP', change('\n201,2,1,', '\n201,3,1,'), { line: 30, record: '201', field: '', note: 'belongs to no record 101' }],
    ['a supplement without drug', change('\n281,1,1,', '\n281,1,9,'), { line: 26, record: '281', field: '', note: 'belongs to no record 201' }],
    ['a usage before its RP', change(/\n101,2.*\n(111,2.*)/, '\n$1'), { line: 28, record: '111', field: '', note: 'belongs to no record 101' }],
    ['no doctor', change(/\n5,.*/, ''), { line: 0, record: '5', field: '', note: '医師: record missing' }],
    ['no patient', change(/\n11,.*/, ''), { line: 0, record: '11', field: '', note: '患者氏名: record missing' }],
    ['no drug', change(/\n2[048]1,.*/g, ''), { line: 0, record: '201', field: '', note: '薬品: record missing' }],
    ['no name of the institution', change('13,見本医院', '13,'), { line: 2, record: '1', field: '医療機関名称', note: 'empty' }],
    [
      'a code of six digits',
      change('1,1,1234567', '1,1,123456'),
      { line: 2, record: '1', field: '医療機関コード', note: 'not a value of this field' },
    ],
    ['a third sex', change('\n12,1', '\n12,3'), { line: 8, record: '12', field: '患者性別', note: 'not a value of this field' }],
    ['a date of the era', change('19800131', 'S550131'), { line: 9, record: '13', field: '患者生年月日', note: 'not a value of this field' }],
    ['a thirteenth month', change('20260601', '20261301'), { line: 15, record: '51', field: '処方箋交付年月日', note: 'not a value of this field' }],
    ['an RP number in letters', change('\n101,1,', '\n101,a,'), { line: 21, record: '101', field: 'RP番号', note: 'not a value of this field' }],
    ['a drug without amount', change('見本錠５ｍｇ,1,1,錠', '見本錠５ｍｇ,,1,錠'), { line: 24, record: '201', field: '分量', note: 'empty' }],
  ])('%s', (_, make, detail) => {
    expect(() => readPrescription(encodeText(make(sample)))).toThrow(expect.objectContaining({ code: 'PRESCRIPTION_MALFORMED', detail }));
  });

  it.each([
    [
      'a document with a comment in the content',
      () => Buffer.from(buildPrescriptionDocument(SAMPLE_CSV)).toString().replace('">U0ox', '"><!-- x -->U0ox'),
      'XML_FORBIDDEN_CONSTRUCT',
    ],
    [
      'an element in the content',
      () => Buffer.from(buildPrescriptionDocument(SAMPLE_CSV)).toString().replace('">U0ox', '"><x/>U0ox'),
      'PRESCRIPTION_MALFORMED',
    ],
    ['another document', () => '<Letter/>', 'PRESCRIPTION_MALFORMED'],
    ['no document', () => 'CJ1,', 'XML_UNREADABLE'],
  ])('%s', (_, text, code) => {
    expect(() => readPrescription(encodeText(text()))).toThrow(expect.objectContaining({ code }));
  });
});
