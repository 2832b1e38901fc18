import type { KeyObject } from 'node:crypto';
import { buildCertificate } from '../certificate/build.ts';
import type { RevocationReason } from '../revocation/reason.ts';
import { anchorFromCertificate } from '../trust-store/anchor.ts';
import type { TrustAnchor } from '../trust.ts';
import { type AuthorityKeys, generateKey, issuerReference, publicPart } from './keys.ts';
import { type AuthorityRecords, publish, type RevocationLists } from './lists.ts';
import { AUTHORITY_NAMES } from './names.ts';
import { type CardHolder, type CardUse, cardProfile, cardSubject, opaqueIdentifier } from './profiles.ts';
import { issuerOfSerial, newSerial } from './serials.ts';
import { calendarYears } from './validity.ts';

const CARD_YEARS = 5;

/** One certificate for one application of a card. */
export interface IssuedCertificate {
  readonly certificate: Uint8Array;
  /** Issuing authority, then root. */
  readonly chain: readonly Uint8Array[];
  /** PKCS#8 DER. */
  readonly privateKey: Uint8Array;
}
export type IssuedPair = Readonly<Record<CardUse, IssuedCertificate>>;

/**
 * An authority of the shape of the healthcare PKI for demonstration, training and tests: root, signature and authentication authority,
 * time-stamp server, revocation lists. All names say TEST and only test policies are issued; a production trust store never holds its root.
 */
export class TestAuthority {
  readonly keys: AuthorityKeys;
  #records: AuthorityRecords;

  constructor(keys: AuthorityKeys, records: AuthorityRecords) {
    this.keys = keys;
    this.#records = records;
  }

  get records(): AuthorityRecords {
    return this.#records;
  }

  /** Revocation lists last published. */
  get crls(): readonly Uint8Array[] {
    return Object.values(this.#records.crls);
  }

  /** The root as anchor of test mode. */
  get anchor(): TrustAnchor {
    return anchorFromCertificate(this.keys.root.certificate, { test: true });
  }

  /** New keys and certificates for both applications of one card, valid for five years from today in Japan. */
  async issueCertificates(holder: CardHolder, now: Date): Promise<IssuedPair> {
    const identifier = opaqueIdentifier();
    const [signature, authentication] = await Promise.all([generateKey(), generateKey()]);
    return {
      signature: this.#issue('signature', signature, holder, identifier, now),
      authentication: this.#issue('authentication', authentication, holder, identifier, now),
    };
  }

  #issue(use: CardUse, privateKey: KeyObject, holder: CardHolder, identifier: string, now: Date): IssuedCertificate {
    const issuer = this.keys[use];
    const spki = publicPart(privateKey);
    const certificate = buildCertificate(
      {
        serial: newSerial(use),
        issuer: AUTHORITY_NAMES[use],
        subject: cardSubject(holder, identifier),
        ...calendarYears(now, CARD_YEARS),
        spki,
        extensions: cardProfile(use, spki, issuerReference(issuer), holder, identifier),
      },
      issuer.privateKey,
    );
    return {
      certificate,
      chain: [issuer.certificate, this.keys.root.certificate],
      privateKey: new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })),
    };
  }

  /**
   * Revokes a certificate of this authority from the next published lists on.
   * @param serial upper-case hexadecimal
   * @throws RangeError when no certificate of this authority has such a serial number
   */
  revoke(serial: string, reason: RevocationReason, date: Date): void {
    if (!issuerOfSerial(serial)) throw new RangeError(`serial ${serial} is not of this authority`);
    this.#records = { ...this.#records, revocations: [...this.#records.revocations, { serial, reason, date }] };
  }

  /** Publishes all lists anew; they hold for 96 hours. */
  publishCrls(now: Date): RevocationLists {
    this.#records = publish(this.keys, this.#records, now);
    return this.#records.crls;
  }
}
