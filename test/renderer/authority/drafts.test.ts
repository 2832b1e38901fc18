import { describe, expect, it } from 'vitest';
import { EVERY, filterOf } from '../../../renderer/authority/audit/audit-filter.ts';
import { draftFor, draftWrong, factsOf } from '../../../renderer/authority/person/apply-draft.ts';
import { EMPTY_DRAFT, settledDraft, wrongFields } from '../../../renderer/authority/person/holder-draft.ts';
import { readYen } from '../../../renderer/authority/person/read-yen.ts';
import { isSound } from '../../../renderer/authority/staff/staff-fields.tsx';
import { monthsAfter } from '../../../renderer/authority/words/days.ts';
import { fields, procedures } from '../double/credentials-samples.ts';

describe('a sum as people write it', () => {
  it.each([
    ['5500', 5_500],
    ['5,500', 5_500],
    ['５５００円', 5_500],
    ['0', 0],
    ['1000000', 1_000_000],
    ['1000001', null],
    ['-1', null],
    ['5.5', null],
    ['', null],
    ['free', null],
  ])('%j is %j', (text, yen) => expect(readYen(text)).toBe(yen));
});

describe('somebody being written down', () => {
  const draft = { ...EMPTY_DRAFT, fields: fields(0, { registration: '第０２３４５６７号', name: ' 神楽坂　三十四 ' }), association: ' ' };
  it('numbers are sent as digits, names without blanks around, no association as none', () => {
    const { fields: sent, association } = settledDraft(draft);
    expect([sent.registration, sent.name, association]).toEqual(['234567', '神楽坂　三十四', null]);
  });
  it.each([
    [{}, true, []],
    [{ registration: '12345678' }, true, ['registration']],
    [{ registration: 'abc' }, false, ['registration']],
    [{ memberId: '123' }, true, ['memberId']],
    [{ memberId: '123' }, false, []],
    [{ registration: '', memberId: '' }, true, []],
  ])('%j of a member (%s): wrong %j', (part, member, wrong) =>
    expect([...wrongFields({ ...draft, member, fields: { ...draft.fields, ...part } })]).toEqual(wrong),
  );
});

describe('a procedure being opened', () => {
  const [renewal, reissue, suspension] = procedures;
  const day = '2026-11-20';
  const DATES = { 'suspension-from-business': 'needed', hold: 'open' } as const;
  it('begins with the first channel and reason, and the desk of the association', () =>
    expect(draftFor(reissue!, day, '神楽坂区医師会')).toEqual({
      procedure: 'reissue',
      channel: 'paper',
      reason: 'loss',
      receivedOn: day,
      heldFrom: '',
      heldUntil: '',
      delivery: 'desk',
      desk: '神楽坂区医師会',
      portalReceipt: '',
    }));
  it.each([
    ['today', {}, null],
    ['tomorrow', { receivedOn: '2026-11-21' }, 'received'],
    ['no day', { receivedOn: '' }, 'received'],
    ['a suspension without an end', { procedure: 'suspension-from-business', heldFrom: day }, 'dates-missing'],
    ['a suspension that ends before it begins', { procedure: 'suspension-from-business', heldFrom: day, heldUntil: '2026-11-19' }, 'dates-order'],
    ['a suspension of one day', { procedure: 'suspension-from-business', heldFrom: day, heldUntil: day }, null],
    ['by the portal without its receipt', { channel: 'myna-portal' }, 'portal-receipt'],
    ['by the portal with it', { channel: 'myna-portal', portalReceipt: 'M-1' }, null],
    ['a hold without an end', { procedure: 'hold', heldFrom: day }, null],
  ] as const)('%s', (_name, part, wrong) =>
    expect(draftWrong({ ...draftFor(renewal!, day, ''), ...part }, { dates: 'procedure' in part ? DATES[part.procedure] : 'none' }, day)).toBe(wrong),
  );
  it.each([
    [renewal!, { delivery: 'desk', desk: ' 神楽坂区医師会 ' }, { delivery: 'desk', desk: '神楽坂区医師会' }],
    [renewal!, { delivery: 'post', desk: '神楽坂区医師会' }, { delivery: 'post' }],
    [suspension!, { heldFrom: day, heldUntil: '2027-01-01' }, { heldFrom: day, heldUntil: '2027-01-01' }],
  ] as const)('facts of $id with %j', (procedure, part, facts) =>
    expect(factsOf({ ...draftFor(procedure, day, ''), ...part }, procedure)).toEqual(facts),
  );
});

it.each([
  ['2026-08-31', 6, '2027-02-28'],
  ['2026-11-20', 3, '2027-02-20'],
  ['2023-08-31', 6, '2024-02-29'],
])('%s and %i months: %s', (day, months, after) => expect(monthsAfter(day, months)).toBe(after));

it.each([
  [{ name: '菊', roles: ['reception'], association: null }, true],
  [{ name: ' ', roles: ['reception'], association: null }, false],
  [{ name: '菊', roles: [], association: null }, false],
  [{ name: '菊', roles: ['association'], association: '' }, false],
  [{ name: '菊', roles: ['association'], association: '神楽坂区医師会' }, true],
] as const)('%j can be registered: %s', ({ name, roles, association }, sound) =>
  expect(isSound({ name, roles: [...roles], association })).toBe(sound),
);

it.each([
  [
    { action: EVERY, staff: EVERY, holder: '', from: '', until: '' },
    { action: null, staff: null, holder: null, from: null, until: null },
  ],
  [
    { action: 'credential.viewed', staff: 's-1', holder: '１２３', from: '2026-11-01', until: '' },
    { action: 'credential.viewed', staff: 's-1', holder: 123, from: '2026-11-01', until: null },
  ],
  [
    { action: EVERY, staff: EVERY, holder: '12a', from: '', until: '' },
    { action: null, staff: null, holder: null, from: null, until: null },
  ],
])('the filter %j', (draft, filter) => expect(filterOf(draft)).toEqual(filter));
