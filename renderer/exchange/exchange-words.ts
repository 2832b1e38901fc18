import type { ExchangeState } from '../../main/api/schema/exchange.ts';
import { dateAndTimeShort } from '../words/dates.ts';
import type { Language, Translate } from '../words/translate.ts';
import { knownKey } from '../words/translate.ts';

const MINUTE = 60_000;
/** Up to how many of a unit people say it in that unit. */
const UNITS = [
  { id: 'minutes', ms: MINUTE, below: 60 * MINUTE },
  { id: 'hours', ms: 60 * MINUTE, below: 48 * 60 * MINUTE },
  { id: 'days', ms: 24 * 60 * MINUTE, below: 14 * 24 * 60 * MINUTE },
  { id: 'weeks', ms: 7 * 24 * 60 * MINUTE, below: Number.POSITIVE_INFINITY },
] as const;

/** How long ago, in the unit people think in. @param now milliseconds since 1970 */
export function ageOf(at: string, now: number, t: Translate): string {
  const passed = Math.max(0, now - Date.parse(at));
  if (passed < MINUTE) return t('exchange.age.now');
  const { id, ms } = UNITS.find(({ below }) => passed < below)!;
  return t(`exchange.age.${id}`, { count: Math.floor(passed / ms) });
}

/** A time, and how long ago it was. */
export const timeAndAge = (at: string, now: number, language: Language, t: Translate): string =>
  t('exchange.age.at', { time: dateAndTimeShort(at, language), age: ageOf(at, now, t) });

/** Words of a code, or the code where it has none. */
export function wordsOf(place: string, code: string, t: Translate): string {
  const key = knownKey(`${place}.${code}`);
  return key ? t(key) : code;
}

/** What a failure is called, by its code. */
export function failureWords(code: string, t: Translate): string {
  const key = knownKey(`errors.${code}.heading`);
  return key ? t(key) : code;
}

/** Why the hub did not take an event. */
export function refusalWords(code: string, t: Translate): string {
  const key = knownKey(`exchange.refused.by.${code}`);
  return key ? t(key) : t('exchange.refused.by.other', { code });
}

const WITHOUT_HUB = 'https://hpki-desk.invalid/';

/** Whom a name of a peer means: an address, a code, or one of the two words of the format. */
export function peerWords(peer: string, { hub }: Pick<ExchangeState, 'hub'>, t: Translate): string {
  if (peer === hub?.url || peer === 'hub') return t('exchange.peer.hub');
  if (peer === 'authority') return t('exchange.peer.authority');
  if (hub && peer.startsWith(`${hub.url}/issuers/`)) return t('exchange.peer.client');
  if (peer.startsWith(WITHOUT_HUB)) return t('exchange.peer.without-hub');
  return /^https?:/.test(peer) ? peer : t('exchange.peer.association', { code: peer });
}
