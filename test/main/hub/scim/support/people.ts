import fc from 'fast-check';
import { type Filter, OPERATORS } from '../../../../../main/hub/scim/filter/tree.ts';
import { DOCTOR } from './scim-hub.ts';

/** A number out of a sequence that looks like chance and is the same each time. */
const chance = (seed: number, most: number): number => Math.floor((Math.abs(Math.sin(seed * 12.9898) * 43_758.5453) % 1) * most);
const pick = <T>(seed: number, from: readonly T[]): T => from[chance(seed, from.length)]!;

const TEXTS = ['', 'A', 'a', 'ab', 'Ab%', '_', '田中', '𠮷田', '髙橋　Taro', '田中　太郎', '田中 太郎', 'É', 'é', "O'Malley", '\\', '　x', 'a  b'];
const NAMES = TEXTS.filter((text) => text !== '');
const AT = ['2026-11-01T00:00:00.000Z', '2026-11-20T01:02:03.456Z', '2026-11-20T01:02:03.457Z'];

/** Doctors in every shape: fields that are empty or not there, names with and without parts, several memberships and none. */
export const people = Array.from({ length: 40 }, (_, index) => {
  const registration = String(100_000 + chance(index, 900_000));
  const seed = index * 31;
  const texts = ['name', 'kana', 'affiliation', 'email', 'phone', 'fax', 'mobile', 'address', 'postalCode', 'formerName'];
  const fields = Object.fromEntries(
    texts.flatMap((name, each) =>
      chance(seed + each, 3) === 0 && name !== 'name' ? [] : [[name, pick(seed + each, name === 'name' ? NAMES : TEXTS)]],
    ),
  );
  const more = {
    graduationYear: pick(seed + 11, ['', '1990', '2001', 'x']),
    myPage: pick(seed + 12, ['', 'true', 'false']),
    birthDate: pick(seed + 13, ['', '1960-01-02', '1970-12-31']),
  };
  const rows = ['13-01', '13-02', '13'].flatMap((association, each) =>
    chance(seed + 20 + each, 2) === 0
      ? []
      : [
          {
            association,
            registration,
            class: pick(seed + each, ['A1', 'a1', 'B']),
            affiliation: pick(seed + each, TEXTS),
            ended: chance(seed + 30 + each, 3) === 0,
          },
        ],
  );
  return { persons: [[registration, { ...fields, ...more } as Readonly<Record<string, string>>] as const], rows, at: new Date(pick(seed + 14, AT)) };
});

const part = (name: string) => {
  const [first, sub = null] = name.split('.') as [string, string?];
  return { schema: null, name: first, sub };
};
const ofDoctor = (name: string) => ({ ...part(name), schema: DOCTOR });

const text = fc.constantFrom(
  ...TEXTS,
  ...people.slice(0, 5).flatMap(({ persons }) => persons.map(([registration]) => registration)),
  'work',
  'fax',
  '13-01',
  '13',
  '甲',
  'A1',
  '2020-04-01',
  '1970-12-31',
  'User',
  DOCTOR,
);
const textOperator = fc.constantFrom(...OPERATORS);
const orderOperator = fc.constantFrom(...(['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const));
const equal = fc.constantFrom(...(['eq', 'ne'] as const));

const textPath = fc.constantFrom(
  ...[
    'id',
    'userName',
    'name.formatted',
    'name.familyName',
    'name.givenName',
    'displayName',
    'emails',
    'emails.value',
    'emails.type',
    'phoneNumbers.value',
  ].map(part),
  ...[
    'phoneNumbers.type',
    'addresses.formatted',
    'addresses.postalCode',
    'groups',
    'groups.display',
    'groups.type',
    'meta.resourceType',
    'schemas',
    'nickName',
  ].map(part),
  ...[
    'registrationNumber',
    'phoneticName',
    'affiliation',
    'birthDate',
    'formerName',
    'associations',
    'associations.class',
    'associations.affiliation',
  ].map(ofDoctor),
  ...['associations.display', 'associations.joinedOn', 'associations.leftOn', 'nobody'].map(ofDoctor),
);
const truthPath = fc.constantFrom(
  part('active'),
  part('emails.primary'),
  ofDoctor('myPage'),
  ofDoctor('useFormerName'),
  ofDoctor('associations.active'),
);
const presentPath = fc.oneof(
  textPath,
  truthPath,
  fc.constantFrom(part('name'), part('phoneNumbers'), part('addresses'), part('meta.created'), ofDoctor('graduationYear')),
);

const comparison: fc.Arbitrary<Filter> = fc.oneof(
  { arbitrary: fc.record({ op: textOperator, path: textPath, value: text }), weight: 6 },
  fc.record({ op: equal, path: truthPath, value: fc.boolean() }),
  fc.record({ op: equal, path: fc.oneof(textPath, truthPath), value: fc.constant(null) }),
  fc.record({ op: orderOperator, path: fc.constant(ofDoctor('graduationYear')), value: fc.constantFrom(1990, 1995, 2001) }),
  fc.record({
    op: orderOperator,
    path: fc.constantFrom(part('meta.created'), part('meta.lastModified')),
    value: fc.constantFrom(...AT, '2026-11-20T10:02:03.456+09:00'),
  }),
  fc.record({ op: fc.constant('pr' as const), path: presentPath }),
);

/** A filter of values of one attribute by its parts. */
const within = (path: Filter & { op: 'pr' }, texts: readonly string[], truths: readonly string[]): fc.Arbitrary<Filter> => {
  const one: fc.Arbitrary<Filter> = fc.oneof(
    fc.record({ op: textOperator, path: fc.constantFrom(...texts.map(part)), value: text }),
    fc.record({ op: fc.constant('pr' as const), path: fc.constantFrom(...[...texts, ...truths].map(part)) }),
    ...(truths.length > 0 ? [fc.record({ op: equal, path: fc.constantFrom(...truths.map(part)), value: fc.boolean() })] : []),
  );
  return combined(one).map((of) => ({ op: 'in', path: path.path, of }));
};

const combined = (one: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> =>
  fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      one,
      fc.record({ op: fc.constant('and' as const), of: fc.array(tie('filter'), { minLength: 2, maxLength: 2 }) }),
      fc.record({ op: fc.constant('or' as const), of: fc.array(tie('filter'), { minLength: 2, maxLength: 2 }) }),
      fc.record({ op: fc.constant('not' as const), of: tie('filter') }),
    ),
  })).filter;

/** Any filter of doctors that the service answers. */
export const anyUserFilter: fc.Arbitrary<Filter> = combined(
  fc.oneof(
    { arbitrary: comparison, weight: 5 },
    within({ op: 'pr', path: part('emails') }, ['value', 'type'], ['primary']),
    within({ op: 'pr', path: part('phoneNumbers') }, ['value', 'type'], []),
    within({ op: 'pr', path: part('addresses') }, ['formatted', 'postalCode', 'type'], []),
    within({ op: 'pr', path: part('groups') }, ['value', 'display'], []),
    within({ op: 'pr', path: ofDoctor('associations') }, ['value', 'class', 'affiliation', 'leftOn', 'nobody'], ['active']),
  ),
);
