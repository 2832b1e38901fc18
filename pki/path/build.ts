import { type Certificate, verifyIssuedBy } from '../certificate/certificate.ts';
import { nameKey } from '../certificate/name.ts';
import type { TrustAnchor } from '../trust.ts';
import type { PathFaultCode } from './fault.ts';
import { workingKeys } from './working-keys.ts';

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
/** Paths that are looked at in one search. */
const MAX_PATHS = 32;

/**
 * Every path from the certificate to an anchor, depth first: names chained and signatures verified, nothing else.
 * Candidates with the key that the certificate names come first, those valid at the time before others (RFC 4158 section 3.5), of these in the order
 * given: who gives what he has himself before what a document brings along cannot be kept from his path by a document full of namesakes.
 */
export class PathBuilder {
  readonly #byName: ReadonlyMap<string, readonly Certificate[]>;
  readonly #anchors: ReadonlyMap<string, readonly TrustAnchor[]>;
  #signatures = 0;
  #deadEnd: DeadEnd | null = null;

  constructor(candidates: readonly Certificate[], anchors: readonly TrustAnchor[], at: Date) {
    const distinct = [...new Map(candidates.map((candidate) => [candidate.sha256, candidate])).values()];
    this.#byName = Map.groupBy(distinct.sort(byValidity(at)), (candidate) => candidate.subjectName.key);
    this.#anchors = Map.groupBy(anchors, (anchor) => nameKey(anchor.subject));
  }

  *paths(certificate: Certificate): Generator<BuiltPath> {
    let count = 0;
    for (const path of this.#extend([certificate])) {
      yield path;
      if (++count === MAX_PATHS) return;
    }
  }

  /** Meaningful once `paths` has ended without a path. */
  get deadEnd(): DeadEnd | null {
    return this.#deadEnd && this.#isExhausted ? { ...this.#deadEnd, code: 'PATH_SEARCH_EXHAUSTED' } : this.#deadEnd;
  }

  *#extend(path: readonly Certificate[]): Generator<BuiltPath> {
    const last = path.at(-1)!;
    const issuerKey = last.issuerName.key;
    for (const anchor of this.#anchors.get(issuerKey) ?? []) if (this.#reaches(path, anchor)) yield { certificates: path, anchor };

    const named = this.#byName.get(issuerKey) ?? [];
    let issuers = 0;
    for (const candidate of byKeyIdentifier(last, named)) {
      if (this.#isExhausted) break;
      if (path.some((used) => isSameEntity(used, candidate)) || !this.#isIssuer(last, candidate)) continue;
      issuers++;
      if (path.length === MAX_LENGTH) return this.#note(path, 'PATH_SEARCH_EXHAUSTED');
      yield* this.#extend([...path, candidate]);
    }
    if (issuers === 0)
      this.#note(
        path,
        this.#reasonOfEnd(
          last,
          named.some((candidate) => !path.some((used) => isSameEntity(used, candidate))),
        ),
      );
  }

  /** The anchor's key signed the last certificate, and with its parameters the keys that have none of their own signed theirs. */
  #reaches(path: readonly Certificate[], anchor: TrustAnchor): boolean {
    if (!this.#verifies(path.at(-1)!, anchor.spki)) return false;
    const keys = workingKeys(path, anchor);
    return path.every((certificate, index) => {
      if (index === 0 || certificate.publicKey) return true;
      const key = keys[index];
      return key !== null && key !== undefined && this.#verifies(path[index - 1]!, key);
    });
  }

  /** Whether a key without parameters signed shows when the path is complete. */
  #isIssuer(certificate: Certificate, { publicKey, spki }: Certificate): boolean {
    return publicKey === null || this.#verifies(certificate, spki);
  }

  #verifies(certificate: Certificate, spki: Uint8Array): boolean {
    if (this.#isExhausted) return false;
    this.#signatures++;
    return verifyIssuedBy(certificate, { spki });
  }

  get #isExhausted(): boolean {
    return this.#signatures === MAX_SIGNATURES;
  }

  #reasonOfEnd(last: Certificate, issuersNamed: boolean): PathFaultCode {
    if (last.subjectName.key === last.issuerName.key && verifyIssuedBy(last, last)) return 'ROOT_NOT_TRUSTED';
    return issuersNamed || this.#anchors.has(last.issuerName.key) ? 'SIGNATURE_WRONG' : 'ISSUER_NOT_FOUND';
  }

  #note(certificates: readonly Certificate[], code: PathFaultCode): void {
    if (certificates.length > (this.#deadEnd?.certificates.length ?? 0)) this.#deadEnd = { certificates, code };
  }
}

/** The same name with the same key: a second certificate of it in one path would be a loop (RFC 4158 section 2.4.2). */
const isSameEntity = (a: Certificate, b: Certificate): boolean => a.subject === b.subject && Buffer.compare(a.spki, b.spki) === 0;

/** Those valid at the time first. */
const byValidity =
  (at: Date) =>
  (a: Certificate, b: Certificate): number =>
    Number(isValidAt(b, at)) - Number(isValidAt(a, at));

const isValidAt = ({ notBefore, notAfter }: Certificate, at: Date): boolean => notBefore <= at && at <= notAfter;

/** Those with the key that the certificate names, those that do not say their key, the others. */
function byKeyIdentifier(certificate: Certificate, candidates: readonly Certificate[]): readonly Certificate[] {
  const wanted = certificate.authorityKeyIdentifier?.keyIdentifier;
  if (!wanted) return candidates;
  const rank = ({ subjectKeyIdentifier }: Certificate): number => (subjectKeyIdentifier === wanted ? 0 : subjectKeyIdentifier === null ? 1 : 2);
  return candidates.toSorted((a, b) => rank(a) - rank(b));
}
