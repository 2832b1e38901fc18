import type { AuditLog } from '../audit/audit-log.ts';
import { dayInJapan } from '../day-in-japan.ts';
import type { Store } from '../store/store.ts';
import type { CaseParts } from './registry/case-file.ts';
import type { Holders } from './registry/holders.ts';
import type { SearchTokens } from './registry/tokens.ts';

/** What every part of the authority's desk works with. */
export interface AuthorityParts extends CaseParts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly holders: Holders;
  readonly tokens: SearchTokens;
}

/** The ISO day in Japan now. */
export const today = ({ store }: Pick<AuthorityParts, 'store'>): string => dayInJapan(store.now().getTime());
