import { type Certificate, verifyIssuedBy } from '../certificate/certificate.ts';
import { nameKey } from '../certificate/name.ts';
import type { TrustAnchor } from '../trust.ts';
import type { PathFaultCode } from './fault.ts';

/** A chain of names and signatures, end entity first, with the anchor it reached. */
export interface BuiltPath {
  readonly certificates: readonly Certificate[];
  readonly anchor: TrustAnchor;
}

/** Where the search ended that came farthest without reaching an anchor. */
export interface DeadEnd {
  readonly certificates: readonly Certificate[];
  readonly code: PathFaultCode;
}

/** Most certificates in a path; the healthcare PKI has two below its root. */
const MAX_LENGTH = 8;
/** Signatures verified in one search; material that crosses many authorities cannot make the work grow without bound. */
const MAX_SIGNATURES = 200;

/**
 * Every path from the certificate to an anchor, depth first: names chained and signatures verified, nothing else.
 * Candidates whose key identifier the certificate names come first (RFC 4158 section 3.5.12).
 */
export class PathBuilder {
  readonly #byName: ReadonlyMap<string, readonly Certificate[]>;
  readonly #anchors: ReadonlyMap<string, readonly TrustAnchor[]>;
  #signatures = 0;
  #deadEnd: DeadEnd | null = null;

  constructor(candidates: readonly Certificate[], anchors: readonly TrustAnchor[]) {
    const distinct = [...new Map(candidates.map((candidate) => [candidate.sha256, candidate])).values()];
    this.#byName = Map.groupBy(distinct, (candidate) => nameKey(candidate.subject));
    this.#anchors = Map.groupBy(anchors, (anchor) => nameKey(anchor.subject));
  }

  *paths(certificate: Certificate): Generator<BuiltPath> {
    yield* this.#extend([certificate]);
  }

  /** Meaningful once `paths` has ended without a path. */
  get deadEnd(): DeadEnd | null {
    return this.#deadEnd;
  }

  *#extend(path: readonly Certificate[]): Generator<BuiltPath> {
    const last = path.at(-1)!;
    const issuerKey = nameKey(last.issuer);
    for (const anchor of this.#anchors.get(issuerKey) ?? []) if (this.#isIssuer(last, anchor)) yield { certificates: path, anchor };

    const named = (this.#byName.get(issuerKey) ?? []).filter((candidate) => !path.some((used) => isSameEntity(used, candidate)));
    const issuers = byLikelihood(last, named).filter((candidate) => this.#isIssuer(last, candidate));
    if (issuers.length === 0) this.#note(path, this.#reasonOfEnd(last, named.length > 0));
    if (path.length === MAX_LENGTH) return this.#note(path, 'PATH_SEARCH_EXHAUSTED');
    for (const issuer of issuers) yield* this.#extend([...path, issuer]);
  }

  #isIssuer(certificate: Certificate, issuer: { readonly spki: Uint8Array }): boolean {
    if (this.#signatures === MAX_SIGNATURES) return false;
    this.#signatures++;
    return verifyIssuedBy(certificate, issuer);
  }

  #reasonOfEnd(last: Certificate, issuersNamed: boolean): PathFaultCode {
    if (this.#signatures === MAX_SIGNATURES) return 'PATH_SEARCH_EXHAUSTED';
    if (verifyIssuedBy(last, last) && nameKey(last.subject) === nameKey(last.issuer)) return 'ROOT_NOT_TRUSTED';
    return issuersNamed || this.#anchors.has(nameKey(last.issuer)) ? 'SIGNATURE_WRONG' : 'ISSUER_NOT_FOUND';
  }

  #note(certificates: readonly Certificate[], code: PathFaultCode): void {
    if (certificates.length > (this.#deadEnd?.certificates.length ?? 0)) this.#deadEnd = { certificates, code };
  }
}

/** The same name with the same key: a second certificate of it in one path would be a loop (RFC 4158 section 2.4.2). */
const isSameEntity = (a: Certificate, b: Certificate): boolean => a.subject === b.subject && Buffer.compare(a.spki, b.spki) === 0;

function byLikelihood(certificate: Certificate, candidates: readonly Certificate[]): Certificate[] {
  const wanted = certificate.authorityKeyIdentifier?.keyIdentifier;
  const rank = (candidate: Certificate): number => (wanted && candidate.subjectKeyIdentifier === wanted ? 0 : 1);
  return [...candidates].sort((a, b) => rank(a) - rank(b) || b.notBefore.getTime() - a.notBefore.getTime());
}
