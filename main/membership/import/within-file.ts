import type { ImportProblem } from '../../api/schema/membership.ts';
import { canBeSamePerson } from '../identity.ts';
import { type PersonFields, personKey } from '../person-fields.ts';
import type { ReadPeople, ReadPerson } from './read-people.ts';

const problem = (id: ImportProblem['id'], { line, fields }: ReadPerson, taken: boolean): ImportProblem => ({
  line,
  id,
  value: fields.registration ?? fields.name,
  taken,
});

/** One person out of the rows under one number: the first is taken, further rooms are added; of two people under one number both are told. */
function merged([first, ...others]: readonly ReadPerson[], confirmed: ReadonlySet<string>): ReadPeople {
  if (!first || others.length === 0) return { people: first ? [first] : [], problems: [] };
  const rooms = new Set(first.rooms);
  const problems: ImportProblem[] = [];
  for (const other of others) {
    const differs = !canBeSamePerson(first.fields, other.fields);
    const same = !differs || confirmed.has(first.fields.registration ?? '');
    const more = same ? other.rooms.filter((room) => !rooms.has(room)) : [];
    for (const room of more) rooms.add(room);
    if (differs) problems.push(problem('identity-differs', first, true), problem('identity-differs', other, same));
    else if (more.length === 0) problems.push(problem('duplicate', other, false));
  }
  return { people: [{ ...first, rooms: [...rooms] }], problems };
}

/**
 * Each person of a file once, by number, or by everything else where there is none.
 * @param confirmed numbers whose differing rows people have compared: they are of one person
 */
export function oncePerPerson({ people, problems }: ReadPeople, confirmed: ReadonlySet<string>): ReadPeople {
  const groups = [...Map.groupBy(people, ({ fields }) => personKey(fields)).values()].map((rows) => merged(rows, confirmed));
  return { people: groups.flatMap((group) => group.people), problems: [...problems, ...groups.flatMap((group) => group.problems)] };
}

/** Name, reading and birth date together seldom belong to two people; `null` where name or date are not known. */
const nameAndBirth = ({ name, kana, birthDate }: PersonFields): string | null =>
  name !== '' && birthDate !== '' ? JSON.stringify([name, kana, birthDate].map((text) => text.replace(/\s/g, ''))) : null;

/** People of a file who have another number elsewhere, in the file or among those held. They are taken, and told. */
export function withTwoNumbers(people: readonly ReadPerson[], held: readonly PersonFields[]): ImportProblem[] {
  const numbers = new Map<string, Set<string>>();
  for (const fields of [...held, ...people.map((person) => person.fields)]) {
    const key = nameAndBirth(fields);
    if (key !== null && fields.registration !== null) numbers.set(key, (numbers.get(key) ?? new Set()).add(fields.registration));
  }
  return people.flatMap(({ line, fields }): ImportProblem[] => {
    const all = numbers.get(nameAndBirth(fields) ?? '');
    return all && all.size > 1 && fields.registration !== null ? [{ line, id: 'two-numbers', value: [...all].join(' / '), taken: true }] : [];
  });
}
