import type { Facts } from '../../audit/actions.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import { feeOf } from '../procedures/fee-of.ts';
import { PROCEDURES } from '../procedures/table.ts';
import { requestDue, requestReason } from '../revocation/request.ts';
import { type CredentialRecord, factText } from './record.ts';

/** What letters can say beyond their holder, by the names that the templates declare. */
export interface LetterContent {
  readonly facts: Facts;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

interface Near {
  readonly application: CredentialRecord | undefined;
  readonly order: CredentialRecord | undefined;
  readonly card: CredentialRecord | undefined;
  readonly certificates: readonly CredentialRecord[];
}

/** The application, order and card that an object belongs to, itself included, and the certificates on that card. */
function near(record: CredentialRecord, records: readonly CredentialRecord[]): Near {
  const byId = (id: unknown) => records.find((known) => known.id === id);
  const own = (kind: CredentialRecord['kind']) => (record.kind === kind ? record : undefined);
  const card = own('card') ?? (record.kind === 'certificate' ? byId(record.parent) : undefined);
  const order = own('order') ?? byId(card?.parent) ?? records.find(({ kind, parent }) => kind === 'order' && parent === record.id);
  const application = own('application') ?? byId(order?.parent) ?? byId(record.facts['wantedBy']);
  const made = card ?? byId(order?.facts['card']) ?? byId(application?.facts['card']);
  const certificates =
    record.kind === 'certificate'
      ? [record]
      : records.filter(({ kind, parent }) => kind === 'certificate' && made !== undefined && parent === made.id);
  return { application, order, card: made, certificates };
}

const day = (at: string | undefined): string | null => (at === undefined ? null : dayInJapan(Date.parse(at)));
const known = (record: CredentialRecord | undefined, name: string): string | null => (record ? factText(record, name) || null : null);

/** States in which the applicant has the next step; the day of any other is a day of the desk's own work. */
const WITH_APPLICANT: ReadonlySet<string> = new Set(['returned', 'payment-wait']);

/** The day that a letter may ask its reader to keep; `null`: none is set. */
function deadlineOf({ kind, state, since, due }: CredentialRecord): string | null {
  if (kind === 'certificate') return requestDue(since);
  return kind === 'application' && !WITH_APPLICANT.has(state) ? null : due;
}

/** What the objects around one say, for any letter about it. */
export function letterContent(record: CredentialRecord, records: readonly CredentialRecord[], now: Date): LetterContent {
  const { application, order, card, certificates } = near(record, records);
  const procedure = PROCEDURES.find(({ id }) => id === application?.procedure);
  const fee = application && procedure ? feeOf(application, procedure) : null;
  const today = dayInJapan(now.getTime());
  return {
    facts: {
      application: application?.id ?? null,
      order: order?.id ?? null,
      procedure: application?.procedure ?? null,
      receivedOn: known(application, 'receivedOn'),
      reference: application?.id ?? null,
      ...{ yen: fee?.yen ?? null, netYen: fee?.net?.yen ?? null, percent: fee?.net?.percent ?? null },
      cardNumber: known(card, 'serial'),
      expires: card?.expires ?? null,
      state: card?.state ?? null,
      cause: known(card, 'cause') ?? known(record, 'cause'),
      ...{ heldOn: day(known(card, 'heldAt') ?? undefined), heldFrom: known(card, 'heldFrom'), heldUntil: known(card, 'heldUntil') },
      ...{ resumedOn: today, returnedOn: today, destroyedOn: today, calledOn: today },
      desk: known(order, 'desk') ?? known(application, 'desk'),
      deadline: deadlineOf(record),
      pickupUntil: order?.state === 'notified' ? order.due : null,
      revocationReason: record.kind === 'certificate' ? requestReason(record) : null,
      possession: known(order, 'possession') === null ? null : factText(order!, 'possession') === 'proved',
      usage: known(record, 'usage'),
      issuer: known(record, 'issuer'),
      serial: known(record, 'serial'),
      revocation: card ? certificates.some(({ facts }) => facts['wanted'] === 'request-revocation') : null,
    },
    lists: {
      usages: certificates.map((certificate) => factText(certificate, 'usage')),
      issuers: certificates.map((certificate) => factText(certificate, 'issuer')),
      serials: certificates.map((certificate) => factText(certificate, 'serial')),
    },
  };
}
