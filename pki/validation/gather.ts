import { type Certificate, parseCertificate } from '../certificate/certificate.ts';
import { isTestCertificate } from '../hpki/policies.ts';
import { validatePath } from '../path/validate-path.ts';
import { readable } from '../readable.ts';
import { readRevocationData } from '../revocation/data.ts';
import type { FetchedRevocation, VerificationOptions } from '../trust.ts';
import type { SignerEvidence } from './evidence.ts';
import { originsOf } from './origins.ts';
import type { SignerContext } from './signer-context.ts';
import type { ProvedTimes } from './time-stamps.ts';

type Proved = Pick<ProvedTimes, 'signature' | 'provedAt'>;

/** Builds the path and collects everything the checks look at; nothing is fetched. */
export function gather(
  certificate: Certificate,
  evidence: SignerEvidence,
  proved: Proved,
  options: VerificationOptions,
  fetched: FetchedRevocation | null = null,
): SignerContext {
  const time = proved.signature ?? options.at;
  const { embedded } = evidence;
  // What the document brings along comes last, so that it cannot exhaust the search.
  const certificates = [...options.chain, ...embedded.certificates];
  const path = validatePath({ certificate, candidates: readable(certificates, parseCertificate), anchors: options.anchors, at: time });
  const crls = [...embedded.crls, ...options.crls, ...(fetched?.crls ?? [])];
  const ocspResponses = [...embedded.ocspResponses, ...(options.ocspResponses ?? []), ...(fetched?.ocspResponses ?? [])];
  return {
    certificate,
    path,
    revocationData: readRevocationData({ crls, ocspResponses, certificates }),
    originOf: originsOf(embedded, options, fetched),
    revocationPolicy: options.revocationPolicy ?? 'valid-at-time',
    failures: fetched?.failures ?? [],
    pinned: options.pinned,
    time,
    timeIsProved: proved.signature !== null,
    provedAt: proved.provedAt,
    verifiedAt: options.at,
    algorithms: evidence.algorithms,
    requiredRoles: options.role === undefined ? evidence.requiredRoles : [options.role],
    use: evidence.use ?? 'signature',
    acceptTestCards: options.acceptTestCards,
    test: isTestCertificate(certificate) || (path.anchor?.test ?? false),
  };
}

/** As `gather`, with what the source of the options has for a path that reached an anchor: nobody else's addresses are asked. */
export async function gatherAndFetch(
  certificate: Certificate,
  evidence: SignerEvidence,
  proved: Proved,
  options: VerificationOptions,
): Promise<SignerContext> {
  const context = gather(certificate, evidence, proved, options);
  if (!options.revocationSource || !context.path.anchor) return context;
  return gather(certificate, evidence, proved, options, await options.revocationSource.dataFor(context.path.path, context.time, context.path.anchor));
}
