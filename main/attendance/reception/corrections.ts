import { randomUUID } from 'node:crypto';
import type { FactView } from '../../api/schema/attendance.ts';
import { AppError } from '../../errors.ts';
import { applyReleases, releaseEvidence } from '../cards/releases.ts';
import type { ClockCorrection, KnownFact } from '../facts/fact.ts';
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

export interface AnnulOrder {
  /** Hash. */
  readonly fact: string;
  readonly reason: string;
  /** Member of staff. */
  readonly by: string;
  /** The card of the record is not that person's. */
  readonly releaseCard?: boolean | undefined;
}

/** When the card of a record was bound to its person; `null` where it is not, or none was tapped. */
function boundAt({ bindings }: ReceptionParts, { person, payload }: KnownFact): string | null {
  if (person === null || !payload?.card) return null;
  return bindings.ofPerson(person).find(({ certificate }) => certificate === payload.card)?.boundAt ?? null;
}

/**
 * Annuls a record; it stays, and no longer counts. Annulling the annulment brings it back, but no card that was taken back with it.
 * @throws AppError FACT_UNKNOWN
 */
export async function annul(parts: ReceptionParts, { fact, reason, by, releaseCard = false }: AnnulOrder): Promise<FactView> {
  const known = await parts.log.one(fact);
  if (known?.person == null || known.payload === null) throw new AppError('FACT_UNKNOWN');
  const { salt: _salt, ...payload } = known.payload;
  const bound = releaseCard ? boundAt(parts, known) : null;
  const evidence = bound === null ? payload.evidence : releaseEvidence(bound);
  const written = await parts.log.append(
    {
      ...here(parts, known.body.seminar),
      kind: 'void',
      about: fact,
      test: known.body.test,
      payload: { ...payload, reason, by, evidence },
      person: known.person,
    },
    async (transaction, { hash }) => {
      await parts.audit.append(transaction, { action: 'attendance.annulled', facts: { seminar: known.body.seminar, fact, annulment: hash } });
    },
  );
  if (bound !== null) await applyReleases(parts, known.body.seminar);
  return viewOf(parts, written);
}

export interface ClockOrder extends ClockCorrection {
  readonly seminar: string;
  readonly reason: string;
  /** Member of staff. */
  readonly by: string;
}

/** Tells how far a device's clock was from true time, for its facts of one seminar, or for those from one sequence to another. */
export async function correctClock(parts: ReceptionParts, { seminar, device, offsetMs, from, to, reason, by }: ClockOrder): Promise<FactView> {
  // An end that is not told is no member of the fact: so the facts of before ranges keep their hashes.
  const clock = { device, offsetMs, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const written = await parts.log.append(
    {
      ...here(parts, seminar),
      kind: 'clock',
      about: null,
      clock,
      test: false,
      payload: { ...NOBODY, reason, by },
      person: null,
    },
    async (transaction, { hash }) => {
      await parts.audit.append(transaction, { action: 'attendance.clock-corrected', facts: { seminar, ...clock, fact: hash } });
    },
  );
  return viewOf(parts, written);
}
