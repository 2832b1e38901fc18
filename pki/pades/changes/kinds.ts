import type { Permissions } from '../read/permissions.ts';

/**
 * What was done to a document after a signature.
 * `validation-data` is the document security store and document time stamps; `other` includes everything that is not recognised.
 */
export type ChangeKind = 'validation-data' | 'metadata' | 'signature' | 'form-filling' | 'annotation' | 'other';

export interface Change {
  readonly kind: ChangeKind;
  /** Evidence in English. */
  readonly what: string;
}

/**
 * What may follow a signature, by the access level it sets (ISO 32000-2 table 257). A signature that sets none, as ours do, is followed by
 * further signatures and evidence only: a form filled in after the doctor signed is not what the doctor signed.
 */
const PERMITTED: Readonly<Record<'none' | 1 | 2 | 3, readonly ChangeKind[]>> = {
  none: ['validation-data', 'metadata', 'signature'],
  1: ['validation-data'],
  2: ['validation-data', 'metadata', 'signature', 'form-filling'],
  3: ['validation-data', 'metadata', 'signature', 'form-filling', 'annotation'],
};

/** The changes that the signature does not permit. */
export const forbidden = (changes: readonly Change[], { level }: Permissions): Change[] =>
  changes.filter(({ kind }) => !PERMITTED[level ?? 'none'].includes(kind));

/** What nothing permits, whatever the document says. */
export const isUnrecognised = ({ kind }: Change): boolean => kind === 'other';
