import { type Certificate, parseCertificate, verifyIssuedBy } from './certificate/certificate.ts';
import { hcRoles } from './hpki/hc-role.ts';
import { HPKI_CODING_SCHEME, isTestCertificate } from './hpki/policies.ts';
import type { PathFaultCode } from './path/fault.ts';
import { type PathResult, validatePath } from './path/validate-path.ts';
import { readable } from './readable.ts';
import { readRevocationData } from './revocation/data.ts';
import { pathRevocation } from './revocation/path-revocation.ts';
import type { PinnedAuthority, TrustAnchor, VerificationOptions } from './trust.ts';
import { trustingAlgorithms } from './validation/algorithm-policy.ts';
import { judgeAlgorithms } from './validation/checks/algorithms.ts';
import { impersonated } from './validation/checks/issuer-key-pinned.ts';

/** By what certificates are judged; nothing is fetched. */
export type IdentificationTrust = Pick<VerificationOptions, 'anchors' | 'pinned' | 'chain' | 'crls' | 'at'>;

/**
 * `proved`: the issuers lead to a pinned authority, whatever the dates · `not-provable`: nothing at hand leads there, which says nothing against the
 * certificate · `wrong`: it is not of the issuer that it names.
 */
export type PathState = 'proved' | 'not-provable' | 'wrong';
/** `not-stated`: no role by the coding scheme of the healthcare PKI. */
export type HolderRole = 'doctor' | 'not-stated' | 'other';

/** What a certificate says of the person who shows it, and how far that can be believed. Its dates are for whoever knows the time. */
export interface Identification {
  readonly path: PathState;
  /** Issuers, nearest first, as far as they are known; they are told and not trusted where the path is not proved. */
  readonly issuers: readonly Uint8Array[];
  readonly role: HolderRole;
  /** Texts of the roles, verbatim. */
  readonly roles: readonly string[];
  /** Of a test card, or below the anchor of a test authority. */
  readonly test: boolean;
  /** By the newest lists at hand; `unknown` also where no anchor is reached, since nobody's list can be believed then. */
  readonly revocation: 'good' | 'revoked' | 'unknown';
  /** `hold`: it may end. */
  readonly revoked: { readonly at: Date; readonly hold: boolean } | null;
}

const DOCTOR = 'Medical Doctor';

/** Dates are no matter of who issued a certificate. */
const OF_TIME: ReadonlySet<PathFaultCode> = new Set(['EXPIRED', 'NOT_YET_VALID']);
/** Rules broken by who issued it: no authority of the healthcare PKI did. The others are about what this program can follow. */
const FOREIGN: ReadonlySet<PathFaultCode> = new Set(['NOT_A_CA', 'CA_MAY_NOT_SIGN_CERTIFICATES', 'PATH_TOO_LONG', 'NAME_NOT_PERMITTED']);

/**
 * Judges certificates by one state of the trust, read once. `chain` of a card is help and never trust.
 * @throws {PkiError} CERTIFICATE_UNREADABLE, by the function that is returned
 * @example
 * identifyBy({ ...productionTrust(), chain: [], crls: [], at: new Date() })(card.der, card.chain).path
 */
export function identifyBy(trust: IdentificationTrust): (der: Uint8Array, chain: readonly Uint8Array[]) => Identification {
  const known = readable(trust.chain, parseCertificate);
  const data = readRevocationData({ crls: trust.crls, ocspResponses: [], certificates: [] });
  const times = { at: trust.at, trusts: trustingAlgorithms(() => trust.at) };
  return (der, chain) => {
    const certificate = parseCertificate(der);
    const candidates = [...readable(chain, parseCertificate), ...known];
    const path = pathOf(certificate, candidates, trust);
    const statuses = pathRevocation(path, { ...data, candidates }, times).map(({ status }) => status);
    const revoked = statuses.find((status) => status.status === 'revoked');
    const good = statuses.length > 0 && statuses.every(({ status }) => status === 'good');
    return {
      path: stateOf(path, candidates, trust),
      issuers: path.path.slice(1).map((issuer) => issuer.der),
      role: roleOf(certificate),
      roles: hcRoles(certificate).map(({ text }) => text),
      test: isTestCertificate(certificate) || (path.anchor?.test ?? false),
      revocation: revoked ? 'revoked' : good ? 'good' : 'unknown',
      revoked: revoked ? { at: revoked.revocationDate, hold: revoked.reason === 'certificateHold' && !revoked.released } : null,
    };
  };
}

/** To a root; else to a published authority that issues for authentication, whose certificate need not be at hand. */
function pathOf(certificate: Certificate, candidates: readonly Certificate[], { anchors, pinned, at }: IdentificationTrust): PathResult {
  const path = validatePath({ certificate, candidates, anchors, at });
  return path.anchor ? path : validatePath({ certificate, candidates, anchors: [...anchors, ...publishedFor(pinned)], at });
}

const publishedFor = (pinned: readonly PinnedAuthority[]): readonly TrustAnchor[] =>
  pinned.filter(({ use }) => use === 'authentication').map(({ subject, spki, sha256 }) => ({ subject, spki, sha256, test: false }));

function stateOf(path: PathResult, candidates: readonly Certificate[], trust: IdentificationTrust): PathState {
  if (isProved(path, trust.at)) return 'proved';
  const foreign = path.anchor
    ? path.faults.some(({ code }) => FOREIGN.has(code))
    : impersonated(path.path, trust.pinned).length > 0 || isDenied(path, candidates, trust);
  return foreign ? 'wrong' : 'not-provable';
}

function isProved({ anchor, faults, path }: PathResult, time: Date): boolean {
  if (!anchor || faults.some(({ code }) => !OF_TIME.has(code))) return false;
  return judgeAlgorithms('algorithms', { names: [], certificates: path }, { time, proved: false, provedAt: () => time }).status === 'passed';
}

/**
 * The issuer that the path's last certificate names, by name and key identifier, is proved and did not sign it. An issuer of the same name with
 * another key identifier says nothing: authorities change their keys.
 */
function isDenied({ path, reason }: PathResult, candidates: readonly Certificate[], trust: IdentificationTrust): boolean {
  if (reason !== 'SIGNATURE_WRONG') return false;
  const denied = path.at(-1)!;
  const keyIdentifier = denied.authorityKeyIdentifier?.keyIdentifier ?? null;
  const named = candidates.filter(
    ({ subjectName, subjectKeyIdentifier }) =>
      subjectName.key === denied.issuerName.key && (keyIdentifier === null || keyIdentifier === subjectKeyIdentifier),
  );
  return named.some((issuer) => !verifyIssuedBy(denied, issuer) && isProved(pathOf(issuer, candidates, trust), trust.at));
}

function roleOf(certificate: Certificate): HolderRole {
  const roles = hcRoles(certificate).filter(({ codingScheme }) => codingScheme === HPKI_CODING_SCHEME);
  if (roles.length === 0) return 'not-stated';
  return roles.some(({ text }) => text === DOCTOR) ? 'doctor' : 'other';
}
