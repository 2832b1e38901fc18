import { randomUUID } from 'node:crypto';
import type { FactView } from '../../api/schema/attendance.ts';
import { AppError } from '../../errors.ts';
import type { KnownFact } from '../facts/fact.ts';
import { factViews } from './fact-views.ts';
import type { ReceptionParts } from './parts.ts';
import { placeOf } from './place.ts';

const NOBODY = { registration: null, name: '', kana: '', affiliation: '', birthDate: '', card: null, evidence: null } as const;

const NO_MOVEMENT = { session: null, direction: null, verdict: null, notes: [] } as const;

const here = (parts: ReceptionParts, seminar: string) => ({
  ...placeOf(parts, seminar, { lane: null, at: parts.store.now(), nonce: randomUUID() }),
  ...NO_MOVEMENT,
});

async function viewOf(parts: ReceptionParts, fact: KnownFact): Promise<FactView> {
  const facts = factViews(await parts.log.of(fact.body.seminar));
  return facts.find(({ hash }) => hash === fact.hash)!;
}

/**
 * Annuls a record; it stays, and no longer counts. Annulling the annulment brings it back.
 * @throws AppError FACT_UNKNOWN
 */
export async function annul(
  parts: ReceptionParts,
  { fact, reason, by }: { readonly fact: string; readonly reason: string; readonly by: string },
): Promise<FactView> {
  const known = await parts.log.one(fact);
  if (known?.person == null || known.payload === null) throw new AppError('FACT_UNKNOWN');
  const { salt: _salt, ...payload } = known.payload;
  const written = await parts.log.append(
    {
      ...here(parts, known.body.seminar),
      kind: 'void',
      about: fact,
      test: known.body.test,
      payload: { ...payload, reason, by },
      person: known.person,
    },
    async (transaction, { hash }) => {
      await parts.audit.append(transaction, { action: 'attendance.annulled', facts: { seminar: known.body.seminar, fact, annulment: hash } });
    },
  );
  return viewOf(parts, written);
}

/** Tells how far a device's clock was from true time (true minus clock, milliseconds), for its facts of one seminar. */
export async function correctClock(
  parts: ReceptionParts,
  order: { readonly seminar: string; readonly device: string; readonly offsetMs: number; readonly reason: string; readonly by: string },
): Promise<FactView> {
  const { seminar, device, offsetMs, reason, by } = order;
  const written = await parts.log.append(
    {
      ...here(parts, seminar),
      kind: 'clock',
      about: null,
      clock: { device, offsetMs },
      test: false,
      payload: { ...NOBODY, reason, by },
      person: null,
    },
    async (transaction, { hash }) => {
      await parts.audit.append(transaction, { action: 'attendance.clock-corrected', facts: { seminar, device, offsetMs, fact: hash } });
    },
  );
  return viewOf(parts, written);
}
