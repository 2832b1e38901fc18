import type { Selectable } from 'kysely';
import type { IssueRequest } from '../../../pki/eps/issue-request.ts';
import type { Failure } from '../../api/schema/common.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';

/**
 * How far a request is. `kept`: on the disk here, the terminal has nothing of it yet; `placed`: the terminal has it; `uncertain`: this program was cut
 * off while it gave the file its name, and the terminal may have taken it, so that nothing but an answer or a person says more; `answered`; `withdrawn`:
 * a person took it back while it was `kept`, and it is never given.
 */
export type RequestState = 'kept' | 'placed' | 'uncertain' | 'answered' | 'withdrawn';

/** What a request is about, for people. `issuedOn`: as in the record, YYYYMMDD. */
export interface RequestSubject {
  readonly name: string;
  readonly patient: string;
  readonly issuedOn: string;
}

export interface RequestOrder {
  readonly request: IssueRequest;
  readonly about: RequestSubject;
  /** SHA-256 of the records: the same prescription is not given twice unasked. */
  readonly content: string;
  /** Entry of the register. */
  readonly document: string | null;
  /** A test card signed it: it goes nowhere but in test mode. */
  readonly test: boolean;
  /** Why it is given once more. */
  readonly again: string | null;
}

/** What went wrong in one look. */
export interface RequestFault {
  /** `null`: with the folders, not with one request. */
  readonly request: string | null;
  readonly failure: Failure;
}

export type RequestRow = Selectable<Tables['prescription_request']>;

/** The store of requests and the log that tells of them. */
export interface RequestBook extends Pick<Store, 'db' | 'persons' | 'masterKey' | 'now'> {
  readonly audit: Pick<AuditLog, 'append'>;
}

export const placeOf = (id: string, part: 'request' | 'response' | 'about' | 'reason' | 'by' | 'later'): string =>
  `prescription request ${id} ${part}`;
