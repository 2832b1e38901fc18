import { describe, expect, it } from 'vitest';
import { feeAsked, feeOf } from '../../../../main/credentials/procedures/fee-of.ts';
import { PROCEDURES, procedureOf } from '../../../../main/credentials/procedures/table.ts';
import type { CredentialRecord } from '../../../../main/credentials/registry/record.ts';

const TODAY = '2026-11-29';
const application = (procedure: string, facts: CredentialRecord['facts']): CredentialRecord => ({
  ...{ id: 'A26-0000001', kind: 'application', holder: 1, state: 'submitted', origins: [], since: '2026-01-01T00:00:00Z', parent: null, procedure },
  ...{
    association: null,
    queue: null,
    due: null,
    expires: null,
    facts: { receivedOn: TODAY, member: true, channel: 'paper', reason: null, ...facts },
  },
});

describe('what a procedure costs', () => {
  it.each<[procedure: string, channel: string, reason: string | null, member: number | null, other: number | null]>([
    ['new-issue', 'paper', null, 0, 5_500],
    ['new-issue', 'web', null, 0, 5_500],
    ['new-issue', 'myna-portal', null, 0, 0],
    ['renewal', 'paper', null, 0, 5_500],
    ['renewal', 'web', null, 0, 5_500],
    ['renewal', 'myna-portal', null, 0, 5_500],
    ['reissue', 'paper', 'loss', 5_500, 5_500],
    ['reissue', 'web', 'damage', 5_500, 5_500],
    ['reissue', 'paper', 'name-change', 5_500, 5_500],
    ['reissue', 'paper', 'became-member', 0, 0],
    ['reissue', 'paper', 'left-membership', 5_500, 5_500],
  ])('%s by %s, reason %s: member %s, other %s', (id, channel, reason, member, other) => {
    const ask = (isMember: boolean) => feeAsked({ procedure: procedureOf(id), member: isMember, channel, reason, receivedOn: TODAY });
    for (const [isMember, yen] of [
      [true, member],
      [false, other],
    ] as const) {
      expect(ask(isMember)).toMatchObject({ yen, state: yen === 0 ? 'none' : 'due', entered: false });
      expect(ask(isMember)!.source).not.toBe('');
    }
  });

  it.each(PROCEDURES.filter(({ fee }) => fee === null).map(({ id }) => id))('%s has none', (id) => {
    expect(feeAsked({ procedure: procedureOf(id), member: false, channel: 'paper', reason: null, receivedOn: TODAY })).toBeNull();
  });

  it.each([
    ['2024-11-30', null],
    ['2024-12-01', 5_500],
  ])('a reissue received on %s: %s yen; unknown is never nothing', (receivedOn, yen) => {
    const fee = feeAsked({ procedure: procedureOf('reissue'), member: true, channel: 'paper', reason: 'loss', receivedOn });
    expect(fee).toMatchObject({ yen, state: yen === null ? 'unknown' : 'due' });
  });

  it('tells the tax where the figure is before tax', () => {
    const fee = (receivedOn: string) => feeAsked({ procedure: procedureOf('renewal'), member: true, channel: 'paper', reason: null, receivedOn });
    expect(fee('2019-09-30')).toMatchObject({ yen: 5_400, net: { yen: 5_000, percent: 8 } });
    expect(fee('2019-10-01')).toMatchObject({ yen: 5_500, net: { yen: 5_000, percent: 10 } });
  });
});

describe('the fee of an application', () => {
  it.each<[why: string, facts: CredentialRecord['facts'], fee: object | null]>([
    ['by the table', { reason: 'loss' }, { yen: 5_500, state: 'due', entered: false }],
    ['paid', { reason: 'loss', paid: true }, { yen: 5_500, state: 'paid' }],
    ['waived', { reason: 'loss', waived: true }, { yen: 5_500, state: 'waived' }],
    ['of which no source speaks', { reason: 'loss', receivedOn: '2020-01-01' }, { yen: null, state: 'unknown', source: '' }],
    [
      'entered',
      { reason: 'loss', receivedOn: '2020-01-01', feeYen: 5_000, feeSource: '通知' },
      { yen: 5_000, state: 'due', source: '通知', entered: true },
    ],
    ['entered as nothing', { reason: 'loss', receivedOn: '2020-01-01', feeYen: 0, feeSource: '通知' }, { yen: 0, state: 'none', entered: true }],
    ['who is a member when it was received', { procedure: 'renewal', member: false }, { yen: 5_500, state: 'due' }],
  ])('%s', (_why, { procedure = 'reissue', ...facts }, fee) => {
    expect(feeOf(application(String(procedure), facts), procedureOf(String(procedure)))).toMatchObject(fee!);
  });
});
