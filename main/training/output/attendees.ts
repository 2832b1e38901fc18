import type { Certifiable, NoCredit, Participation, Seminar, SessionPresence, Settlement } from '../../api/schema/training.ts';
import { AppError } from '../../errors.ts';
import { kanaText } from '../../tables/kana.ts';

const COLLATOR = new Intl.Collator('ja', { numeric: true });

/** In the order of the readings, as lists of names are in Japan; the registration number decides between equal ones. */
export function byReading(participations: readonly Participation[]): Participation[] {
  const keyed = participations.map((participation) => ({ participation, reading: kanaText(participation.kana, 'hiragana') || participation.name }));
  keyed.sort(
    (a, b) =>
      COLLATOR.compare(a.reading, b.reading) ||
      COLLATOR.compare(a.participation.registration ?? '', b.participation.registration ?? '') ||
      (a.participation.person < b.participation.person ? -1 : 1),
  );
  return keyed.map(({ participation }) => participation);
}

/** Reasons why a session gave nothing although it was attended as the policy wants it. */
const ATTENDED: ReadonlySet<NoCredit> = new Set(['no-credits', 'daily-cap']);

/** Sessions that somebody attended as the policy wants it, whether they gave credits or not. */
export const attendedSessions = ({ sessions }: Participation): SessionPresence[] =>
  sessions.filter((session) => session.in !== null && (session.reason === null || ATTENDED.has(session.reason)));

/** Known by nothing but test cards. */
const onlyTested = (participation: Participation): boolean =>
  participation.sessions.some(({ reason }) => reason === 'test-card') && attendedSessions(participation).length === 0;

/** Somebody whose data were not erased. */
const isKnown = ({ name, registration }: Participation): boolean => name !== '' || registration !== null;

/** Everybody who is booked or was received, in the order of their readings. */
export const expectedAt = ({ participations }: Settlement): Participation[] => byReading(participations.filter(isKnown));

/** Who was received, in the order of their readings; those with test cards only in a rehearsal. */
export const receivedAt = ({ plan }: Seminar, { participations }: Settlement): Participation[] =>
  byReading(participations.filter((one) => isKnown(one) && one.firstIn !== null && (plan.practice || !onlyTested(one))));

/** What a certificate cannot do without: who it is about, in letters and by number. */
const NAMED_BY = ['name', 'registration'] as const satisfies readonly Participation['missing'][number][];

/** What keeps a person from a certificate, though they attended; nothing where one can be made. */
const lackingOf = (participation: Participation) => NAMED_BY.filter((column) => (participation[column] ?? '').trim() === '');

/** Somebody whose attendance can be certified: known by name and number, and with at least one session attended. */
export const isCertifiable = (participation: Participation): boolean =>
  lackingOf(participation).length === 0 && attendedSessions(participation).length > 0;

/** Who attended and gets no certificate, with what is not known of them, in the order of their readings. */
export const withheldAt = (seminar: Seminar, settlement: Settlement): Certifiable['withheld'] =>
  receivedAt(seminar, settlement)
    .filter((one) => attendedSessions(one).length > 0 && !isCertifiable(one))
    .map((one) => ({ person: one.person, name: one.name, registration: one.registration, missing: lackingOf(one) }));

/**
 * Lets pass what may be told to others.
 * @throws AppError PRACTICE_NOT_SUBMITTED, SEMINAR_NOT_SETTLED
 */
export function requireSettled({ plan }: Seminar, settlement: Settlement | undefined): asserts settlement is Settlement {
  if (plan.practice) throw new AppError('PRACTICE_NOT_SUBMITTED');
  if (!settlement || settlement.number === 0) throw new AppError('SEMINAR_NOT_SETTLED');
}
