import { randomBytes } from 'node:crypto';

/** First octet of a serial number: it tells the issuer, so that a revocation needs no register of what was issued. */
const FIRST_OCTET = { root: 0x01, signature: 0x02, authentication: 0x03 } as const;
export type Issuer = keyof typeof FIRST_OCTET;

const SERIAL_OCTETS = 8;

export const newSerial = (issuer: Issuer): bigint =>
  BigInt(`0x${Buffer.concat([Uint8Array.of(FIRST_OCTET[issuer]), randomBytes(SERIAL_OCTETS - 1)]).toString('hex')}`);

/** Issuer of a serial number in upper-case hexadecimal, `null` when it is none of this authority. */
export function issuerOfSerial(serial: string): Issuer | null {
  const octets = Buffer.from(serial, 'hex');
  const found = Object.entries(FIRST_OCTET).find(([, first]) => octets.length === SERIAL_OCTETS && octets[0] === first);
  return found ? (found[0] as Issuer) : null;
}
