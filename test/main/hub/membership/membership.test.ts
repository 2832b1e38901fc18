import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../../../main/hub/membership/ask.ts';
import { consent } from '../../../../main/hub/membership/consents.ts';
import { correct, takeBack } from '../../../../main/hub/membership/correct.ts';
import { decide } from '../../../../main/hub/membership/decide.ts';
import { endDue } from '../../../../main/hub/membership/end-due.ts';
import { importMembers, undoImport } from '../../../../main/hub/membership/imports.ts';
import { membersOf, reconcileFigures } from '../../../../main/hub/membership/members.ts';
import { listReconciliation, openReconciliation, settleReconciliation } from '../../../../main/hub/membership/reconciliation.ts';
import { pendingCounts } from '../../../../main/hub/membership/pending.ts';
import { type Actor, HUB } from '../../../../main/hub/store/actor.ts';
import type { HubStore } from '../../../../main/hub/store/hub-store.ts';
import { BY_SEX, NATIONAL_COLUMNS } from '../../../../main/membership/report/figures.ts';
import { openTestHub } from '../../support/hub-store.ts';
import { AT_CLINIC, AUTHORITY, self, staffOf, type TestMembership, testMembership } from './hub.ts';

let clock = new Date('2026-11-30T03:00:00Z');
let store: HubStore;
let hub: TestMembership;
beforeAll(async () => {
  store = await openTestHub(() => clock);
  hub = await testMembership(store);
}, 120_000);
afterAll(() => store[Symbol.asyncDispose]());

const code = (code: string, detail?: object) => expect.objectContaining({ code, ...(detail && { detail: expect.objectContaining(detail) }) });
const ALL = ['otaru', 'hokkaido', 'jma'];
const leaving = (associations: readonly string[], more: object = {}) => ({
  kind: 'withdraw',
  affiliation: AT_CLINIC,
  associations,
  wishedOn: '2026-12-31',
  reason: 'retired',
  ...more,
});
const joining = (...associations: readonly string[]) => ({
  kind: 'join',
  affiliation: AT_CLINIC,
  classes: associations.map((association) => ({ association, class: 'A1' })),
});
const told = () => hub.told.map(({ type, association, tier, effectiveOn, cause }) => `${type} ${association} ${tier} ${effectiveOn} ${cause}`);
let last = 100;
const somebody = async (associations: readonly string[] = ALL): Promise<string> => {
  const registration = String(++last);
  await hub.member(registration, associations);
  return registration;
};

describe('joining', () => {
  it('takes effect once each has approved, in order, and is told', async () => {
    hub.told.length = 0;
    const order = { registration: '1', person: { name: '日医　太郎', birthDate: '1970-01-01' }, request: joining(...ALL) };
    const { id } = await ask(hub.parts, staffOf('otaru'), order);
    await expect(decide(hub.parts, staffOf('hokkaido'), { procedure: id, decision: 'approve' })).rejects.toEqual(
      code('MEMBERSHIP_DECISION_REFUSED', { reason: 'not_yet' }),
    );
    expect(await decide(hub.parts, staffOf('otaru'), { procedure: id, decision: 'approve' })).toBe('pending');
    expect(await decide(hub.parts, staffOf('hokkaido'), { procedure: id, decision: 'approve' })).toBe('pending');
    expect([await hub.rows('1'), told()]).toEqual([[], []]);
    expect(await decide(hub.parts, staffOf('jma'), { procedure: id, decision: 'approve' })).toBe('effective');
    expect(await hub.rows('1')).toEqual(['hokkaido', 'jma', 'otaru'].map((each) => `${each} ${AT_CLINIC} A1 active`));
    expect(told()).toEqual(['joined otaru 3 2026-11-30 join', 'joined hokkaido 2 2026-11-30 join', 'joined jma 1 2026-11-30 join']);
    await expect(decide(hub.parts, staffOf('jma'), { procedure: id, decision: 'approve' })).rejects.toEqual(code('MEMBERSHIP_PROCEDURE_CLOSED'));
  });

  it('ends with one refusal', async () => {
    const { id } = await ask(hub.parts, staffOf('otaru'), {
      registration: '2',
      person: { name: '日医　花子', birthDate: '1970-01-01' },
      request: joining('otaru'),
    });
    expect(await decide(hub.parts, staffOf('otaru'), { procedure: id, decision: 'refuse', note: '書類' })).toBe('refused');
    expect(await hub.rows('2')).toEqual([]);
  });

  it.each([
    ['of somebody who is not known and not told', staffOf('otaru'), { registration: '999', request: joining('otaru') }, 'MEMBERSHIP_REQUEST_WRONG'],
    [
      'of another person',
      staffOf('otaru'),
      { registration: '1', person: { name: '佐藤　一郎', birthDate: '1970-01-01' }, request: joining('otaru') },
      'MEMBERSHIP_REQUEST_WRONG',
    ],
    [
      'by an association that has nothing to do with it',
      staffOf('sapporo'),
      { registration: '3', person: { name: 'x', birthDate: '1970-01-01' }, request: joining('otaru') },
      'MEMBERSHIP_NOT_YOURS',
    ],
    [
      'by the authority',
      AUTHORITY,
      { registration: '3', person: { name: 'x', birthDate: '1970-01-01' }, request: joining('otaru') },
      'MEMBERSHIP_NOT_YOURS',
    ],
    [
      'of one that the national system keeps',
      staffOf('nakagyo'),
      { registration: '3', person: { name: 'x', birthDate: '1970-01-01' }, request: joining('nakagyo') },
      'MEMBERSHIP_READ_ONLY',
    ],
    ['in no form', staffOf('otaru'), { registration: '3', request: { kind: 'join' } }, 'MEMBERSHIP_REQUEST_WRONG'],
  ] as const)('is refused %s', async (_how, actor, order, refusal) => expect(ask(hub.parts, actor, order)).rejects.toEqual(code(refusal)));
});

describe('consent', () => {
  const document = { association: 'otaru', id: 'licence', sha256: 'a'.repeat(64) };
  it('is needed of a person at the first login, and for each document', async () => {
    const request = { ...joining('otaru'), attachments: [document] };
    const order = { registration: '4', person: { name: '同意　一郎', birthDate: '1970-01-01' }, request };
    await expect(ask(hub.parts, self('4'), order)).rejects.toEqual(code('CONSENT_NEEDED', { document: 'otaru/licence' }));
    const consents = [{ document: 'otaru/licence', terms: '2024-10' }];
    await expect(ask(hub.parts, self('4'), { ...order, consents })).rejects.toEqual(code('CONSENT_NEEDED', { document: 'terms' }));
    await ask(hub.parts, self('4'), { ...order, consents: [...consents, { document: 'terms', terms: '2024-10' }] });
    const rows = (actor: Actor) =>
      store.within(actor, (tx) =>
        tx.selectFrom('consent').select(['document', 'taken_by']).where('registration', '=', '4').orderBy('document').execute(),
      );
    expect(await rows(HUB)).toEqual([
      { document: 'otaru/licence', taken_by: 'person' },
      { document: 'terms', taken_by: 'person' },
    ]);
    expect(await rows(staffOf('otaru'))).toEqual([{ document: 'otaru/licence', taken_by: 'person' }]);
    expect([await rows(staffOf('sapporo')), await rows(AUTHORITY)]).toEqual([[], []]);
  });

  it('stands until it is taken back', async () => {
    const registration = await somebody();
    const asked = () =>
      ask(hub.parts, self(registration), { registration, request: { kind: 'certificate', affiliation: AT_CLINIC, association: 'otaru' } });
    await consent(hub.parts, self(registration), { registration, document: 'terms', terms: '2024-10' });
    await expect(asked()).resolves.toBeDefined();
    clock = new Date(clock.getTime() + 1_000);
    await consent(hub.parts, self(registration), { registration, document: 'terms', terms: '2024-10', state: 'taken-back' });
    await expect(asked()).rejects.toEqual(code('CONSENT_NEEDED'));
    await expect(consent(hub.parts, staffOf('sapporo'), { registration, document: 'terms', terms: 'x' })).rejects.toEqual(code('PERSON_UNKNOWN'));
  });
});

describe('withdrawal', () => {
  it('of a person comes after both warnings', async () => {
    const registration = await somebody();
    await consent(hub.parts, self(registration), { registration, document: 'terms', terms: '2024-10' });
    await expect(ask(hub.parts, self(registration), { registration, request: leaving(['jma'], { warned: ['certain'] }) })).rejects.toEqual(
      code('MEMBERSHIP_REQUEST_WRONG', { reason: 'warning_needed' }),
    );
    await expect(
      ask(hub.parts, self(registration), { registration, request: leaving(['jma'], { warned: ['benefits', 'certain'] }) }),
    ).resolves.toBeDefined();
  });

  it('of all is decided by the city; the prefecture is told, the rest follows, on the day that was wished for', async () => {
    const registration = await somebody();
    const { id, plan } = await ask(hub.parts, staffOf('otaru'), { registration, request: leaving(['otaru']) });
    expect(plan.pattern).toBe('all');
    await expect(ask(hub.parts, staffOf('hokkaido'), { registration, request: leaving(['jma']) })).rejects.toEqual(code('MEMBERSHIP_PENDING'));
    expect(await decide(hub.parts, staffOf('otaru'), { procedure: id, decision: 'approve' })).toBe('effective');
    expect(await decide(hub.parts, staffOf('hokkaido'), { procedure: id, decision: 'acknowledge' })).toBe('effective');
    expect(await hub.rows(registration)).toEqual(['hokkaido', 'jma', 'otaru'].map((each) => `${each} ${AT_CLINIC} A1 active 2026-12-31`));
    expect(told()).toEqual([]);
    const before = clock;
    clock = new Date('2026-12-30T14:59:59Z');
    expect(await endDue(hub.parts)).toBe(0);
    clock = new Date('2026-12-30T15:00:00Z');
    expect(await endDue(hub.parts)).toBe(3);
    clock = before;
    expect(told().toSorted()).toEqual([
      'withdrawn hokkaido 2 2026-12-31 retired',
      'withdrawn jma 1 2026-12-31 retired',
      'withdrawn otaru 3 2026-12-31 retired',
    ]);
    expect(await hub.rows(registration)).toEqual(['hokkaido', 'jma', 'otaru'].map((each) => `${each} ${AT_CLINIC} A1 ended 2026-12-31`));
  });

  it('of one who has died is told as that', async () => {
    const registration = await somebody(['otaru']);
    const request = leaving(['otaru'], { reason: 'death', wishedOn: '2026-11-20' });
    const { id } = await ask(hub.parts, staffOf('otaru'), { registration, request });
    await decide(hub.parts, staffOf('otaru'), { procedure: id, decision: 'approve' });
    expect(told()).toEqual(['deceased otaru 3 2026-11-20 death']);
  });

  it('that cannot be told leaves everything as it was', async () => {
    const registration = await somebody(['otaru']);
    const { id } = await ask(hub.parts, staffOf('otaru'), { registration, request: leaving(['otaru'], { wishedOn: '2026-11-30' }) });
    const broken = { ...hub.parts, told: () => Promise.reject(new Error('down')) };
    await expect(decide(broken, staffOf('otaru'), { procedure: id, decision: 'approve' })).rejects.toThrow('down');
    expect(await hub.rows(registration)).toEqual([`otaru ${AT_CLINIC} A1 active`]);
    expect(await decide(hub.parts, staffOf('otaru'), { procedure: id, decision: 'approve' })).toBe('effective');
  });
});

describe('while it waits', () => {
  it('a request can be corrected by whoever asked, and answers to it fall away', async () => {
    const registration = await somebody(ALL);
    const ways = (association: string, id: string) => ({
      kind: 'change-class',
      affiliation: AT_CLINIC,
      classes: [
        { association, class: id },
        { association: 'jma', class: id },
      ],
    });
    const { id } = await ask(hub.parts, staffOf('otaru'), { registration, request: ways('otaru', 'B') });
    await decide(hub.parts, staffOf('otaru'), { procedure: id, decision: 'approve' });
    await expect(correct(hub.parts, staffOf('jma'), { procedure: id, request: ways('otaru', 'C') })).rejects.toEqual(code('MEMBERSHIP_NOT_YOURS'));
    await expect(correct(hub.parts, staffOf('otaru'), { procedure: id, request: leaving(['otaru']) })).rejects.toEqual(
      code('MEMBERSHIP_REQUEST_WRONG'),
    );
    await correct(hub.parts, staffOf('otaru'), { procedure: id, request: ways('otaru', 'C') });
    await expect(decide(hub.parts, staffOf('jma'), { procedure: id, decision: 'approve' })).rejects.toEqual(code('MEMBERSHIP_DECISION_REFUSED'));
    await decide(hub.parts, staffOf('otaru'), { procedure: id, decision: 'approve' });
    expect(await decide(hub.parts, staffOf('jma'), { procedure: id, decision: 'approve' })).toBe('effective');
    expect(told()).toEqual(['class-changed otaru 3 2026-11-30 change-class', 'class-changed jma 1 2026-11-30 change-class']);
    await expect(correct(hub.parts, staffOf('otaru'), { procedure: id, request: ways('otaru', 'B') })).rejects.toEqual(
      code('MEMBERSHIP_PROCEDURE_CLOSED'),
    );
  });

  it('a request can be taken back by whoever asked', async () => {
    const registration = await somebody(['otaru']);
    const { id } = await ask(hub.parts, staffOf('otaru'), { registration, request: leaving(['otaru']) });
    await expect(takeBack(hub.parts, staffOf('sapporo'), id)).rejects.toEqual(code('MEMBERSHIP_PROCEDURE_UNKNOWN'));
    await takeBack(hub.parts, staffOf('otaru'), id);
    await expect(takeBack(hub.parts, staffOf('otaru'), id)).rejects.toEqual(code('MEMBERSHIP_PROCEDURE_CLOSED'));
    await expect(decide(hub.parts, staffOf('otaru'), { procedure: id, decision: 'approve' })).rejects.toEqual(code('MEMBERSHIP_PROCEDURE_CLOSED'));
  });

  it('each association sees how many are before it', async () => {
    const registration = await somebody();
    const count = async (actor: Actor) => (await pendingCounts(hub.parts, actor)).filter(({ kind }) => kind === 'change-facility');
    const { id } = await ask(hub.parts, staffOf('otaru'), {
      registration,
      request: { kind: 'change-facility', affiliation: AT_CLINIC, to: '小樽病院' },
    });
    expect(await count(staffOf('otaru'))).toEqual([{ association: 'otaru', kind: 'change-facility', decides: 1, informed: 0 }]);
    expect(await count(staffOf('hokkaido'))).toEqual([{ association: 'hokkaido', kind: 'change-facility', decides: 0, informed: 1 }]);
    expect(await count(HUB)).toHaveLength(2);
    expect([await count(staffOf('sapporo')), await count(AUTHORITY)]).toEqual([[], []]);
    await decide(hub.parts, staffOf('otaru'), { procedure: id, decision: 'approve' });
    expect(told().map((line) => line.split(' ')[0])).toEqual(['moved', 'moved', 'moved']);
    expect([await count(staffOf('otaru')), await count(staffOf('hokkaido'))]).toEqual([
      [],
      [{ association: 'hokkaido', kind: 'change-facility', decides: 0, informed: 1 }],
    ]);
  });
});

describe('a list of the national system', () => {
  const HEAD = '医籍登録番号,氏名,生年月日,所属施設名,会員区分,入会日';
  const file = (...lines: readonly string[]) => Buffer.from([HEAD, ...lines].join('\r\n'));
  const FIRST = file('5001,京都 一郎,1960-01-01,中京医院,A①,2001/04/01', '5002,京都 二郎,1970-01-01,烏丸医院,B,2011/04/01');
  const SECOND = file('5001,鴨川 一郎,1960-01-01,中京医院,A②(B),2001/04/01', '5003,京都 三郎,1980-01-01,三条医院,C,');
  const state = () =>
    store.within(HUB, async (tx) => ({
      rows: await tx
        .selectFrom('membership')
        .select(['id', 'registration', 'affiliation', 'class', 'national_class', 'state', 'joined_on', 'left_on', 'cause'])
        .where('association', '=', 'nakagyo')
        .orderBy('id')
        .execute(),
      persons: await tx
        .selectFrom('person')
        .select(['registration', 'fields'])
        .where('registration', '>=', '5000')
        .where('registration', '<', '6000')
        .orderBy('registration')
        .execute(),
    }));
  const given = (bytes: Buffer, apply: boolean, actor: Actor = staffOf('nakagyo')) =>
    importMembers(hub.parts, actor, { bytes, association: 'nakagyo', apply });

  it('is shown before it applies, applies, and is undone', async () => {
    hub.told.length = 0;
    const preview = await given(FIRST, false);
    expect([preview.id, preview.added.length, (await state()).rows]).toEqual([null, 2, []]);
    const first = await given(FIRST, true);
    expect(told()).toEqual(['joined nakagyo 3 2001-04-01 import', 'joined nakagyo 3 2011-04-01 import']);
    const before = await state();
    expect(await given(FIRST, true)).toMatchObject({ id: null, unchanged: 2, added: [], changed: [], ended: [] });
    hub.told.length = 0;
    const second = await given(SECOND, true);
    expect([second.added.length, second.changed.map(({ fields }) => fields.map(({ field }) => field)), second.ended.length]).toEqual([
      1,
      [['name', 'class', 'nationalClass']],
      1,
    ]);
    expect(told().toSorted()).toEqual([
      'class-changed nakagyo 3 2026-11-30 import',
      'joined nakagyo 3 2026-11-30 import',
      'name-changed nakagyo 3 2026-11-30 import',
      'withdrawn nakagyo 3 2026-11-30 import',
    ]);
    await expect(undoImport(hub.parts, staffOf('nakagyo'), first.id!)).rejects.toEqual(code('MEMBER_IMPORT_CHANGED_SINCE'));
    await expect(undoImport(hub.parts, staffOf('otaru'), second.id!)).rejects.toEqual(code('MEMBER_IMPORT_UNKNOWN'));
    await undoImport(hub.parts, staffOf('nakagyo'), second.id!);
    expect(await state()).toEqual(before);
    await expect(undoImport(hub.parts, HUB, second.id!)).rejects.toEqual(code('MEMBER_IMPORT_UNKNOWN'));
    await undoImport(hub.parts, HUB, first.id!);
    expect(await state()).toEqual({ rows: [], persons: [] });
  });

  it.each([
    ['for an association that the hub keeps', staffOf('otaru'), 'otaru', 'MEMBERSHIP_MASTERED_HERE'],
    ['by another association', staffOf('otaru'), 'nakagyo', 'MEMBERSHIP_NOT_YOURS'],
    ['by the authority', AUTHORITY, 'nakagyo', 'MEMBERSHIP_NOT_YOURS'],
    ['for one that there is not', HUB, 'nowhere', 'ASSOCIATION_UNKNOWN'],
  ] as const)('is refused %s', async (_how, actor, association, refusal) =>
    expect(importMembers(hub.parts, actor, { bytes: FIRST, association, apply: true })).rejects.toEqual(code(refusal)),
  );
});

describe('a member above who is none below', () => {
  const HEAD = '医籍登録番号,氏名,所属施設名,会員区分';
  const given = (association: string, ...numbers: readonly string[]) =>
    importMembers(hub.parts, staffOf(association), {
      bytes: Buffer.from([HEAD, ...numbers.map((number) => `${number},会員 ${number},中京医院,B`)].join('\r\n')),
      association,
      apply: true,
    });
  const open = async () =>
    (await listReconciliation(hub.parts, staffOf('kyoto'), { state: 'open' })).items.map(({ kind, registration }) => `${kind} ${registration}`);

  it('is something to settle once a list of the association below has come, and none any more once both agree', async () => {
    await given('nakagyo');
    await given('kyoto', '5101', '5102');
    expect(await open()).toEqual([]);
    await given('nakagyo', '5101');
    expect(await open()).toEqual(['stranded 5102']);
    await given('kyoto', '5101', '5102', '5103');
    expect((await open()).toSorted()).toEqual(['stranded 5102', 'stranded 5103']);
    await given('nakagyo', '5101', '5102', '5103');
    expect(await open()).toEqual([]);
    await given('nakagyo', '5101', '5102');
    expect(await open()).toEqual(['stranded 5103']);
    expect((await listReconciliation(hub.parts, staffOf('nakagyo'), { state: 'open' })).items).toEqual([]);
    await given('kyoto', '5101', '5102');
    expect(await open()).toEqual([]);
  });
});

describe('reports', () => {
  it('have the members of one association', async () => {
    const registration = await somebody();
    const { members } = await membersOf(hub.parts, staffOf('otaru'), 'otaru');
    expect(members.find(({ row }) => row.registration === registration)).toMatchObject({ fields: { name: `会員${registration}` }, upTo: 3 });
    const whole = await membersOf(hub.parts, HUB, 'otaru');
    expect(whole.members.find(({ row }) => row.registration === registration)!.upTo).toBe(1);
    await expect(membersOf(hub.parts, staffOf('sapporo'), 'otaru')).rejects.toEqual(code('MEMBERSHIP_NOT_YOURS'));
  });

  it('figures that differ wait for people', async () => {
    const printed = new Map([
      [
        'male',
        new Map([
          ['total', 3],
          ['A1', 2],
        ]),
      ],
    ]);
    const order = { association: 'jma', printed, layout: { columns: NATIONAL_COLUMNS, rows: BY_SEX } };
    expect(await reconcileFigures(hub.parts, staffOf('jma'), order)).toEqual([{ row: 'male', column: 'total', printed: 3, computed: 2 }]);
    const items = await store.within(staffOf('jma'), (tx) => tx.selectFrom('reconciliation').select(['kind', 'state', 'body']).execute());
    expect(items).toEqual([{ kind: 'figure', state: 'open', body: { row: 'male', column: 'total', printed: 3, computed: 2 } }]);
  });

  it('the same figure that differs again takes the place of the open item; once that is settled, it is another', async () => {
    const layout = { columns: NATIONAL_COLUMNS, rows: BY_SEX };
    const told = (...cells: (readonly [string, number])[]) =>
      reconcileFigures(hub.parts, staffOf('kyoto'), {
        association: 'kyoto',
        layout,
        printed: new Map([['female', new Map(cells)]]),
        computed: new Map([['female', new Map(cells.map(([column]) => [column, 0]))]]),
      });
    const open = async () => (await listReconciliation(hub.parts, staffOf('kyoto'), { state: 'open', kind: 'figure' })).items;
    await told(['A1', 1], ['total', 1]);
    await told(['A1', 2]);
    expect((await open()).map(({ body }) => `${body['column']} ${body['printed']}`).toSorted()).toEqual(['A1 2', 'total 1']);
    for (const { id } of await open()) await settleReconciliation(hub.parts, staffOf('kyoto'), { id, note: '確認済み' });
    await told(['A1', 3]);
    expect((await open()).map(({ body }) => body['printed'])).toEqual([3]);
  });

  it('what is to be settled comes 200 at a time, each once', async () => {
    const at = [clock, new Date(clock.getTime() + 1_000)];
    await store.within(HUB, async (tx) => {
      for (const [index, opened] of at.entries()) {
        const items = Array.from({ length: 150 }, (_, n) => ({
          kind: 'figure' as const,
          association: 'nakagyo',
          registration: null,
          body: { index, n },
        }));
        await openReconciliation(tx, items, opened);
      }
    });
    const page = (before?: string) =>
      listReconciliation(hub.parts, staffOf('nakagyo'), { state: 'open', kind: 'figure', association: 'nakagyo', before });
    const first = await page();
    const second = await page(first.items.at(-1)!.id);
    expect([first.items.length, first.count, second.items.length, second.count]).toEqual([200, 300, 100, 300]);
    expect(first.items.slice(0, 150).every(({ body }) => body['index'] === 1)).toBe(true);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(300);
    expect((await page(second.items.at(-1)!.id)).items).toEqual([]);
    expect((await listReconciliation(hub.parts, staffOf('nakagyo'), { state: 'open', kind: 'stranded' })).count).toBe(0);
  });
});

describe('with the filter of the code turned off, row-level security alone', () => {
  const open = () => ({ ...hub.parts, scope: () => true });
  it('lets nobody decide for another association', async () => {
    const registration = await somebody();
    const { id } = await ask(hub.parts, staffOf('otaru'), { registration, request: leaving(['otaru']) });
    const order = { procedure: id, association: 'otaru', decision: 'approve' } as const;
    await expect(decide(hub.parts, staffOf('hokkaido'), order)).rejects.toEqual(code('MEMBERSHIP_NOT_YOURS'));
    await expect(decide(open(), staffOf('hokkaido'), order)).rejects.toEqual(code('MEMBERSHIP_NOT_YOURS'));
    await expect(decide(open(), staffOf('sapporo'), order)).rejects.toEqual(code('MEMBERSHIP_PROCEDURE_UNKNOWN'));
    await expect(decide(open(), AUTHORITY, order)).rejects.toEqual(code('MEMBERSHIP_PROCEDURE_UNKNOWN'));
    expect((await hub.rows(registration))[0]).toBe(`hokkaido ${AT_CLINIC} A1 active`);
  });

  it('shows nobody another association’s members, requests or imports', async () => {
    expect((await membersOf(open(), staffOf('sapporo'), 'otaru')).members).toEqual([]);
    expect((await membersOf(open(), AUTHORITY, 'otaru')).members).toEqual([]);
    expect(await pendingCounts(open(), staffOf('kyoto'))).toEqual([]);
    expect(await pendingCounts(open(), AUTHORITY)).toEqual([]);
  });

  it('lets nobody import for another association', async () => {
    const bytes = Buffer.from('医籍登録番号,氏名,所属施設名,会員区分\r\n5009,京都 九郎,九条医院,A1');
    await expect(importMembers(open(), staffOf('kyoto'), { bytes, association: 'nakagyo', apply: true })).rejects.toMatchObject({ code: '42501' });
    await expect(importMembers(open(), AUTHORITY, { bytes, association: 'nakagyo', apply: true })).rejects.toMatchObject({ code: '42501' });
  });

  it('lets nobody settle another association’s figures', async () => {
    const order = { association: 'jma', printed: new Map([['male', new Map([['total', 1]])]]), layout: { columns: NATIONAL_COLUMNS, rows: BY_SEX } };
    await expect(reconcileFigures(open(), staffOf('otaru'), order)).rejects.toMatchObject({ code: '42501' });
  });

  it('lets nobody ask for those who are not their members', async () => {
    const registration = await somebody(['otaru']);
    await expect(ask(open(), staffOf('sapporo'), { registration, request: leaving(['otaru']) })).rejects.toEqual(code('MEMBERSHIP_NOT_YOURS'));
    await expect(ask(open(), AUTHORITY, { registration, request: leaving(['otaru']) })).rejects.toEqual(code('MEMBERSHIP_NOT_YOURS'));
  });
});
