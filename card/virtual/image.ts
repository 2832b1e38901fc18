import type { ApplicationKind } from '../hpki/applications.ts';

/** One application of a virtual card as stored on disk. Binary values are base64. */
export interface VirtualApplicationImage {
  readonly kind: ApplicationKind;
  /** ASCII PIN. A virtual card is a test device: its PIN is stored in clear and says so. */
  readonly pin: string;
  readonly tries: number;
  readonly maxTries: number;
  /** End-entity certificate, DER in base64. */
  readonly certificate: string;
  /** Issuer first, then root; DER in base64. */
  readonly chain: readonly string[];
  /** RSA private key, PKCS#8 DER in base64. */
  readonly privateKey: string;
}

/** A whole virtual card: what `hpki virtual-card new` writes to `card.json`. */
export interface VirtualCardImage {
  readonly format: 'hpki-virtual-card/1';
  /** `jma`: file numbers and directory of the published JMA sample; `guideline`: layout of JAHIS 24-002 annex B. */
  readonly profile: 'jma' | 'guideline';
  readonly interface: 'contact' | 'contactless';
  /** Printed on the face only; no certificate holds it. */
  readonly face: { readonly nameKanji: string; readonly nameRomaji: string; readonly registration: string; readonly role: string };
  /** Signing command the card answers: MSE + PSO 9E9A, or 80 2A 00 80. */
  readonly signing: 'iso' | 'jicsap';
  readonly applications: readonly VirtualApplicationImage[];
}
