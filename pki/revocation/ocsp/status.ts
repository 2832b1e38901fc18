import type { Certificate } from '../../certificate/certificate.ts';
import { EXTENSION } from '../../certificate/extensions/oids.ts';
import { verifySignedObject } from '../../certificate/signed-object.ts';
import { isHold, sinceHold } from '../hold.ts';
import {
  ageInHours,
  type OcspUnknown,
  type RevocationEvidence,
  type RevocationIssuer,
  type RevocationStatus,
  type RevocationTimes,
  type RevokedStatus,
  revokedOn,
} from '../status.ts';
import type { OcspAnswer } from './answer.ts';
import { namesOf } from './cert-id.ts';
import { OCSP } from './object-identifiers.ts';
import { needsNoCheck, respondersOf } from './responder.ts';
import type { OcspResponse } from './response.ts';

export interface OcspHelp {
  /** Certificates among which a responder may be that its response does not bring along. */
  readonly candidates?: readonly Certificate[];
  /** Status of a responder's certificate, by revocation lists; without it only responders that need no check are believed. */
  readonly statusOf?: (responder: Certificate, at: Date) => RevocationStatus;
}

interface Said {
  readonly response: OcspResponse;
  readonly answer: OcspAnswer;
}

type Objection = OcspUnknown | 'critical-extension-unknown';

/** Signatures that are checked for one certificate; a document may bring thousands of responses. */
const MAX_TRIED = 64;

/** How long an answer without `nextUpdate` is taken to hold after it was made: it says that newer ones are to be had at any time. */
const OPEN_ENDED_MS = 3_600_000;

const UNDERSTOOD_OF_RESPONSE: ReadonlySet<string> = new Set([OCSP.nonce]);
const UNDERSTOOD_OF_ANSWER: ReadonlySet<string> = new Set([OCSP.archiveCutoff, EXTENSION.REASON_CODE, EXTENSION.INVALIDITY_DATE]);

/** How near to an answer a response came, least first; of several the nearest one's reason is told. */
const NEARNESS: readonly Objection[] = [
  'no-response',
  'response-for-another',
  'response-not-yet-issued',
  'critical-extension-unknown',
  'responder-not-trusted',
  'response-signature-wrong',
  'issuer-out-of-bounds',
  'algorithm-not-trusted',
  'response-unknown',
  'response-out-of-date',
];

/**
 * Status of a certificate by the newest response that its issuer, or a responder delegated by it, signed (RFC 6960 section 3.2). Revoked counts
 * however old the answer; a hold lasts until a newer one shows the certificate released. Good counts while the answer holds at `at`, or when it was
 * given later about a certificate of which the responder still kept the status. That the responder does not know is not known.
 */
export function ocspStatus(
  certificate: Certificate,
  issuer: RevocationIssuer,
  responses: readonly OcspResponse[],
  times: RevocationTimes,
  help: OcspHelp = {},
): RevocationStatus {
  const { at } = times;
  let unknown: Extract<RevocationStatus, { status: 'unknown' }> = {
    status: 'unknown',
    why: responses.length > 0 ? 'response-for-another' : 'no-response',
  };
  const nearer = (why: Objection, evidence: Partial<RevocationEvidence>) => {
    if (NEARNESS.indexOf(why) > NEARNESS.indexOf(unknown.why as Objection)) unknown = { status: 'unknown', why, ...evidence };
  };
  let release: Date | null = null;
  let good: RevocationStatus | null = null;
  const revocations: Record<'final' | 'hold' | 'laterHold', RevokedStatus | null> = { final: null, hold: null, laterHold: null };
  for (const said of answersFor(certificate, issuer, responses)) {
    const { response, answer } = said;
    const believed = believe(said, issuer, times, help);
    if (typeof believed === 'string') {
      nearer(believed, {});
      continue;
    }
    const evidence: RevocationEvidence = {
      kind: 'ocsp',
      sources: [response.der, ...believed.sources],
      vouchers: believed.vouchers,
      number: null,
      asOf: answer.thisUpdate,
      ageHours: ageInHours(answer.thisUpdate, at),
    };
    if (answer.said.status === 'revoked') {
      const { revocationDate, reason } = answer.said;
      const isLater = revocationDate > at;
      if (isHold(reason) && !isLater && release && release <= at) continue;
      const kind = isHold(reason) ? (isLater ? 'laterHold' : 'hold') : 'final';
      revocations[kind] ??= {
        status: 'revoked',
        ...evidence,
        ...revokedOn(revocationDate, answer.invalidityDate, reason, isHold(reason) && release !== null),
      };
      continue;
    }
    if (answer.said.status === 'unknown') {
      nearer('response-unknown', evidence);
      continue;
    }
    release = answer.thisUpdate;
    if (goodMeansGood(said, certificate, at)) good ??= { status: 'good', ...evidence };
    else nearer('response-out-of-date', evidence);
  }
  const { final, hold, laterHold } = revocations;
  return (final && sinceHold(final, hold)) ?? hold ?? good ?? laterHold ?? unknown;
}

/** The answers about the certificate, newest first. */
function answersFor(certificate: Certificate, issuer: RevocationIssuer, responses: readonly OcspResponse[]): Said[] {
  const names = namesOf(certificate, issuer);
  return responses
    .flatMap((response) => response.answers.filter(({ certId }) => names(certId)).map((answer) => ({ response, answer })))
    .sort(
      (a, b) => b.answer.thisUpdate.getTime() - a.answer.thisUpdate.getTime() || b.response.producedAt.getTime() - a.response.producedAt.getTime(),
    )
    .slice(0, MAX_TRIED);
}

type Vouched = Pick<RevocationEvidence, 'sources' | 'vouchers'>;

/** What vouches for the response beside the issuer, or why it is not to be believed. */
function believe(
  { response, answer }: Said,
  issuer: RevocationIssuer,
  { at, until = at, provedAt, trusts = () => true }: RevocationTimes,
  help: OcspHelp,
): Vouched | Objection {
  const { producedAt } = response;
  if (producedAt > until || answer.thisUpdate > until) return 'response-not-yet-issued';
  if (answer.thisUpdate > producedAt || (answer.nextUpdate && answer.nextUpdate < answer.thisUpdate)) return 'response-out-of-date';
  if (!understood(response, answer)) return 'critical-extension-unknown';
  const responders = respondersOf(response, issuer, help.candidates ?? []);
  if (responders.length === 0) return 'responder-not-trusted';
  const signer = responders.find(({ key }) => verifySignedObject(response, key.spki));
  if (!signer) return 'response-signature-wrong';
  if (!trusts(response) || (signer.delegate && !trusts(signer.delegate))) return 'algorithm-not-trusted';
  const proved = provedAt?.(response.der) ?? producedAt;
  const isOutside = ({ notBefore, notAfter }: Pick<RevocationIssuer, 'notBefore' | 'notAfter'>) =>
    (notBefore && producedAt < notBefore) || (notAfter && (producedAt > notAfter || proved > notAfter));
  if (isOutside(issuer) || (signer.delegate && isOutside(signer.delegate))) return 'issuer-out-of-bounds';
  if (!signer.delegate) return { sources: [], vouchers: [] };
  if (needsNoCheck(signer.delegate)) return { sources: [], vouchers: [signer.delegate] };
  const status = help.statusOf?.(signer.delegate, producedAt);
  return status?.status === 'good' ? { sources: status.sources, vouchers: [signer.delegate, ...status.vouchers] } : 'responder-not-trusted';
}

const understood = (response: OcspResponse, answer: OcspAnswer): boolean =>
  response.extensions.every(({ critical, oid }) => !critical || UNDERSTOOD_OF_RESPONSE.has(oid)) &&
  answer.extensions.every(({ critical, oid }) => !critical || UNDERSTOOD_OF_ANSWER.has(oid));

/** The answer holds at that time, or was given later while the responder still kept the status. */
function goodMeansGood({ response, answer }: Said, { notAfter }: Certificate, at: Date): boolean {
  const { thisUpdate, nextUpdate, archiveCutoff } = answer;
  if (thisUpdate > at) return thisUpdate <= notAfter || (archiveCutoff !== null && archiveCutoff <= notAfter);
  return at <= (nextUpdate ?? new Date(response.producedAt.getTime() + OPEN_ENDED_MS));
}
