import iconv from 'iconv-lite';

/** Columns of the master of drugs of the fund for payment, from 1. */
const PLACES = { change: 1, kind: 2, code: 3, name: 5, kana: 7, unit: 10, class: 14, generic: 17, form: 28, changed: 30, ended: 31 } as const;
const LATER = { priceCode: 32, transition: 34, listed: 36, generalCode: 37, generalName: 38 } as const;
const COLUMNS = 42;

export type DrugLine = Partial<Record<keyof typeof PLACES | keyof typeof LATER, string>>;

const USUAL: DrugLine = {
  ...{ change: '0', kind: 'Y', code: '620000001', name: '見本錠５ｍｇ', kana: 'ﾐﾎﾝｼﾞｮｳ', unit: '錠', class: '0', generic: '0', form: '1' },
  ...{ changed: '20260401', ended: '99999999', priceCode: '1234567F1010', transition: '0', listed: '20200401' },
  ...{ generalCode: '1234567F1ZZZ', generalName: '【般】見本錠５ｍｇ' },
};

/** A line of the master, as it is published: quoted words, no headings. */
export function drugLine(given: DrugLine): string {
  const cells = Array.from({ length: COLUMNS }, () => '0');
  for (const [name, value] of Object.entries({ ...USUAL, ...given })) cells[{ ...PLACES, ...LATER }[name as keyof DrugLine] - 1] = value;
  return cells.map((cell) => (/^\d*$/.test(cell) ? cell : `"${cell}"`)).join(',');
}

/** The file in Shift_JIS. */
export const drugMaster = (...lines: readonly DrugLine[]): Uint8Array => iconv.encode(`${lines.map(drugLine).join('\r\n')}\r\n`, 'windows-31j');
