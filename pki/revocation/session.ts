import { type Certificate, verifyIssuedBy } from '../certificate/certificate.ts';
import type { TrustAnchor } from '../trust.ts';
import { nameKey } from '../certificate/name.ts';
import { validatePath } from '../path/validate-path.ts';
import { workingKeys } from '../path/working-keys.ts';
import type { Crl } from './crl.ts';
import type { RevocationData } from './data.ts';
import type { CrlUnknown, RevocationIssuer, RevocationStatus, RevocationTimes } from './status.ts';

/** What vouches for a list beside the path: certificates, and the evidence on them. */
export interface Vouched {
  readonly vouchers: readonly Certificate[];
  readonly sources: readonly Uint8Array[];
}

type StatusOf = (certificate: Certificate, above: readonly RevocationIssuer[], session: RevocationSession) => RevocationStatus;
type Believed = Vouched | CrlUnknown;

/** Octets that may be hashed to verify lists in one session, and what the operation of the key counts beside them. */
const MAX_WORK = 384 * 1024 * 1024;
const KEY_OPERATION = 128 * 1024;
/** Certificates tried as issuers of one list, and judgements of issuers with a path of their own in one session. */
const MAX_SIGNERS = 8;
const MAX_JUDGEMENTS = 16;

const OF_THE_PATH: Vouched = { vouchers: [], sources: [] };

/** Who may be believed about the certificates of one path: its issuers, and CRL issuers with a path of their own to the same anchor (RFC 5280 section 6.3.3 (f)). */
export class RevocationSession {
  readonly times: Required<RevocationTimes>;
  readonly data: RevocationData;
  readonly #anchor: TrustAnchor;
  readonly #path: ReadonlySet<Certificate>;
  readonly #statusOf: StatusOf;
  readonly #lists: ReadonlyMap<string, readonly Crl[]>;
  readonly #signers: ReadonlyMap<string, readonly Certificate[]>;
  readonly #judged = new Map<string, Believed>();
  readonly #judging = new Set<Certificate>();
  readonly #ends = new Map<Certificate, Date>();
  #judgements = 0;
  #work = 0;
  #exhausted = false;

  /** `statusOf` answers for certificates of CRL issuers. */
  constructor(path: readonly Certificate[], anchor: TrustAnchor, data: RevocationData, times: RevocationTimes, statusOf: StatusOf) {
    const until = times.until ?? times.at;
    this.times = { at: times.at, until, provedAt: times.provedAt ?? (() => until), trusts: times.trusts ?? (() => true) };
    this.data = data;
    this.#anchor = anchor;
    this.#path = new Set(path);
    this.#statusOf = statusOf;
    this.#lists = Map.groupBy([...new Set(data.crls)].sort(newestFirst), (crl) => crl.issuerName.key);
    this.#signers = Map.groupBy(distinct(data.candidates), ({ subjectName }) => subjectName.key);
  }

  /** The search was cut off: what was not looked at could have said more. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  /** The certificate was found revoked: from then on its key vouches for nothing more. */
  end(certificate: Certificate, since: Date): void {
    this.#ends.set(certificate, since);
  }

  /** Issuers of a path's certificate, nearest first, with the keys by which they verify and the time until which they count, the anchor last. */
  issuersAbove(path: readonly Certificate[], index: number): RevocationIssuer[] {
    const { subject, spki } = this.#anchor;
    const keys = workingKeys(path, this.#anchor);
    const authorities = path.slice(index + 1).map((certificate, above): RevocationIssuer => {
      const { subject, keyUsage, notBefore, spki } = certificate;
      return { subject, keyUsage, notBefore, notAfter: this.#endOf(certificate), spki: keys[index + 1 + above] ?? spki };
    });
    return [...authorities, { subject, spki }];
  }

  /** End of validity, or revocation where that came before. */
  #endOf(certificate: Certificate): Date {
    const end = this.#ends.get(certificate);
    return end && end < certificate.notAfter ? end : certificate.notAfter;
  }

  /** Lists of these issuers, newest first. */
  listsOf(issuers: readonly string[]): readonly Crl[] {
    const [lists = [], ...others] = issuers.map((issuer) => this.#lists.get(issuer) ?? []);
    return others.some(({ length }) => length > 0) ? [...lists, ...others.flat()].sort(newestFirst) : lists;
  }

  /** What vouches for a list, or why it is not believed about the certificate. */
  believe(crl: Crl, certificate: Certificate, above: readonly RevocationIssuer[]): Believed {
    const reasons: CrlUnknown[] = [];
    for (const issuer of above) {
      if (nameKey(issuer.subject) !== crl.issuerName.key) continue;
      const objection = this.#objection(crl, issuer);
      if (!objection) return OF_THE_PATH;
      reasons.push(objection);
    }
    const signers = this.#signersOf(crl);
    for (const signer of signers.slice(0, MAX_SIGNERS)) {
      const believed = this.#objection(crl, signer) ?? this.#judge(signer, crl, certificate, above);
      if (typeof believed !== 'string') return believed;
      reasons.push(believed);
    }
    if (signers.length > MAX_SIGNERS) this.#exhausted = true;
    return reasons.find((reason) => reason !== 'signature-wrong') ?? 'signature-wrong';
  }

  #objection(crl: Crl, { spki, keyUsage, notBefore, notAfter }: RevocationIssuer): CrlUnknown | null {
    if (!this.#verified(crl, spki)) return 'signature-wrong';
    if (!this.times.trusts(crl)) return 'algorithm-not-trusted';
    if (keyUsage && !keyUsage.includes('cRLSign')) return 'issuer-may-not-sign-lists';
    if (notBefore && crl.thisUpdate < notBefore) return 'issuer-out-of-bounds';
    return !notAfter || this.#existedBy(crl, notAfter) ? null : 'issuer-out-of-bounds';
  }

  #existedBy({ der }: Crl, end: Date): boolean {
    return this.times.until <= end || this.times.provedAt(der) <= end;
  }

  #verified(crl: Crl, spki: Uint8Array): boolean {
    this.#work += KEY_OPERATION + crl.tbs.length;
    if (this.#work > MAX_WORK) this.#exhausted = true;
    return !this.#exhausted && verifyIssuedBy(crl, { spki });
  }

  /** Certificates with the name of the list's issuer, those with the key that the list names first. */
  #signersOf({ issuerName, authorityKeyIdentifier }: Crl): readonly Certificate[] {
    const named = this.#signers.get(issuerName.key) ?? [];
    const wanted = authorityKeyIdentifier?.keyIdentifier;
    return wanted ? [...named.filter(has(wanted)), ...named.filter((signer) => !has(wanted)(signer))] : named;
  }

  /** A CRL issuer outside the path: it needs a path of its own to the same anchor, good on every certificate. */
  #judge(signer: Certificate, crl: Crl, certificate: Certificate, above: readonly RevocationIssuer[]): Believed {
    if (!this.times.trusts(signer)) return 'algorithm-not-trusted';
    if (signer === certificate) return speaksForItself(signer) ? OF_THE_PATH : 'issuer-not-trusted';
    const at = new Date(Math.max(crl.thisUpdate.getTime(), this.times.at.getTime()));
    const key = `${signer.sha256} ${certificate.sha256} ${at.getTime()}`;
    const known = this.#judged.get(key);
    if (known) return known;
    if (this.#judgements === MAX_JUDGEMENTS) {
      this.#exhausted = true;
      return 'search-exhausted';
    }
    this.#judgements++;
    this.#judging.add(certificate);
    const believed = this.#judgePath(signer, crl, at, crl.issuerName.key === certificate.issuerName.key ? above : null);
    this.#judging.delete(certificate);
    if (this.#judging.size === 0) this.#judged.set(key, believed);
    return believed;
  }

  /**
   * Nobody vouches for what vouches for him: a path through a certificate that is being judged counts for nothing. Where the signer bears the name of
   * the certificate's own issuer (`namesake`), those above it must be above the certificate too: any other authority of the anchor could give the name
   * to whom it wants.
   */
  #judgePath(signer: Certificate, crl: Crl, at: Date, namesake: readonly RevocationIssuer[] | null): Believed {
    const { valid, path, faults } = validatePath({ certificate: signer, candidates: this.data.candidates, anchors: [this.#anchor], at });
    if (!valid) return faults.every(({ code }) => code === 'EXPIRED') ? 'issuer-out-of-bounds' : 'issuer-not-trusted';
    if (path.some((member) => this.#judging.has(member))) return 'issuer-not-trusted';
    const names = namesake && new Set(namesake.map(({ subject }) => nameKey(subject)));
    if (names && path.slice(1).some(({ subjectName }) => !names.has(subjectName.key))) return 'issuer-not-trusted';
    if (!path.every((member) => !this.#ends.has(member) || this.#existedBy(crl, this.#endOf(member)))) return 'issuer-out-of-bounds';
    const own = path.filter((member) => !this.#path.has(member));
    const sources: Uint8Array[] = [];
    const vouchers: Certificate[] = [...own];
    for (const member of own) {
      const status = this.#statusOf(member, this.issuersAbove(path, path.indexOf(member)), this);
      if (status.status !== 'good') return 'issuer-not-trusted';
      sources.push(...status.sources);
      vouchers.push(...status.vouchers);
    }
    return { vouchers, sources };
  }
}

const newestFirst = (a: Crl, b: Crl): number => b.thisUpdate.getTime() - a.thisUpdate.getTime();
const distinct = (certificates: readonly Certificate[]): Certificate[] => [...new Map(certificates.map((each) => [each.sha256, each])).values()];
const has =
  (keyIdentifier: string) =>
  (certificate: Certificate): boolean =>
    certificate.subjectKeyIdentifier === keyIdentifier;

/** The issuer of the certificate says that the list about it is the certificate's own. */
const speaksForItself = ({ crlDistributionPoints, subjectName }: Certificate): boolean =>
  crlDistributionPoints.some(({ crlIssuer }) => crlIssuer.some((name) => name.kind === 'directory' && name.name.key === subjectName.key));
