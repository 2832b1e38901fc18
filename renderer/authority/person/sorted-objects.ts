import type { CredentialObject } from '../../../main/api/schema/credentials.ts';
import { codeOrder } from '../../words/code-order.ts';
import { KINDS } from '../words/credential-words.ts';
import { lookOf } from '../words/state-look.ts';

/** A revocation that was asked for and that no list shows is not over, whatever the certificate says. */
const isOver = ({ kind, state, revocation }: CredentialObject): boolean =>
  lookOf(kind, state).over === true && (revocation === null || revocation.listedAt !== null);

const byKind = (a: CredentialObject, b: CredentialObject) =>
  KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || codeOrder(b.since, a.since) || codeOrder(a.id, b.id);

/** The objects of somebody: those that something can still happen with, by kind and newest first, and those that are over. */
export function sortedObjects(objects: readonly CredentialObject[]): {
  readonly open: readonly CredentialObject[];
  readonly over: readonly CredentialObject[];
} {
  const sorted = objects.toSorted(byKind);
  return { open: sorted.filter((one) => !isOver(one)), over: sorted.filter(isOver) };
}
