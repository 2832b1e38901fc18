import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nonce, objectIn } from '../../../support/authority-desk.ts';
import { type Flow, openFlow } from '../../support/credential-flow.ts';

let flow: Flow;
beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow[Symbol.asyncDispose]());

const found = async (text: string, by = flow.seats.clerk) => (await by.search(text, 100)).map(({ holder }) => holder);

describe('somebody is found', () => {
  it('by every number of theirs and of their cards, certificates, applications and orders', async () => {
    const { holder, application, order } = await flow.atDesk({ fields: flow.newFields({ phone: '090-1111-2222' }) });
    await flow.handOver(order);
    const page = await flow.seats.clerk.page(holder);
    const numbers = page.objects.flatMap(({ id, facts }) => [id, facts['serial']].filter((each) => typeof each === 'string'));
    const { registration, memberId, phone } = page.fields;
    for (const text of [
      ...numbers,
      registration,
      `第${registration}号`,
      memberId,
      phone,
      application,
      application.replace('-000000', '-'),
      application.toLowerCase(),
    ]) {
      expect([text, await found(text)]).toEqual([text, [holder]]);
    }
  });

  it.each<[name: string, kana: string, typed: string]>([
    ['大内　美希', 'おおうち　みき', 'おおう'],
    ['大内　美希', 'おおうち　みき', 'おーうち'],
    ['井ノ上　祐', 'いのうえ　ゆう', '井ノ上'],
    ['井ノ上　祐', 'いのうえ　ゆう', 'ゆう'],
    ['賢木　慎一', 'さかき　しんいち', 'しん'],
    ['齋藤　慎一', 'さいとう　しんいち', '斎藤慎'],
  ])('%s (%s) by %s', async (name, kana, typed) => {
    const { holder } = await flow.withCard({ fields: { name, kana } });
    expect(await found(typed)).toContain(holder);
  });

  it('by every beginning of a reading, a given name and a written name, among many others', async () => {
    const names = ['大野　雄大', '王　雄', '近藤　純', '近衛　順一', '佐々木　優子', '小野　京子', '大井　蘭', '井ノ口　椿'];
    const kana = [
      'おおの　ゆうだい',
      'おう　ゆう',
      'こんどう　じゅん',
      'このえ　じゅんいち',
      'ささき　ゆうこ',
      'おの　きょうこ',
      'おおい　らん',
      'いのくち　つばき',
    ];
    const people: { readonly name: string; readonly kana: string; readonly holder: number }[] = [];
    for (const [at, name] of names.entries())
      people.push({ name, kana: kana[at]!, holder: (await flow.withCard({ fields: { name, kana: kana[at]! } })).holder });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...people),
        fc.constantFrom<'whole' | 'given' | 'written'>('whole', 'given', 'written'),
        fc.integer({ min: 2, max: 12 }),
        async (person, way, length) => {
          const text = way === 'written' ? person.name : way === 'given' ? person.kana.split('　')[1]! : person.kana;
          const begun = text.replace('　', '').slice(0, length);
          expect([begun, (await found(begun)).includes(person.holder)]).toEqual([begun, true]);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('in the order of readings', async () => {
    for (const kana of ['ぬるま　い', 'ぬるま　あ', 'ぬるま　う']) await flow.withCard({ fields: { kana } });
    expect((await flow.seats.clerk.search('ぬるま', 100)).map(({ kana }) => kana)).toEqual(['ぬるま　あ', 'ぬるま　い', 'ぬるま　う']);
  });

  it('at one’s own association, however many strangers begin alike', async () => {
    const { authority } = flow;
    for (let count = 0; count < 230; count += 1) {
      const values = { fields: flow.newFields({ name: '群衆　某', kana: 'ぐんしゅう　ぼう' }), association: '青葉区医師会', member: true };
      await flow.store.db.transaction().execute((tx) => authority.parts.holders.add(tx, values));
    }
    const { holder } = await flow.withCard({ association: '文京区医師会', fields: { name: '群衆　某', kana: 'ぐんしゅう　ぼう' } });
    expect(await found('ぐんし', flow.seatAs(['association'], '文京区医師会'))).toEqual([holder]);
  });

  it.each(['け', '', '  ', '0', 'ぜったいにいない', '%', "' OR 1=1", '*', 'A26-', 'Z26-0000001'])('and nobody by %j', async (text) =>
    expect(await found(text)).toEqual([]),
  );
});

describe('a change of name', () => {
  it('moves what one is found by; numbers of cards stay', async () => {
    const { holder, fields } = await flow.withCard({ fields: { name: '旧田　花子', kana: 'きゅうた　はなこ' } });
    await flow.apply({ procedure: 'reissue', reason: 'name-change', holder });
    await flow.seats.clerk.change({
      holder,
      fields: { ...fields, name: '新川　花子', kana: 'しんかわ　はなこ', formerName: '旧田　花子' },
      association: '文京区医師会',
      member: true,
      reason: '婚姻',
    });
    expect([await found('しんか'), await found('新川'), await found('はなこ'), await found('旧田')]).toEqual([
      [holder],
      [holder],
      [holder],
      [holder],
    ]);
    expect([await found('きゅうた'), await found(`TAKEN-${fields.registration}`)]).toEqual([[], [holder]]);
    await flow.seats.clerk.change({
      holder,
      fields: { ...fields, name: '新川　花子', kana: 'しんかわ　はなこ', formerName: '' },
      association: '文京区医師会',
      member: true,
      reason: '訂正',
    });
    expect(await found('旧田')).toEqual([]);
  });

  it('and so does a number that was wrong, before anything was issued', async () => {
    const { page } = await flow.apply({ procedure: 'new-issue' });
    const { holder, fields } = page;
    const order = { holder, association: '文京区医師会', member: true, reason: '訂正' };
    await flow.seats.clerk.change({ ...order, fields: { ...fields, registration: '654321' } });
    expect([await found(fields.registration), await found('654321')]).toEqual([[], [holder]]);
  });

  it.each<[what: string, changed: object, code: string]>([
    ['to a number that somebody else has', { registration: '345678' }, 'REGISTRATION_HELD'],
    ['to no number', { registration: 'x' }, 'REGISTRATION_WRONG'],
    ['to no name', { name: ' ' }, 'NAME_NEEDED'],
    ['to no reading', { kana: '' }, 'NAME_NEEDED'],
  ])('%s is refused', async (_what, changed, code) => {
    if (code === 'REGISTRATION_HELD') await flow.withCard({ fields: { registration: '345678' } }).catch(() => {});
    const { holder, fields } = await flow.withCard();
    await expect(
      flow.seats.clerk.change({ holder, fields: { ...fields, ...changed }, association: null, member: true, reason: 'x' }),
    ).rejects.toMatchObject({ code });
    expect((await flow.seats.clerk.page(holder)).fields).toEqual(fields);
  });
});

it('nothing personal can be read in the files of the database, whatever was done', async () => {
  const secret = {
    ...{
      name: '機密　静香',
      kana: 'きみつ　しずか',
      romaji: 'SHIZUKA KIMITSU',
      formerName: '旧密　静香',
      birthDate: '1971-11-23',
      postalCode: '999-8877',
    },
    ...{
      address: '秘密県内緒市1-2-3',
      phone: '070-7654-3210',
      email: 'shizuka@kimitsu.example',
      workplace: '内緒病院',
      registration: '7654321',
      memberId: '9876543210',
    },
  };
  const { order, application, holder } = await flow.atDesk({ fields: secret });
  const handed = await flow.handOver(order, { name: '機密　静香' });
  const card = objectIn(handed, 'card').id;
  await flow.seats.clerk.note(holder, '内緒のノート');
  await flow.seats.clerk.stop({
    nonce: nonce(),
    card,
    cause: 'loss',
    caller: ['in-person'],
    heldFrom: null,
    heldUntil: null,
    reason: '駅で紛失した',
  });
  await flow.take(card, 'lose', { reason: '駅で紛失した' });
  await flow.toTheEnd(await flow.seats.clerk.page(holder));
  const again = await flow.apply({ procedure: 'reissue', reason: 'loss', holder });
  await flow.seats.clerk.addEvidence({ object: again.application, item: 'photo', dated: '2026-11-01', note: '裏面の覚え書き' });
  await flow.seats.clerk.change({
    holder,
    fields: { ...secret, name: '新密　静香', kana: 'しんみつ　しずか' },
    association: '文京区医師会',
    member: true,
    reason: '婚姻により',
  });
  await flow.seats.clerk.search('きみつ', 10);
  await flow.seats.clerk.missingItems(again.application);
  await flow.take(application, 'withdraw').catch(() => {});

  const { database } = flow.store.folder;
  const files = await Promise.all([database, `${database}-wal`].map((file) => readFile(file).catch(() => Buffer.alloc(0))));
  const bytes = Buffer.concat(files);
  // The test itself would find what is there.
  expect(bytes.includes(Buffer.from(card))).toBe(true);
  const words = [
    ...Object.values(secret),
    '機密',
    'きみつ',
    'キミツ',
    '静香',
    '新密',
    '駅で紛失した',
    '内緒のノート',
    '裏面の覚え書き',
    '婚姻により',
    '7654-3210',
    '07076543210',
    '秘密県',
  ];
  for (const word of words)
    expect([word, bytes.includes(Buffer.from(word)), bytes.includes(Buffer.from(word, 'utf16le'))]).toEqual([word, false, false]);
});
