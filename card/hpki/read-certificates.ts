import type { X509Certificate } from 'node:crypto';
import type { CardChannel } from '../apdu/channel.ts';
import { equal } from '../bytes.ts';
import { parseCertificateObjects } from '../iso7816-15/certificates.ts';
import type { Path } from '../iso7816-15/path.ts';
import { readFile } from '../iso7816-15/read-file.ts';
import type { CardCertificate } from './card.ts';
import { parseCertificate } from './certificate-facts.ts';
import { type Directory, readObjects } from './read-directory.ts';
import { RECORDED_CERTIFICATE } from './recorded-jma.ts';

const CLASSES = ['certificates', 'trustedCertificates', 'usefulCertificates'] as const;

/**
 * Reads every certificate that the selected application's directory names; the recorded file of the JMA card when it names no
 * end-entity certificate that can be read. Needs no PIN (JAHIS 24-002 clause 5.1.2).
 */
export async function readCertificates(channel: CardChannel, directory: Directory | null): Promise<CardCertificate[]> {
  const certificates: CardCertificate[] = [];
  for await (const certificate of certificatesOf(channel, directory)) certificates.push(certificate);
  return certificates;
}

/** Reads no further than the first end-entity certificate; `null` when there is none. */
export async function readEndEntityCertificate(channel: CardChannel, directory: Directory | null): Promise<CardCertificate | null> {
  for await (const certificate of certificatesOf(channel, directory)) if (!certificate.authority) return certificate;
  return null;
}

async function* certificatesOf(channel: CardChannel, directory: Directory | null): AsyncGenerator<CardCertificate> {
  const objects = directory === null ? null : await readObjects(channel, directory, CLASSES, parseCertificateObjects);
  let complete = false;
  for (const { path, id, authority } of objects ?? []) {
    const found = await readCertificate(channel, path);
    if (found === null) continue;
    const certificate = { der: new Uint8Array(found.raw), id, path, authority: authority || found.ca };
    complete ||= !certificate.authority;
    yield certificate;
  }
  const recorded = complete ? null : await readCertificate(channel, RECORDED_CERTIFICATE);
  if (recorded !== null && !recorded.ca)
    yield { der: new Uint8Array(recorded.raw), id: new Uint8Array(), path: RECORDED_CERTIFICATE, authority: false };
}

async function readCertificate(channel: CardChannel, path: Path): Promise<X509Certificate | null> {
  const der = await readFile(channel, path, 'object', (content) => parseCertificate(content) !== null);
  return der === null ? null : parseCertificate(der);
}

/** The end-entity certificate whose key the card holds, by the id they share; else the first end-entity certificate. */
export function endEntity(certificates: readonly CardCertificate[], keyIds: readonly Uint8Array[]): CardCertificate | null {
  const candidates = certificates.filter(({ authority }) => !authority);
  return candidates.find(({ id }) => keyIds.some((keyId) => equal(keyId, id))) ?? candidates[0] ?? null;
}
