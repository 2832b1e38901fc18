import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HolderPage } from '../../../../main/api/schema/credentials.ts';
import { PROCEDURES, procedureOf } from '../../../../main/credentials/procedures/table.ts';
import { type Flow, openFlow } from '../../support/credential-flow.ts';

let flow: Flow;
beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow[Symbol.asyncDispose]());

interface Ending {
  readonly procedure: string;
  readonly reasons?: readonly string[];
  /** What becomes of the live card that the person has before. */
  readonly before?: 'damage' | 'hold';
  /** What is waited for, one after the other, until nothing is; `application-` left out. */
  readonly steps: string;
  /** States of cards, oldest first, then of their certificates. */
  readonly cards: string;
  readonly certificates: string;
  readonly letters: string;
  readonly events: string;
}

const MADE = 'order-export order-make-ready order-send-to-desk order-notify order-hand-over';
const MADE_LETTERS = 'envelope-label issue-notice receipt';
const MADE_EVENTS = 'card.order.ready card.order.handed_over card.activated';
const ISSUED = 'cert.issued cert.issued';
const REVOKE = 'certificate-request-revocation certificate-request-revocation';
const REVOKE_LETTERS = 'revocation-request revocation-request';
const REVOKING = 'revoke-requested revoke-requested';
const REVOKE_EVENTS = 'cert.revoke_requested cert.revoke_requested';
const PLAIN = 'check-documents approve';
const TAKEN = 'card.order.submitted card.order.approved';

const ENDS: readonly Ending[] = [
  {
    procedure: 'new-issue',
    steps: `check-documents confirm-licence approve ${MADE}`,
    cards: 'active',
    certificates: 'active active',
    letters: MADE_LETTERS,
    events: `${TAKEN} ${MADE_EVENTS} ${ISSUED}`,
  },
  {
    procedure: 'renewal',
    steps: `check-documents confirm-licence approve ${MADE} ${REVOKE}`,
    cards: 'superseded active',
    certificates: `${REVOKING} active active`,
    letters: `${MADE_LETTERS} ${REVOKE_LETTERS}`,
    events: `${TAKEN} ${MADE_EVENTS} card.superseded ${ISSUED} ${REVOKE_EVENTS}`,
  },
  {
    procedure: 'reissue',
    reasons: ['loss'],
    steps: `card-lose ${REVOKE} check-documents confirm-licence ask-payment record-payment approve ${MADE}`,
    cards: 'lost active',
    certificates: `${REVOKING} active active`,
    letters: `loss-report ${REVOKE_LETTERS} payment-slip ${MADE_LETTERS}`,
    events: `card.order.submitted card.lost ${REVOKE_EVENTS} card.order.paid card.order.approved ${MADE_EVENTS} ${ISSUED}`,
  },
  {
    procedure: 'reissue',
    reasons: ['damage', 'name-change', 'left-membership'],
    steps: `check-documents confirm-licence ask-payment record-payment approve ${MADE} ${REVOKE}`,
    cards: 'superseded active',
    certificates: `${REVOKING} active active`,
    letters: `payment-slip ${MADE_LETTERS} ${REVOKE_LETTERS}`,
    events: `card.order.submitted card.order.paid card.order.approved ${MADE_EVENTS} card.superseded ${ISSUED} ${REVOKE_EVENTS}`,
  },
  {
    procedure: 'reissue',
    reasons: ['became-member'],
    steps: `check-documents confirm-licence approve ${MADE} ${REVOKE}`,
    cards: 'superseded active',
    certificates: `${REVOKING} active active`,
    letters: `${MADE_LETTERS} ${REVOKE_LETTERS}`,
    events: `${TAKEN} ${MADE_EVENTS} card.superseded ${ISSUED} ${REVOKE_EVENTS}`,
  },
  {
    procedure: 'loss',
    steps: `${PLAIN} card-lose ${REVOKE} complete`,
    cards: 'lost',
    certificates: REVOKING,
    letters: `loss-report ${REVOKE_LETTERS}`,
    events: `${TAKEN} card.lost ${REVOKE_EVENTS}`,
  },
  {
    procedure: 'discontinuation',
    steps: `${PLAIN} card-cease ${REVOKE} complete`,
    cards: 'ceased',
    certificates: REVOKING,
    letters: `discontinuation ${REVOKE_LETTERS}`,
    events: `${TAKEN} card.ceased ${REVOKE_EVENTS}`,
  },
  {
    procedure: 'pin-disclosure',
    steps: `${PLAIN} complete`,
    cards: 'active',
    certificates: 'active active',
    letters: 'pin-disclosure',
    events: TAKEN,
  },
  {
    procedure: 'pin-unlock',
    steps: `${PLAIN} card-block-pin card-unlock-pin complete`,
    cards: 'active',
    certificates: 'active active',
    letters: 'pin-unlock',
    events: TAKEN,
  },
  {
    procedure: 'contact-change',
    steps: `${PLAIN} complete`,
    cards: 'active',
    certificates: 'active active',
    letters: 'contact-change',
    events: TAKEN,
  },
  {
    procedure: 'returned-card',
    before: 'damage',
    steps: `${PLAIN} card-take-back complete card-destroy ${REVOKE}`,
    cards: 'destroyed',
    certificates: REVOKING,
    letters: `returned-card destruction-record ${REVOKE_LETTERS}`,
    events: `card.damaged ${TAKEN} ${REVOKE_EVENTS}`,
  },
  {
    procedure: 'death',
    steps: `${PLAIN} card-note-death ${REVOKE} complete`,
    cards: 'deceased',
    certificates: REVOKING,
    letters: `death ${REVOKE_LETTERS}`,
    events: `${TAKEN} card.ceased ${REVOKE_EVENTS}`,
  },
  {
    procedure: 'licence-revoked',
    steps: `${PLAIN} card-revoke-licence ${REVOKE} complete`,
    cards: 'licence-revoked',
    certificates: REVOKING,
    letters: REVOKE_LETTERS,
    events: `${TAKEN} card.ceased ${REVOKE_EVENTS}`,
  },
  {
    procedure: 'suspension-from-business',
    steps: `${PLAIN} card-hold complete card-resume`,
    cards: 'active',
    certificates: 'active active',
    letters: 'hold-notice resume-record',
    events: `${TAKEN} card.held card.resumed`,
  },
  {
    procedure: 'hold',
    reasons: ['holder-wish', 'association'],
    steps: `${PLAIN} card-hold complete card-resume`,
    cards: 'active',
    certificates: 'active active',
    letters: 'hold-notice resume-record',
    events: `${TAKEN} card.held card.resumed`,
  },
  {
    procedure: 'resume',
    before: 'hold',
    steps: `${PLAIN} card-resume complete`,
    cards: 'active',
    certificates: 'active active',
    letters: 'hold-notice resume-record resume',
    events: `card.held ${TAKEN} card.resumed`,
  },
  {
    procedure: 'second-certificate',
    steps: 'check-documents confirm-licence approve certificate-issue complete',
    cards: 'active',
    certificates: 'active active active',
    letters: '',
    events: `${TAKEN} cert.issued`,
  },
];

const states = ({ objects }: HolderPage, kind: string) =>
  objects
    .filter((object) => object.kind === kind)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ state }) => state)
    .join(' ');

const CASES = ENDS.flatMap(({ reasons = [null], ...ending }) => {
  const { channels } = PROCEDURES.find(({ id }) => id === ending.procedure)!;
  return channels.flatMap((channel) => reasons.map((reason) => ({ ...ending, channel, reason })));
});

it('is every procedure of the table, by every channel and for every reason', () => {
  const asked = PROCEDURES.flatMap(({ id, channels, reasons }) =>
    channels.flatMap((channel) => (reasons.length === 0 ? [null] : reasons).map((reason) => `${id} ${channel} ${reason}`)),
  );
  expect(CASES.map(({ procedure, channel, reason }) => `${procedure} ${channel} ${reason}`).toSorted()).toEqual(asked.toSorted());
});

describe('what is waited for leads to the end of', () => {
  it.each(CASES)('$procedure by $channel, reason $reason', async ({ procedure, channel, reason, before, ...ending }) => {
    const known = procedure === 'new-issue' ? null : await flow.withCard({ member: reason !== 'left-membership' });
    if (known && before) await flow.take(known.card, before);
    const facts: Record<string, string> = {
      ...(channel === 'myna-portal' ? { portalReceipt: 'M-1' } : {}),
      ...(procedureOf(procedure).dates === 'needed' ? { heldFrom: '2026-12-01', heldUntil: '2027-02-28' } : {}),
    };
    const opened = await flow.apply({ procedure, channel, reason, holder: known?.holder ?? null, facts });
    const { page, steps } = await flow.toTheEnd(await flow.addPapers(opened.application, opened.page));
    const letters = page.timeline.flatMap((entry) => entry.letters.map(({ template }) => template)).toReversed();
    const events = page.timeline.flatMap(({ event }) => event ?? []).toReversed();
    const form = channel === 'telephone' ? ['application-submit'] : [];
    const told = ending.steps.split(' ').map((step) => (/^(order|card|certificate)-/.test(step) ? step : `application-${step}`));
    expect({
      steps,
      cards: states(page, 'card'),
      certificates: states(page, 'certificate'),
      letters,
      events,
      application: states(page, 'application'),
    }).toEqual({
      steps: [...form, ...told],
      cards: ending.cards,
      certificates: ending.certificates,
      letters: ending.letters.split(' ').filter(Boolean),
      events: ending.events.split(' '),
      application: 'done',
    });
  });
});
