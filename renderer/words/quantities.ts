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
