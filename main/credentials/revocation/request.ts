import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import revocation from '../../../resources/credentials/revocation.json' with { type: 'json' };
import type { Tables } from '../../store/schema.ts';
import type { CaseFile } from '../registry/case-file.ts';
import type { NewEvent } from '../registry/events.ts';
import { type CredentialRecord, factText } from '../registry/record.ts';
import type { DeskKey } from '../signing-key.ts';

/** Type (`typ`) of the signed message. */
export const REQUEST_TYPE = 'hpki-revocation-request';
const HOUR = 3_600_000;

/** What the certification authority is asked; it names a certificate and nobody. */
export interface RevocationClaims {
  readonly request: string;
  readonly issuer: string;
  readonly serial: string;
  /** RFC 5280 section 5.3.1. */
  readonly reason: string;
  readonly requestedAt: string;
  readonly deadline: string;
}

/** Reason by RFC 5280 section 5.3.1 that is given for a certificate: `keyCompromise` only where the PIN is known to be out as well. */
export const requestReason = (certificate: CredentialRecord): string =>
  certificate.facts['pinKnown'] === true ? revocation.pinKnown : factText(certificate, 'revocationReason') || revocation.reasons.other;

/** ISO time by which the authority should have listed what is asked at another. */
export const requestDue = (at: string): string => new Date(Date.parse(at) + revocation.deadlineHours * HOUR).toISOString();

/** Writes the signed request beside the step that asks for it, in the same transaction. */
export const writeRequests =
  (key: DeskKey) =>
  async (tx: Kysely<Tables>, file: CaseFile, events: readonly NewEvent[]): Promise<void> => {
    for (const { transition, object, at } of events) {
      const record = file.find(object);
      if (record.kind !== 'certificate' || transition !== 'request-revocation') continue;
      const id = randomUUID();
      const [reason, due] = [requestReason(record), requestDue(at)];
      const claims: RevocationClaims = {
        request: id,
        issuer: factText(record, 'issuer'),
        serial: factText(record, 'serial'),
        reason,
        requestedAt: at,
        deadline: due,
      };
      const message = await key.sign(REQUEST_TYPE, { ...claims });
      await tx
        .insertInto('revocation_request')
        .values({ id, object, at, due, reason, message, ...{ sent_at: null, answer: null, answered_at: null, listed_at: null } })
        .execute();
    }
  };
