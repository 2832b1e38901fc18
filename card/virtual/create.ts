import type { ApplicationKind } from '../hpki/applications.ts';
import type { VirtualApplicationImage, VirtualCardImage } from './image.ts';
import { VirtualCard } from './virtual-card.ts';

/** What one application is personalised with. */
export interface VirtualApplicationMaterial {
  /** End-entity certificate, DER. */
  readonly certificate: Uint8Array;
  /** Issuer first, then root, DER. */
  readonly chain: readonly Uint8Array[];
  /** RSA private key, PKCS #8 DER. */
  readonly privateKey: Uint8Array;
  /** PIN of this application where it differs from the card's. */
  readonly pin?: string;
}

export interface VirtualCardOrder {
  readonly profile: VirtualCardImage['profile'];
  readonly interface: VirtualCardImage['interface'];
  readonly face: VirtualCardImage['face'];
  readonly signature: VirtualApplicationMaterial;
  /** An HPKI card may carry the signature application alone. */
  readonly authentication?: VirtualApplicationMaterial;
  /** 4 to 16 ASCII characters; real cards use 4 digits. */
  readonly pin: string;
  /** Signing command the card answers; default `iso`. */
  readonly signing?: VirtualCardImage['signing'];
}

/** Consecutive misses until a JMA or MEDIS card locks. */
const MAX_TRIES = 15;
const PIN_FORM = /^[\x20-\x7e]{4,16}$/;

const base64 = (der: Uint8Array): string => Buffer.from(der).toString('base64');

/**
 * A new virtual card with all tries left.
 * @throws TypeError when the PIN has not 4 to 16 ASCII characters or a key is not RSA; RangeError when the chain is longer than the card holds
 */
export function createVirtualCardImage(order: VirtualCardOrder): VirtualCardImage {
  const personalise = (kind: ApplicationKind): readonly VirtualApplicationImage[] => {
    const material = order[kind];
    if (!material) return [];
    const pin = material.pin ?? order.pin;
    if (!PIN_FORM.test(pin)) throw new TypeError('a PIN has 4 to 16 ASCII characters');
    return [
      {
        kind,
        pin,
        tries: MAX_TRIES,
        maxTries: MAX_TRIES,
        certificate: base64(material.certificate),
        chain: material.chain.map(base64),
        privateKey: base64(material.privateKey),
      },
    ];
  };
  const image: VirtualCardImage = {
    format: 'hpki-virtual-card/1',
    profile: order.profile,
    interface: order.interface,
    face: order.face,
    signing: order.signing ?? 'iso',
    applications: [...personalise('signature'), ...personalise('authentication')],
  };
  return new VirtualCard(image).image;
}
