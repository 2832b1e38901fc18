import type { CaseParts } from '../../credentials/registry/case-file.ts';
import { type CredentialRecord, factText } from '../../credentials/registry/record.ts';
import { registrationNumber } from '../../membership/registration-number.ts';
import type { Store } from '../../store/store.ts';
import { eventType } from '../events/table.ts';
import { type OutgoingFact, queueFacts } from './queue.ts';
import { statusFacts } from './status-facts.ts';

/** Codes of our tables; what people wrote in words never goes out. */
const CODE = /^[\w.-]{1,64}$/;
const USAGES = new Set(['signature', 'authentication']);

/** Members that are there at all. */
const present = (members: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ''));

/** What others may know of an object that took a step. */
function payloadOf(record: CredentialRecord, state: string, claims: string): Readonly<Record<string, string>> {
  const { id: object, kind } = record;
  const fact = (name: string) => factText(record, name);
  const cause = fact('cause') || fact('reason');
  const certificate = kind === 'certificate';
  return present({
    ...{ object, kind, state },
    procedure: record.procedure ?? fact('procedure'),
    cause: CODE.test(cause) ? cause : '',
    expires: (fact('expires') || (record.expires ?? '')).slice(0, 10),
    usage: certificate && USAGES.has(fact('usage')) ? fact('usage') : '',
    ...(claims === 'certificate' && { x509_issuer: fact('issuer'), x509_serial: fact('serial') }),
  });
}

/**
 * Tells what a case file wrote: how its cards stand, which overtakes everything, and each step that has an event, about its person. For `afterwards` of a
 * case: it is told if and only if it is kept.
 */
export function tellCredentialFacts(store: Pick<Store, 'persons' | 'masterKey' | 'now'>): CaseParts['afterwards'] {
  return async (tx, file, events) => {
    const { person, wrappedKey, association, fields } = file.holder;
    const told = events.filter(({ event }) => event !== null);
    const registration = registrationNumber(fields?.registration ?? '');
    if (told.length === 0 || !wrappedKey) return;
    const stops = await statusFacts(store, tx, file, told[0]!.at);
    const steps = told.map(({ event, object, state, at: happenedAt }): OutgoingFact => {
      const payload = payloadOf(file.find(object), state, eventType(event!).claims);
      return { event: event!, happenedAt, subject: { format: 'doctor', registration: registration! }, payload };
    });
    // Who has no number cannot be named to anybody.
    await queueFacts(store, tx, { person, wrappedKey, association }, registration === null ? stops : [...stops, ...steps]);
  };
}
