import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../errors.ts';
import { decodeCrockford, encodeCrockford } from '../../crockford.ts';
import { ipOctets, ipText } from './ip-address.ts';

/**
 * Bits of the listener's fingerprint within the code. Who wants to stand in for the listener needs a certificate with the same 88 bits:
 * 2^88 trials against one known certificate, years for anybody even if begun long before, since the certificate does not change. Only after
 * this pin holds is anything sent that the secret could be searched from.
 */
export const PIN_BYTES = 11;
/** One-time secret, 40 bits: it can only be tried at the listener, which ends the invitation at the fifth wrong one (5 in 2^40). */
export const SECRET_BYTES = 5;
const CHECK_BYTES = 2;
const PORT_BYTES = 2;

/** First octet, version of the code and kind of address, with the length of that address. */
const FAMILIES: ReadonlyMap<number, number> = new Map([
  [0x14, 4],
  [0x16, 16],
]);
const GROUP = /.{1,5}/g;

/** What one station shows and the other one types or scans: 40 characters for an IPv4 address, 60 for IPv6. */
export interface PairingCode {
  /** IP address of the listener. */
  readonly host: string;
  readonly port: number;
  /** The first octets of the SHA-256 of the listener's certificate. */
  readonly pin: Uint8Array;
  readonly secret: Uint8Array;
}

const checkOf = (content: Uint8Array): Buffer =>
  createHash('sha256').update('hpki-desk pairing code\0').update(content).digest().subarray(0, CHECK_BYTES);

/** Groups of five characters; a QR code holds it in its alphanumeric mode. */
export function writePairingCode({ host, port, pin, secret }: PairingCode): string {
  const address = ipOctets(host);
  if (!address || pin.length !== PIN_BYTES || secret.length !== SECRET_BYTES) throw new TypeError(`no pairing code for ${host}`);
  const [family] = [...FAMILIES].find(([, length]) => length === address.length)!;
  const content = Buffer.concat([Uint8Array.of(family), address, Uint8Array.of(port >> 8, port & 0xff), pin, secret]);
  return encodeCrockford(Buffer.concat([content, checkOf(content)]))
    .match(GROUP)!
    .join('-');
}

/** Reads a code as it was typed. @throws AppError STATION_CODE_WRONG */
export function readPairingCode(text: string): PairingCode {
  const bytes = decodeCrockford(text);
  const addressLength = FAMILIES.get(bytes?.[0] ?? 0);
  if (!bytes || !addressLength || bytes.length !== 1 + addressLength + PORT_BYTES + PIN_BYTES + SECRET_BYTES + CHECK_BYTES)
    throw new AppError('STATION_CODE_WRONG');
  const content = bytes.subarray(0, -CHECK_BYTES);
  if (!timingSafeEqual(checkOf(content), bytes.subarray(-CHECK_BYTES))) throw new AppError('STATION_CODE_WRONG');
  const port = 1 + addressLength;
  const pin = port + PORT_BYTES;
  const secret = pin + PIN_BYTES;
  return {
    host: ipText(content.subarray(1, port)),
    port: (content[port]! << 8) | content[port + 1]!,
    pin: content.subarray(pin, secret),
    secret: content.subarray(secret),
  };
}
