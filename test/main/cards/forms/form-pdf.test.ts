import { expect, it } from 'vitest';
import { cardFormPdf } from '../../../../main/cards/forms/form-pdf.ts';
import { cardForms, formTemplate } from '../../../../main/cards/forms/table.ts';
import { placeholdersIn } from '../../../../main/credentials/papers/values.ts';
import { hasWords } from '../../../../main/words/words.ts';
import { describeWith } from '../../../support/needs.ts';
import { NOW } from '../../../support/hpki-chain.ts';
import { directoryNames } from '../../../support/alternative-names.ts';
import { pagesOf } from '../../print/poppler.ts';
import { specifiedCard } from '../../support/hpki-card.ts';

const EMPTY = { name: '', kana: '', registration: '', birthDate: '', postalCode: '', address: '', phone: '', email: '' } as const;
const FULL = {
  name: '検証　花子',
  kana: 'ケンショウ　ハナコ',
  registration: '123456',
  birthDate: '1970-03-12',
  postalCode: '113-8621',
  address: '東京都文京区試験町1-2-3',
  phone: '03-0000-1111',
  email: 'hanako@example.jp',
};
const forms = cardForms();
const text = async (...given: Parameters<typeof cardFormPdf>) => {
  const pages = pagesOf((await cardFormPdf(...given)).bytes);
  return { pages: pages.length, text: pages.join('') };
};

it('there is one for each thing that may happen, named in both languages, with its sources', () => {
  expect(forms.map(({ id }) => id)).toEqual(['loss', 'pin-disclosure', 'pin-unlock', 'reissue', 'contact-change', 'discontinuation']);
  const said = (key: string) => hasWords('ja', key) && hasWords('en', key);
  expect(forms.filter(({ id, facts }) => !said(`fitness.forms.${id}`) || facts.some((fact) => !said(`fitness.facts.${fact.id}`)))).toEqual([]);
  expect(forms.filter(({ names, facts, sentTo }) => [...names, ...facts, sentTo].some(({ source, asOf }) => !source || !asOf))).toEqual([]);
  expect(forms.flatMap(({ enclosures }) => enclosures).filter((item) => !said(`credentials.item.${item}`))).toEqual([]);
});

it('one that nobody knows is refused', () => {
  expect(() => formTemplate('love-letter')).toThrow(expect.objectContaining({ code: 'LETTER_UNKNOWN' }));
});

it.each(forms)('$id: names only what the sheet declares', ({ id }) => {
  const { body, facts } = formTemplate(id);
  const named = body.flatMap((block) => (block.block === 'terms' ? block.rows.flatMap(({ value }) => placeholdersIn(value)) : []));
  const common = ['name', 'kana', 'registration', 'birthDate', 'postalCode', 'address', 'phone', 'email'];
  expect(named.filter((name) => !common.includes(name) && !(name in facts))).toEqual([]);
});

describeWith(['pdftotext'], 'forms on paper', () => {
  it.each(forms)('$id: with everything known', async ({ id, title }) => {
    const { card } = specifiedCard({ signature: { holderExtensions: [directoryNames('検証　花子')] } });
    const said = await text(id, card, FULL, NOW);
    expect(said.pages).toBeLessThanOrEqual(2);
    const wanted = [title, '検証花子', '113-8621', '日本医師会電子認証センター', 'センターの所定の用紙ではありません', 'ご署名', '第123456号'];
    expect(wanted.filter((each) => !said.text.includes(each.replaceAll(/\s/g, '')))).toEqual([]);
    expect(said.text).not.toMatch(/undefined|null|[{}〓]/);
    if (id !== 'discontinuation') expect(said.text).toContain('証明書の識別番号EX000001');
  });

  it.each(forms)('$id: without card and with nothing entered, blanks to write on', async ({ id }) => {
    const said = await text(id, null, EMPTY, NOW);
    expect([said.text.includes('お名前'), said.text.includes('証明書の識別番号')]).toEqual([true, false]);
  });

  it('a name in Roman letters is no name in kanji: that line stays open', async () => {
    const { text: said } = await text('loss', specifiedCard().card, EMPTY, NOW);
    expect(said).toContain('証明書の氏名HanakoExample');
    expect(said).toMatch(/お名前(フリガナ|医籍登録番号|生年月日)/);
  });

  it('the identifier of the certificate is never called a registration number', async () => {
    const { text: said } = await text('reissue', specifiedCard().card, EMPTY, NOW);
    expect(said).not.toContain('医籍登録番号EX000001');
  });
});
