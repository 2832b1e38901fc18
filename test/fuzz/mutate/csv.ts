import { BYTES } from './bytes.ts';
import { anyOf, type Mutate, textMutation } from './mutate.ts';

const FIELDS = [
  '',
  '0',
  '-1',
  '1',
  '99999999999999999999',
  '20260230',
  '00000000',
  '"',
  '""',
  '"a,b"',
  '\r',
  '\u0000',
  ' ',
  '\u00e3\u0080\u0080',
  '=1+1',
  'A'.repeat(5000),
];
const NUMBERS = [
  '1',
  '5',
  '11',
  '12',
  '13',
  '51',
  '52',
  '81',
  '82',
  '101',
  '111',
  '181',
  '201',
  '241',
  '281',
  '302',
  '999',
  '',
  '1e3',
  '0x1',
  '__proto__',
  'constructor',
  'SJ1',
];

/** Records and fields of a text of lines and commas. */
export const changeCsv: Mutate = textMutation((text, random, other) => {
  const records = text.split('\n').map((line) => line.split(','));
  const at = random.below(records.length);
  const record = records[at]!;
  const field = random.below(record.length);
  const CHANGES: readonly (() => void)[] = [
    () => (record[field] = random.pick(FIELDS)!),
    () => (record[0] = random.pick(NUMBERS)!),
    () => record.splice(field, 1),
    () => record.splice(field, 0, random.pick(FIELDS)!),
    () => record.splice(field, 0, ...Array<string>(random.pick([2, 100, 3000])!).fill(record[field]!)),
    () => records.splice(at, 1),
    () => records.splice(at, 0, ...Array<string[]>(random.pick([1, 2, 50, 400])!).fill(record)),
    () => records.splice(random.below(records.length), 0, random.pick(other.split('\n'))!.split(',')),
    () => {
      const to = random.below(records.length);
      [records[at], records[to]] = [records[to]!, record];
    },
    () => ([record[field], record[0]] = [record[0]!, record[field]!]),
  ];
  random.pick(CHANGES)!();
  return records.map((fields) => fields.join(',')).join(random.once(30) ? '\r\n' : '\n');
});

/** The same text under another encoding, or with a mark. */
const recoded: Mutate = (input, random) => {
  const text = input.toString('utf8');
  return random.pick([
    Buffer.from(`\ufeff${text}`),
    Buffer.from(text, 'latin1'),
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    Buffer.from(text.normalize('NFD')),
  ]);
};

export const CSV: readonly Mutate[] = [changeCsv, changeCsv, changeCsv, changeCsv, anyOf([...BYTES, recoded])];
