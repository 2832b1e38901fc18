import type { AuditEntry } from '../../main/api/schema/application.ts';
import { knownKey, type Translate } from '../words/translate.ts';

type Fact = AuditEntry['facts'][string];

/** Facts whose values are codes with words of their own. */
const CODED: Readonly<Record<string, (value: string) => string>> = {
  code: (value) => `errors.${value}.heading`,
  application: (value) => `card.application.${value}`,
  format: (value) => `documents.format.${value}`,
  language: (value) => `settings.languages.${value}`,
  theme: (value) => `settings.themes.${value}`,
  prescriptionProfile: (value) => `settings.profiles.${value}`,
};

/** The name of a fact; one that has no words stays as it is recorded. */
export function factName(name: string, t: Translate): string {
  const key = knownKey(`audit.facts.${name}`);
  return key ? t(key) : name;
}

/** Facts that are kept sealed under the key of a person. */
const PERSONAL: ReadonlySet<string> = new Set(['holder', 'certificate', 'source', 'signer']);

/** What a fact says. Without a value a personal fact was destroyed with its key; any other says that there was none. */
export function factValue(name: string, value: Fact, t: Translate): string {
  if (value === null) return PERSONAL.has(name) ? t('audit.destroyed') : t('audit.none');
  if (typeof value === 'boolean') return value ? t('audit.yes') : t('audit.no');
  const key = knownKey(CODED[name]?.(String(value)) ?? '');
  return key ? t(key) : String(value);
}
