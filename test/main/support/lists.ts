import type { ServerResponse } from 'node:http';
import { type Certificate, parseCertificate } from '../../../pki/certificate/certificate.ts';
import type { NameTemplate } from '../../../pki/certificate/encode-name.ts';
import {
  basicConstraints,
  certificate,
  type CertificateSpec,
  crl,
  type CrlSpec,
  distributionPoints,
  extension,
  rsaKey,
  uri,
} from '../../support/certificates.ts';
import { EXTENSION } from '../../../pki/certificate/extensions/oids.ts';
import { integer } from '../../../pki/asn1/encode.ts';
import { type Web, web } from '../../support/web.ts';

const HOUR_MS = 3_600_000;
export const START = new Date('2026-06-15T12:00:00Z');

export const keys = { issuer: rsaKey(), other: rsaKey(), holder: rsaKey() };
export const ISSUER: NameTemplate = [
  ['C', 'JP'],
  ['CN', 'TEST Issuer'],
];
const OTHER: NameTemplate = [
  ['C', 'JP'],
  ['CN', 'TEST Other'],
];

/** A clock in the test's hand. */
export class Clock {
  #now = START;
  readonly now = (): Date => this.#now;

  pass(hours: number): void {
    this.#now = new Date(this.#now.getTime() + hours * HOUR_MS);
  }
}

export const hours = (count: number): Date => new Date(START.getTime() + count * HOUR_MS);

const issued = (change: Partial<CertificateSpec>): Certificate =>
  parseCertificate(
    certificate({
      subject: ISSUER,
      issuer: ISSUER,
      key: keys.issuer,
      issuerKey: keys.issuer,
      serial: 1,
      from: hours(-9000),
      to: hours(9000),
      extensions: [],
      ...change,
    }),
  );

export const issuer = issued({ extensions: [basicConstraints(true)] });

/** A certificate that names its list at this address. */
export const holderAt = (address: string, ...extensions: CertificateSpec['extensions'][number][]): Certificate =>
  issued({ subject: [['CN', 'TEST Holder']], key: keys.holder, serial: 0x1234, extensions: [distributionPoints(uri(address)), ...extensions] });

export const number = (value: number) => extension(EXTENSION.CRL_NUMBER, integer(value));

/** The list of the issuer as of some hours after the start, which holds for 96 hours. */
export const list = (asOf = -10, change: Partial<CrlSpec> = {}): Uint8Array =>
  crl({ issuer: ISSUER, key: keys.issuer, thisUpdate: hours(asOf), nextUpdate: hours(asOf + 96), extensions: [number(1000 + asOf)], ...change });

export const foreign = {
  'of another issuer': () => list(5, { issuer: OTHER, key: keys.other }),
  'that only names the issuer': () => list(5, { key: keys.other }),
} as const;

/** A publisher whose answer can be changed at any time. */
export async function publisher() {
  let answer: (response: ServerResponse) => void = (response) => void response.writeHead(404).end();
  const server: Web = await web((request, response) => {
    if (request.headers['if-none-match'] !== undefined && request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
    answer(response);
  });
  let etag: string | undefined;
  return {
    ...server,
    address: `${server.origin}/list.crl`,
    publish(der: Uint8Array, mark?: string) {
      etag = mark;
      answer = (response) => void response.writeHead(200, mark === undefined ? {} : { etag: mark }).end(der);
    },
    answer(change: typeof answer) {
      etag = undefined;
      answer = change;
    },
  };
}
export type Publisher = Awaited<ReturnType<typeof publisher>>;
