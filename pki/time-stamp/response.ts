import { children, DerError, expectTag, parseDer, TAG } from '../asn1/der.ts';
import { Fields } from '../asn1/fields.ts';
import { readString } from '../asn1/strings.ts';
import { namedBits, smallInteger } from '../asn1/values.ts';
import { PkiError } from '../errors.ts';
import { failureNames } from './failure-info.ts';

/** PKIStatus values with a token (RFC 3161 section 2.4.2). */
const GRANTED: ReadonlySet<number> = new Set([0, 1]);
const STATUS_NAMES = ['granted', 'grantedWithMods', 'rejection', 'waiting', 'revocationWarning', 'revocationNotification'];

const MAX_TEXTS = 16;
const MAX_TEXT = 300;

/**
 * The TimeStampToken of a TimeStampResp, DER, not yet believed.
 * @throws PkiError TIME_STAMP_REFUSED with the failure's name and the server's words; TIME_STAMP_WRONG when it is no such answer
 */
export function readTimeStampResponse(der: Uint8Array): Uint8Array {
  try {
    const members = new Fields(parseDer(der, TAG.SEQUENCE));
    const info = new Fields(members.take(TAG.SEQUENCE));
    const token = members.optional(TAG.SEQUENCE);
    members.end();
    const status = smallInteger(info.take(TAG.INTEGER).content);
    const texts = info.optional(TAG.SEQUENCE);
    const failure = info.optional(TAG.BIT_STRING);
    info.end();
    const text = texts ? plainText(children(texts, MAX_TEXTS).map((node) => readString(expectTag(node, TAG.UTF8_STRING)))) : '';
    const name = failure ? failureNames(namedBits(failure.content)).join(', ') : '';
    if (!GRANTED.has(status)) throw refused(STATUS_NAMES[status] ?? String(status), name, text);
    if (!token) throw new DerError('granted without a token');
    return token.bytes;
  } catch (cause) {
    if (cause instanceof DerError) throw new PkiError('TIME_STAMP_WRONG', { note: cause.message }, { cause });
    throw cause;
  }
}

const refused = (status: string, failure: string, text: string): PkiError =>
  new PkiError('TIME_STAMP_REFUSED', {
    status,
    failure: failure || status,
    text: text || '-',
    note: [status, failure, text].filter(Boolean).join(': '),
  });

/** A stranger's words, for a screen or a terminal: one line without control characters. */
const plainText = (texts: readonly string[]): string =>
  texts
    .join(' ')
    .replaceAll(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, MAX_TEXT);
