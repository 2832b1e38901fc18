import type { AuditLog } from '../../audit/audit-log.ts';
import type { Store } from '../../store/store.ts';
import type { StaffBook } from './book.ts';
import type { PasskeyDesk } from './passkey-desk.ts';

/** Asks somebody for something on a page of its own; one question at a time, a new one ends the one before. */
export type Asking = <T>(work: (signal: AbortSignal, announce: (page: string | null) => void) => Promise<T>) => Promise<T>;

/** What everything about staff works with. */
export interface StaffParts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly book: StaffBook;
  /** `null`: this shell cannot ask for passkeys. */
  readonly passkeys: PasskeyDesk | null;
  readonly asking: Asking;
  /** One change after the other: what it rests on is looked at within its turn. */
  readonly turn: <T>(work: () => Promise<T>) => Promise<T>;
}
