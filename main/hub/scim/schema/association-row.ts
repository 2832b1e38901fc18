import { ASSOCIATION_REFERENCE } from './association-reference.ts';
import type { Attribute } from './attribute.ts';

/** A row of membership within a doctor. Given when the doctor is made, and changed by the procedures of membership from then on. */
export const ASSOCIATIONS: Attribute = {
  name: 'associations',
  type: 'complex',
  description: 'Memberships that the client may see: one per association and affiliation.',
  multiValued: true,
  mutability: 'immutable',
  subAttributes: [
    { name: 'value', type: 'string', description: 'Code of the association.', caseExact: true, mutability: 'immutable', required: true },
    ...ASSOCIATION_REFERENCE,
    { name: 'affiliation', type: 'string', description: 'Where the member works, for this association.', mutability: 'immutable' },
    {
      name: 'class',
      type: 'string',
      description: 'Class by the rules of the association.',
      caseExact: true,
      mutability: 'immutable',
      required: true,
    },
    {
      name: 'nationalClass',
      type: 'string',
      description: 'Class of the national association that it stands for.',
      caseExact: true,
      mutability: 'readOnly',
    },
    { name: 'active', type: 'boolean', description: 'Whether the membership lasts.', mutability: 'readOnly' },
    { name: 'joinedOn', type: 'string', description: 'First day, YYYY-MM-DD.', caseExact: true, mutability: 'immutable' },
    { name: 'leftOn', type: 'string', description: 'Day from which it has ended, YYYY-MM-DD.', caseExact: true, mutability: 'readOnly' },
  ],
};
