import { describe, expect, it } from 'vitest';
import { WITHDRAWALS } from '../../../../main/membership/procedures/approvals.ts';
import { applied, due } from '../../../../main/membership/procedures/apply.ts';
import { type Plan, plan, requireNonePending } from '../../../../main/membership/procedures/plan.ts';
import { type ProcedureRequest, procedureRequest } from '../../../../main/membership/procedures/request.ts';
import { withdrawalWarnings } from '../../../../main/membership/procedures/warnings.ts';
import type { MembershipRow } from '../../../../main/membership/tiers/membership-row.ts';
import { association, group, LOCAL_CLASSES, row, treeWith } from '../tiers/tiers.ts';

const HERE = '青柳皮膚科医院';
const THERE = '横浜総合病院';
const inClass = (...codes: readonly string[]) => codes.map((code) => ({ association: code, class: 'A1' }));
const request = (given: object): ProcedureRequest => procedureRequest.parse(given);
const context = (rows: readonly MembershipRow[], tree = treeWith()) => ({ tree, registration: '123456', rows });
const asked = ({ steps }: Plan) => steps.map(({ association: code, part }) => `${code} ${part}`);
const outcome = (given: object, rows: readonly MembershipRow[], tree = treeWith(), day = '2026-11-30') =>
  applied(plan(request(given), context(rows, tree)).intents, { registration: '123456', rows, day, newId: () => 'new' });
const said = (changes: ReturnType<typeof outcome>) =>
  changes.map(({ before, after: is }) =>
    `${before ? '' : '+'}${is!.association} ${is!.affiliation} ${is!.class} ${is!.state} ${is!.leftOn ?? ''}`.trim(),
  );
const leaving = (associations: readonly string[], more: object = {}) => ({
  kind: 'withdraw',
  affiliation: HERE,
  associations,
  wishedOn: '2026-12-31',
  reason: 'retired',
  ...more,
});
const wrong = (reason: string) => expect.objectContaining({ code: 'MEMBERSHIP_REQUEST_WRONG', detail: expect.objectContaining({ reason }) });

const ALL = ['otaru', 'hokkaido', 'jma'];

describe('joining', () => {
  it.each([
    [['otaru'], ['otaru decides']],
    [
      ['otaru', 'hokkaido'],
      ['otaru decides', 'hokkaido decides'],
    ],
    [
      ['jma', 'otaru', 'hokkaido'],
      ['otaru decides', 'hokkaido decides', 'jma decides'],
    ],
    [
      ['aoba', 'yokohama', 'kanagawa', 'jma'],
      ['aoba decides', 'yokohama decides', 'kanagawa decides', 'jma decides'],
    ],
  ])('%s asks each from the lowest up', (codes, steps) => {
    const given = { kind: 'join', affiliation: HERE, classes: inClass(...codes) };
    expect(asked(plan(request(given), context([])))).toEqual(steps);
    expect(said(outcome(given, []))).toEqual(steps.map((step) => `+${step.split(' ')[0]} ${HERE} A1 active`));
  });

  it('knows the class of the association apart from that of the national one', () => {
    const tree = treeWith(association('otaru', 3, 'hokkaido', { rules: { classes: LOCAL_CLASSES } }));
    const given = (id: string) => ({ kind: 'join', affiliation: HERE, classes: [{ association: 'otaru', class: id }] });
    expect(['A', 'B'].map((id) => outcome(given(id), [], tree)[0]!.after!.nationalClass)).toEqual(['A1', '']);
  });

  it('through a second facility is a group of its own', () => {
    const rows = group(ALL);
    const given = { kind: 'join', affiliation: THERE, classes: inClass('aoba', 'yokohama') };
    expect(said(outcome(given, rows))).toEqual([`+aoba ${THERE} A1 active`, `+yokohama ${THERE} A1 active`]);
  });

  const national = association('otaru', 3, 'hokkaido', { rules: { joinToNational: true } });
  const single = association('otaru', 3, 'hokkaido', { rules: { severalGroups: false } });
  const papers = association('otaru', 3, 'hokkaido', { rules: { attachments: [{ id: 'licence', label: '医師免許証', for: ['join'] }] } });
  it.each([
    ['an upper one alone', ['hokkaido'], [], treeWith(), 'path_broken'],
    ['with a gap', ['otaru', 'jma'], [], treeWith(), 'path_broken'],
    ['below another prefecture', ['otaru', 'kanagawa'], [], treeWith(), 'path_broken'],
    ['where one is a member', ['otaru'], group(['otaru']), treeWith(), 'group_taken'],
    ['twice in one request', ['otaru', 'otaru'], [], treeWith(), 'form'],
    ['not up to the national one where it has to be', ['otaru', 'hokkaido'], [], treeWith(national), 'national_needed'],
    ['where no second group may be', ['otaru'], group(['sapporo'], THERE), treeWith(single), 'several_refused'],
    ['beside one that allows no second group', ['sapporo'], group(['otaru'], THERE), treeWith(single), 'several_refused'],
    ['without a document that is asked for', ['otaru'], [], treeWith(papers), 'attachment_missing'],
  ])('is refused %s', (_how, codes, rows, tree, reason) =>
    expect(() => plan(request({ kind: 'join', affiliation: HERE, classes: inClass(...codes) }), context(rows, tree))).toThrow(wrong(reason)),
  );

  it('is refused with a class that the association has not', () =>
    expect(() => plan(request({ kind: 'join', affiliation: HERE, classes: [{ association: 'otaru', class: 'Z' }] }), context([]))).toThrow(
      wrong('class_unknown'),
    ));

  it('is taken with the document that is asked for, and up to the national one', () => {
    const attachments = [{ association: 'otaru', id: 'licence', sha256: 'a'.repeat(64) }];
    expect(
      plan(request({ kind: 'join', affiliation: HERE, classes: inClass('otaru'), attachments }), context([], treeWith(papers))).steps,
    ).toHaveLength(1);
    expect(plan(request({ kind: 'join', affiliation: HERE, classes: inClass(...ALL) }), context([], treeWith(national))).steps).toHaveLength(3);
  });
});

describe('joining further associations', () => {
  it.each([
    [['otaru'], ['hokkaido'], ['otaru informed', 'hokkaido decides']],
    [['otaru', 'hokkaido'], ['jma'], ['otaru informed', 'hokkaido informed', 'jma decides']],
    [['otaru'], ['hokkaido', 'jma'], ['otaru informed', 'hokkaido decides', 'jma decides']],
  ])('from %s to %s', (held, added, steps) =>
    expect(asked(plan(request({ kind: 'add', affiliation: HERE, classes: inClass(...added) }), context(group(held))))).toEqual(steps),
  );

  it.each([
    ['without a group', [], ['hokkaido'], 'not_member'],
    ['over one that is left out', group(['otaru']), ['jma'], 'path_broken'],
    ['that one has', group(['otaru', 'hokkaido']), ['hokkaido'], 'already_member'],
    ['of a group that is about to end', [row('otaru', HERE, { leftOn: '2027-03-31', cause: 'retired' })], ['hokkaido'], 'leaving'],
  ])('is refused %s', (_how, rows, codes, reason) =>
    expect(() => plan(request({ kind: 'add', affiliation: HERE, classes: inClass(...codes) }), context(rows))).toThrow(wrong(reason)),
  );
});

describe('a move', () => {
  it('of the class alone asks those whose class it is', () => {
    const given = {
      kind: 'change-class',
      affiliation: HERE,
      classes: [
        { association: 'otaru', class: 'B' },
        { association: 'jma', class: 'B' },
      ],
    };
    expect(asked(plan(request(given), context(group(ALL))))).toEqual(['otaru decides', 'hokkaido informed', 'jma decides']);
    expect(said(outcome(given, group(ALL)))).toEqual([`otaru ${HERE} B active`, `jma ${HERE} B active`]);
  });

  it('of the facility alone leaves class and day of joining', () => {
    const given = { kind: 'change-facility', affiliation: HERE, to: THERE };
    expect(asked(plan(request(given), context(group(ALL))))).toEqual(['otaru decides', 'hokkaido informed', 'jma automatic']);
    expect(outcome(given, group(ALL)).map(({ after: is }) => is)).toEqual(group(ALL).map((each) => ({ ...each, affiliation: THERE })));
  });

  it('to another prefecture ends what is left and keeps the national row', () => {
    const given = { kind: 'transfer', affiliation: HERE, to: THERE, classes: inClass('aoba', 'yokohama', 'kanagawa', 'jma') };
    expect(asked(plan(request(given), context(group(ALL))))).toEqual([
      'otaru decides',
      'hokkaido informed',
      'aoba decides',
      'yokohama decides',
      'kanagawa decides',
      'jma decides',
    ]);
    expect(said(outcome(given, group(ALL)))).toEqual([
      `otaru ${HERE} A1 ended 2026-11-30`,
      `hokkaido ${HERE} A1 ended 2026-11-30`,
      `+aoba ${THERE} A1 active`,
      `+yokohama ${THERE} A1 active`,
      `+kanagawa ${THERE} A1 active`,
      `jma ${THERE} A1 active`,
    ]);
  });

  it('within a prefecture may leave the national one', () => {
    const given = { kind: 'transfer', affiliation: HERE, to: THERE, classes: inClass('sapporo', 'hokkaido') };
    expect(said(outcome(given, group(ALL)))).toEqual([
      `otaru ${HERE} A1 ended 2026-11-30`,
      `jma ${HERE} A1 ended 2026-11-30`,
      `+sapporo ${THERE} A1 active`,
      `hokkaido ${THERE} A1 active`,
    ]);
  });

  it.each([
    ['to the same class', { kind: 'change-class', affiliation: HERE, classes: inClass('otaru') }, 'class_same'],
    ['of the class elsewhere', { kind: 'change-class', affiliation: HERE, classes: [{ association: 'sapporo', class: 'B' }] }, 'not_member'],
    ['to the same facility', { kind: 'change-facility', affiliation: HERE, to: HERE }, 'facility_same'],
    ['from nowhere', { kind: 'change-facility', affiliation: THERE, to: HERE }, 'not_member'],
    ['to the same associations', { kind: 'transfer', affiliation: HERE, to: THERE, classes: inClass(...ALL) }, 'associations_same'],
    ['to an upper one alone', { kind: 'transfer', affiliation: HERE, to: THERE, classes: inClass('kanagawa') }, 'path_broken'],
  ])('is refused %s', (_how, given, reason) => expect(() => plan(request(given), context(group(ALL)))).toThrow(wrong(reason)));
});

describe('withdrawal', () => {
  it.each([
    ['local-only', ['otaru'], ['otaru'], ['otaru'], ['otaru decides']],
    ['prefecture-keeping-local', ['otaru', 'hokkaido'], ['hokkaido'], ['hokkaido'], ['otaru informed', 'hokkaido decides']],
    ['local-and-prefecture', ['otaru', 'hokkaido'], ['otaru', 'hokkaido'], ['otaru', 'hokkaido'], ['otaru decides', 'hokkaido informed']],
    ['national-keeping-others', ALL, ['jma'], ['jma'], ['otaru informed', 'hokkaido informed', 'jma decides']],
    ['prefecture-and-national', ALL, ['hokkaido', 'jma'], ['hokkaido', 'jma'], ['otaru informed', 'hokkaido decides', 'jma automatic']],
    ['prefecture-and-national', ALL, ['hokkaido'], ['hokkaido', 'jma'], ['otaru informed', 'hokkaido decides', 'jma automatic']],
    ['all', ALL, ALL, ALL, ['otaru decides', 'hokkaido informed', 'jma automatic']],
    ['all', ALL, ['otaru'], ALL, ['otaru decides', 'hokkaido informed', 'jma automatic']],
    [
      'all',
      ['aoba', 'yokohama', 'kanagawa', 'jma'],
      ['aoba'],
      ['aoba', 'yokohama', 'kanagawa', 'jma'],
      ['aoba decides', 'yokohama decides', 'kanagawa informed', 'jma automatic'],
    ],
    [
      'all',
      ['aoba', 'yokohama', 'kanagawa', 'jma'],
      ['yokohama'],
      ['yokohama', 'kanagawa', 'jma'],
      ['aoba informed', 'yokohama decides', 'kanagawa informed', 'jma automatic'],
    ],
  ])('%s: of %s, by wish %s, ends %s', (pattern, held, wished, ended, steps) => {
    const made = plan(request(leaving(wished)), context(group(held)));
    expect([made.pattern, asked(made)]).toEqual([pattern, steps]);
    expect(said(outcome(leaving(wished), group(held), treeWith(), '2026-12-31'))).toEqual(ended.map((code) => `${code} ${HERE} A1 ended 2026-12-31`));
  });

  it('has six patterns, each with somebody who decides', () => {
    expect(WITHDRAWALS).toHaveLength(6);
    expect(new Set(WITHDRAWALS.map(({ held, left }) => `${held} ${left}`)).size).toBe(6);
    for (const { left, parts } of WITHDRAWALS) expect(parts[left]).toBe('decides');
  });

  it('of one group leaves the others', () => {
    const rows = [...group(ALL), ...group(['sapporo', 'hokkaido', 'jma'], THERE)];
    expect(said(outcome(leaving(['otaru']), rows, treeWith(), '2026-12-31'))).toEqual(ALL.map((code) => `${code} ${HERE} A1 ended 2026-12-31`));
  });

  it.each([
    ['on a day that is to come', '2027-03-31', 'retired', 'active 2027-03-31'],
    ['today', '2026-11-30', 'retired', 'ended 2026-11-30'],
    ['on a day gone by, from when it is decided', '2026-10-31', 'retired', 'ended 2026-11-30'],
    ['of one who has died, from that day', '2026-10-31', 'death', 'ended 2026-10-31'],
  ])('%s', (_when, wishedOn, reason, is) => {
    const rows = group(['otaru']);
    const [change] = outcome(leaving(['otaru'], { wishedOn, reason }), rows);
    expect(`${change!.after!.state} ${change!.after!.leftOn}`).toBe(is);
  });

  it('takes effect on its day', () => {
    const rows = outcome(leaving(ALL), group(ALL)).map(({ after: is }) => is!);
    expect(due(rows, '2026-12-30')).toEqual([]);
    expect(due(rows, '2026-12-31').map(({ after: is }) => `${is!.association} ${is!.state} ${is!.cause}`)).toEqual(
      ALL.map((code) => `${code} ended retired`),
    );
  });

  it.each([
    ['another reason with fifty letters', { reason: 'other', note: '転'.repeat(50) }, true],
    ['another reason with fifty-one', { reason: 'other', note: '転'.repeat(51) }, false],
    ['fifty letters outside the basic plane', { reason: 'other', note: '𠮷'.repeat(50) }, true],
    ['another reason that is not told', { reason: 'other' }, false],
    ['a reason with a note', { reason: 'retired', note: '転居' }, false],
    ['a reason that is none of the three', { reason: 'moved' }, false],
    ['no day', { wishedOn: '' }, false],
    ['a day that there is not', { wishedOn: '2026-02-30' }, false],
    ['no association', { associations: [] }, false],
  ])('asked for with %s', (_what, more, fits) => expect(procedureRequest.safeParse(leaving(['otaru'], more)).success).toBe(fits));

  it('is refused where one is no member', () => expect(() => plan(request(leaving(['sapporo'])), context(group(ALL)))).toThrow(wrong('not_member')));

  it('warns twice, and tells what is lost with the national membership alone', () => {
    expect(withdrawalWarnings([{ tier: 1 }, { tier: 2 }]).map(({ id, benefits }) => [id, benefits.length])).toEqual([
      ['benefits', 6],
      ['certain', 0],
    ]);
    expect(withdrawalWarnings([{ tier: 2 }]).map(({ id }) => id)).toEqual(['certain']);
  });
});

describe('associations that the national system keeps', () => {
  const tree = treeWith(association('jma', 1, null, { mastered: 'national' }));
  const readOnly = expect.objectContaining({ code: 'MEMBERSHIP_READ_ONLY', detail: { association: 'jma' } });
  it.each([
    ['joined', { kind: 'join', affiliation: THERE, classes: inClass(...ALL) }],
    ['changed', { kind: 'change-class', affiliation: HERE, classes: [{ association: 'jma', class: 'B' }] }],
    ['left', leaving(['jma'])],
    ['left with those below', leaving(['otaru'])],
  ])('cannot be %s here', (_how, given) => expect(() => plan(request(given), context(group(ALL), tree))).toThrow(readOnly));

  it('do not hinder what concerns others', () =>
    expect(asked(plan(request(leaving(['otaru'])), context(group(['otaru', 'hokkaido']), tree)))).toEqual(['otaru decides', 'hokkaido informed']));
});

describe('a certificate of membership', () => {
  it('is asked of one association and changes nothing', () => {
    const made = plan(request({ kind: 'certificate', affiliation: HERE, association: 'hokkaido' }), context(group(ALL)));
    expect([asked(made), made.intents]).toEqual([['hokkaido decides'], []]);
  });
  it('is refused where one is no member', () =>
    expect(() => plan(request({ kind: 'certificate', affiliation: HERE, association: 'jma' }), context(group(['otaru'])))).toThrow(
      wrong('not_member'),
    ));
});

describe('one group per operation', () => {
  const pending = [{ kind: 'withdraw', request: request(leaving(['otaru'])) } as const];
  it.each([
    ['the same group', leaving(['jma']), true],
    ['a move into it', { kind: 'change-facility', affiliation: THERE, to: HERE }, true],
    ['another group', leaving(['otaru'], { affiliation: THERE }), false],
    ['a certificate', { kind: 'certificate', affiliation: HERE, association: 'otaru' }, false],
  ])('while it waits, %s', (_what, given, held) => {
    const check = () => requireNonePending(request(given), pending);
    if (held) expect(check).toThrow(expect.objectContaining({ code: 'MEMBERSHIP_PENDING' }));
    else expect(check).not.toThrow();
  });
});
