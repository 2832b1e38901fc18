import { createHash, createHmac } from 'node:crypto';
import type { Participation, SeminarPlan } from '../api/schema/training.ts';
import { canonicalJson, type Json } from '../audit/canonical-json.ts';

/** One person in a frozen result, as it stays when the personal data are gone. */
export interface SettledPerson {
  readonly person: string;
  /** HMAC-SHA-256 of the participation's text under the salt that is sealed with it, hexadecimal: binds it without telling it. */
  readonly commitment: string;
  readonly totals: Participation['totals'];
}

/** What a settlement's hash is over: nothing personal in clear. */
export interface SettlementBody {
  readonly format: 'hpki-desk-settlement/1';
  readonly seminar: string;
  readonly number: number;
  readonly at: string;
  /** Names and reason of those who answer for it, sealed, base64. */
  readonly answering: string;
  /** Version of the rule tables with what the association has set beside them, and the set rule that credits depend on. */
  readonly rules: string;
  readonly occupationalDailyCap: number | null;
  readonly revision: number;
  /** SHA-256 of the plan as canonical JSON. */
  readonly plan: string;
  readonly facts: { readonly count: number; readonly digest: string };
  /** Hash of the settlement before it, `''` for the first. */
  readonly previous: string;
  readonly persons: readonly SettledPerson[];
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const textOf = (value: unknown): string => canonicalJson(value as Json);

/** Canonical JSON of a body, and its hash. */
export function frozen(body: SettlementBody): { readonly text: string; readonly hash: string } {
  const text = textOf(body);
  return { text, hash: sha256(text) };
}

/** Whether a body is what its hash says, and follows the settlement before it. */
export const holds = (row: { readonly body: string; readonly hash: string }, previous: string): boolean =>
  sha256(row.body) === row.hash && (JSON.parse(row.body) as SettlementBody).previous === previous;

export const planDigest = (plan: SeminarPlan): string => sha256(textOf(plan));

/** Sums up a set of facts, whatever their order. */
export const factsDigest = (hashes: readonly string[]): SettlementBody['facts'] => ({
  count: hashes.length,
  digest: sha256([...hashes].sort().join('\n')),
});

/** Binds the text of a participation under a salt (hexadecimal). */
export const commitmentOf = ({ salt, text }: { readonly salt: string; readonly text: string }): string =>
  createHmac('sha256', Buffer.from(salt, 'hex')).update(text).digest('hex');

/** A person whose data were erased after the result was frozen: the totals still count. */
export const deletedParticipation = ({ person, totals }: SettledPerson): Participation => ({
  person,
  registration: null,
  name: '',
  kana: '',
  affiliation: '',
  birthDate: '',
  booked: false,
  firstIn: null,
  lastOut: null,
  how: 'none',
  sessions: [],
  totals: [...totals],
  missing: ['name', 'kana', 'affiliation', 'registration', 'birthDate'],
  flags: ['deleted'],
});

/** Tells one state of a result that is not frozen from another: over what it was computed from, and what came of it. */
export const previewHash = ({
  participations,
  ...from
}: Pick<SettlementBody, 'rules' | 'plan' | 'facts'> & { readonly participations: readonly Participation[] }): string =>
  sha256(`${textOf(from)}\n${JSON.stringify(participations)}`);
