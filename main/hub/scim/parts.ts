import type { MembershipParts } from '../membership/parts.ts';
import type { HubParts } from '../parts.ts';

/** What SCIM needs of a hub; `told` learns of who joined and whose name changed. */
export type ScimParts = Pick<HubParts, 'store' | 'url' | 'secret'> & Pick<MembershipParts, 'told'>;
