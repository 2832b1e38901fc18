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

/** What a fact says. `null` stands for personal data whose key was destroyed. */
export function factValue(name: string, value: Fact, t: Translate): string {
  if (value === null) return t('audit.destroyed');
  if (typeof value === 'boolean') return value ? t('audit.yes') : t('audit.no');
  const key = knownKey(CODED[name]?.(String(value)) ?? '');
  return key ? t(key) : String(value);
}
