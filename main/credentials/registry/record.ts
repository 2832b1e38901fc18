import type { Selectable } from 'kysely';
import type { Facts } from '../../audit/actions.ts';
import type { Tables } from '../../store/schema.ts';
import type { ObjectKind } from '../machines/table.ts';

/** An application, order, card or certificate as it stands. `facts` hold nothing personal. */
export interface CredentialRecord {
  readonly id: string;
  readonly kind: ObjectKind;
  readonly holder: number;
  readonly state: string;
  /** Where it returns to after a hold or a refused request, the newest last. */
  readonly origins: readonly string[];
  readonly since: string;
  /** Order to application, card to order, certificate to card. */
  readonly parent: string | null;
  readonly procedure: string | null;
  readonly association: string | null;
  /** `<kind>-<transition>` that is waited for. */
  readonly queue: string | null;
  /** ISO day in Japan by which it should be done. */
  readonly due: string | null;
  /** Last ISO day in Japan on which it holds. */
  readonly expires: string | null;
  readonly facts: Facts;
}

type Row = Selectable<Tables['credential_object']>;

/** An object out of its row. */
export const recordOf = ({ origins, facts, ...row }: Row): CredentialRecord => ({
  ...row,
  origins: JSON.parse(origins) as readonly string[],
  facts: JSON.parse(facts) as Facts,
});

/** The row of an object. */
export const rowOf = ({ origins, facts, ...record }: CredentialRecord): Row => ({
  ...record,
  origins: JSON.stringify(origins),
  facts: JSON.stringify(facts),
});

/** States of an application that nothing is waited for in. */
const CLOSED = new Set(['done', 'rejected', 'withdrawn']);
/** Whether an application is still to be dealt with. */
export const isOpen = ({ state }: Pick<CredentialRecord, 'state'>): boolean => !CLOSED.has(state);

/** A fact as text; empty where there is none. */
export const factText = ({ facts }: Pick<CredentialRecord, 'facts'>, name: string): string =>
  facts[name] === undefined || facts[name] === null ? '' : String(facts[name]);
