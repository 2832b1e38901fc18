import { createHash, createHmac } from 'node:crypto';
import { canonicalJson, type Json } from '../../audit/canonical-json.ts';
import type { FactBody, FactPayload } from './fact.ts';

/** Canonical JSON of a body (RFC 8785): the text that is kept, travels, and is hashed as UTF-8. */
export const bodyText = (body: FactBody): string => canonicalJson(body as unknown as Json);

/** SHA-256 of a body's text, hexadecimal: the fact's name. */
export const factHash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** HMAC-SHA-256 of the payload's canonical JSON, salt left out, under the salt: names can be tried neither without the salt nor with a payload of one's own. */
export function commitmentOf({ salt, ...payload }: FactPayload): string {
  return createHmac('sha256', Buffer.from(salt, 'hex')).update(canonicalJson(payload)).digest('hex');
}
