import { expect, it } from 'vitest';
import type { HeldPerson } from '../../../../main/api/schema/membership.ts';
import type { KnownFact } from '../../../../main/attendance/facts/fact.ts';
import type { SharedBinding } from '../../../../main/attendance/stations/shared.ts';
import { takenCards } from '../../../../main/attendance/venue/taken-cards.ts';
import type { PersonFields } from '../../../../main/membership/people.ts';

const person = (registration: string | null): PersonFields => ({
  registration,
  name: registration ?? 'nobody',
  kana: '',
  affiliation: '',
  birthDate: '',
  myPage: null,
});
const card = (registration: string | null, certificate = `Card${registration}`): SharedBinding => ({
  person: person(registration),
  certificate,
  chain: [],
  atr: '',
  way: null,
  boundAt: '2026-11-20T00:00:00.000Z',
  by: 'staff',
});

/** A desk that holds some people, and what it has bound. */
function desk(...held: readonly string[]) {
  const numbers = new Set(held);
  const bound: (string | null)[] = [];
  let listener: (fact: KnownFact) => void = () => {};
  const view = (fields: PersonFields): HeldPerson => ({ ...fields, person: String(fields.registration), booked: [], member: false });
  const { take } = takenCards({
    people: {
      find: (fields) => (fields.registration !== null && numbers.has(fields.registration) ? view(fields) : null),
      ensure: async (fields) => view(fields),
    },
    bindings: {
      adopt: async (rows) => {
        bound.push(...rows.map((row) => row.person));
        return { added: [], conflicting: [], refused: 0 } as never;
      },
      release: async () => false,
    },
    log: {
      of: async () => [],
      watch: (heard) => {
        listener = heard;
        return { [Symbol.dispose]: () => {} };
      },
    },
  });
  const came = async (registration: string, seminar = 's') => {
    numbers.add(registration);
    listener({ body: { seminar, kind: 'in' } } as KnownFact);
    await new Promise(setImmediate);
  };
  return { take, bound, came, book: (registration: string) => numbers.add(registration) };
}

it('cards of people who are held are bound, those of others make nobody held', async () => {
  const { take, bound } = desk('1');
  await take('s', [card('1'), card('2')]);
  expect(bound).toEqual(['1']);
});

it('cards of people without a number are bound, as nothing else tells who they are', async () => {
  const { take, bound } = desk();
  await take('s', [card(null)]);
  expect(bound).toEqual(['null']);
});

it('a card waits until its person has come, and is bound once', async () => {
  const { take, bound, came } = desk();
  await take('s', [card('1'), card('2'), card('1')]);
  await came('1', 'another');
  const elsewhere = [...bound];
  await came('1');
  await came('1');
  expect([elsewhere, bound]).toEqual([[], ['1']]);
});

it('a card waits until its person is booked', async () => {
  const { take, bound, book } = desk();
  await take('s', [card('1')]);
  book('1');
  await take('s', []);
  expect(bound).toEqual(['1']);
});

it('what two stations say of one card waits beside each other', async () => {
  const { take, bound, came } = desk();
  await take('s', [card('1', 'Card'), card('2', 'Card')]);
  await came('1');
  await came('2');
  expect(bound).toEqual(['1', '2']);
});
