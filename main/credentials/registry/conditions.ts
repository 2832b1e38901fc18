import revocation from '../../../resources/credentials/revocation.json' with { type: 'json' };
import type { ObjectKind } from '../machines/table.ts';
import { feeOf } from '../procedures/fee-of.ts';
import { procedureOf } from '../procedures/table.ts';
import { type CredentialRecord, factText } from './record.ts';

/** What a condition may look at: the object, and everything else of its holder. */
export interface Surroundings {
  readonly record: CredentialRecord;
  readonly records: readonly CredentialRecord[];
  /** ISO day in Japan. */
  readonly today: string;
}

type Condition = (surroundings: Surroundings) => boolean;

const child = (records: readonly CredentialRecord[], parent: string, kind: ObjectKind) =>
  records.find((record) => record.kind === kind && record.parent === parent);
const procedure = ({ procedure: id }: CredentialRecord) => procedureOf(id ?? '');
const confirmed = ({ facts }: CredentialRecord) => facts['licenceConfirmed'] === true;
const feeState = (record: CredentialRecord) => feeOf(record, procedure(record))?.state ?? 'none';

const SETTLED = new Set(['none', 'paid', 'waived']);

/** Each condition that the table of machines names under `when`. */
export const CONDITIONS: Readonly<Record<string, Condition>> = {
  'licence-needed': ({ record }) => procedure(record).licence && !confirmed(record),
  'licence-settled': ({ record }) => !procedure(record).licence || confirmed(record),
  'fee-due': ({ record }) => procedure(record).paymentFirst && feeState(record) === 'due',
  'fee-settled': ({ record }) => !procedure(record).paymentFirst || SETTLED.has(feeState(record)),
  'work-done': ({ record }) => procedure(record).work === 'none' || record.facts['workDone'] === true,
  'before-production': ({ record, records }) => {
    const order = child(records, record.id, 'order');
    return !order || order.state === 'waiting' || order.state === 'cancelled';
  },
  'application-withdrawn': ({ record, records }) => records.some(({ id, state }) => id === record.parent && state === 'withdrawn'),
  // Numbers go up: a card that is active with a greater one was handed over later. Nobody has two that live.
  'successor-handed-over': ({ record, records }) => records.some(({ kind, state, id }) => kind === 'card' && state === 'active' && id > record.id),
  // A number that somebody typed names nobody's certificate: it is known once it was read from the card or from a file.
  'certificate-known': ({ record }) => factText(record, 'serial') !== '' && factText(record, 'sha256') !== '',
  'hold-allowed': () => revocation.holdAllowed,
  'past-expiry': ({ record, today }) => record.expires !== null && record.expires < today,
};

/** The conditions that hold of an object now. */
export function holding(surroundings: Surroundings, names: readonly string[]): ReadonlySet<string> {
  return new Set(names.filter((name) => CONDITIONS[name]!(surroundings)));
}
