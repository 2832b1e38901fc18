import type { SignerIdentity } from '../../report.ts';

const TIME = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', dateStyle: 'long', timeStyle: 'medium' });

/** Name, role as the certificate has it, and Japanese time. */
export function stampTexts({ nameKanji, commonName, hcRoles }: SignerIdentity, signingTime: Date): string[] {
  return [nameKanji ?? commonName, ...hcRoles, `電子署名 ${TIME.format(signingTime)}`];
}
