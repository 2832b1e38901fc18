import { expect, it } from 'vitest';
import type { LetterData } from '../../../../main/credentials/papers/letter.ts';
import { type Papers, PAPERS, papersOf } from '../../../../main/credentials/papers/papers-of.ts';
import { describeWith } from '../../../support/needs.ts';
import { ask, pagesOf, POPPLER } from '../../print/poppler.ts';
import { empty, full } from './samples.ts';

const rows = (count: number): LetterData[] =>
  Array.from({ length: count }, (_, index) => {
    const data = full('issue-notice');
    return { ...data, number: `L-${index}`, holder: { ...data.holder, name: `受取${index}番`, address: `試験県試験町${index}丁目` } };
  });
const millimetres = (pdf: Uint8Array) => {
  const [, width, height] = /Page size: +([\d.]+) x ([\d.]+) pts/.exec(ask('pdfinfo', pdf)) ?? [];
  return [width, height].map((points) => Math.round((Number(points) * 25.4) / 72));
};

describeWith(POPPLER, 'papers for many', () => {
  it.each<[what: Papers, count: number, pages: number, width: number, height: number]>([
    ['envelopes', 3, 3, 120, 235],
    ['notices', 3, 6, 100, 148],
    ['labels', 24, 1, 210, 297],
    ['labels', 25, 2, 210, 297],
  ])('%s of %i: %i pages of %i by %i mm', async (what, count, pages, width, height) => {
    const pdf = await papersOf(what, rows(count));
    expect([pagesOf(pdf).length, ...millimetres(pdf)]).toEqual([pages, width, height]);
  });

  it.each(PAPERS)('%s: each person once, in the order given', async (what) => {
    const text = pagesOf(await papersOf(what, rows(30))).join('');
    const names = [...text.matchAll(/受取(\d+)番様/g)].map(([, index]) => Number(index));
    expect(names).toEqual(Array.from({ length: 30 }, (_, index) => index));
    expect([...text.matchAll(/試験町(\d+)丁目/g)].map(([, index]) => Number(index))).toEqual(names);
  });

  it('the two sides of a card follow each other', async () => {
    const pages = pagesOf(await papersOf('notices', rows(2)));
    expect(pages.map((page) => [page.includes('郵便はがき'), page.includes('お持ちいただくもの'), /文書番号(L-\d)/.exec(page)?.[1]])).toEqual([
      [true, false, 'L-0'],
      [false, true, 'L-0'],
      [true, false, 'L-1'],
      [false, true, 'L-1'],
    ]);
  });

  it('postal codes stand in their boxes, digit by digit', async () => {
    const words = ask('pdftotext', await papersOf('envelopes', rows(1)), '-bbox');
    const digits = [...words.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(\d+)</g)].filter(([, , y]) => Number(y) < 60);
    expect(digits.map(([, , , , digit]) => digit).join('')).toBe('1620825');
    const right = (120 - 8) * (72 / 25.4);
    expect(Math.max(...digits.map(([, , , x]) => Number(x)))).toBeLessThan(right);
  });

  it.each(PAPERS)('%s of nobody known has a line to write on', async (what) => {
    expect(pagesOf(await papersOf(what, [empty('receipt')])).join('')).toContain('＿＿＿様');
  });

  it.each(PAPERS)('no %s without people', async (what) => {
    await expect(papersOf(what, [])).rejects.toMatchObject({ code: 'NOTHING_TO_EXPORT' });
  });
});
