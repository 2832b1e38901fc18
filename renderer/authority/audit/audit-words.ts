import type { AuditEntry } from '../../../main/api/schema/application.ts';
import { factName } from '../../audit/fact-words.ts';
import { knownKey, type Translate } from '../../words/translate.ts';
import { kindOf, transitionWords, wordOf } from '../words/credential-words.ts';

type Entry = Pick<AuditEntry, 'action' | 'facts'>;

const HOLDER = 'credentials.screen.audit.holder';

/** Actions whose holder is a number of this registry; elsewhere it is a name. */
const BY_NUMBER = /^(credential|production|revocation|staff|holder)\./;

/** Facts that the log calls something else elsewhere, by action and name: where their words stand. */
const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'credential.moved': Object.fromEntries(['from', 'until', 'objects', 'hash'].map((fact) => [fact, `credentials.screen.audit.moved.${fact}`])),
  'credential.listed': { holders: HOLDER },
};

/** What a fact of this workspace is called; whom it is about is told by number, never by name. */
export function nameOf(fact: string, { action }: Pick<Entry, 'action'>, t: Translate): string {
  const place = fact === 'holder' && BY_NUMBER.test(action) ? HOLDER : NAMES[action]?.[fact];
  const key = place === undefined ? null : knownKey(place);
  return key ? t(key) : factName(fact, t);
}

/** Where the words of a value stand that is a code, in the order in which they are looked up. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  what: ['credentials.screen.audit.what', 'credentials.screen.parts', 'credentials.screen.production.papers', 'credentials.screen.exchange.kind'],
  kind: ['credentials.screen.proposal'],
  means: ['credentials.screen.audit.means'],
  vouchedBy: ['credentials.screen.audit.means'],
  because: ['credentials.screen.audit.because'],
  task: ['credentials.screen.bulk.task'],
};

/** Codes whose words depend on more than their fact, or have words of their own. */
const CODED: Readonly<Record<string, (value: string, entry: Entry, t: Translate) => string>> = {
  transition: (value, { facts }, t) => transitionWords(kindOf(String(facts['object'] ?? '')), value, t),
  item: (value, _entry, t) => wordOf('item', value, t),
  template: (value, _entry, t) => wordOf('letter', value, t),
  rule: (value, _entry, t) => wordOf('retention', value, t),
  reason: (value, { action }, t) => (action.startsWith('revocation.') ? wordOf('revocation-reason', value, t) : value),
};

/** What a code says; `null`: it is none that has words. */
export function codeWords(fact: string, value: string, entry: Entry, t: Translate): string | null {
  if (Object.hasOwn(CODED, fact)) return CODED[fact]!(value, entry, t);
  const key = (PLACES[fact] ?? []).map((place) => knownKey(`${place}.${value}`)).find((found) => found !== null);
  return key ? t(key) : null;
}
