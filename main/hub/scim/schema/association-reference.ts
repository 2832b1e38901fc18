import type { Attribute } from './attribute.ts';

/** How a doctor's resource points at an association beside its code: address and name. */
export const ASSOCIATION_REFERENCE: readonly Attribute[] = [
  {
    name: '$ref',
    type: 'reference',
    description: 'Address of the association.',
    caseExact: true,
    mutability: 'readOnly',
    referenceTypes: ['Group'],
  },
  { name: 'display', type: 'string', description: 'Name of the association.', mutability: 'readOnly' },
];
