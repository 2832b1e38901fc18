import { DOCTOR } from '../../../membership/scim-doctor.ts';
import { ASSOCIATIONS } from './association-row.ts';
import { ASSOCIATION_REFERENCE } from './association-reference.ts';
import type { Attribute, ResourceKind } from './attribute.ts';

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** What is written to or said of somebody, by kind of place. */
const list = (name: string, description: string, types: readonly string[], value: Attribute, ...more: readonly Attribute[]): Attribute => ({
  name,
  type: 'complex',
  description,
  multiValued: true,
  subAttributes: [value, ...more, { name: 'type', type: 'string', description: 'Kind of place.', canonicalValues: types, required: true }],
});

const core: readonly Attribute[] = [
  {
    name: 'userName',
    type: 'string',
    description: 'Registration number, digits without leading zeros: the name by which doctors are known.',
    required: true,
    caseExact: true,
    mutability: 'immutable',
    uniqueness: 'server',
  },
  {
    name: 'name',
    type: 'complex',
    description: 'Name. Family and given name count where both ways of writing are given.',
    subAttributes: [
      { name: 'formatted', type: 'string', description: 'Whole name, family name first.' },
      { name: 'familyName', type: 'string', description: 'Family name.' },
      { name: 'givenName', type: 'string', description: 'Given name.' },
    ],
  },
  { name: 'displayName', type: 'string', description: 'Whole name, as name.formatted.', mutability: 'readOnly' },
  { name: 'active', type: 'boolean', description: 'Whether a membership that the client may see lasts.', mutability: 'readOnly' },
  list(
    'emails',
    'E-mail address: one.',
    ['work'],
    { name: 'value', type: 'string', description: 'Address.', required: true },
    { name: 'primary', type: 'boolean', description: 'Whether it is the one to write to: it is.', mutability: 'readOnly' },
  ),
  list('phoneNumbers', 'Telephone numbers: one of each kind.', ['work', 'fax', 'mobile'], {
    name: 'value',
    type: 'string',
    description: 'Number.',
    required: true,
  }),
  list(
    'addresses',
    'Postal address: one.',
    ['work'],
    { name: 'formatted', type: 'string', description: 'Address in one line.' },
    { name: 'postalCode', type: 'string', description: 'Postal code.', caseExact: true },
  ),
  {
    name: 'groups',
    type: 'complex',
    description: 'Associations of which the doctor is a member today.',
    multiValued: true,
    mutability: 'readOnly',
    subAttributes: [
      { name: 'value', type: 'string', description: 'Code of the association.', caseExact: true, mutability: 'readOnly' },
      ...ASSOCIATION_REFERENCE,
      { name: 'type', type: 'string', description: 'How: direct.', mutability: 'readOnly', canonicalValues: ['direct'] },
    ],
  },
];

const doctor: readonly Attribute[] = [
  {
    name: 'registrationNumber',
    type: 'string',
    description: 'Number in the register of doctors, digits without leading zeros.',
    required: true,
    caseExact: true,
    mutability: 'immutable',
    uniqueness: 'server',
  },
  { name: 'phoneticName', type: 'string', description: 'Reading of the name, family name first.' },
  { name: 'affiliation', type: 'string', description: 'Where the doctor works.' },
  { name: 'birthDate', type: 'string', description: 'Day of birth, YYYY-MM-DD.', caseExact: true },
  { name: 'myPage', type: 'boolean', description: 'Whether the doctor has a page of their own in the national member system.' },
  { name: 'sex', type: 'string', description: 'Sex.', caseExact: true, canonicalValues: ['male', 'female'] },
  { name: 'graduationYear', type: 'integer', description: 'Year of graduation.' },
  { name: 'licensedOn', type: 'string', description: 'Day of the licence, YYYY-MM-DD.', caseExact: true },
  { name: 'formerName', type: 'string', description: 'Name before it was changed.' },
  { name: 'useFormerName', type: 'boolean', description: 'Whether letters go to the former name.' },
  ASSOCIATIONS,
];

/** Doctors. */
export const USER: ResourceKind = {
  name: 'User',
  endpoint: '/Users',
  description: 'Doctors',
  core: { id: USER_SCHEMA, name: 'User', description: 'Doctor', attributes: core },
  extension: { id: DOCTOR, name: 'Doctor', description: 'What is known of a doctor beyond the core', attributes: doctor },
};

/** What the card authority sees: registration, names and memberships. */
const AUTHORITY_CORE = ['schemas', 'id', 'meta', 'userName', 'name', 'displayName', 'active', 'groups'];
const AUTHORITY_DOCTOR = ['registrationNumber', 'phoneticName', 'formerName', 'useFormerName', 'associations'];

/** Whether an attribute of doctors is shown to the card authority; what is not shown is not filtered or sorted by either. */
export const authoritySees = (extension: string | null, name: string): boolean =>
  (extension === null ? AUTHORITY_CORE : AUTHORITY_DOCTOR).includes(name);
