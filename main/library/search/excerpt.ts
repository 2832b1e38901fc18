import { folded } from './fold.ts';

const BEFORE = 20;
const AFTER = 60;

/** The part of a kept text where the first of the words stands, with what is around it. `null` where none does. */
export function excerptOf(kept: string, words: readonly string[]): string | null {
  const text = folded(kept);
  const places = words.map((word) => text.indexOf(word)).filter((place) => place >= 0);
  if (places.length === 0) return null;
  const at = Math.min(...places);
  const start = Math.max(0, at - BEFORE);
  const part = kept.slice(start, at + AFTER).replaceAll('\n', ' ');
  return `${start > 0 ? '…' : ''}${part}${at + AFTER < kept.length ? '…' : ''}`;
}
