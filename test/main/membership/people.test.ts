import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditLog } from '../../../main/audit/audit-log.ts';
import { newBookingCode } from '../../../main/membership/booking-code.ts';
import { codeHash } from '../../../main/membership/withdrawn-bookings.ts';
import { openPeople, type People } from '../../../main/membership/people.ts';
import { openStore, type Store } from '../../../main/store/store.ts';
import { booking, fields, members, type MembershipDesk, membershipDesk, planSeminar, SEMINAR } from './support/membership-desk.ts';

const TANAKA = '123456,田中　太郎,たなか　たろう,甲病院,1970-01-02';
const SATO = '234,佐藤　花子,さとう　はなこ,乙医院,1970-01-03';
const SUZUKI = '345,鈴木　一,すずき　はじめ,丙医院,1970-01-04';

const registrations = (people: People, seminar = SEMINAR) => people.booked(seminar).map(({ registration }) => registration);
const audited = async ({ audit }: MembershipDesk, action: string) =>
  (await audit.list(null, 100)).filter((entry) => entry.action === action).map(({ facts }) => facts);
const listId = async (people: People, kind = 'booking') => (await people.lists()).find((list) => list.kind === kind)!.id;

/** A fact about a person, as far as the store asks for it. */
const attend = (store: Store, person: string) =>
  store.db
    .insertInto('attendance_fact')
    .values({
      hash: `h-${person}`,
      device: 'd',
      sequence: 1,
      seminar: SEMINAR,
      nonce: 'n',
      body: '{}',
      person,
      sealed: new Uint8Array(1),
      received_at: '',
    })
    .execute();

describe('a list imported again', () => {
  it('replaces the one before it, and tells the difference', async () => {
    const desk = await membershipDesk();
    const { people } = desk;
    await people.import(booking([TANAKA, SATO]));
    const answer = await people.import(booking([TANAKA.replace('甲病院', '丁病院'), SUZUKI]));
    expect(answer).toMatchObject({ added: 1, changed: 1, unchanged: 0, gone: 1, problems: [] });
    expect(registrations(people)).toEqual(['345', '123456']);
    expect(people.byRegistration('123456')?.affiliation).toBe('丁病院');
    expect(people.byRegistration('234')).toBeNull();
    expect((await people.lists()).map(({ persons }) => persons)).toEqual([2]);
    expect(await audited(desk, 'people.imported')).toEqual([
      {
        list: await listId(people),
        kind: 'booking',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        rows: 2,
        added: 1,
        changed: 1,
        unchanged: 0,
        gone: 1,
        problems: 0,
        destroyed: 1,
      },
      {
        list: await listId(people),
        kind: 'booking',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        rows: 2,
        added: 2,
        changed: 0,
        unchanged: 0,
        gone: 0,
        problems: 0,
        destroyed: 0,
      },
    ]);
  });

  it('changes nothing when it is only looked at', async () => {
    const desk = await membershipDesk();
    await desk.people.import(booking([TANAKA, SATO]));
    const before = desk.people.booked(SEMINAR);
    const answer = await desk.people.import(booking([SATO, SUZUKI], { apply: false }));
    expect(answer).toMatchObject({ added: 1, changed: 0, unchanged: 1, gone: 1, applied: false });
    expect(desk.people.booked(SEMINAR)).toEqual(before);
    expect(await audited(desk, 'people.imported')).toHaveLength(1);
  });

  it('says beforehand exactly what it then does', async () => {
    const { people } = await membershipDesk();
    await people.import(booking([TANAKA, SATO]));
    const order = booking([TANAKA.replace('甲', '丁'), SUZUKI, '123456,別人,,,', ',名無し,,,']);
    const { applied: _, ...looked } = await people.import({ ...order, apply: false });
    const { applied: __, ...done } = await people.import(order);
    expect(done).toEqual(looked);
  });

  it('keeps codes of bookings, and those of people who are gone say nothing', async () => {
    const { people } = await membershipDesk();
    await people.import(booking([TANAKA, SATO]));
    const code = (registration: string) => people.bookingCode(people.byRegistration(registration)!.person, SEMINAR)!;
    const [tanaka, sato] = [code('123456'), code('234')];
    await people.import(booking([TANAKA, SUZUKI]));
    expect(code('123456')).toBe(tanaka);
    expect(people.byBookingCode(tanaka.toLowerCase())).toMatchObject({ person: { registration: '123456' }, seminar: SEMINAR });
    expect(people.byBookingCode(sato)).toBeNull();
    expect(people.search({ text: tanaka, limit: 5 })).toMatchObject([{ registration: '123456' }]);
  });

  it('does not take away what another list knew', async () => {
    const { people } = await membershipDesk();
    await people.import(members([TANAKA]));
    await people.import(booking(['123456,田中　太郎,,,']));
    expect(people.byRegistration('123456')).toMatchObject({
      kana: 'たなか　たろう',
      affiliation: '甲病院',
      birthDate: '1970-01-02',
      member: true,
      booked: [SEMINAR],
    });
  });

  it('does not put a letter that cannot be read in place of one that can', async () => {
    const { people } = await membershipDesk();
    await people.import(booking([TANAKA]));
    await people.import(booking([TANAKA.replace('田中', '\ue000中')]));
    expect(people.byRegistration('123456')?.name).toBe('田中　太郎');
  });

  it.each([
    ['another birth date', '123456,田中　太郎,たなか　たろう,丁病院,1971-01-02'],
    ['another name', '123456,山本　次郎,やまもと　じろう,丁病院,1970-01-02'],
  ])('never takes over %s unasked', async (_what, row) => {
    const { people } = await membershipDesk();
    await people.import(booking([TANAKA, SATO]));
    const before = people.byRegistration('123456');
    const answer = await people.import(booking([row, SATO]));
    expect(answer).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 2,
      gone: 0,
      problems: [{ line: 2, id: 'identity-differs', value: '123456', taken: false }],
    });
    expect(people.byRegistration('123456')).toEqual(before);
  });

  it('takes it over for a number that people have compared', async () => {
    const { people } = await membershipDesk();
    await people.import(booking([TANAKA]));
    const answer = await people.import(booking(['123456,田中　太郎,たなか　たろう,甲病院,1971-01-02'], { confirmed: ['123456'] }));
    expect(answer).toMatchObject({ changed: 1, problems: [{ id: 'identity-differs', taken: true }] });
    expect(people.byRegistration('123456')?.birthDate).toBe('1971-01-02');
  });

  it('does not put somebody else of that number on the list', async () => {
    const { people } = await membershipDesk();
    await people.ensure(fields('123456', '山本　次郎', { birthDate: '1980-01-01' }));
    const answer = await people.import(booking([TANAKA, SATO]));
    expect(answer).toMatchObject({ added: 1, problems: [{ id: 'identity-differs', taken: false }] });
    expect(registrations(people)).toEqual(['234']);
  });

  it('takes a new family name', async () => {
    const { people } = await membershipDesk();
    await people.import(booking([SATO]));
    expect(await people.import(booking(['234,高橋　花子,たかはし　はなこ,乙医院,1970-01-03']))).toMatchObject({ changed: 1, problems: [] });
  });

  it('gives a number to somebody who had none, with the same code', async () => {
    const { people } = await membershipDesk();
    await people.import(booking([TANAKA.replace('123456', ''), SATO.replace('234', '')]));
    const before = people.booked(SEMINAR).find(({ name }) => name === '田中　太郎')!;
    const code = people.bookingCode(before.person, SEMINAR);
    const answer = await people.import(booking([TANAKA, SATO.replace('234', '')]));
    expect(answer).toMatchObject({ added: 0, changed: 1, unchanged: 1, gone: 0 });
    expect(people.byRegistration('123456')?.person).toBe(before.person);
    expect(people.bookingCode(before.person, SEMINAR)).toBe(code);
  });
});

describe('letting go of a list', () => {
  it('destroys everybody for whom nothing else keeps them', async () => {
    const desk = await membershipDesk();
    const { people, store } = desk;
    await people.import(booking([TANAKA, SATO, SUZUKI]));
    await people.import(members([SATO]));
    const [tanaka, sato, suzuki] = ['123456', '234', '345'].map((number) => people.byRegistration(number)!.person);
    await attend(store, suzuki!);
    const list = await listId(people);
    await people.remove(list);
    expect([tanaka, sato, suzuki].map((person) => people.byId(person!)?.registration)).toEqual([undefined, '234', '345']);
    expect(people.byId(suzuki!)).toMatchObject({ booked: [], member: false });
    expect(people.search({ text: 'たなか', limit: 5 })).toEqual([]);
    expect(await store.db.selectFrom('person').select('id').where('wrapped_key', 'is', null).execute()).toEqual([{ id: tanaka }]);
    expect((await store.db.selectFrom('held_person').select('person').execute()).map(({ person }) => person).sort()).toEqual([sato, suzuki].sort());
    expect(await audited(desk, 'people.removed')).toEqual([{ list, kind: 'booking', persons: 3, destroyed: 1 }]);
  });

  it.each(['card_binding', 'settlement_row', 'credit_record', 'authority_notice'] as const)('keeps somebody with a row of %s', async (table) => {
    const { people, store } = await membershipDesk();
    await people.import(booking([TANAKA]));
    const { person } = people.byRegistration('123456')!;
    const sealed = new Uint8Array(1);
    const rows = {
      card_binding: () =>
        store.db.insertInto('card_binding').values({ certificate: 'c', person, sealed, atr: '', way: '', bound_at: '', replaced_by: null }),
      settlement_row: () => store.db.insertInto('settlement_row').values({ seminar: SEMINAR, number: 1, person, sealed }),
      credit_record: () => store.db.insertInto('credit_record').values({ id: 'r', person, sealed, entered_at: '', annuls: null }),
      authority_notice: () => store.db.insertInto('authority_notice').values({ id: 'n', at: '', kind: '', person, sealed, sent_at: null }),
    };
    if (table === 'settlement_row')
      await store.db.insertInto('settlement').values({ seminar: SEMINAR, number: 1, at: '', body: '', hash: '' }).execute();
    await rows[table]().execute();
    await people.remove(await listId(people));
    expect(people.byRegistration('123456')).toMatchObject({ person, booked: [] });
  });

  it('leaves no number, name, hash or key of them in any file', async () => {
    const desk = await membershipDesk();
    const { people, store } = desk;
    await people.import(booking([TANAKA]));
    const { person } = people.byRegistration('123456')!;
    const { wrapped_key } = await store.db.selectFrom('person').select('wrapped_key').where('id', '=', person).executeTakeFirstOrThrow();
    await people.remove(await listId(people));
    const { database } = store.folder;
    const rest = Buffer.concat([await readFile(database), await readFile(`${database}-wal`)]);
    expect(rest.includes(Buffer.from(wrapped_key!))).toBe(false);
  });

  it('of an unknown one is refused', async () => {
    const { people } = await membershipDesk();
    await expect(people.remove('x')).rejects.toMatchObject({ code: 'LIST_UNKNOWN' });
  });
});

describe('what rests', () => {
  it('holds nothing of a person in clear, and no hash by which a number could be found', async () => {
    const { people, store } = await membershipDesk();
    await people.import(booking([TANAKA]));
    await people.ensure(fields('7654321', '佐藤　花子'));
    const { database } = store.folder;
    const rest = Buffer.concat([await readFile(database), await readFile(`${database}-wal`)]);
    for (const text of ['123456', '7654321', '田中', '太郎', 'たなか', '甲病院', '1970-01-02', '佐藤'])
      expect([text, rest.includes(text)]).toEqual([text, false]);
    expect(await store.db.selectFrom('person_alias').selectAll().execute()).toEqual([]);
  });

  it('is there again when the desk is opened the next time', async () => {
    const { people, store, folder } = await membershipDesk();
    await people.import(booking([TANAKA, SATO]));
    await people.import(members([SATO, SUZUKI]));
    const code = people.bookingCode(people.byRegistration('234')!.person, SEMINAR)!;
    const before = [people.booked(SEMINAR), await people.lists(), people.search({ text: 'す', limit: 10 }), people.byBookingCode(code)];
    await store[Symbol.asyncDispose]();
    await using again = await openStore({ folder });
    const opened = await openPeople({ store: again, audit: auditLog(again) });
    expect([opened.booked(SEMINAR), await opened.lists(), opened.search({ text: 'す', limit: 10 }), opened.byBookingCode(code)]).toEqual(before);
  });

  it('forgets people whose key was destroyed elsewhere', async () => {
    const { people, store, audit } = await membershipDesk();
    const { person } = await people.ensure(fields('1'));
    await store.persons.destroy(store.db, person);
    expect((await openPeople({ store, audit })).byId(person)).toBeNull();
  });
});

describe('somebody who comes without being on a list', () => {
  it('is made once, however the number is written', async () => {
    const { people } = await membershipDesk();
    const made = await Promise.all(['第12号', '012', '１２'].map((number) => people.ensure(fields(number))));
    expect(new Set(made.map(({ person }) => person)).size).toBe(1);
    expect(made[0]).toMatchObject({ registration: '12', booked: [], member: false });
  });

  it('needs a number that is one, or none', async () => {
    const { people } = await membershipDesk();
    await expect(people.ensure(fields('12345678'))).rejects.toMatchObject({ code: 'REGISTRATION_WRONG' });
  });

  it('without a number is the same only where everything else is', async () => {
    const { people } = await membershipDesk();
    const [first, same, other] = [
      await people.ensure(fields(null)),
      await people.ensure(fields(null)),
      await people.ensure(fields(null, '田中　太郎', { affiliation: '甲病院' })),
    ];
    expect([same.person === first.person, other.person === first.person]).toEqual([true, false]);
  });

  it('is who is booked already', async () => {
    const { people } = await membershipDesk();
    await people.import(booking([TANAKA]));
    expect(await people.ensure(fields('123456'))).toMatchObject({ booked: [SEMINAR], affiliation: '甲病院' });
  });

  it('fills what was not known, and changes nothing that was', async () => {
    const { people } = await membershipDesk();
    await people.ensure(fields('12', '田中　太郎'));
    await people.ensure(fields('12', '田中太郎', { kana: 'タナカ　タロウ', birthDate: '1970-01-02', myPage: true }));
    expect(people.byRegistration('12')).toMatchObject({ name: '田中　太郎', kana: 'タナカ　タロウ', birthDate: '1970-01-02', myPage: true });
    expect(people.search({ text: 'タナカ', limit: 1 })).toHaveLength(1);
  });

  it('takes nothing from somebody who cannot be the same', async () => {
    const { people } = await membershipDesk();
    await people.ensure(fields('12', '田中　太郎'));
    expect(await people.ensure(fields('12', '山本　次郎', { kana: 'ヤマモト　ジロウ' }))).toMatchObject({ name: '田中　太郎', kana: '' });
  });
});

describe('a search', () => {
  it('shows those booked for the seminar first', async () => {
    const { people, store } = await membershipDesk();
    await planSeminar(store, 's-2', '第2回');
    await people.import(members([TANAKA, '1,田中　愛,たなか　あい,,', SATO]));
    await people.import(booking([TANAKA]));
    await people.import(booking([SATO], { seminar: 's-2' }));
    const found = (seminar?: string) =>
      people.search({ text: 'たなか', limit: 5, ...(seminar && { seminar }) }).map(({ registration }) => registration);
    expect([found(), found(SEMINAR), found('s-2'), found('s-3')]).toEqual([
      ['1', '123456'],
      ['123456', '1'],
      ['1', '123456'],
      ['1', '123456'],
    ]);
  });
});

describe('bookings between stations', () => {
  const other = async (people: People) => {
    const desk = await membershipDesk();
    await desk.people.adopt(SEMINAR, people.bookings(SEMINAR));
    return desk;
  };

  it('bring people, codes and rooms', async () => {
    const { people } = await membershipDesk();
    await people.import(booking([TANAKA, SATO.replace('234', '')]));
    const code = people.bookingCode(people.byRegistration('123456')!.person, SEMINAR)!;
    const { people: theirs, ...desk } = await other(people);
    const withoutId = (held: People) => held.booked(SEMINAR).map(({ person: _, ...rest }) => rest);
    expect(withoutId(theirs)).toEqual(withoutId(people));
    expect(theirs.byBookingCode(code)).toMatchObject({ person: { registration: '123456' } });
    await theirs.adopt(SEMINAR, people.bookings(SEMINAR));
    expect(await audited({ ...desk, people: theirs }, 'people.imported')).toHaveLength(1);
  });

  it('leave both with every code, when both imported the list on their own', async () => {
    const [one, two] = [await membershipDesk(), await membershipDesk()];
    const code = ({ people }: MembershipDesk) => people.bookingCode(people.byRegistration('123456')!.person, SEMINAR)!;
    for (const { people } of [one, two]) await people.import(booking([TANAKA]));
    const codes = [code(one), code(two)];
    const before = [one.people.bookings(SEMINAR), two.people.bookings(SEMINAR)] as const;
    await one.people.adopt(SEMINAR, before[1]);
    await two.people.adopt(SEMINAR, before[0]);
    for (const desk of [one, two]) {
      expect(codes.map((text) => desk.people.byBookingCode(text)?.person.registration)).toEqual(['123456', '123456']);
      expect(code(desk)).toBe(codes.toSorted()[0]);
    }
  });

  it('end in the same set in any order, any number of times', async () => {
    const codes = Array.from({ length: 6 }, newBookingCode);
    const somebody = fc.constantFrom(fields('1', '田中'), fields('2', '佐藤'), fields(null, '鈴木'), fields(null, '鈴木', { affiliation: '甲' }));
    const room = fc.subarray(['r1', 'r2']);
    const one = fc
      .tuple(somebody, fc.subarray(codes, { minLength: 1, maxLength: 2 }), room)
      .map(([who, some, rooms]) => ({ ...who, code: some.join(' '), rooms }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(one, { maxLength: 4 }), { minLength: 2, maxLength: 4 }), async (sources) => {
        const [forwards, backwards] = [await membershipDesk(), await membershipDesk()];
        for (const bookings of sources) await forwards.people.adopt(SEMINAR, bookings);
        for (const bookings of [...sources, ...sources].reverse()) await backwards.people.adopt(SEMINAR, bookings);
        expect(forwards.people.bookings(SEMINAR)).toEqual(backwards.people.bookings(SEMINAR));
      }),
      { numRuns: 8 },
    );
  });

  describe('that were taken back', () => {
    const told = ({ people }: MembershipDesk) => people.bookings(SEMINAR);
    const numbers = ({ people }: MembershipDesk) => people.booked(SEMINAR).map(({ registration }) => registration);

    /** Two desks that both have Tanaka and Satō, of which the first then takes Satō off the list. */
    async function takenBack() {
      const one = await membershipDesk();
      await one.people.import(booking([TANAKA, SATO]));
      const two = await other(one.people);
      const [before, code] = [told(two), one.people.bookingCode(one.people.byRegistration('234')!.person, SEMINAR)!];
      await one.people.import(booking([TANAKA]));
      return { one, two, before, code };
    }

    it('do not come back from a station that has them, or had them', async () => {
      const { one, two, before } = await takenBack();
      await one.people.adopt(SEMINAR, before);
      await one.people.adopt(SEMINAR, told(two));
      expect([numbers(one), one.people.byRegistration('234')]).toEqual([['123456'], null]);
    });

    it('go there too, and whom nothing else keeps is destroyed', async () => {
      const { one, two, before } = await takenBack();
      await two.people.adopt(SEMINAR, told(one));
      expect([numbers(two), two.people.byRegistration('234')]).toEqual([['123456'], null]);
      expect(await audited(two, 'people.imported')).toMatchObject([{ gone: 1, destroyed: 1 }, { gone: 0 }]);
      await two.people.adopt(SEMINAR, [...told(one), ...before]);
      expect([numbers(two), told(two)]).toEqual([['123456'], told(one)]);
      expect(await audited(two, 'people.imported')).toHaveLength(2);
    });

    it('stay taken back after a start, and say nothing of the person', async () => {
      const { one, before, code } = await takenBack();
      await one.people.adopt(SEMINAR, before);
      const again = await openPeople({ store: one.store, audit: one.audit });
      await again.adopt(SEMINAR, before);
      expect(again.bookings(SEMINAR)).toEqual(told(one));
      const rows = await one.store.db.selectFrom('withdrawn_booking').selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(code);
    });

    it('can be made again, with another code', async () => {
      const { one, two, before, code } = await takenBack();
      await one.people.import(booking([TANAKA, SATO]));
      await two.people.adopt(SEMINAR, told(one));
      await one.people.adopt(SEMINAR, before);
      for (const desk of [one, two]) {
        expect(numbers(desk)).toEqual(['234', '123456']);
        expect(desk.people.byBookingCode(code)).toBeNull();
        expect(desk.people.bookingCode(desk.people.byRegistration('234')!.person, SEMINAR)).not.toBeNull();
      }
    });

    it('stay where another station has booked them on its own', async () => {
      const { one, two } = await takenBack();
      const third = await membershipDesk();
      await third.people.import(booking([SATO]));
      await two.people.adopt(SEMINAR, told(third));
      await two.people.adopt(SEMINAR, told(one));
      await one.people.adopt(SEMINAR, told(two));
      expect([numbers(one), numbers(two)]).toEqual([
        ['234', '123456'],
        ['234', '123456'],
      ]);
    });

    it('end in the same set in any order, any number of times', async () => {
      const codes = Array.from({ length: 5 }, newBookingCode);
      const somebody = fc.constantFrom(fields('1', '田中'), fields('2', '佐藤'), fields(null, '鈴木'));
      const booked = fc
        .tuple(somebody, fc.subarray(codes, { minLength: 1, maxLength: 2 }))
        .map(([who, some]) => ({ ...who, code: some.join(' '), rooms: [] }));
      const withdrawn = fc.constantFrom(...codes).map((code) => ({ withdrawn: codeHash(code) }));
      const rows = fc.array(fc.oneof(booked, withdrawn), { maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(fc.array(rows, { minLength: 2, maxLength: 4 }), async (sources) => {
          const [forwards, backwards, grouped] = [await membershipDesk(), await membershipDesk(), await membershipDesk()];
          for (const given of sources) await forwards.people.adopt(SEMINAR, given);
          for (const given of [...sources, ...sources].reverse()) await backwards.people.adopt(SEMINAR, given);
          await grouped.people.adopt(SEMINAR, sources.flat());
          await grouped.people.adopt(SEMINAR, told(backwards));
          expect(told(forwards)).toEqual(told(backwards));
          expect(told(grouped)).toEqual(told(backwards));
        }),
        { numRuns: 10 },
      );
    });
  });

  describe('of a list that this desk has let go of', () => {
    it('do not come back, and stay at the other stations', async () => {
      const { people, ...desk } = await membershipDesk();
      await people.import(booking([TANAKA]));
      const two = await other(people);
      await people.remove(await listId(people));
      await people.adopt(SEMINAR, two.people.bookings(SEMINAR));
      expect([people.byRegistration('123456'), people.bookings(SEMINAR)]).toEqual([null, []]);
      await two.people.adopt(SEMINAR, people.bookings(SEMINAR));
      expect(two.people.booked(SEMINAR)).toHaveLength(1);
      const again = await openPeople({ store: desk.store, audit: desk.audit });
      await again.adopt(SEMINAR, two.people.bookings(SEMINAR));
      expect(again.byRegistration('123456')).toBeNull();
    });

    it('come again with the list', async () => {
      const { people } = await membershipDesk();
      await people.import(booking([TANAKA]));
      const two = await other(people);
      await people.remove(await listId(people));
      await people.import(booking([TANAKA]));
      await people.adopt(SEMINAR, two.people.bookings(SEMINAR));
      const { code } = two.people.bookings(SEMINAR)[0] as { code: string };
      expect(people.byBookingCode(code)).toMatchObject({ person: { registration: '123456' } });
    });
  });

  it('do not change who somebody is here', async () => {
    const { people } = await membershipDesk();
    await people.import(booking(['123456,山本　次郎,,,1980-01-01']));
    const desk = await membershipDesk();
    await desk.people.ensure(fields('123456', '田中　太郎', { birthDate: '1970-01-02' }));
    await desk.people.adopt(SEMINAR, people.bookings(SEMINAR));
    expect(desk.people.booked(SEMINAR)).toMatchObject([{ registration: '123456', name: '田中　太郎', birthDate: '1970-01-02' }]);
  });

  it('take no code that is none', async () => {
    const { people } = await membershipDesk();
    await people.adopt(SEMINAR, [{ ...fields('1'), code: 'x HD1.0 hd1.0123456789abcdef', rooms: ['a b', 'r1'] }]);
    const [booked] = people.bookings(SEMINAR);
    expect(booked).toMatchObject({ registration: '1', rooms: ['r1'], code: expect.stringMatching(/^HD1\.[0-9A-Z]{16}$/) });
  });

  it('of an unknown seminar are refused', async () => {
    const { people } = await membershipDesk();
    await expect(people.adopt('s-9', [])).rejects.toMatchObject({ code: 'SEMINAR_UNKNOWN' });
  });
});
