import type { HpkiCard } from '../../../card/hpki/card.ts';
import type { CardFitness, FitnessFact } from '../../api/schema/fitness.ts';
import { type FeeItem, feeFor } from '../../credentials/fees/fee.ts';
import { monthsBefore } from '../../credentials/procedures/checklist.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import { assess } from '../../signing/readiness.ts';
import type { Trust } from '../../verification/trust.ts';
import { judgeApplication, type JudgedApplication } from '../judged-application.ts';
import { factsOf, FORMS, papersFor } from '../forms/table.ts';
import { fitnessPoints, worst } from './points.ts';

/** A month of a lead time, in days, and a month more to gather the papers: the choice of this program, told with the day that comes of it. */
const DAYS_PER_MONTH = 30;
const PAPERS_MONTHS = 1;
const RENEWAL: FeeItem = 'renewal';

/** What a renewal costs on a day, for members and others; nothing where no source says it. */
const feeFacts = (day: string): readonly FitnessFact[] =>
  [true, false].flatMap((member) => {
    const fee = feeFor({ item: RENEWAL, member, channel: null, reason: null, day });
    return fee ? [{ id: `renewal-fee-${member ? 'member' : 'other'}`, params: { yen: fee.yen }, source: fee.source, asOf: day }] : [];
  });

/** The way to the next card: what the authority wants, what it costs, how long it takes, and what nobody has on record. */
function renewalOf(applications: readonly JudgedApplication[], today: string): CardFitness['renewal'] {
  const { leadMonths, procedure, facts } = FORMS.renewal;
  const ends = applications.flatMap(({ judged }) => (judged ? [dayInJapan(judged.certificate.notAfter.getTime())] : [])).toSorted()[0] ?? null;
  const lead = { member: leadMonths.member, other: leadMonths.other };
  return {
    ends,
    applyBy: ends && monthsBefore(ends, leadMonths.other + PAPERS_MONTHS),
    facts: [
      ...factsOf(facts),
      { id: 'lead-time', params: lead, source: leadMonths.source, asOf: leadMonths.asOf },
      ...papersFor(procedure).map(
        (item): FitnessFact => ({ id: 'paper', params: { item }, source: '医師資格証 leaflet; jmaca.med.or.jp/application/', asOf: '2026' }),
      ),
      ...feeFacts(today),
    ],
  };
}

/**
 * Whether a card is fit for work, point by point, by the same checks that signing makes of it. A test card's own root counts as it does for signing.
 * Revocation lists must hold now; that none can be issued after this moment is no fault of the card.
 */
export async function fitnessOf(card: HpkiCard, trust: Trust, at: Date): Promise<CardFitness> {
  const judge = (application: HpkiCard['applications'][number]) =>
    judgeApplication(application, (certificate, how) => assess(certificate, { ...trust, revocationPolicy: 'valid-at-time' }, at, how));
  const applications = await Promise.all(card.applications.map(judge));
  const { leadMonths } = FORMS.renewal;
  const soonDays = (leadMonths.other + PAPERS_MONTHS) * DAYS_PER_MONTH;
  const points = fitnessPoints({ applications, now: at, soonDays });
  return {
    checkedAt: at.toISOString(),
    verdict: worst(points.map(({ verdict }) => verdict)),
    points: [...points],
    test: applications.some(({ judged }) => judged?.readiness.test ?? false),
    renewal: renewalOf(applications, dayInJapan(at.getTime())),
    failure: applications.find(({ failure }) => failure)?.failure ?? null,
  };
}
