import type { LocalRules, ReceptionPolicy } from '../../main/api/schema/training.ts';
import { unitsOf } from './plan/plan-draft.ts';
import { POLICY_ORDER, type PolicyDraft, policyDraftOf, policyValue } from './plan/policy-draft.ts';

/** The association's own rules as they are entered: units as text, one code a line, a policy or none. */
export interface RulesDraft {
  readonly cap: string;
  readonly codes: string;
  readonly reception: PolicyDraft | null;
}

export const rulesDraftOf = ({ occupationalDailyCap, cmeCodes, reception }: LocalRules): RulesDraft => ({
  cap: occupationalDailyCap === null ? '' : String(occupationalDailyCap),
  codes: cmeCodes.map(({ code, name }) => `${code} ${name}`).join('\n'),
  reception: reception && policyDraftOf(reception),
});

export const codeLines = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '');

/** `74 高血圧症`, one a line; `null` where a line is no code with a name, or a code comes twice. */
export function codesOf(text: string): LocalRules['cmeCodes'] | null {
  const codes = codeLines(text).map((line) => {
    const match = /^\s*(\S{1,20})[\s,\t]+(\S.{0,199}?)\s*$/.exec(line.normalize('NFC'));
    return match ? { code: match[1] as string, name: match[2] as string } : null;
  });
  const known = codes.filter((one) => one !== null);
  return known.length === codes.length && new Set(known.map(({ code }) => code)).size === known.length ? known : null;
}

/** The most that counts on one day. */
const MOST = 24;

/** What a draft says, or which of its parts cannot be taken. */
export function rulesOf({ cap, codes, reception }: RulesDraft): { readonly rules: LocalRules | null; readonly wrong: keyof RulesDraft | null } {
  const units = cap.trim() === '' ? null : (unitsOf(cap) ?? MOST + 1);
  const cmeCodes = codesOf(codes);
  const values = reception && POLICY_ORDER.map((field) => [field, policyValue(field, reception[field])] as const);
  const wrong =
    units !== null && units > MOST ? 'cap' : cmeCodes === null ? 'codes' : values?.some(([, value]) => 'problem' in value) ? 'reception' : null;
  if (wrong || cmeCodes === null) return { rules: null, wrong };
  const policy =
    values && (Object.fromEntries(values.map(([field, value]) => [field, 'value' in value ? value.value : null])) as unknown as ReceptionPolicy);
  return { rules: { occupationalDailyCap: units, cmeCodes, reception: policy }, wrong: null };
}
