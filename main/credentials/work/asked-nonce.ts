import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../audit/canonical-json.ts';
import type { Acting } from '../staff/acting.ts';

/**
 * The nonce under which something that somebody asked for is done once: bound to who asked, what, and about whom, so that the same nonce given for
 * something else is another, and no given one is ever one of the program's own.
 */
export function askedNonce({ id }: Pick<Acting, 'id'>, work: string, about: Readonly<Record<string, Json>>, nonce: string): string {
  return `asked/${createHash('sha256').update(canonicalJson({ id, work, about, nonce })).digest('hex')}`;
}
