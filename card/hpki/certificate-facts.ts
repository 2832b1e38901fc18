import { createHash, X509Certificate } from 'node:crypto';
import { equal } from '../bytes.ts';
import { bitNames, Fields } from '../tlv/fields.ts';
import { TlvError } from '../tlv/error.ts';
import { parseTlv } from '../tlv/parse.ts';
import { TAG } from '../tlv/tag.ts';
import type { ApplicationKind } from './applications.ts';

/** Content of the OBJECT IDENTIFIER 2.5.29.15, keyUsage (RFC 5280 clause 4.2.1.3). */
const KEY_USAGE = Uint8Array.of(0x55, 0x1d, 0x0f);
const EXTENSIONS = 0xa3;
const USAGES = ['digitalSignature', 'nonRepudiation'] as const;

/** The certificate, or `null` for bytes that are none. */
export function parseCertificate(der: Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(der);
  } catch {
    return null;
  }
}

/** Lower-case hexadecimal; the name of a card here. */
export function certificateSha256(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex');
}

/** A common name in a subject as Node.js writes it: a line for each attribute, escaped as in RFC 4514. */
const COMMON_NAME = /^(?:.* \+ )?CN=((?:\\.|[^\\+])*?)(?: \+ .*)?$/m;

/**
 * Common name of the subject, or its whole name where it has none. Taken from the text, since `toLegacyObject` crashes the process
 * over a certificate whose public key cannot be read.
 */
export function holderName(certificate: X509Certificate): string {
  // Undefined for an empty name, whatever the types say.
  const subject = certificate.subject ?? '';
  const name = COMMON_NAME.exec(subject)?.[1];
  return name === undefined ? subject.replaceAll('\n', ', ') : unescaped(name);
}

const unescaped = (text: string): string =>
  text.replaceAll(/\\([0-9A-F]{2}|.)/g, (_, escaped: string) => (escaped.length === 2 ? String.fromCharCode(Number.parseInt(escaped, 16)) : escaped));

/** The issuers among the candidates, nearest first, as far as they go. */
export function orderChain(certificate: X509Certificate, candidates: readonly X509Certificate[]): X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (let subject = certificate; ; ) {
    const issuer = candidates.find((candidate) => !chain.includes(candidate) && subject.checkIssued(candidate));
    if (issuer === undefined) return chain;
    chain.push(issuer);
    subject = issuer;
  }
}

/** Which application a certificate belongs to by its key usage: nonRepudiation signs, digitalSignature alone authenticates (HPKI profile). */
export function kindOf(der: Uint8Array): ApplicationKind | null {
  const usages = keyUsage(der);
  if (usages.has('nonRepudiation')) return 'signature';
  return usages.has('digitalSignature') ? 'authentication' : null;
}

function keyUsage(der: Uint8Array): ReadonlySet<(typeof USAGES)[number]> {
  try {
    const toBeSigned = new Fields(parseTlv(der)).required(TAG.SEQUENCE);
    const wrapper = new Fields(toBeSigned).skipTo(EXTENSIONS);
    const extensions = wrapper === null ? null : new Fields(new Fields(wrapper).required(TAG.SEQUENCE));
    for (let next = extensions?.optional(TAG.SEQUENCE); next; next = extensions?.optional(TAG.SEQUENCE)) {
      const extension = new Fields(next);
      if (!equal(extension.required(TAG.OBJECT_IDENTIFIER).value, KEY_USAGE)) continue;
      extension.optional(TAG.BOOLEAN);
      return bitNames(parseTlv(extension.required(TAG.OCTET_STRING).value), USAGES);
    }
  } catch (error) {
    if (!(error instanceof TlvError)) throw error;
  }
  return new Set();
}
