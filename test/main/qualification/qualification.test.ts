import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Attestation, QualificationProgress } from '../../../main/api/schema/qualification.ts';
import { toFailure } from '../../../main/failure.ts';
import type { Qualification } from '../../../main/qualification/qualification.ts';
import en from '../../../resources/locales/en/qualification.json' with { type: 'json' };
import ja from '../../../resources/locales/ja/qualification.json' with { type: 'json' };
import { qualificationPdf } from '../../../main/qualification/pdf.ts';
import { describeWith } from '../../support/needs.ts';
import { pagesOf } from '../print/poppler.ts';
import { type Desk, desk, insertAndRead, READER } from '../support/desk.ts';

const SAID: Attestation = { by: '総務課　小石川', licence: { name: '見本花子', registration: '123456', compared: 'agrees' }, consent: true };
const DAY_MS = 86_400_000;

let program: Desk;
let book: Qualification;
let later = 0;
const open = async (pins: readonly (string | null)[]) => {
  program = await desk(pins, { now: () => new Date(Date.now() + later) });
  book = program.application.qualification;
  await insertAndRead(program);
};
beforeEach(() => {
  later = 0;
});
afterEach(() => program[Symbol.asyncDispose]());

async function check(possession: boolean, act: (progress: QualificationProgress) => unknown = () => {}): Promise<string> {
  let last: QualificationProgress | null = null;
  for await (const progress of book.check({ reader: READER, possession })) {
    last = progress;
    await act(progress);
  }
  if (!last?.result) throw new Error(JSON.stringify(last));
  return last.result;
}
const refusalOf = (call: () => Promise<unknown>) =>
  call().then(
    () => null,
    (reason: unknown) => toFailure(reason),
  );
const answerOf = (result: string) => book.view(result, SAID, 'ja').answer;
const possessionOf = (result: string) => book.record(result).possession;
const actions = async () => (await program.application.audit.list(null, 50)).map(({ action, facts }) => [action, facts] as const);
const said = async (name: string) => (await actions()).filter(([action]) => action === name).map(([, facts]) => facts);

describe('proof of possession', () => {
  it('with the PIN that the candidate typed', async () => {
    await open(['1234']);
    const result = await check(true);
    expect([answerOf(result), possessionOf(result)]).toMatchObject(['positive', { state: 'proved', failure: null }]);
    expect(await said('qualification.checked')).toEqual([{ reader: READER, answer: 'positive', because: null, possession: 'proved', test: true }]);
  });

  it('without one none is asked, and the answer stays open', async () => {
    await open([]);
    const result = await check(false);
    expect([answerOf(result), possessionOf(result).state]).toEqual(['indeterminate', 'not-asked']);
  });

  it('a wrong PIN spends one try and no more, told in the record', async () => {
    await open(['0000', null]);
    const result = await check(true);
    expect([answerOf(result), possessionOf(result)]).toMatchObject(['indeterminate', { state: 'not-proved', triesLeft: 14 }]);
    expect(await said('pin.refused')).toHaveLength(1);
  });

  it('after a wrong PIN the office sees the tries that are left, and a refused PIN that comes again is neither sent nor noted', async () => {
    await open(['0000', '0000', '1234']);
    const seen = new Set<number | null>();
    await check(true, ({ state, triesLeft }) => state === 'awaiting-pin' && seen.add(triesLeft));
    expect([...seen]).toEqual([15, 14]);
    expect(await said('pin.refused')).toMatchObject([{ code: 'PIN_WRONG', triesLeft: 14 }]);
  });

  it('a candidate who cancels spends none', async () => {
    await open([null]);
    const result = await check(true);
    expect([answerOf(result), possessionOf(result)]).toMatchObject([
      'indeterminate',
      { state: 'not-proved', triesLeft: 15, failure: { code: 'PIN_CANCELLED' } },
    ]);
  });

  it('a card that is pulled before the PIN comes proves nothing', async () => {
    await open(['1234']);
    const result = await check(true, ({ state }) => state === 'awaiting-pin' && program.application.removeDemonstrationCard());
    expect([answerOf(result), possessionOf(result).state]).toEqual(['indeterminate', 'not-proved']);
    expect(possessionOf(result).failure?.code).toMatch(/^CARD_(REMOVED|ABSENT)$/);
  });

  it('one check at a time', async () => {
    await open([]);
    const first = book.check({ reader: READER, possession: false });
    expect(() => book.check({ reader: READER, possession: false })).toThrow(expect.objectContaining({ code: 'QUALIFICATION_RUNNING' }));
    for await (const _ of first);
    await check(false);
  });

  it('no card: the check fails with the reason', async () => {
    await open([]);
    await program.application.removeDemonstrationCard();
    const states: QualificationProgress[] = [];
    for await (const progress of book.check({ reader: READER, possession: false })) states.push(progress);
    expect(states.at(-1)).toMatchObject({ state: 'failed', failure: { code: 'CARD_ABSENT' } });
  });
});

describe('results and records', () => {
  it('a result is dropped by the next check and when it is forgotten', async () => {
    await open([]);
    const first = await check(false);
    const second = await check(false);
    expect(await refusalOf(async () => book.view(first, SAID, 'ja'))).toMatchObject({ code: 'QUALIFICATION_UNKNOWN' });
    book.forget(second);
    expect(await refusalOf(async () => book.view(second, SAID, 'ja'))).toMatchObject({ code: 'QUALIFICATION_UNKNOWN' });
  });

  it.each([
    ['without consent', { ...SAID, consent: false }],
    ['without who checked', { ...SAID, by: ' ' }],
  ])('nothing is kept %s', async (_why, attestation) => {
    await open([]);
    const result = await check(false);
    expect(await refusalOf(() => book.keep(result, attestation))).toMatchObject({ code: 'QUALIFICATION_NOT_KEPT' });
    expect([(await book.records()).records, answerOf(result)]).toEqual([[], 'indeterminate']);
  });

  it('a record is kept sealed under a key of its own, and gone with it', async () => {
    await open(['1234']);
    const { records } = await book.keep(await check(true), SAID);
    expect(records).toMatchObject([{ name: '見本　花子', roles: ['Medical Doctor'], answer: 'positive', possession: true, by: SAID.by, test: true }]);
    const { db } = program.application.store;
    const [row] = await db.selectFrom('qualification_record').selectAll().execute();
    expect(Buffer.from(row!.sealed).toString('utf8')).not.toMatch(/見本|小石川|123456|TEST/);
    const { id } = records[0]!;
    expect((await book.delete(id)).records).toEqual([]);
    expect(await db.selectFrom('person').select('wrapped_key').where('id', '=', row!.person).execute()).toEqual([{ wrapped_key: null }]);
    expect(await refusalOf(() => book.recordPdf(id, 'ja'))).toMatchObject({ code: 'QUALIFICATION_UNKNOWN' });
    expect(await said('qualification.deleted')).toEqual([{ record: id, because: 'asked' }]);
  });

  it('the other keys of the same card’s holder stay', async () => {
    await open([]);
    const { records } = await book.keep(await check(false), SAID);
    const before = await said('card.read');
    await book.delete(records[0]!.id);
    expect(await said('card.read')).toEqual(before);
    expect(before[0]).toMatchObject({ holder: '見本　花子' });
  });

  it('its file bears the day in Japan', async () => {
    await open([]);
    const record = { ...book.record(await check(false)), checkedAt: '2026-11-30T15:00:00.000Z' };
    expect((await qualificationPdf({ record, attestation: SAID }, 'ja')).name).toContain('2026-12-01');
  });

  it('on its day it is deleted by itself, not a day before; one kept without end stays', async () => {
    await open([]);
    await book.setRetention(1);
    await book.keep(await check(false), SAID);
    await book.setRetention(null);
    expect((await book.keep(await check(false), SAID)).records.map(({ deleteOn }) => deleteOn === null)).toEqual([true, false]);
    later = 27 * DAY_MS;
    expect((await book.records()).records).toHaveLength(2);
    later = 32 * DAY_MS;
    expect((await book.records()).records.map(({ deleteOn }) => deleteOn)).toEqual([null]);
    expect(await said('qualification.deleted')).toMatchObject([{ because: 'retention' }]);
  });

  it('past its day it is gone at the next start, and not to be had before', async () => {
    await open([]);
    await book.setRetention(1);
    const { records } = await book.keep(await check(false), SAID);
    const { id } = records[0]!;
    expect((await book.recordPdf(id, 'ja')).bytes.length).toBeGreaterThan(0);
    later = 32 * DAY_MS;
    expect(await refusalOf(() => book.recordPdf(id, 'ja'))).toMatchObject({ code: 'QUALIFICATION_UNKNOWN' });
    const { dataFolder } = program;
    await program[Symbol.asyncDispose]();
    program = await desk([], { dataFolder, now: () => new Date(Date.now() + later) });
    expect(await program.application.store.db.selectFrom('qualification_record').select('id').execute()).toEqual([]);
  });
});

describe('the emergency view', () => {
  it.each([
    ['ja', ja.emergency.positive, /証明書は有効/, /資格を確かめ|本人/],
    ['en', en.emergency.positive, /certificates are valid/i, /confirmed|proved/i],
  ])('says in %s that the certificates are valid, and not more', (_language, words, said, unsaid) => {
    expect(words).toMatch(said);
    expect(words).not.toMatch(unsaid);
  });

  it('names the holder and the role by what is at hand, without a PIN', async () => {
    await open([]);
    expect(await book.emergency(READER)).toMatchObject({
      name: '見本　花子',
      roles: ['Medical Doctor'],
      answer: 'positive',
      because: null,
      test: true,
    });
    expect((await book.emergency(READER)).ageHours).toBeGreaterThanOrEqual(0);
  });

  it('is asked for again as often as one likes: by the time of asking, without a touch of the card or a word in the log', async () => {
    await open([]);
    const before = await actions();
    const opened = vi.spyOn(program.application.virtualReaders, 'open');
    expect(await book.emergency(READER)).toMatchObject({ answer: 'positive' });
    later = 40 * DAY_MS;
    expect(await book.emergency(READER)).toMatchObject({ name: '見本　花子', answer: 'indeterminate', because: 'revocation-unknown' });
    expect([opened.mock.calls, await actions()]).toEqual([[], before]);
  });

  it('says nothing of a card that is gone', async () => {
    await open([]);
    await program.application.removeDemonstrationCard();
    expect(await refusalOf(() => book.emergency(READER))).toMatchObject({ code: 'CARD_ABSENT' });
  });
});

describeWith(['pdftotext'], 'the record on paper', () => {
  it.each([
    [
      'ja',
      [
        '医師資格証等による資格確認の記録',
        '確認できました',
        '見本花子',
        '医師',
        '総務課小石川',
        '一致（人が比べました）',
        '証明書の識別番号',
        '医籍などの公の登録への照会は、していません',
        '2枚の証明書の比較',
        '信頼の経路',
        '検証用',
      ],
    ],
    [
      'en',
      [
        'Recordofacheckofqualificationbycard',
        'Confirmed',
        'comparedbyaperson',
        'Nopublicregisteroflicenceswasasked',
        'Identifierinthecertificate',
        'HPKIDesk',
      ],
    ],
  ] as const)('says in %s what was checked, when and how, and what was not', async (language, wanted) => {
    await open(['1234']);
    const { bytes, name } = await book.pdf(await check(true), SAID, language);
    const text = pagesOf(bytes).join('');
    expect(wanted.filter((each) => !text.includes(each))).toEqual([]);
    expect(name).toMatch(/\.pdf$/);
    // No number of the certificate is called a registration number.
    expect(text).not.toMatch(/医籍登録番号[:：]?TEST|undefined|null|[{}〓]/);
  });

  it('says that possession was not proved', async () => {
    await open([]);
    const text = pagesOf((await book.pdf(await check(false), { by: '', licence: null, consent: false }, 'ja')).bytes).join('');
    for (const wanted of ['判断できません', '確かめていません（暗証番号を求めませんでした）', '比べていません', '同意を得ていません', '記入なし'])
      expect(text).toContain(wanted);
  });
});
