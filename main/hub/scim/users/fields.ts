import * as z from 'zod';
import { DOCTOR } from '../../../membership/scim-doctor.ts';
import type { Values } from '../filter/evaluate.ts';
import { invalidValue } from '../resource/value.ts';
import { keptName, nameOf } from './name.ts';

/** What is kept of a person, as it comes out of the database. */
export type Fields = Readonly<Record<string, unknown>>;

interface Text {
  readonly kind: 'text' | 'day' | 'truth' | 'year' | 'sex';
  readonly field: string;
}

/** Attributes of the extension that rest in one field each. */
const EXTENSION: Readonly<Record<string, Text>> = {
  phoneticName: { kind: 'text', field: 'kana' },
  affiliation: { kind: 'text', field: 'affiliation' },
  birthDate: { kind: 'day', field: 'birthDate' },
  myPage: { kind: 'truth', field: 'myPage' },
  sex: { kind: 'sex', field: 'sex' },
  graduationYear: { kind: 'year', field: 'graduationYear' },
  licensedOn: { kind: 'day', field: 'licensedOn' },
  formerName: { kind: 'text', field: 'formerName' },
  useFormerName: { kind: 'truth', field: 'useFormerName' },
};
/** Lists with one place for each kind, and the fields of its parts. */
const LISTS: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  emails: { work: { value: 'email' } },
  phoneNumbers: { work: { value: 'phone' }, fax: { value: 'fax' }, mobile: { value: 'mobile' } },
  addresses: { work: { formatted: 'address', postalCode: 'postalCode' } },
};
/** Parts that go without saying. */
const SAID: Readonly<Record<string, Values>> = { emails: { primary: true } };

const YEAR = /^[0-9]{1,4}$/;
const day = z.iso.date();

const textOf = (fields: Fields, field: string): string => {
  const value = fields[field];
  return value === undefined || value === null ? '' : String(value);
};

const READ: Readonly<Record<Text['kind'], (text: string) => unknown>> = {
  text: (text) => text,
  sex: (text) => text,
  day: (text) => text,
  truth: (text) => (text === 'true' ? true : text === 'false' ? false : null),
  year: (text) => (YEAR.test(text) ? Number(text) : null),
};
const WRITE: Readonly<Record<Text['kind'], (value: unknown, name: string) => string>> = {
  text: String,
  truth: String,
  day: (value, name) => {
    if (!day.safeParse(value).success) throw invalidValue(`${name} is a day, YYYY-MM-DD`);
    return String(value);
  },
  sex: (value, name) => {
    if (value !== 'male' && value !== 'female') throw invalidValue(`${name} is male or female`);
    return value;
  },
  year: (value, name) => {
    if (!YEAR.test(String(value))) throw invalidValue(`${name} is a year`);
    return String(value);
  },
};

const assigned = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== null && value !== undefined));

/** Kept fields as attributes of a doctor: those of the core, and those of the extension. */
export function attributesOfFields(fields: Fields): { readonly core: Values; readonly doctor: Values } {
  const lists = Object.entries(LISTS).map(([name, kinds]) => {
    const values = Object.entries(kinds).flatMap(([type, parts]) => {
      const told = assigned(Object.fromEntries(Object.entries(parts).map(([part, field]) => [part, textOf(fields, field)])));
      return Object.keys(told).length > 0 ? [{ ...told, type, ...SAID[name] }] : [];
    });
    return [name, values] as const;
  });
  const kept = textOf(fields, 'name');
  return {
    core: { ...(kept !== '' && { name: nameOf(kept), displayName: kept }), ...Object.fromEntries(lists.filter(([, values]) => values.length > 0)) },
    doctor: assigned(Object.fromEntries(Object.entries(EXTENSION).map(([name, { kind, field }]) => [name, READ[kind](textOf(fields, field))]))),
  };
}

/** Fields of a list, empty where nothing is told. @throws HttpError 400 invalidValue for a kind that is not kept, and a second value of one */
function listFields(name: string, values: readonly Values[]): Record<string, string> {
  const kinds = LISTS[name]!;
  const fields = Object.fromEntries(Object.values(kinds).flatMap((parts) => Object.values(parts).map((field) => [field, ''])));
  const seen = new Set<string>();
  for (const value of values) {
    const type = String(value['type'] ?? Object.keys(kinds)[0]).toLowerCase();
    const parts = Object.hasOwn(kinds, type) ? kinds[type]! : null;
    if (!parts) throw invalidValue(`${name} are of type ${Object.keys(kinds).join(', ')}`);
    if (seen.has(type)) throw invalidValue(`${name} has one value of each type`);
    seen.add(type);
    for (const [part, field] of Object.entries(parts)) fields[field] = String(value[part] ?? '');
  }
  return fields;
}

/**
 * Fields to keep of a doctor; those of which SCIM says nothing stay as they are.
 * @throws HttpError 400 invalidValue
 */
export function fieldsOf(before: Values, after: Values, kept: Fields): Fields {
  const doctor = (after[DOCTOR] ?? {}) as Values;
  const single = Object.entries(EXTENSION).map(([name, { kind, field }]) => {
    const value = doctor[name];
    return [field, value === undefined || value === null || value === '' ? '' : WRITE[kind](value, name)] as const;
  });
  const lists = Object.keys(LISTS).map((name) => listFields(name, (after[name] ?? []) as readonly Values[]));
  const told = Object.assign({ name: keptName(before, after) }, Object.fromEntries(single), ...lists) as Record<string, string>;
  // A field that is neither kept nor told is not made.
  const changes = Object.entries(told).filter(([field, value]) => value !== textOf(kept, field));
  return { ...kept, ...Object.fromEntries(changes) };
}
