import type { ReceivedLetter } from '../../../main/api/schema/letters.ts';
import type { Status } from '../../design/status.tsx';

type Conclusion = NonNullable<ReceivedLetter['manifest']>['conclusion'];
/** The status, and the text under `letters.received`. */
type Wholeness = readonly [Status, 'whole' | 'not-whole' | 'no-manifest' | 'manifest-unsigned' | 'manifest-undecided' | 'manifest-invalid'];

/** Files that agree with their manifest are worth what its signature is. */
const BY_SIGNATURE: Readonly<Record<Conclusion, Wholeness>> = {
  'TOTAL-PASSED': ['success', 'whole'],
  INDETERMINATE: ['unsure', 'manifest-undecided'],
  'TOTAL-FAILED': ['error', 'manifest-invalid'],
};

/** The first sentence: whether the package is what its sender put together. */
export function wholeness({ whole, files, manifest }: Pick<ReceivedLetter, 'whole' | 'files' | 'manifest'>): Wholeness {
  if (files.every(({ state }) => state === 'unlisted')) return ['unsure', 'no-manifest'];
  if (!whole) return ['error', 'not-whole'];
  return manifest ? BY_SIGNATURE[manifest.conclusion] : ['unsure', 'manifest-unsigned'];
}

const signersOf = (report: ReceivedLetter['manifest']): readonly string[] =>
  [...new Set((report?.signatures ?? []).flatMap(({ signer }) => signer?.subject ?? []))].toSorted();

/** Whether letter and manifest are both signed, but not by the same. */
export function signersDiffer({ letter, manifest }: Pick<ReceivedLetter, 'letter' | 'manifest'>): boolean {
  const [ofLetter, ofManifest] = [signersOf(letter), signersOf(manifest)];
  return ofLetter.length > 0 && ofManifest.length > 0 && ofLetter.join('\n') !== ofManifest.join('\n');
}
