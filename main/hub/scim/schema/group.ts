import type { ResourceKind } from './attribute.ts';

export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';
/** Extension of the SCIM group (RFC 7643) for an association. */
export const ASSOCIATION = 'urn:hpki-desk:params:scim:schemas:association:2.0:Group';

/** Associations. Their members change by the procedures of membership only. */
export const GROUP: ResourceKind = {
  name: 'Group',
  endpoint: '/Groups',
  description: 'Associations',
  core: {
    id: GROUP_SCHEMA,
    name: 'Group',
    description: 'Association',
    attributes: [
      { name: 'displayName', type: 'string', description: 'Name of the association.', mutability: 'readOnly' },
      {
        name: 'members',
        type: 'complex',
        description: 'Members of today whom the client may see, told only where they are asked for by name.',
        multiValued: true,
        mutability: 'readOnly',
        returned: 'request',
        subAttributes: [
          { name: 'value', type: 'string', description: 'Registration number.', caseExact: true, mutability: 'readOnly' },
          {
            name: '$ref',
            type: 'reference',
            description: 'Address of the doctor.',
            caseExact: true,
            mutability: 'readOnly',
            referenceTypes: ['User'],
          },
          { name: 'type', type: 'string', description: 'Kind of resource.', caseExact: true, mutability: 'readOnly', canonicalValues: ['User'] },
        ],
      },
    ],
  },
  extension: {
    id: ASSOCIATION,
    name: 'Association',
    description: 'What is known of an association beyond the core',
    attributes: [
      { name: 'tier', type: 'integer', description: '1 national, 2 prefecture, 3 city or district, 4 ward.', mutability: 'readOnly' },
      { name: 'above', type: 'string', description: 'Code of the association above.', caseExact: true, mutability: 'readOnly' },
      {
        name: 'masteredBy',
        type: 'string',
        description: 'hub: changed here; national: read from the national member system and not changed here.',
        caseExact: true,
        mutability: 'readOnly',
        canonicalValues: ['hub', 'national'],
      },
      {
        name: 'memberList',
        type: 'reference',
        description: 'Query for its members page by page.',
        caseExact: true,
        mutability: 'readOnly',
        referenceTypes: ['User'],
      },
    ],
  },
};
