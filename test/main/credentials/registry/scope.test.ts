import { isContractProcedure } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentials } from '../../../../main/api/contracts/credentials.ts';
import { STAFF_ROLES, type StaffRole } from '../../../../main/api/schema/staff.ts';
import { may, PERMISSIONS, type Permission, requireRole } from '../../../../main/credentials/registry/scope.ts';
import { nonce, objectIn, READER } from '../../../support/authority-desk.ts';
import { type Client, clientAs, failureOf } from '../../support/credential-client.ts';
import { type Flow, openFlow, TODAY } from '../../support/credential-flow.ts';

const HOME = '文京区医師会';
const ELSEWHERE = '青葉区医師会';

/** Everything there may be of one person. */
interface Everything {
  readonly holder: number;
  readonly registration: string;
  readonly card: string;
  readonly application: string;
  readonly evidence: string;
  readonly letter: string;
  readonly proposal: string;
  readonly own: string;
  readonly fee: string;
  readonly beside: string;
  readonly request: string;
  readonly order: string;
  readonly batch: string;
}

async function everythingOf(flow: Flow): Promise<Everything> {
  const { clerk, approver } = flow.seats;
  const { order, holder } = await flow.atDesk();
  const batch = await flow.store.db.selectFrom('production_batch').select('id').orderBy('at', 'desc').executeTakeFirstOrThrow();
  const second = await flow.apply({ procedure: 'second-certificate', holder });
  const beside = (await flow.approve(second.application, second.page)).objects.find(({ facts }) => facts['usage'] === 'second')!.id;
  const carded = await flow.withCard({ association: HOME });
  const [certificate] = (await clerk.page(carded.holder)).objects.filter(({ kind }) => kind === 'certificate');
  await flow.take(certificate!.id, 'request-revocation');
  const { application } = await flow.apply({ procedure: 'reissue', reason: 'damage', holder: carded.holder });
  await flow.receivedBefore(application, '2023-01-01');
  const page = await clerk.addEvidence({
    object: application,
    item: 'photo',
    dated: TODAY,
    note: '',
    scan: Buffer.from('%PDF-1.7'),
  });
  await clerk.note(carded.holder, 'ノート');
  await clerk.missingItems(application);
  const { proposal } = await approver.advance({ nonce: nonce(), object: carded.card, transition: 'lose', evidence: ['caller-checks'], reason: 'x' });
  const { proposal: own } = await approver.advance({
    nonce: nonce(),
    object: carded.card,
    transition: 'cease',
    evidence: ['application-form', 'card-enclosed'],
    reason: 'x',
  });
  const letter = await flow.store.db.selectFrom('credential_letter').select('id').where('object', '=', application).executeTakeFirstOrThrow();
  const request = await flow.store.db.selectFrom('revocation_request').select('id').where('object', '=', certificate!.id).executeTakeFirstOrThrow();
  const evidence = flow.view(page, application).checklist.find(({ item }) => item === 'photo')!.evidence!.id;
  return {
    ...{
      holder: carded.holder,
      registration: carded.fields.registration,
      card: carded.card,
      application,
      evidence,
      letter: letter.id,
      fee: application,
    },
    ...{ proposal: proposal!, own: own!, beside, request: request.id, order, batch: batch.id },
  };
}

const file = (bytes: Uint8Array = new Uint8Array([1, 2, 3])) => new File([Buffer.from(bytes)], 'x');
const BULK = {
  task: 'renewal-notices' as const,
  until: '2028-01-01',
  association: null,
  queue: null,
  transition: null,
  objects: null,
  evidence: [],
  reason: '',
};
const FILTER = { before: null, limit: 10, action: null, staff: null, holder: null, from: null, until: null };

/** Who a call tells of, for calls that list people. */
const NOBODY = { tells: [] as readonly unknown[] };

interface Tried {
  readonly call: (client: Client, all: Everything) => Promise<unknown>;
  /** What somebody from elsewhere is told: a refusal, or what is left of a list. */
  readonly elsewhere: string | typeof NOBODY;
  /** The same at home: `null` is no refusal. Some lack something else, which is told only where the person is seen. */
  readonly home?: string | null | readonly unknown[];
}

const refused = (elsewhere: string, call: Tried['call'], home: string | null = null): Tried => ({ call, elsewhere, home });
const empty = (call: Tried['call']): Tried => ({ call, elsewhere: NOBODY });
const CENTRE = 'STAFF_ROLE_NEEDED';
const centre = (call: Tried['call']): Tried => ({ call, elsewhere: CENTRE, home: CENTRE });

/** Every call of the contract that concerns people, in an order in which each still means something at home. */
const CALLS: Readonly<Record<string, Tried>> = {
  queue: empty(async (client) => (await client.queue({ queue: null, association: HOME, after: null, limit: 200 })).rows),
  search: empty((client, { registration }) => client.search({ text: registration, limit: 10 })),
  page: refused('HOLDER_UNKNOWN', (client, { holder }) => client.page({ holder })),
  duplicates: empty((client) => client.duplicates()),
  forecast: empty((client) => client.forecast({ from: TODAY, months: 24 })),
  apply: refused('HOLDER_UNKNOWN', (client, { holder }) =>
    client.apply({ nonce: nonce(), holder, procedure: 'contact-change', channel: 'paper', reason: null, receivedOn: TODAY }),
  ),
  advance: refused('CREDENTIAL_UNKNOWN', (client, { application }) =>
    client.advance({ nonce: nonce(), object: application, transition: 'return', evidence: [], reason: 'x' }),
  ),
  change: refused('HOLDER_UNKNOWN', async (client, { holder }) =>
    client.change({ holder, fields: { ...(await homeFields(holder)), email: 'a@example.jp' }, association: ELSEWHERE, member: true, reason: 'x' }),
  ),
  note: refused('HOLDER_UNKNOWN', (client, { holder }) => client.note({ holder, text: 'x' })),
  addEvidence: refused('CREDENTIAL_UNKNOWN', (client, { application }) =>
    client.addEvidence({ object: application, item: 'photo', dated: TODAY, note: '' }),
  ),
  scan: refused('HOLDER_UNKNOWN', (client, { evidence }) => client.scan({ id: evidence })),
  withdrawEvidence: refused('HOLDER_UNKNOWN', (client, { evidence }) => client.withdrawEvidence({ id: evidence })),
  enterFee: refused('CREDENTIAL_UNKNOWN', (client, { fee }) => client.enterFee({ application: fee, yen: 1, source: 'x' })),
  issueCertificate: refused(
    'CREDENTIAL_UNKNOWN',
    (client, { beside }) => client.issueCertificate({ object: beside, file: file() }),
    'CERTIFICATE_UNREADABLE',
  ),
  letter: refused('HOLDER_UNKNOWN', (client, { letter }) => client.letter({ id: letter })),
  missingItems: refused('CREDENTIAL_UNKNOWN', (client, { application }) => client.missingItems({ application })),
  'proposals.list': empty((client) => client.proposals.list()),
  'proposals.refuse': refused('PROPOSAL_UNKNOWN', (client, { own }) => client.proposals.refuse({ id: own, reason: 'x' })),
  'proposals.confirm': refused('PROPOSAL_UNKNOWN', async (client, { proposal }) => {
    const shown = (await client.proposals.list()).find(({ id }) => id === proposal);
    return client.proposals.confirm({ id: proposal, digest: shown?.digest ?? 'x' });
  }),
  stop: refused(
    'CREDENTIAL_UNKNOWN',
    (client, { card }) => client.stop({ nonce: nonce(), card, cause: 'loss', caller: ['in-person'], heldFrom: null, heldUntil: null, reason: '' }),
    'TRANSITION_REFUSED',
  ),
  'bulk.preview': empty(async (client) => (await client.bulk.preview({ ...BULK, association: HOME })).rows),
  'bulk.propose': refused('BULK_CHANGED', (client) => client.bulk.propose({ ...BULK, digest: 'x' }), 'BULK_CHANGED'),
  'production.batches': centre((client) => client.production.batches()),
  'production.export': centre((client, { order }) => client.production.export({ orders: [order], encoding: 'utf-8' })),
  'production.again': centre((client, { batch }) => client.production.again({ id: batch, encoding: 'utf-8' })),
  'production.importSerials': centre((client) => client.production.importSerials({ file: file(), apply: false })),
  'production.papers': refused('NOTHING_TO_EXPORT', (client, { order }) => client.production.papers({ what: 'labels', orders: [order] })),
  'handOver.read': refused('CREDENTIAL_UNKNOWN', (client, { order }) => client.handOver.read({ order, reader: READER }), 'CARD_ABSENT'),
  'handOver.complete': refused(
    'CREDENTIAL_UNKNOWN',
    (client, { order }) =>
      client.handOver.complete({ nonce: nonce(), order, reader: READER, seen: ['x'], evidence: [], possession: 'not-tested', reason: '' }),
    'CARD_ABSENT',
  ),
  'revocations.list': empty((client) => client.revocations.list()),
  'revocations.request': refused('REVOCATION_UNKNOWN', (client, { request }) => client.revocations.request({ id: request })),
  'revocations.sent': refused('REVOCATION_UNKNOWN', (client, { request }) => client.revocations.sent({ id: request })),
  'revocations.answer': refused('REVOCATION_UNKNOWN', (client, { request }) => client.revocations.answer({ id: request, answer: 'x' })),
  'revocations.track': empty(async (client) => (await client.revocations.track()).rows),
  'revocations.playAuthority': refused(
    'REVOCATION_UNKNOWN',
    (client, { request }) => client.revocations.playAuthority({ id: request }),
    'DEMONSTRATION_ONLY',
  ),
  confirmDay: centre((client) => client.confirmDay({ day: TODAY })),
  setSender: centre((client) => client.setSender({ name: 'x', postalCode: '', address: '', phone: '' })),
  statusList: centre((client) => client.statusList()),
  import: centre((client) => client.import({ file: file(), apply: false })),
  export: centre((client) => client.export({ what: 'holders', until: null, encoding: 'utf-8' })),
  'audit.list': centre((client) => client.audit.list(FILTER)),
  'audit.export': centre((client) => client.audit.export(FILTER)),
  'audit.checkpoint': centre((client) => client.audit.checkpoint()),
  'audit.verify': centre((client) => client.audit.verify({})),
  'retention.preview': centre((client) => client.retention.preview()),
  'retention.set': centre((client) => client.retention.set({ rule: 'ended', years: 1 })),
  'retention.propose': centre((client, { holder }) => client.retention.propose({ holders: [holder] })),
};
/** Concerns nobody of the registry: prices, the seal of letters, drawings, a PIN page, and the staff, who have rules of their own. */
const OF_NOBODY = new Set(['feeOf', 'newcomerProcedures', 'sender', 'diagrams', 'figures', 'handOver.pinPage']);

const paths = (node: object, before = ''): string[] =>
  Object.entries(node).flatMap(([name, value]) => (isContractProcedure(value) ? [before + name] : paths(value as object, `${before}${name}.`)));

let flow: Flow;
let all: Everything;
let homeFields: (holder: number) => Promise<Awaited<ReturnType<Flow['seats']['clerk']['page']>>['fields']>;
beforeAll(async () => {
  flow = await openFlow();
  homeFields = async (holder) => (await flow.seats.clerk.page(holder)).fields;
  // Two of one person, so that there is a pair to be told of.
  const { fields } = await flow.withCard({
    association: HOME,
    fields: { birthDate: '1961-05-05', name: '重複　一郎', kana: 'ちょうふく　いちろう' },
  });
  await flow.withCard({ association: HOME, fields: { ...fields, registration: '999001', memberId: '2999999999' } });
  all = await everythingOf(flow);
});
afterAll(() => flow[Symbol.asyncDispose]());

const EVERY_ROLE: readonly StaffRole[] = STAFF_ROLES;

describe('the desk of another association, whatever its roles', () => {
  it('is tried with every call of the contract', () => {
    const asked = paths(credentials).filter((path) => !path.startsWith('staff.') && !OF_NOBODY.has(path));
    expect(Object.keys(CALLS).toSorted()).toEqual(asked.toSorted());
  });

  it.each(Object.entries(CALLS))('%s', async (_path, { call, elsewhere, home = null }) => {
    const head = async () =>
      flow.store.db
        .selectFrom('credential_event')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
    const before = await head();
    const foreign = clientAs(flow, flow.acting(EVERY_ROLE, ELSEWHERE));
    if (typeof elsewhere === 'string') expect(await failureOf(call(foreign, all))).toBe(elsewhere);
    else expect(await call(foreign, all)).toEqual([]);
    expect(await head()).toEqual(before);
    const own = clientAs(flow, flow.acting(EVERY_ROLE, HOME));
    if (typeof elsewhere === 'string') expect(await failureOf(call(own, all))).toBe(home);
    else expect(await call(own, all)).not.toEqual([]);
  });

  it('never looked at anybody', async () => {
    const entries = await flow.authority.parts.audit.list(null, 500, { staff: flow.acting(EVERY_ROLE, ELSEWHERE).id });
    expect(entries.filter(({ action }) => action === 'credential.viewed')).toEqual([]);
    expect(entries.filter(({ facts }) => facts['holder'] !== undefined)).toEqual([]);
  });

  it('is not told how many proposals, tasks and requests there are', async () => {
    const foreign = clientAs(flow, flow.acting(EVERY_ROLE, ELSEWHERE));
    expect(await foreign.queue({ queue: null, association: null, after: null, limit: 10 })).toEqual({
      counts: [],
      rows: [],
      more: false,
      proposals: 0,
      doubt: null,
    });
    expect(await foreign.revocations.track()).toMatchObject({ rows: [] });
  });

  it('keeps a person whom it changes, and whom it takes in, its own', async () => {
    const own = clientAs(flow, flow.acting(['association'], HOME));
    const changed = await own.change({ holder: all.holder, fields: await homeFields(all.holder), association: ELSEWHERE, member: true, reason: 'x' });
    expect(changed.association).toBe(HOME);
    const applied = await own.apply({
      nonce: nonce(),
      holder: null,
      fields: flow.newFields(),
      association: ELSEWHERE,
      member: false,
      procedure: 'new-issue',
      channel: 'paper',
      reason: null,
      receivedOn: TODAY,
    });
    expect(applied.page.association).toBe(HOME);
  });

  it('sees a person who moves to it, with everything, and the former one nothing any more', async () => {
    const { holder, card } = await flow.withCard({ association: HOME });
    await flow.seats.clerk.change({ holder, fields: await homeFields(holder), association: ELSEWHERE, member: true, reason: '異動' });
    const [there, here] = [ELSEWHERE, HOME].map((association) => clientAs(flow, flow.acting(['association'], association!)));
    expect(objectIn(await there!.page({ holder }), 'card').id).toBe(card);
    expect(await failureOf(here!.page({ holder }))).toBe('HOLDER_UNKNOWN');
    expect(await failureOf(here!.advance({ nonce: nonce(), object: card, transition: 'block-pin', evidence: ['holder-report'], reason: '' }))).toBe(
      'CREDENTIAL_UNKNOWN',
    );
  });
});

describe('what each role may do', () => {
  const CENTRAL = new Set<Permission>(['day', 'produce', 'status-list', 'import', 'export', 'audit', 'retention', 'settings']);
  const TABLE: Readonly<Record<Permission, string>> = {
    look: 'reception examiner approver operator auditor association',
    apply: 'reception examiner association',
    stop: 'reception approver association',
    change: 'reception examiner association',
    note: 'reception examiner approver operator association',
    evidence: 'reception examiner approver operator association',
    fee: 'examiner approver',
    letter: 'reception examiner approver operator auditor association',
    day: 'approver operator',
    bulk: 'examiner approver operator',
    produce: 'operator',
    'hand-over': 'reception association',
    certificate: 'reception operator association',
    revoke: 'approver operator',
    'status-list': 'approver operator',
    import: 'approver operator',
    export: 'reception examiner approver operator auditor',
    forecast: 'reception examiner approver operator auditor association',
    audit: 'approver auditor',
    retention: 'approver',
    settings: 'approver',
  };
  const codeNow = (work: () => void) => {
    try {
      work();
      return null;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it.each(Object.keys(PERMISSIONS) as Permission[])('%s', (permission) => {
    const allowed = STAFF_ROLES.filter((role) => may(flow.acting([role]), permission));
    expect(allowed.join(' ')).toBe(TABLE[permission]);
    for (const role of STAFF_ROLES) {
      const expected = allowed.includes(role) ? null : 'STAFF_ROLE_NEEDED';
      expect([role, codeNow(() => requireRole(flow.acting([role]), permission))]).toEqual([role, expected]);
      const within = CENTRAL.has(permission) ? 'STAFF_ROLE_NEEDED' : expected;
      expect([role, codeNow(() => requireRole(flow.acting([role], HOME), permission))]).toEqual([role, within]);
    }
    expect(codeNow(() => requireRole(flow.acting([]), permission))).toBe('STAFF_ROLE_NEEDED');
  });

  /** The permission that stands before each call; the steps of machines have their own table. */
  const BEFORE: Readonly<Record<string, Permission>> = {
    ...{
      queue: 'look',
      search: 'look',
      page: 'look',
      duplicates: 'look',
      forecast: 'forecast',
      apply: 'apply',
      change: 'change',
      note: 'note',
      stop: 'stop',
    },
    ...{ addEvidence: 'evidence', scan: 'look', withdrawEvidence: 'evidence', enterFee: 'fee', letter: 'letter', missingItems: 'evidence' },
    ...{
      'bulk.preview': 'bulk',
      'bulk.propose': 'bulk',
      'production.batches': 'produce',
      'production.export': 'produce',
      'production.again': 'produce',
    },
    ...{ 'production.importSerials': 'produce', 'production.papers': 'letter', 'handOver.read': 'hand-over', 'handOver.complete': 'hand-over' },
    ...{
      'revocations.list': 'look',
      'revocations.request': 'revoke',
      'revocations.sent': 'revoke',
      confirmDay: 'day',
      'revocations.answer': 'revoke',
      'revocations.track': 'revoke',
      'revocations.playAuthority': 'revoke',
    },
    ...{ setSender: 'settings', statusList: 'status-list', import: 'import', export: 'export', 'audit.list': 'audit', 'audit.export': 'audit' },
    ...{
      'audit.checkpoint': 'audit',
      'audit.verify': 'audit',
      'retention.preview': 'retention',
      'retention.set': 'retention',
      'retention.propose': 'retention',
    },
  };

  it('is asked before every call but those whose roles are in the machines or in what is proposed', () => {
    const others = ['advance', 'issueCertificate', 'proposals.list', 'proposals.confirm', 'proposals.refuse'];
    expect([...Object.keys(BEFORE), ...others].toSorted()).toEqual(Object.keys(CALLS).toSorted());
  });

  it.each(Object.entries(BEFORE))('%s needs: %s', async (path, permission) => {
    for (const role of STAFF_ROLES) {
      if ((PERMISSIONS[permission] as readonly string[]).includes(role)) continue;
      expect([role, await failureOf(CALLS[path]!.call(clientAs(flow, flow.acting([role])), all))]).toEqual([role, 'STAFF_ROLE_NEEDED']);
    }
  });

  it.each<[call: string, role: StaffRole, refusal: string]>([
    ['issueCertificate', 'auditor', 'STAFF_ROLE_NEEDED'],
    ['issueCertificate', 'examiner', 'STAFF_ROLE_NEEDED'],
    ['proposals.confirm', 'operator', 'STAFF_ROLE_NEEDED'],
    ['proposals.refuse', 'auditor', 'STAFF_ROLE_NEEDED'],
    ['proposals.refuse', 'reception', 'STAFF_ROLE_NEEDED'],
  ])('%s by one with the role %s: %s', async (path, role, refusal) => {
    const { holder, card } = await flow.withCard();
    const { proposal } = await flow.seats.approver.advance({
      nonce: nonce(),
      object: card,
      transition: 'lose',
      evidence: ['caller-checks'],
      reason: 'x',
    });
    const second = await flow.apply({ procedure: 'second-certificate', holder });
    const beside = (await flow.approve(second.application, second.page)).objects.find(({ facts }) => facts['usage'] === 'second')!.id;
    const client = clientAs(flow, flow.acting([role]));
    const made = await flow.desk.makeCertificate('検証　太郎');
    const work =
      path === 'issueCertificate'
        ? client.issueCertificate({ object: beside, file: file(made) })
        : CALLS[path]!.call(client, { ...all, proposal: proposal!, own: proposal! });
    expect(await failureOf(work)).toBe(refusal);
  });
});
