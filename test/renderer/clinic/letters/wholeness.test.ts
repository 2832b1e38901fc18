import { expect, it } from 'vitest';
import type { PackageFile, ReceivedLetter } from '../../../../main/api/schema/letters.ts';
import { signersDiffer, wholeness } from '../../../../renderer/clinic/letters/wholeness.ts';

type Report = ReceivedLetter['manifest'];
type Conclusion = NonNullable<Report>['conclusion'];
const concluded = (conclusion: Conclusion) => ({ conclusion }) as Report;
const signedBy = (...subjects: readonly string[]) => ({ signatures: subjects.map((subject) => ({ signer: { subject } })) }) as unknown as Report;
const file = (state: PackageFile['state']) => ({ state }) as PackageFile;

it.each([
  ['same', true, 'TOTAL-PASSED', 'success', 'whole'],
  ['same', true, 'INDETERMINATE', 'unsure', 'manifest-undecided'],
  ['same', true, 'TOTAL-FAILED', 'error', 'manifest-invalid'],
  ['same', true, null, 'unsure', 'manifest-unsigned'],
  ['different', false, 'TOTAL-PASSED', 'error', 'not-whole'],
  ['unlisted', false, null, 'unsure', 'no-manifest'],
] as const)('files that are %s (whole: %s) under a manifest that is %s are drawn as %s', (state, whole, conclusion, status, words) => {
  expect(wholeness({ whole, files: [file(state)], manifest: conclusion && concluded(conclusion) })).toEqual([status, words]);
});

it.each([
  ['the same', signedBy('CN=a'), signedBy('CN=a'), false],
  ['the same twice', signedBy('CN=a', 'CN=a'), signedBy('CN=a'), false],
  ['another', signedBy('CN=a'), signedBy('CN=b'), true],
  ['one more', signedBy('CN=a', 'CN=b'), signedBy('CN=a'), true],
  ['nobody', signedBy('CN=a'), null, false],
])('a manifest signed by %s', (_who, letter, manifest, differ) => {
  expect(signersDiffer({ letter, manifest })).toBe(differ);
});
