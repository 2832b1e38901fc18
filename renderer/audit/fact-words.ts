import type { AuditEntry } from '../../main/api/schema/application.ts';
import { knownKey, type Translate } from '../words/translate.ts';

type Fact = AuditEntry['facts'][string];

/** Where the words of a fact's value stand, for facts whose values are codes. */
const CODED: Readonly<Record<string, readonly ((value: string) => string)[]>> = {
  code: [(value) => `errors.${value}.heading`],
  application: [(value) => `card.application.${value}`],
  format: [(value) => `documents.format.${value}`, (value) => `report.format.${value}`],
  conclusion: [(value) => `audit.conclusions.${value}`],
  subIndication: [(value) => `report.because.${value}`],
  language: [(value) => `settings.languages.${value}`],
  theme: [(value) => `settings.themes.${value}`],
  verdict: [(value) => `reception.verdict.${value}`],
  evidence: [(value) => `reception.evidence.${value}`],
  from: [(value) => `training.state.${value}`],
  to: [(value) => `training.state.${value}`],
  path: [(value) => `audit.paths.${value}`],
  role: [(value) => `audit.holder-roles.${value}`],
  kind: [(value) => `programs.kind.${value}`],
  outcome: [(value) => `audit.outcomes.${value}`],
  refusal: [(value) => `audit.pairing-refusals.${value}`],
  sign: [(value) => `programs.settings.permission.${value}`],
  verify: [(value) => `programs.settings.permission.${value}`],
  card: [(value) => `programs.settings.permission.${value}`],
  login: [(value) => `programs.settings.permission.${value}`],
  issue: [(value) => `requests.issues.${value}`],
  answer: [(value) => `requests.outcomes.${value}`],
  word: [(value) => `requests.decisions.${value}`],
  prescriptionProfile: [(value) => `settings.profiles.${value}`],
};

/** Facts that are kept sealed under the key of a person: without a value they were destroyed with it. */
const PERSONAL: ReadonlySet<string> = new Set(['holder', 'certificate', 'source', 'signer']);

/** The facts that say something, in the order recorded. */
export function tellingFacts(facts: AuditEntry['facts']): readonly [name: string, value: Fact][] {
  return Object.entries(facts).filter(([name, value]) => value !== null || PERSONAL.has(name));
}

/** The name of a fact; one that has no words stays as it is recorded. */
export function factName(name: string, t: Translate): string {
  const key = knownKey(`audit.facts.${name}`);
  return key ? t(key) : name;
}

/** What a fact says; a code without words stays as it is recorded. */
export function factValue(name: string, value: Fact, t: Translate): string {
  if (value === null) return t('audit.destroyed');
  if (typeof value === 'boolean') return value ? t('audit.yes') : t('audit.no');
  const key = (Object.hasOwn(CODED, name) ? CODED[name]! : []).map((place) => knownKey(place(String(value)))).find((found) => found !== null);
  return key ? t(key) : String(value);
}

/** Whether a value is a fingerprint, to be set in a fixed pitch. */
export const isFingerprint = (value: Fact): value is string => typeof value === 'string' && /^[0-9A-F]{64}$/i.test(value);
