/** Categories of 薬品補足 whose meaning is published; others are shown by their number. */
const DRUG_SUPPLEMENTS: Readonly<Record<string, string>> = { '3': '後発品変更不可' };

const category = (code: string, known: Readonly<Record<string, string>> = {}): string => (code === '' ? '' : (known[code] ?? `区分${code}`));

type Note = (values: readonly string[]) => readonly string[];

/**
 * How a record that completes an RP or a drug is put into words for the form, from its values after the key. In the terms of the
 * specification, since a prescription is a Japanese document in whichever language the program speaks.
 */
export const NOTES: Readonly<Record<string, Note>> = {
  '111': ([, code = '', , times = '']) => [times && `1日${times}回`, code && `用法コード ${code}`],
  '181': ([, kind = '', text = '', code = '', part = '']) => [
    [category(kind), text].filter(Boolean).join(' '),
    code && `補足用法コード ${code}`,
    part && `部位コード ${part}`,
  ],
  '201': ([information = '', , , , , potency = '']) => [information === '2' ? '材料' : '', potency === '2' ? '力価' : ''],
  '211': ([factor = '']) => [factor && `単位変換係数 ${factor}`],
  '221': (amounts) => [`不均等 ${amounts.filter(Boolean).join('・')}`],
  '231': (bearers) => [`負担区分 ${bearers.filter(Boolean).join('・')}`],
  '241': ([amount = '']) => [amount && `1回服用量 ${amount}`],
  '281': ([, kind = '', text = '']) => [[category(kind, DRUG_SUPPLEMENTS), text].filter(Boolean).join(' ')],
};
