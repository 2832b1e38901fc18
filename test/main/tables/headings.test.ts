import { describe, expect, it } from 'vitest';
import { headingRow } from '../../../main/tables/headings.ts';

const KNOWN = new Set(['番号', '氏名', '時刻']);
const known = (cells: readonly string[]) => cells.filter((cell) => KNOWN.has(cell)).length;
const rows = (text: string) => text.split('\n').map((line) => line.split(','));

describe('the row of headings', () => {
  it.each<[string, string, number]>([
    ['the first', '番号,氏名\n1,山田', 0],
    ['below a title', '令和8年度 研修会 参加者名簿\n番号,氏名\n1,山田', 1],
    ['below a title with a day in cells of its own', '名簿,,2026/11/20\n会場,大ホール,\n番号,氏名,時刻\n1,山田,19:00', 2],
    ['below a title that has one known word', '氏名\n番号,氏名\n1,山田', 1],
    ['none known: the first with more than one value', '名簿\n甲,乙\n1,山田', 1],
    ['none known, one column', '甲\n1\n2', 0],
    ['not beyond the tenth', `${'名簿\n'.repeat(10)}番号,氏名`, 0],
    ['nothing', '', 0],
  ])('%s', (_name, text, expected) => expect(headingRow(rows(text), known)).toBe(expected));
});
