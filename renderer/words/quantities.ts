import type { Translate } from './translate.ts';

/** A file size with its unit. */
export function fileSize(bytes: number, t: Translate): string {
  if (bytes < 1024) return t('frame.unit.bytes', { count: bytes });
  if (bytes < 1024 * 1024) return t('frame.unit.kilobytes', { count: bytes / 1024 });
  return t('frame.unit.megabytes', { count: bytes / (1024 * 1024) });
}

/** `3F:A0…` is hard to read aloud; groups of eight hexadecimal digits are not. */
export function fingerprint(hex: string): string {
  return (hex.replaceAll(':', '').match(/.{1,8}/g) ?? []).join(' ');
}

const HOURS_IN_WORDS = 48;

/** Age of evidence in the unit people think in. */
export function ageWords(hours: number, t: Translate): string {
  return hours < HOURS_IN_WORDS ? t('frame.age.hours', { hours: Math.floor(hours) }) : t('frame.age.days', { days: Math.floor(hours / 24) });
}
