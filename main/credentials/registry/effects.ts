import revocation from '../../../resources/credentials/revocation.json' with { type: 'json' };
import type { Facts } from '../../audit/actions.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import type { Actor } from '../machines/decide.ts';
import { MACHINES } from '../machines/table.ts';
import { LIVE } from '../procedures/openings.ts';
import { type Procedure, procedureOf } from '../procedures/table.ts';
import { forgetWanted, settleAwaited } from './awaited-steps.ts';
import type { CaseFile } from './case-file.ts';
import { PROGRAM } from './program.ts';
import { type CredentialRecord, factText } from './record.ts';

/** A step that was taken, with the file in which what follows from it is written. */
export interface Effect {
  readonly file: CaseFile;
  /** As it stands after the step. */
  readonly record: CredentialRecord;
  readonly second: Actor | null;
  readonly reason: string;
  readonly at: Date;
}

const REASONS: Readonly<Record<string, string>> = revocation.reasons;

/** Certificates that still say yes. */
const ENDABLE = new Set(['active', 'on-hold']);

const certificatesOf = (file: CaseFile, card: string): readonly CredentialRecord[] =>
  file.records.filter(({ kind, parent }) => kind === 'certificate' && parent === card);

/** Certificates wait for their revocation to be asked of the authority; it is never done by itself. What was wanted before for a graver reason stays. */
function wantRevocation(file: CaseFile, certificates: readonly CredentialRecord[], cause: string, pinKnown = false): void {
  const reason = pinKnown ? revocation.pinKnown : (REASONS[cause] ?? REASONS['other']!);
  for (const { id, state, facts } of certificates) {
    if (!ENDABLE.has(state) || (facts['wanted'] === 'request-revocation' && !pinKnown)) continue;
    file.note(id, { wanted: 'request-revocation', revocationReason: reason, cause });
  }
}

/** Everything that says yes in the name of a person ends, and what was not issued yet is not issued any more. */
function endAll(file: CaseFile, cause: string, pinKnown = false): void {
  const certificates = file.records.filter(({ kind }) => kind === 'certificate');
  wantRevocation(file, certificates, cause, pinKnown);
  for (const { id, state } of certificates) if (state === 'requested') file.note(id, { wanted: 'cancel' });
}

/** The card that a procedure is about: the one that was named, else the newest that can take the step. */
function cardOf(file: CaseFile, application: CredentialRecord, states: readonly string[]): CredentialRecord | undefined {
  const named = factText(application, 'card');
  const cards = file.records.filter(({ kind, state, id }) => kind === 'card' && states.includes(state) && (named === '' || id === named));
  return cards.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0];
}

/** What an approved application sets going. */
function begin({ file, record }: Effect): void {
  const { work, card: step, id: procedure, every } = procedureOf(record.procedure ?? '');
  const shared: Facts = { procedure };
  const desk = factText(record, 'desk');
  if (work === 'order') {
    const order = file.create({
      kind: 'order',
      parent: record.id,
      procedure,
      facts: { ...shared, delivery: factText(record, 'delivery') || 'desk', ...(desk && { desk }) },
    });
    file.note(record.id, { parked: true, order: order.id });
  }
  if (work === 'second-certificate') {
    const certificate = file.create({
      kind: 'certificate',
      parent: null,
      procedure,
      facts: { ...shared, usage: 'second', wantedBy: record.id, wanted: 'issue' },
    });
    file.note(record.id, { parked: true, certificate: certificate.id });
  }
  if (work === 'card' && step !== null) {
    const card = cardOf(file, record, step === 'take-back' ? DEAD : LIVE);
    file.note(record.id, { parked: true, ...(card ? { card: card.id } : every ? { workDone: true } : { wanted: 'withdraw' }) });
    if (card) settleAwaited(file, card, null);
    // Whoever has no card may have a certificate beside it.
    else if (every) endAll(file, procedure);
  }
}

const DEAD = ['lost', 'damaged', 'superseded', 'ceased', 'deceased', 'licence-revoked', 'expired'];

/** A card ended: its certificates, and where the person or the licence ended all of the person's, are to be revoked. */
const ends =
  (cause: string, every = false) =>
  ({ file, record }: Effect): void => {
    const pinKnown = record.facts['pinKnown'] === true;
    if (every) endAll(file, cause, pinKnown);
    else wantRevocation(file, certificatesOf(file, record.id), cause, pinKnown);
  };

/** The letter of the step that an application waited for is with the holder already. */
const isPrinted = ({ card, letter }: Procedure): boolean =>
  MACHINES.card.transitions.some(({ id, letters }) => id === card && letters.some((each) => each === letter));

/** What follows a step by itself, by `<kind>.<transition>`. */
export const EFFECTS: Readonly<Record<string, (effect: Effect) => void>> = {
  'application.confirm-licence': ({ file, record }) => file.note(record.id, { licenceConfirmed: true }),
  'application.record-payment': ({ file, record }) => file.note(record.id, { paid: true }),
  'application.waive-fee': ({ file, record }) => file.note(record.id, { waived: true }),
  // Whoever asks for a new card because the old one is lost has told so: nobody need write it twice.
  'application.submit': ({ file, record }) => {
    const lost = record.facts['reason'] === 'loss' ? cardOf(file, record, LIVE) : undefined;
    if (lost) file.note(lost.id, { wanted: 'lose', cause: 'loss' });
  },
  'application.approve': begin,
  'application.complete': ({ file, record }) => {
    const procedure = procedureOf(record.procedure ?? '');
    const { letter } = procedure;
    if (letter !== null && !isPrinted(procedure)) file.print({ object: record.id, template: letter, facts: {} });
  },
  'application.withdraw': ({ file, record }) => {
    for (const { id, kind, parent, state } of file.records)
      if (kind === 'order' && parent === record.id && state === 'waiting') file.move({ object: id, transition: 'withdraw' }, PROGRAM);
    forgetWanted(file, record.id);
  },
  'order.import-serials': ({ file, record }) => {
    const application = file.find(record.parent ?? '');
    const serial = factText(record, 'serial');
    const replaces = cardOf(file, application, [...LIVE, ...DEAD])?.id ?? null;
    const expires = factText(record, 'cardExpires');
    const card = file.create({
      kind: 'card',
      parent: record.id,
      procedure: null,
      facts: { serial, order: record.id, replaces: application.procedure === 'new-issue' ? null : replaces, ...(expires && { expires }) },
    });
    file.move({ object: card.id, transition: 'personalise', evidence: ['production-serial'] });
    for (const usage of ['signature', 'authentication'])
      file.create({ kind: 'certificate', parent: card.id, procedure: null, facts: { usage, card: card.id } });
    file.note(record.id, { card: card.id });
  },
  'order.send-to-desk': ({ file, record }) => {
    const card = file.find(factText(record, 'card'));
    if (card.state === 'personalised') file.move({ object: card.id, transition: 'send-to-desk' });
  },
  // What was produced before goes, and is not handed over by mistake.
  'order.produce-again': ({ file, record }) => {
    const card = factText(record, 'card');
    if (card) file.note(card, { wanted: 'spoil' });
    file.note(record.id, { card: null, serial: null });
  },
  'order.hand-over': ({ file, record }) => {
    const application = file.find(record.parent ?? '');
    file.note(application.id, { workDone: true });
    file.move({ object: application.id, transition: 'complete' }, PROGRAM);
  },
  'order.cancel': ({ file, record }) => {
    const card = factText(record, 'card');
    if (card) file.note(card, { wanted: 'spoil' });
    file.note(record.parent ?? '', { wanted: 'withdraw' });
  },
  'certificate.cancel': ({ file, record }) => {
    for (const { id, state, facts } of file.records)
      if (state === 'approved' && facts['certificate'] === record.id) file.note(id, { wanted: 'withdraw' });
  },
  // The authority did not do it: why it was asked for is still so.
  'certificate.refuse-revocation': ({ file, record }) => file.note(record.id, { wanted: 'request-revocation' }),
  'card.spoil': ({ file, record, reason }) => {
    for (const { id, state } of certificatesOf(file, record.id)) if (state === 'requested') file.move({ object: id, transition: 'cancel', reason });
  },
  'card.activate': ({ file, record }) => {
    const cause = procedureOf(file.find(factText(record, 'order')).procedure ?? '').cause ?? 'other';
    const others = file.records.filter(({ kind, id }) => kind === 'card' && id !== record.id);
    for (const { id, state } of others) {
      const live = LIVE.some((each) => each === state);
      if (live) file.move({ object: id, transition: 'supersede' }, PROGRAM);
      if (live || id === record.facts['replaces']) wantRevocation(file, certificatesOf(file, id), cause);
    }
  },
  'card.hold': ({ file, record }) => {
    const until = factText(record, 'heldUntil');
    file.note(record.id, { heldAt: record.since, ...(until && { dueOn: until }) });
    if (revocation.holdAllowed)
      for (const { id, state } of certificatesOf(file, record.id)) if (state === 'active') file.note(id, { wanted: 'hold' });
  },
  'card.resume': ({ file, record, at }) => {
    // A stop that went before the step that ends the card asks for it no longer.
    file.note(record.id, { heldFrom: null, heldUntil: null, resumedOn: dayInJapan(at.getTime()), wanted: null, pinKnown: null });
    for (const { id, state } of certificatesOf(file, record.id)) if (state === 'on-hold') file.note(id, { wanted: 'resume' });
  },
  'card.lose': ends('loss'),
  // Nobody can sign with a card that is gone, and nobody asked for its certificates yet where none followed it.
  'card.destroy': ends('other'),
  'card.cease': ends('discontinuation'),
  'card.note-death': ends('death', true),
  'card.revoke-licence': ends('licence-revoked', true),
};
