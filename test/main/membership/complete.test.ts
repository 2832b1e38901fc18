import { describe, expect, it } from 'vitest';
import { openPeople } from '../../../main/membership/people.ts';
import { booking, fields, membershipDesk, SEMINAR } from './support/membership-desk.ts';

const ORDER = { registration: null, name: '', kana: '', affiliation: '', birthDate: '', by: '市谷　一郎' };

describe('somebody of whom something is missing', () => {
  it('is completed where nothing is known, and stays where something is', async () => {
    const { people, store, audit } = await membershipDesk();
    await people.import(booking([',田中　太郎,,甲病院,1970-01-02']));
    const { person } = people.booked(SEMINAR)[0]!;
    const told = {
      ...ORDER,
      person,
      registration: '第０１２３４５６号',
      name: '別の　名前',
      kana: 'タナカ　タロウ',
      affiliation: '乙医院',
      birthDate: '1999-09-09',
    };
    const expected = { person, registration: '123456', name: '田中　太郎', affiliation: '甲病院', birthDate: '1970-01-02', booked: [SEMINAR] };
    expect(await people.complete(told)).toMatchObject(expected);
    expect(people.byRegistration('123456')).toMatchObject(expected);
    expect((await openPeople({ store, audit })).byRegistration('123456')).toMatchObject(expected);
    const [entry] = (await audit.list(null, 10)).filter(({ action }) => action === 'people.completed');
    expect(entry?.facts).toEqual({ person, columns: 'registration kana', by: '市谷　一郎' });
  });

  it('is completed once: the same again writes nothing', async () => {
    const { people, audit } = await membershipDesk();
    const { person } = await people.ensure(fields(null));
    for (const _time of [1, 2]) await people.complete({ ...ORDER, person, kana: 'たなか　たろう' });
    expect((await audit.list(null, 10)).filter(({ action }) => action === 'people.completed')).toHaveLength(1);
  });

  it('is completed too where nothing but facts of another station rests here', async () => {
    const { people, store } = await membershipDesk();
    const person = await store.persons.identify(store.db, 'person x of station y');
    expect(people.byId(person)).toBeNull();
    expect(await people.complete({ ...ORDER, person, registration: '7', name: '山本　次郎' })).toMatchObject({
      person,
      registration: '7',
      name: '山本　次郎',
    });
  });

  it('keeps the place on the list when the list without the details comes again', async () => {
    const { people } = await membershipDesk();
    const file = booking([',田中　太郎,,甲病院,', ',佐藤　花子,,乙医院,']);
    await people.import(file);
    const before = people.booked(SEMINAR).map(({ person }) => person);
    await people.complete({ ...ORDER, person: before[0]!, registration: '123456', kana: 'たなか　たろう' });
    expect(await people.import(file)).toMatchObject({ added: 0, gone: 0 });
    expect(
      people
        .booked(SEMINAR)
        .map(({ person }) => person)
        .sort(),
    ).toEqual(before.toSorted());
  });

  it('is the same person at the other stations, by the code of the booking', async () => {
    const one = await membershipDesk();
    const two = await membershipDesk();
    await one.people.import(booking([',田中　太郎,たなか　たろう,甲病院,']));
    await two.people.adopt(SEMINAR, one.people.bookings(SEMINAR));
    await one.people.complete({ ...ORDER, person: one.people.booked(SEMINAR)[0]!.person, registration: '123456' });
    const unnumbered = two.people.bookings(SEMINAR);
    await two.people.adopt(SEMINAR, one.people.bookings(SEMINAR));
    await one.people.adopt(SEMINAR, unnumbered);
    const registrations = ({ people }: typeof one) => people.booked(SEMINAR).map(({ registration }) => registration);
    expect([registrations(one), registrations(two)]).toEqual([['123456'], ['123456']]);
    expect(two.people.bookings(SEMINAR)).toEqual(one.people.bookings(SEMINAR));
  });

  it.each([
    ['a number that somebody else has', { registration: '234' }, 'REGISTRATION_HELD'],
    ['a number that is none', { registration: '12345678' }, 'REGISTRATION_WRONG'],
    ['nobody who answers for it', { kana: 'あ', by: '　' }, 'REASON_NEEDED'],
    ['somebody unknown', { person: 'nobody', kana: 'あ' }, 'PERSON_UNKNOWN'],
  ])('%s is refused, and nothing changes', async (_what, change, code) => {
    const { people, audit } = await membershipDesk();
    await people.ensure(fields('234', '佐藤　花子'));
    const { person } = await people.ensure(fields(null));
    await expect(people.complete({ ...ORDER, person, ...change })).rejects.toMatchObject({ code });
    expect(people.byId(person)).toMatchObject({ registration: null, kana: '' });
    expect((await audit.list(null, 10)).some(({ action }) => action === 'people.completed')).toBe(false);
  });
});
