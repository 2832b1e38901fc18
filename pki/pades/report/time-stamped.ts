import type { Check, SignatureReport } from '../../report.ts';
import type { VerificationOptions } from '../../trust.ts';
import { NO_VALIDATION_DATA } from '../../validation/evidence.ts';
import { conclude } from '../../validation/conclude.ts';
import { failed } from '../../validation/signer-context.ts';
import { assessTimeStamps } from '../../validation/time-stamps.ts';
import type { DocumentEvidence } from '../read/document-evidence.ts';
import { timeStampEvidence } from '../read/document-time-stamps.ts';
import { changesCheck, notCovered, scopeCheck } from './checks.ts';

/**
 * Report on a document that bears time stamps and no signature: what they prove is told, and that nobody answers for the content.
 * The newest time stamp stands for the whole.
 */
export async function reportTimeStamped({ document, stores, timeStamps }: DocumentEvidence, options: VerificationOptions): Promise<SignatureReport> {
  const newest = timeStamps.at(-1)!;
  const evidence = timeStamps.map((timeStamp) => timeStampEvidence(timeStamp, NO_VALIDATION_DATA));
  const proved = await assessTimeStamps({ timeStamps: evidence, embedded: stores }, options);
  const checks: Check[] = [
    failed('signing-certificate-found', 'NO_SIGNATURE', 'The document bears time stamps, and nobody signed it.'),
    scopeCheck(document, newest.signature),
    await changesCheck(document, newest.signature),
    ...proved.checks,
  ];
  const outside = notCovered(document, newest.signature);
  return {
    id: newest.signature.field.name,
    ...conclude(checks),
    intact: newest.sound,
    level: 'B',
    coversWholeDocument: outside.length === 0,
    notCovered: outside,
    signer: null,
    claimedTime: null,
    bestSignatureTime: (proved.signature ?? options.at).toISOString(),
    test: false,
    checks,
    timeStamps: proved.reports,
  };
}
