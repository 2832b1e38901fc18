import type { Certificate } from '../certificate/certificate.ts';
import { ALL_REASONS, type ReasonMask } from '../certificate/extensions/reason-flags.ts';
import { EXTENSION } from '../certificate/extensions/oids.ts';
import { type GeneralName, generalNameKey } from '../certificate/general-name.ts';
import type { Crl } from './crl.ts';

/** Why a list cannot answer for a certificate. */
export type OutOfScope = 'indirect-list' | 'critical-extension-unknown' | 'other-kind-of-certificate' | 'other-distribution-point';

const UNDERSTOOD_OF_LIST: ReadonlySet<string> = new Set([
  EXTENSION.CRL_NUMBER,
  EXTENSION.DELTA_CRL_INDICATOR,
  EXTENSION.AUTHORITY_KEY_IDENTIFIER,
  EXTENSION.ISSUING_DISTRIBUTION_POINT,
  EXTENSION.EXPIRED_CERTS_ON_CRL,
]);
const UNDERSTOOD_OF_ENTRY: ReadonlySet<string> = new Set([EXTENSION.REASON_CODE, EXTENSION.INVALIDITY_DATE, EXTENSION.CERTIFICATE_ISSUER]);

interface Point {
  readonly names: ReadonlySet<string>;
  readonly crlIssuer: ReadonlySet<string>;
  readonly reasons: ReasonMask;
}

/** Lists that can answer for one certificate, by its distribution points (RFC 5280 section 6.3.3 (b) and (d)). */
export class Scope {
  readonly #isAuthority: boolean;
  readonly #issuer: string;
  readonly #points: readonly Point[];

  constructor({ basicConstraints, crlDistributionPoints, issuerName }: Certificate) {
    this.#isAuthority = basicConstraints?.ca ?? false;
    this.#issuer = directoryKey(issuerName.key);
    const named = crlDistributionPoints.map(({ names, crlIssuer, reasons }) => ({
      names: keysOf(names.length > 0 ? names : crlIssuer),
      crlIssuer: keysOf(crlIssuer),
      reasons: reasons ?? ALL_REASONS,
    }));
    this.#points = [...named, { names: new Set([this.#issuer]), crlIssuer: new Set(), reasons: ALL_REASONS }];
  }

  /** Name keys of those whose lists come into question: the issuer, and whom it says to sign indirect lists. */
  get listIssuers(): readonly string[] {
    const keys = [this.#issuer, ...this.#points.flatMap(({ crlIssuer }) => [...crlIssuer])].filter((key) => key.startsWith(DIRECTORY));
    return [...new Set(keys)].map((key) => key.slice(DIRECTORY.length));
  }

  /** Reasons of revocation that the list answers for, or why it answers for none. */
  covers(crl: Crl): ReasonMask | OutOfScope {
    const idp = crl.issuingDistributionPoint;
    if (crl.extensions.some(({ oid, critical }) => critical && !UNDERSTOOD_OF_LIST.has(oid))) return 'critical-extension-unknown';
    if ([...crl.entries.criticalExtensions].some((oid) => !UNDERSTOOD_OF_ENTRY.has(oid))) return 'critical-extension-unknown';
    if (crl.entries.namesIssuers && !idp?.indirectCrl) return 'indirect-list';
    if (idp?.onlyContainsAttributeCerts || (this.#isAuthority ? idp?.onlyContainsUserCerts : idp?.onlyContainsCACerts))
      return 'other-kind-of-certificate';
    const ofIssuer = this.#points.filter(({ crlIssuer }) => this.#isIssuedFor(crl, crlIssuer));
    if (ofIssuer.length === 0) return 'indirect-list';
    const names = idp?.names.map(generalNameKey) ?? [];
    const points = names.length === 0 ? ofIssuer : ofIssuer.filter((point) => names.some((name) => point.names.has(name)));
    const reasons = points.reduce((mask, point) => mask | point.reasons, 0) & (idp?.onlySomeReasons ?? ALL_REASONS);
    return reasons === 0 ? 'other-distribution-point' : reasons;
  }

  /** Of a point that names a CRL issuer only an indirect list of that one; of any other the list of the certificate's issuer. */
  #isIssuedFor({ issuerName, issuingDistributionPoint }: Crl, crlIssuer: ReadonlySet<string>): boolean {
    const signer = directoryKey(issuerName.key);
    return crlIssuer.size > 0 ? crlIssuer.has(signer) && (issuingDistributionPoint?.indirectCrl ?? false) : signer === this.#issuer;
  }
}

const DIRECTORY = 'directory:';
const directoryKey = (nameKey: string): string => `${DIRECTORY}${nameKey}`;
const keysOf = (names: readonly GeneralName[]): ReadonlySet<string> => new Set(names.map(generalNameKey));
