import { describe, expect, it } from 'vitest';
import type { CreditAccount, SchemeProgress } from '../../../main/api/schema/credits.ts';
import { accountAnswer, byDeadline, lacking, standing } from '../../../renderer/credits/account-answer.ts';
import { translate } from '../../../renderer/words/translate.ts';
import { account } from '../double/credits-samples.ts';
import { schemes } from '../double/training-samples.ts';

const [cme, occupational, family] = account.progress as [SchemeProgress, SchemeProgress, SchemeProgress];
const answer = (part: Partial<CreditAccount>, language: 'ja' | 'en' = 'ja') =>
  accountAnswer({ ...account, ...part }, schemes, language, translate(language));

describe('the first sentence of the account', () => {
  it.each<[string, Partial<CreditAccount>, string]>([
    [
      'the next deadline, and what is missing',
      {},
      '次の期限は2027年3月31日（令和9年3月31日）、日医生涯教育認定証です。単位とカリキュラムコードの数の合計があと11.5足りません。',
    ],
    [
      'more than one demand',
      { progress: [occupational, family] },
      '次の期限は2029年9月30日（令和11年9月30日）、認定産業医の更新です。単位の合計があと8、ほかに1件の条件が足りません。',
    ],
    [
      'no deadline',
      { progress: [{ ...cme, until: null }] },
      '日医生涯教育認定証をめざしています。単位とカリキュラムコードの数の合計があと11.5足りません。',
    ],
    ['everything is met', { progress: [family] }, 'すべての認定証の条件を満たしています。'],
    [
      'only a rule that is not on record is in the way',
      { progress: [{ ...cme, demands: [{ ...cme.demands[0]!, source: null }] }] },
      '次の期限は2027年3月31日（令和9年3月31日）、日医生涯教育認定証です。足りるかどうか、登録された規則では判断できません。',
    ],
    [
      'a condition alone is left',
      {
        progress: [{ ...family, fulfilled: false, demands: [{ ...family.demands[0]!, id: 'cme-certificate-held', have: 0, wanted: 1, missing: 1 }] }],
      },
      'かかりつけ医機能研修の修了をめざしています。あと必要なのは、「応用研修：日医生涯教育認定証を持っていること」です。',
    ],
    ['records without a goal', { progress: [] }, '記録はありますが、めざす認定証がありません。取得済みの認定証を入力してください。'],
    ['nothing at all', { records: [] }, 'まだ記録がありません。受講証明書を取り込むか、取得した単位を入力してください。'],
  ])('%s', (_name, part, sentence) => expect(answer(part)).toBe(sentence));

  it('in English', () =>
    expect(answer({}, 'en')).toBe(
      'The next deadline is 31 March 2027 (Reiwa 9), for the JMA CME certificate. Units and curriculum codes together: 11.5 more needed.',
    ));
});

it('what runs out first comes first, and what is fulfilled last', () =>
  expect(byDeadline([family, occupational, cme]).map(({ scheme }) => scheme)).toEqual(['cme', 'occupational-health', 'family-doctor']));

it('a demand that is met, or whose rule is not on record, lacks nothing', () =>
  expect(lacking(occupational).map(({ category }) => category)).toEqual([null, 'lifelong-specialist']));

it('what only the doctor can tell is not counted as missing', () => {
  const demand = { ...cme.demands[0]!, id: 'practice-evidence' };
  expect([
    standing(demand),
    standing({ ...demand, id: 'units' }),
    standing({ ...demand, source: null }),
    standing({ ...demand, id: 'units', missing: 0 }),
  ]).toEqual(['by-person', 'missing', 'unset', 'met']);
});
