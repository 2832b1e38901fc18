import { expect, it } from 'vitest';
import { newestOf, stateOf } from '../../../../main/credentials/revocation/states.ts';

const NOW = new Date('2026-11-20T00:00:00.000Z');
const row = (changed: Partial<Parameters<typeof stateOf>[0]> = {}) => ({
  ...{ id: 'r-1', object: 'T26-1', at: '2026-11-10T00:00:00.000Z', due: '2026-11-11T00:00:00.000Z', by: 's', reason: 'superseded' },
  ...{ message: '', sent_at: null, answer: null, answered_at: null, listed_at: null },
  ...changed,
});

it.each([
  ['asked for', {}, { state: 'revoke-requested', newest: true }, { refused: false, late: true }],
  ['within its time', { due: '2026-11-21T00:00:00.000Z' }, { state: 'revoke-requested', newest: true }, { refused: false, late: false }],
  ['of a certificate that is in force again', {}, { state: 'active', newest: true }, { refused: true, late: false }],
  ['of a certificate that is on hold again', {}, { state: 'on-hold', newest: true }, { refused: true, late: false }],
  ['asked for anew since', {}, { state: 'revoke-requested', newest: false }, { refused: true, late: false }],
  ['found by nobody though it counts as revoked', {}, { state: 'revoked', newest: true }, { refused: false, late: true }],
  ['listed', { listed_at: '2026-11-12T00:00:00.000Z' }, { state: 'revoked', newest: true }, { refused: false, late: false }],
] as const)('a request %s', (_what, changed, certificate, told) => expect(stateOf(row(changed), certificate, NOW)).toMatchObject(told));

it('the newest of each certificate is the one that counts', () => {
  const rows = [row(), row({ id: 'r-2', at: '2026-11-12T00:00:00.000Z' }), row({ id: 'r-3', object: 'T26-2' })];
  expect([...newestOf(rows)].toSorted()).toEqual(['r-2', 'r-3']);
});
