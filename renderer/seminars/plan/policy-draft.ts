import type { ReceptionPolicy } from '../../../main/api/schema/training.ts';

/** How each part of a policy is entered: minutes or days as text, where some may be left open; a choice; yes or no. */
export const POLICY_FIELDS = {
  opensBefore: { kind: 'number', most: 1440, open: false },
  graceAfterStart: { kind: 'number', most: 1440, open: true },
  minimumPresence: { kind: 'number', most: 1440, open: true },
  exitTap: { kind: 'choice' },
  graceBeforeEnd: { kind: 'number', most: 1440, open: false },
  bookedOnly: { kind: 'switch' },
  needsMyPage: { kind: 'switch' },
  statusMaxAgeDays: { kind: 'number', most: 3650, open: true },
} as const;
export type PolicyField = keyof typeof POLICY_FIELDS;
export const POLICY_ORDER = Object.keys(POLICY_FIELDS) as readonly PolicyField[];

export const EXIT_TAPS = ['required', 'recorded', 'none'] as const satisfies readonly ReceptionPolicy['exitTap'][];

/** A policy as it is being entered; empty text where something is left open. */
export type PolicyDraft = {
  readonly [Field in PolicyField]: ReceptionPolicy[Field] extends boolean | string ? ReceptionPolicy[Field] : string;
};

const draftValue = (value: ReceptionPolicy[PolicyField]) => (typeof value === 'number' ? String(value) : (value ?? ''));

/** A policy, or the part of one in which a session differs, as it is entered. */
export function policyDraftOf<Part extends Partial<ReceptionPolicy>>(
  policy: Part,
): { readonly [Field in keyof Part & PolicyField]: PolicyDraft[Field] } {
  return Object.fromEntries(POLICY_ORDER.filter((field) => field in policy).map((field) => [field, draftValue(policy[field] ?? null)])) as never;
}

export type PolicyProblem = 'number-missing' | 'number-wrong';

/** The value of one field, or why it cannot be taken. */
export function policyValue(field: PolicyField, text: string | boolean): { value: ReceptionPolicy[PolicyField] } | { problem: PolicyProblem } {
  const rule = POLICY_FIELDS[field];
  if (rule.kind !== 'number') return { value: text as ReceptionPolicy[PolicyField] };
  const digits = String(text).normalize('NFKC').trim();
  if (digits === '') return rule.open ? { value: null } : { problem: 'number-missing' };
  return /^\d{1,4}$/.test(digits) && Number(digits) <= rule.most ? { value: Number(digits) } : { problem: 'number-wrong' };
}
