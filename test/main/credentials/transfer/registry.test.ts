import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportRegistry, type RegistryExport } from '../../../../main/credentials/transfer/export-registry.ts';
import { importRegistry } from '../../../../main/credentials/transfer/import-registry.ts';
import { readRegistry, REGISTRY_PROBLEMS, type RegistryProblem } from '../../../../main/credentials/transfer/read-registry.ts';
import { fieldsOf } from '../../../support/authority-desk.ts';
import { type Flow, openFlow, refusalOf } from '../../support/credential-flow.ts';
import { registryCsv, type RegistryPerson } from '../../support/registry-csv.ts';

let flow: Flow;
let other: Flow;
beforeAll(async () => {
  [flow, other] = [await openFlow(), await openFlow()];
});
afterAll(async () => {
  await flow[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
});

const import_ = (bytes: Uint8Array, apply = true, at = flow) => importRegistry(at.authority.parts, at.seats.operator.acting, bytes, apply);
const export_ = (order: Partial<RegistryExport> = {}, at = flow) =>
  exportRegistry(at.authority.parts, at.seats.operator.acting, { what: 'holders', until: null, encoding: 'utf-8', ...order });
const counts = async (at = flow) =>
  [
    await at.store.db.selectFrom('credential_holder').select('id').execute(),
    await at.store.db.selectFrom('credential_event').select('sequence').execute(),
  ].map((rows) => rows.length);

let people = 0;
const person = (changed: Partial<RegistryPerson> = {}): RegistryPerson => {
  people += 1;
  return {
    fields: fieldsOf({ registration: String(700_000 + people), memberId: String(3_000_000_000 + people) }),
    association: '文京区医師会',
    member: true,
    card: null,
    ...changed,
  };
};
const card = (changed: Partial<NonNullable<RegistryPerson['card']>> = {}) => ({
  serial: `CARD-${people}`,
  expires: '2028-03-31',
  issuer: 'CN=HPKI-01-Test,O=Test,C=JP',
  signatureSerial: `0A${people}F`,
  authenticationSerial: `0B${people}F`,
  ...changed,
});

describe('people from another system', () => {
  it('are looked at first, and taken over with their cards', async () => {
    const file = registryCsv([person({ card: card() }), person(), person({ member: false, association: null })]);
    const before = await counts();
    expect(await import_(file, false)).toEqual({ applied: false, holders: 3, cards: 1, known: 0, problems: [] });
    expect(await counts()).toEqual(before);
    expect(await import_(file)).toEqual({ applied: true, holders: 3, cards: 1, known: 0, problems: [] });
    const [holders, events] = await counts();
    expect([holders! - before[0]!, events! - before[1]!]).toEqual([3, 3]);
    const id = (
      await flow.store.db.selectFrom('credential_object').select('holder').where('kind', '=', 'card').orderBy('id', 'desc').executeTakeFirstOrThrow()
    ).holder;
    const page = await flow.seats.clerk.page(id);
    expect(page.objects.map(({ kind, state, expires, facts }) => [kind, state, expires, facts['serial']])).toEqual([
      ['card', 'active', '2028-03-31', expect.stringMatching(/^CARD-/)],
      ['certificate', 'active', '2028-03-31', expect.stringMatching(/^0B/)],
      ['certificate', 'active', '2028-03-31', expect.stringMatching(/^0A/)],
    ]);
    expect(page.timeline.map(({ transition, by }) => [transition, by])).toEqual(Array(3).fill(['take-over', 'operator']));
  });

  it('whose card number is somebody else’s are told and left', async () => {
    const [one, twice, held] = [person(), person(), person()];
    const serial = `HELD-${people}`;
    await import_(registryCsv([{ ...one, card: card({ serial }) }]));
    const file = registryCsv([
      { ...twice, card: card({ serial: 'TWICE-00001' }) },
      { ...person(), card: card({ serial: 'twice 00001' }) },
      { ...held, card: card({ serial: serial.toLowerCase() }) },
    ]);
    expect(await import_(file, false)).toMatchObject({
      holders: 1,
      cards: 1,
      problems: [
        { line: 3, code: 'serial-held' },
        { line: 4, code: 'serial-held' },
      ],
    });
    expect(await import_(file)).toMatchObject({ holders: 1, cards: 1, problems: [{ line: 3 }, { line: 4 }] });
  });

  it('taken over a second time change nothing', async () => {
    const file = registryCsv([person({ card: card() }), person()]);
    await import_(file);
    const before = await counts();
    expect(await import_(file)).toEqual({ applied: true, holders: 0, cards: 0, known: 2, problems: [] });
    expect(await counts()).toEqual(before);
  });

  it('who are known stay as they are kept here', async () => {
    const { fields } = await flow.withCard();
    await import_(registryCsv([person({ fields: { ...fields, name: '別名　太郎', address: '' } })]));
    expect((await flow.seats.clerk.search(fields.registration, 5))[0]).toMatchObject({ name: fields.name });
  });

  it('without the serial numbers of their certificates wait for them to be learnt', async () => {
    await import_(registryCsv([person({ card: card({ signatureSerial: '', authenticationSerial: '' }) })]));
    const { holder } = await flow.store.db
      .selectFrom('credential_object')
      .select('holder')
      .where('kind', '=', 'card')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    const page = await flow.seats.clerk.page(holder);
    const [certificate] = page.objects.filter(({ kind }) => kind === 'certificate');
    expect(certificate).toMatchObject({ state: 'active', facts: { serial: null, issuer: null } });
    expect(await refusalOf(flow.take(certificate!.id, 'request-revocation'))).toBe('TRANSITION_REFUSED condition certificate-known');
  });

  it.each<[what: string, heading: string, value: string, problem: RegistryProblem]>([
    ['a letter that cannot be read', '氏名', '検証\uFFFD太郎', 'letters-unreadable'],
    ['no number', '医籍登録番号', '', 'registration-wrong'],
    ['ten digits', '医籍登録番号', '1234567890', 'registration-wrong'],
    ['no name', '氏名', '', 'name-missing'],
    ['no reading', 'ふりがな', '', 'kana-missing'],
    ['a day that is none', '生年月日', '1970-02-30', 'birth-date-wrong'],
    ['a word for a member that nobody knows', '会員', 'たぶん', 'member-unknown'],
    ['a card without a day', 'カード有効期限', '', 'expiry-wrong'],
    ['a card with a day that is none', 'カード有効期限', '2028-13-01', 'expiry-wrong'],
  ])('with %s are told and left, the others taken', async (_what, heading, value, problem) => {
    const [wrong, right] = [person({ card: card() }), person({ card: card() })];
    const lines = Buffer.from(registryCsv([wrong, right]))
      .toString('utf8')
      .split('\r\n');
    const at = lines[0]!.split(',').indexOf(heading);
    const cells = lines[1]!.split('","');
    cells[at] = at === 0 ? `"${value}` : value;
    const file = Buffer.from([lines[0], cells.join('","'), lines[2], ''].join('\r\n'));
    expect(await import_(file)).toMatchObject({ holders: 1, cards: 1, problems: [{ line: 2, code: problem }] });
  });

  it('of one number twice in the file are taken once', async () => {
    const one = person();
    expect(await import_(registryCsv([one, { ...one, fields: { ...one.fields, name: '他人　太郎' } }]))).toMatchObject({
      holders: 1,
      problems: [{ line: 3, code: 'duplicate' }],
    });
  });

  it.each([
    ['member', ['会員', 'はい', '○', '1', 'YES', 'true', 'ＴＲＵＥ'], true],
    ['not', ['非会員', 'いいえ', '×', '0', 'no', ''], false],
  ] as const)('say in many words that they are %s', (_what, texts, member) => {
    for (const text of texts) {
      const file = Buffer.from(`医籍登録番号,氏名,ふりがな,会員\r\n123456,検証,けんしょう,${text}\r\n`);
      expect([text, readRegistry(file)[0]]).toMatchObject([text, { member, problem: null }]);
    }
  });

  it('have a table of problems that is whole', () => expect(REGISTRY_PROBLEMS).toHaveLength(9));

  it.each(['医籍登録番号,氏名\r\n1,a\r\n', 'ふりがな,氏名\r\na,a\r\n', 'hello', ''])(
    'in a file without the columns that are needed are refused: %j',
    async (text) => {
      expect(await refusalOf(import_(Buffer.from(text)))).toMatch(/IMPORT_UNREADABLE$/);
    },
  );

  it('are read in Shift_JIS too', () => {
    // 氏名 and ふりがな of 検証, as that code has them.
    const head = [...'88E390D0936F985E94D48D86,8E8196BC,82D382E882AA82C8'.split(',').map((hex) => Buffer.from(hex, 'hex'))];
    const row = [Buffer.from('123456'), Buffer.from('8C9F8FD8', 'hex'), Buffer.from('82AF82F182B582E582A4', 'hex')];
    const line = (cells: readonly Buffer[]) =>
      Buffer.concat([...cells.flatMap((cell, index) => (index === 0 ? [cell] : [Buffer.from(','), cell])), Buffer.from('\r\n')]);
    expect(readRegistry(Buffer.concat([line(head), line(row)]))[0]).toMatchObject({
      problem: null,
      fields: { registration: '123456', name: '検証', kana: 'けんしょう' },
    });
  });
});

describe('what goes out', () => {
  it('can come in elsewhere, and then says the same', async () => {
    // A leading ' is what spreadsheet programs are told not to calculate with.
    const text = fc
      .stringMatching(/^[ぁ-んァ-ヶ一-龠a-zA-Z0-9 ,"'・ー=+@-]{0,12}$/)
      .map((value) => value.trim())
      .filter((value) => !value.startsWith("'"));
    const word = fc.stringMatching(/^[一-龠ぁ-ん][一-龠ぁ-んー]{0,5}$/);
    const reading = fc.stringMatching(/^[ぁ-ん]{1,6}$/);
    const day = fc
      .date({ min: new Date('1930-01-01'), max: new Date('2005-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const one = fc.record({
      fields: fc.record({
        name: word,
        kana: reading,
        romaji: text,
        formerName: text,
        birthDate: fc.oneof(day, fc.constant('')),
        postalCode: fc.constant('113-8621'),
        address: text,
        phone: fc.constant('03-1111-2222'),
        email: text,
        workplace: text,
      }),
      association: fc.option(word),
      member: fc.boolean(),
      card: fc.option(
        fc.record({
          expires: fc.constantFrom('2028-03-31', '2027-01-01'),
          issuer: fc.constantFrom('CN=A,O=B', 'CN=検証,C=JP'),
          signatureSerial: fc.stringMatching(/^[0-9A-F]{2,8}$/),
          authenticationSerial: fc.stringMatching(/^[0-9A-F]{2,8}$/),
        }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 8 }), async (list) => {
        const given = list.map(({ fields, card: made, ...rest }): RegistryPerson => {
          const { fields: numbers } = person();
          return { ...rest, fields: { ...numbers, ...fields }, card: made && { ...made, serial: `RT-${people}` } };
        });
        await import_(registryCsv(given));
        const { bytes } = await export_();
        const out = readRegistry(bytes);
        const byNumber = new Map(out.map((row) => [row.fields.registration, row]));
        for (const { fields, association, member, card: made } of given)
          expect(byNumber.get(fields.registration)).toMatchObject({ problem: null, fields, association, member, card: made });
        await import_(bytes, true, other);
        const again = readRegistry((await export_({}, other)).bytes);
        const strip = (rows: typeof again) =>
          rows.map(({ line: _, ...row }) => row).toSorted((a, b) => (a.fields.registration < b.fields.registration ? -1 : 1));
        const own = new Set(given.map(({ fields }) => fields.registration));
        expect(strip(again.filter(({ fields }) => own.has(fields.registration)))).toEqual(
          strip(out.filter(({ fields }) => own.has(fields.registration))),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('names the newest live card, and none that is dead', async () => {
    const { card: own, fields } = await flow.withCard();
    await flow.take(own, 'lose');
    const row = readRegistry((await export_()).bytes).find((each) => each.fields.registration === fields.registration);
    expect(row).toMatchObject({ card: null });
  });

  it('as those whose card ends until a day', async () => {
    const { fields } = await flow.withCard({ expires: '2026-12-15' });
    const has = async (until: string) =>
      readRegistry((await export_({ what: 'due', until })).bytes).some((row) => row.fields.registration === fields.registration);
    expect(await has('2026-12-15')).toBe(true);
    expect(await refusalOf(export_({ what: 'due', until: '2026-12-14' }))).toBe('NOTHING_TO_EXPORT');
  });

  it('as events names nobody', async () => {
    const { card: own, fields } = await flow.withCard();
    await flow.take(own, 'hold', { reason: '駅で' });
    const text = Buffer.from((await export_({ what: 'events' })).bytes).toString('utf8');
    expect(text).toContain(own);
    for (const word of [fields.name, fields.kana, fields.registration, '駅で']) expect([word, text.includes(word)]).toEqual([word, false]);
  });

  it('in Shift_JIS is refused where that lacks a letter, and never written with another', async () => {
    await using own = await openFlow();
    await own.withCard({ fields: { name: '吉野　太郎' } });
    const { bytes } = await export_({ encoding: 'shift_jis' }, own);
    expect(new TextDecoder('shift_jis').decode(bytes)).toContain('吉野　太郎');
    expect(readRegistry(bytes)).toMatchObject([{ fields: { name: '吉野　太郎' } }]);
    await own.withCard({ fields: { name: '𠮷野　太郎' } });
    expect(await refusalOf(export_({ encoding: 'shift_jis' }, own))).toBe('EXPORT_LETTERS_MISSING');
    expect(await refusalOf(export_({}, own))).toBeNull();
  });

  it('is recorded', async () => {
    await export_();
    expect((await flow.authority.parts.audit.list(null, 1))[0]).toMatchObject({
      action: 'credential.exported',
      facts: { what: 'holders', by: flow.seats.operator.acting.id },
    });
  });
});
