const listed = (...names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name, index) => [String(index + 1), name]));

/** 用法補足区分 and 薬品補足区分, numbered from 1 as in the recording conditions for prescriptions. */
const USAGE_SUPPLEMENTS = listed('漸減', '一包化', '隔日', '粉砕', '用法の続き', '部位', '１回使用量', 'JAMI補足用法', 'JAMI部位');
const DRUG_SUPPLEMENTS = listed(
  '一包化',
  '粉砕',
  '後発品変更不可',
  '剤形変更不可',
  '含量規格変更不可',
  '剤形変更不可及び含量規格変更不可',
  'JAMI補足用法',
  '先発医薬品患者希望',
);

const category = (code: string, known: Readonly<Record<string, string>>): string =>
  code === '' ? '' : Object.hasOwn(known, code) ? known[code]! : `区分${code}`;

/** A category with its own words; some programs write the name of the category again. */
const worded = (name: string, text: string): string => [name, text === name ? '' : text].filter(Boolean).join(' ');

type Note = (values: readonly string[]) => readonly string[];

/**
 * How a record that completes an RP or a drug is put into words for the form, from its values after the key. In the terms of the
 * specification, since a prescription is a Japanese document in whichever language the program speaks.
 */
export const NOTES: Readonly<Record<string, Note>> = {
  '102': ([each = '', whole = '']) => [`分割1回 ${each}（総量 ${whole}）`],
  '111': ([, code = '', , times = '']) => [times && `1日${times}回`, code && `用法コード ${code}`],
  '181': ([, kind = '', text = '', code = '', part = '']) => [
    worded(category(kind, USAGE_SUPPLEMENTS), text),
    code && `補足用法コード ${code}`,
    part && `部位コード ${part}`,
  ],
  '201': ([information = '', , , , , potency = '']) => [information === '2' ? '材料' : '', potency === '2' ? '力価' : ''],
  '211': ([factor = '']) => [factor && `単位変換係数 ${factor}`],
  '221': (amounts) => [`不均等 ${amounts.filter(Boolean).join('・')}`],
  '231': (bearers) => [`負担区分 ${bearers.filter(Boolean).join('・')}`],
  '241': ([amount = '', times = '']) => [amount && `1回服用量 ${amount}`, times && `1日服用${times}回`],
  '281': ([, kind = '', text = '', code = '']) => [worded(category(kind, DRUG_SUPPLEMENTS), text), code && `補足用法コード ${code}`],
};
