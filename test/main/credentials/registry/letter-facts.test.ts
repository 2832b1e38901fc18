import { expect, it } from 'vitest';
import { letterContent } from '../../../../main/credentials/registry/letter-facts.ts';
import type { CredentialRecord } from '../../../../main/credentials/registry/record.ts';

const NOW = new Date('2026-11-30T03:00:00.000Z');
const DUE = '2026-12-28';
const record = (kind: CredentialRecord['kind'], state: string, more: Partial<CredentialRecord> = {}): CredentialRecord => ({
  ...{ id: kind.charAt(0).toUpperCase(), kind, state, holder: 1, origins: [], since: '2026-11-30T01:00:00.000Z', parent: null, procedure: null },
  ...{ association: null, queue: null, due: DUE, expires: null, facts: {} },
  ...more,
});
const application = (state: string, more: Partial<CredentialRecord> = {}) => record('application', state, { procedure: 'new-issue', ...more });

it.each([
  ['returned', DUE],
  ['payment-wait', DUE],
  ['submitted', null],
  ['documents-checked', null],
])('an application that is %s asks its reader to keep %s: the days of our own work are nobody else’s', (state, deadline) => {
  const one = application(state);
  expect(letterContent(one, [one], NOW).facts['deadline']).toBe(deadline);
});

it.each([
  ['notified', DUE],
  ['ready', null],
  ['at-desk', null],
])('a card of an order that is %s is to be fetched by %s', (state, until) => {
  const order = record('order', state);
  expect(letterContent(order, [order], NOW).facts['pickupUntil']).toBe(until);
});

it.each([
  [{}, { desk: '文京区医師会' }, '文京区医師会'],
  [{ desk: '台東区医師会' }, { desk: '文京区医師会' }, '台東区医師会'],
  [{}, {}, null],
] as const)('the desk of an order with %j is that of its application with %j: %j', (ofOrder, ofApplication, desk) => {
  const asked = application('approved', { facts: ofApplication });
  const order = record('order', 'notified', { parent: asked.id, facts: ofOrder });
  expect(letterContent(order, [order, asked], NOW).facts['desk']).toBe(desk);
});
