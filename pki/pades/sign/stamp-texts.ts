import roles from '../../../resources/trust/hc-roles.json' with { type: 'json' };
import type { SignerIdentity } from '../../report.ts';

const TIME = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', dateStyle: 'long', timeStyle: 'medium' });

/** Roles whose spelling was seen in a certificate or a publication; any other is shown as it is, in quotes. */
const ROLE_NAMES = new Map(roles.roles.filter(({ confidence }) => confidence !== 'unverified').map(({ text, japanese }) => [text, japanese]));
const roleName = (text: string): string => ROLE_NAMES.get(text) ?? `「${text}」`;

/** Name, role and Japanese time. */
export function stampTexts({ nameKanji, commonName, hcRoles }: SignerIdentity, signingTime: Date): string[] {
  return [nameKanji ?? commonName, ...hcRoles.map(roleName), `電子署名 ${TIME.format(signingTime)}`];
}
