import type { CredentialObject } from '../../../main/api/schema/credentials.ts';
import { type Translate, knownKey, type Language } from '../../words/translate.ts';
import { causeWords, wordOf } from '../words/credential-words.ts';
import { dayWords } from '../words/days.ts';

type Fact = CredentialObject['facts'][string];

/** Facts that a clerk reads, in this order; the rest is the program's own. */
const SHOWN = [
  'channel',
  'portalReceipt',
  'reason',
  'receivedOn',
  'usage',
  'serial',
  'issuer',
  'cause',
  'heldFrom',
  'heldUntil',
  'delivery',
  'desk',
  'confirmedOn',
  'paidOn',
  'replaces',
] as const;
type Shown = (typeof SHOWN)[number];

const DAYS: ReadonlySet<Shown> = new Set(['receivedOn', 'heldFrom', 'heldUntil', 'confirmedOn', 'paidOn']);

function valueWords(name: Shown, value: Fact, language: Language, t: Translate): string {
  const text = String(value);
  if (DAYS.has(name)) return dayWords(text, language);
  if (name === 'channel' || name === 'usage') return wordOf(name, text, t);
  if (name === 'reason' || name === 'cause') return causeWords(text, t);
  const key = knownKey(`credentials.screen.fact-value.${name}.${text}`);
  return key ? t(key) : text;
}

/** What an object is called: `再発行　申請`, `署名用　証明書`. */
export function objectTitle({ kind, procedure, facts }: Pick<CredentialObject, 'kind' | 'procedure' | 'facts'>, t: Translate): string {
  const usage = facts['usage'];
  const first = procedure ? wordOf('procedure', procedure, t) : kind === 'certificate' && usage ? valueWords('usage', usage, 'ja', t) : '';
  return [first, wordOf('kind', kind, t)].filter(Boolean).join('\u3000');
}

/** What is known of an object besides where it stands, as terms and values. */
export function objectFacts(
  { facts, expires }: Pick<CredentialObject, 'facts' | 'expires'>,
  language: Language,
  t: Translate,
): readonly { readonly term: string; readonly value: string }[] {
  const known = SHOWN.flatMap((name) => {
    const value = facts[name];
    return value === undefined || value === null || value === ''
      ? []
      : [{ term: t(`credentials.screen.fact.${name}`), value: valueWords(name, value, language, t) }];
  });
  return expires ? [...known, { term: t('credentials.screen.fact.expires'), value: dayWords(expires, language) }] : known;
}
