import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayInJapan } from '../../main/day-in-japan.ts';
import type { Affairs } from '../../main/exchange/affairs.ts';
import { enrolledWith, type TestClient } from '../main/support/hub.ts';
import { freePorts } from '../support/free-ports.ts';
import { describeWithPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { AuthorityStep } from './support/authority-steps.ts';
import { type HubProcess, startHub } from './support/hub-process.ts';
import { type Answers, type NamedCertificate, startWorkingDesk, type WorkingDesk } from './support/working-desk-process.ts';

/** 文京区 and 世田谷区 beneath 日本医師会; the hub keeps membership of all of them. */
const ASSOCIATIONS = [
  { code: 'jma', name: '日本医師会', tier: 1, above: null, mastered_by: 'hub' },
  { code: '13', name: '東京都医師会', tier: 2, above: 'jma', mastered_by: 'hub' },
  { code: 'bunkyo', name: '文京区医師会', tier: 3, above: '13', mastered_by: 'hub' },
  { code: 'setagaya', name: '世田谷区医師会', tier: 3, above: '13', mastered_by: 'hub' },
];
/** Whose card it is, of 文京区; and somebody of 世田谷区. */
const [TARO, HANAKO] = ['345678', '200002'];

/** The authority, the office of 文京区, that of 世田谷区, and a reception of 世田谷区 that may only hear. */
const DESKS = {
  authority: { kind: 'authority', association: null, scopes: [] },
  bunkyo: { kind: 'association', association: 'bunkyo', scopes: [] },
  setagaya: { kind: 'association', association: 'setagaya', scopes: [] },
  reception: { kind: 'association', association: 'setagaya', scopes: ['events:read', 'status:read'] },
} as const;
type Name = keyof typeof DESKS;
const NAMES = Object.keys(DESKS) as readonly Name[];
/** Where the holder of the card is nobody's concern. */
const ELSEWHERE = ['setagaya', 'reception'] as const;

type Page = Answers['staff'];
/** Applications that wait for their papers: procedure, reason, fee in yen. */
const drafts = ({ objects }: Page) =>
  objects
    .filter(({ kind, state }) => kind === 'application' && state === 'draft')
    .map(({ procedure, facts, fee }) => [procedure, facts['reason'] ?? null, fee?.yen ?? null]);
const cards = ({ objects }: Page) => objects.flatMap(({ kind, state }) => (kind === 'card' ? [state] : [])).toSorted();

/** Every desk and the hub is a process of its own, and each desk has its own folder. */
function story(ground: () => Promise<string | undefined>): void {
  const running = new AsyncDisposableStack();
  const desks = new Map<Name, WorkingDesk>();
  /** Of those who only decide: 東京都 and 日本医師会. */
  const deciders = new Map<string, TestClient>();
  const certificates: NamedCertificate[] = [];
  let hub: HubProcess;
  let code: (order: object) => Promise<string>;

  const desk = (name: Name) => desks.get(name)!;
  const staff = (step: AuthorityStep) => desk('authority').ask({ do: 'staff', step });
  const knows = (name: Name) => desk(name).ask({ do: 'knows', registration: TARO, certificates });
  /** One poll of each desk; who tells comes first. */
  async function exchanged(): Promise<void> {
    for (const name of [...NAMES, ...NAMES]) await desk(name).ask({ do: 'exchange' });
  }
  /** How the cards stand at each reception, all the same. */
  async function everywhere(): Promise<readonly string[]> {
    const seen = await Promise.all(NAMES.slice(1).map(async (name) => (await knows(name)).cards));
    for (const each of seen) expect(each).toEqual(seen[0]);
    return seen[0]!;
  }
  async function decide(association: string, id: string): Promise<void> {
    const order = { decision: 'approve', corrected: 0, note: '' };
    if (association in DESKS) await desk(association as Name).ask({ do: 'affair', call: 'decide', order: { id, ...order } });
    else expect((await deciders.get(association)!.ask('POST', `/membership/procedures/${id}/decisions`, order)).status).toBe(200);
  }
  /** A procedure of membership, asked for by an office for somebody, and approved by whose turn it is. */
  async function procedure(office: Name, registration: string, request: object, by: readonly string[]): Promise<void> {
    const person = registration === TARO ? { name: '検証　太郎', birthDate: '1970-03-12' } : { name: '日医　花子', birthDate: '1990-01-02' };
    const { id } = (await desk(office).ask({ do: 'affair', call: 'ask', order: { registration, person, request, consents: [] } })) as { id: string };
    for (const association of by) await decide(association, id);
    const { procedures } = (await desk(office).ask({ do: 'affair', call: 'list', order: { state: 'effective', registration } })) as {
      procedures: readonly { readonly id: string }[];
    };
    expect(procedures.map((each) => each.id)).toContain(id);
  }
  const classes = (...associations: readonly string[]) => associations.map((association) => ({ association, class: 'A1' }));
  const withdraw = (reason: string, ...associations: readonly string[]) => ({
    ...{ kind: 'withdraw', affiliation: '検証病院', associations, wishedOn: dayInJapan(Date.now()), reason },
  });

  beforeAll(async () => {
    const database = await ground();
    const folder = await temporaryFolder();
    hub = running.use(await startHub({ folder, port: await freePorts(1), ...(database !== undefined && { database }) }));
    const administration = await enrolledWith(hub.url, hub.adminCode!);
    expect((await administration.ask('POST', '/admin/associations', { associations: ASSOCIATIONS })).ok).toBe(true);
    code = async (order) => ((await (await administration.ask('POST', '/admin/codes', order)).json()) as { code: string }).code;
    for (const association of ['13', 'jma'])
      deciders.set(association, await enrolledWith(hub.url, await code({ kind: 'association', association, scopes: [] })));
    for (const name of NAMES) {
      desks.set(name, running.use(await startWorkingDesk(await temporaryFolder(), DESKS[name].kind)));
      await desk(name).ask({ do: 'enrol', hub: hub.url, code: await code(DESKS[name]) });
    }
  });
  afterAll(() => running.disposeAsync());

  it('who joins is known to the own office, and to no other', async () => {
    await procedure('bunkyo', TARO, { kind: 'join', affiliation: '検証病院', classes: classes('bunkyo', '13', 'jma') }, ['bunkyo', '13', 'jma']);
    const other = { kind: 'join', affiliation: '世田谷病院', classes: classes('setagaya', '13', 'jma') };
    await procedure('setagaya', HANAKO, other, ['setagaya', '13', 'jma']);
    await exchanged();
    expect((await knows('bunkyo')).memberOf).toContain('bunkyo');
    for (const name of ELSEWHERE) expect([name, await knows(name)]).toEqual([name, { cards: [], heard: [], memberOf: null, left: [] }]);
    // Somebody without a record at the authority is waited for.
    expect((await knows('authority')).left).toEqual([{ because: 'person-unknown', count: 6 }]);
  });

  it('what is applied for and issued is told to the office of its holder, and to no other', async () => {
    expect(cards(await staff('issue'))).toEqual(['active']);
    certificates.push(await desk('authority').ask({ do: 'certificate' }));
    await exchanged();
    expect((await knows('bunkyo')).heard).toEqual(
      expect.arrayContaining(['card.order.submitted', 'card.order.approved', 'card.order.handed_over', 'cert.issued']),
    );
    for (const name of ELSEWHERE) expect([name, (await knows(name)).heard]).toEqual([name, []]);
    expect(await everywhere()).toEqual(['unknown']);
    expect([(await staff('page')).member, drafts(await staff('page'))]).toEqual([true, []]);
  });

  it('a new name opens a reissue, and is told to the office of its holder', async () => {
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
    const named = async (name: string) => {
      const body = { schemas, Operations: [{ op: 'replace', path: 'name.formatted', value: name }] };
      const answer = await deciders.get('13')!.ask('PATCH', `/scim/v2/Users/${TARO}`, body);
      expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([200, '']);
    };
    await named('改姓　太郎');
    await exchanged();
    const page = await staff('page');
    expect([drafts(page).map(([kind, reason]) => [kind, reason]), cards(page)]).toEqual([[['reissue', 'name-change']], ['active']]);
    expect((await knows('bunkyo')).heard).toContain('person.name_changed');
    for (const name of ELSEWHERE) expect([name, (await knows(name)).heard]).toEqual([name, []]);
    expect(await everywhere()).toEqual(['unknown']);
    // Told by mistake: the name is as it was, and staff close what was opened.
    await named('検証　太郎');
    await exchanged();
    await staff('take-back');
    expect(drafts(await staff('page'))).toEqual([]);
  });

  it('a member signs in, consents first, and gets the certificate of membership from the own office', async () => {
    const own = running.use(await startWorkingDesk(await temporaryFolder(), 'person'));
    await own.ask({ do: 'enrol', hub: hub.url, code: await code({ kind: 'person', registration: TARO }) });
    const affair = <Answer>(call: keyof Affairs, order: unknown) => own.ask({ do: 'affair', call, order }) as Promise<Answer>;
    expect(await affair('own', null)).toEqual({ own: null, person: TARO, associations: [] });
    await expect(affair('member', TARO)).rejects.toThrow('CONSENT_NEEDED');
    await affair('consent', { registration: TARO, terms: '2026-11', state: 'given' });
    const { rows } = await affair<{ rows: readonly { readonly association: string }[] }>('member', TARO);
    expect(rows.map(({ association }) => association).toSorted()).toEqual(['13', 'bunkyo', 'jma']);
    await expect(affair('member', HANAKO)).rejects.toThrow('PERSON_UNKNOWN');
    const request = { kind: 'certificate', affiliation: '検証病院', association: 'bunkyo' };
    const { id } = await affair<{ id: string }>('ask', { registration: TARO, request, consents: [] });
    await decide('bunkyo', id);
    expect(Object.values((await affair<Record<string, number>>('certificate', id)) ?? {}).slice(0, 5)).toEqual([...Buffer.from('%PDF-')]);
    // Nothing of others, and nothing that is for desks, comes to it.
    expect([await own.ask({ do: 'exchange' }), await own.ask({ do: 'knows', registration: TARO, certificates })]).toEqual([
      { sent: 0, came: 0 },
      { cards: ['unknown'], heard: [], memberOf: null, left: [] },
    ]);
  });

  it('a call stops the card at every reception with its next poll, and names nobody there; found again, it is good', async () => {
    await staff('stop');
    await exchanged();
    expect(await everywhere()).toEqual(['held']);
    // Times are cut to the second: of what is told in one second, what stops the card counts.
    await setTimeout(1_000 - (Date.now() % 1_000));
    await staff('resume');
    await exchanged();
    expect(await everywhere()).toEqual(['good']);
    expect((await knows('bunkyo')).heard).toEqual(expect.arrayContaining(['card.held', 'card.resumed']));
    for (const name of ELSEWHERE) expect([name, (await knows(name)).heard]).toEqual([name, []]);
  });

  it('a call and then a loss stop it for good', async () => {
    await staff('stop');
    await exchanged();
    expect(await everywhere()).toEqual(['held']);
    await staff('lose');
    await exchanged();
    expect(await everywhere()).toEqual(['lost']);
    expect((await knows('bunkyo')).heard).toEqual(expect.arrayContaining(['card.held', 'card.lost']));
    for (const name of ELSEWHERE) expect([name, (await knows(name)).heard]).toEqual([name, []]);
  });

  it('a reissue gives a card that is good, and leaves the lost one stopped', async () => {
    expect(cards(await staff('reissue'))).toEqual(['active', 'lost']);
    certificates.push(await desk('authority').ask({ do: 'certificate' }));
    await exchanged();
    const [lost, present] = await everywhere();
    expect(lost).toBe('lost');
    expect(['good', 'unknown']).toContain(present);
    for (const name of ELSEWHERE) expect([name, (await knows(name)).heard]).toEqual([name, []]);
  });

  it('who leaves the national association: the fee and a reissue, and nothing is stopped', async () => {
    const before = await everywhere();
    await procedure('bunkyo', TARO, withdraw('retired', 'jma'), ['jma']);
    await exchanged();
    const page = await staff('page');
    expect([page.member, drafts(page), cards(page)]).toEqual([false, [['reissue', 'left-membership', 5_500]], ['active', 'lost']]);
    expect(await everywhere()).toEqual(before);
    const own = await knows('bunkyo');
    expect(own.memberOf).toContain('bunkyo');
    expect(own.heard).toEqual(expect.arrayContaining(['membership.withdrawn', 'card.reissue_opened']));
    for (const name of ELSEWHERE) expect([name, (await knows(name)).heard]).toEqual([name, []]);
  });

  const REJOIN = { kind: 'add', affiliation: '検証病院', classes: classes('jma') };
  it('who joins again before that reissue was begun keeps the card, and owes nothing', async () => {
    await procedure('bunkyo', TARO, REJOIN, ['jma']);
    await exchanged();
    const page = await staff('page');
    expect([page.member, drafts(page), cards(page)]).toEqual([true, [], ['active', 'lost']]);
    expect((await knows('bunkyo')).heard.filter((event) => event === 'membership.joined')).toHaveLength(4);
  });

  it('who joins again after staff closed that reissue gets one for nothing', async () => {
    await procedure('bunkyo', TARO, withdraw('retired', 'jma'), ['jma']);
    await exchanged();
    await staff('take-back');
    await procedure('bunkyo', TARO, REJOIN, ['jma']);
    await exchanged();
    const page = await staff('page');
    expect([page.member, drafts(page)]).toEqual([true, [['reissue', 'became-member', 0]]]);
    await staff('take-back');
  });

  it('a death is told to the authority, which ends nothing by itself', async () => {
    const before = await everywhere();
    await procedure('bunkyo', TARO, withdraw('death', 'bunkyo'), ['bunkyo']);
    await exchanged();
    const page = await staff('page');
    expect([drafts(page), cards(page)]).toEqual([[['death', null, null]], ['active', 'lost']]);
    expect(await everywhere()).toEqual(before);
    expect((await knows('bunkyo')).memberOf ?? []).toEqual([]);
    for (const name of ELSEWHERE) expect([name, (await knows(name)).heard, (await knows(name)).memberOf]).toEqual([name, [], null]);
  });

  it('in the end nothing waits, nothing was refused, and nobody disagrees', async () => {
    for (const name of NAMES.slice(1)) expect([name, (await knows(name)).left]).toEqual([name, []]);
    // What is known of somebody who has no record there goes on waiting.
    expect((await knows('authority')).left).toEqual([{ because: 'person-unknown', count: 3 }]);
    expect(await desk('authority').ask({ do: 'disagreements' })).toEqual([]);
  });
}

describe('the story of a card among a hub on PGlite, the authority, two offices and a reception', () => story(async () => undefined));

describeWithPostgres('the same on PostgreSQL', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.[Symbol.asyncDispose]());
  story(() => server.database());
});
