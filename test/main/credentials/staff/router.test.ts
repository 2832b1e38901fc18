import { createRouterClient } from '@orpc/server';
import { expect, it, onTestFinished } from 'vitest';
import { VirtualReaderService } from '../../../../card/transports/virtual/virtual-reader-service.ts';
import { staffRouter } from '../../../../main/api/routers/staff.ts';
import type { StaffRole } from '../../../../main/api/schema/staff.ts';
import { openApplication } from '../../../../main/open-application.ts';
import { SoftwareAuthenticator } from '../../../support/software-authenticator.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { failureOf } from '../../support/credential-client.ts';
import { PreparedHand } from '../../support/passkey-desk.ts';

/** The contract of staff over a desk with two approvers; the second one, who sits there, has replaced the key of the set-up phase. */
async function world({ replaced = true } = {}) {
  const hand = new PreparedHand();
  const application = await openApplication({
    dataFolder: await temporaryFolder(),
    shell: 'browser',
    pinDesk: { ask: async () => null },
    passkeyDesk: hand,
    readers: new VirtualReaderService(),
  });
  onTestFinished(() => application[Symbol.asyncDispose]());
  const client = createRouterClient(staffRouter(application));
  const keys = new Map<string, SoftwareAuthenticator>();

  const idOf = async (name: string) => (await (await application.authority()).staff.list()).find((known) => known.name === name)!.id;
  async function signIn(name: string) {
    hand.hand = keys.get(name)!;
    return client.signIn();
  }
  /** Whoever sits there registers a key for somebody. */
  async function keyFor(name: string) {
    const key = new SoftwareAuthenticator();
    hand.made = key;
    await client.addPasskey({ id: await idOf(name), name: '鍵' }).finally(() => {
      hand.made = null;
    });
    keys.set(name, key);
  }

  keys.set('一番', new SoftwareAuthenticator());
  hand.hand = keys.get('一番')!;
  await client.add({ name: '一番', roles: ['approver'], association: null });
  await signIn('一番');
  await client.add({ name: '二番', roles: ['approver'], association: null });
  await keyFor('二番');
  await signIn('二番');
  if (replaced) await keyFor('二番');
  const { proposals } = await application.authority();
  /** Adds somebody by both, and sits down as the first one again. */
  async function added(name: string, roles: StaffRole[], association: string | null = null) {
    await signIn('一番');
    await client.add({ name, roles, association });
    await confirmed();
  }
  /** The second one confirms everything that waits. */
  async function confirmed() {
    await signIn('二番');
    const { acting } = (await application.authority()).staff;
    for (const { id, digest } of await proposals.list(acting())) await proposals.confirm(acting(), id, digest);
    await signIn('一番');
  }
  return { application, client, hand, keys, proposals, idOf, signIn, keyFor, added, confirmed };
}

it('a key of the set-up phase: nothing answers but the registration of one’s own', async () => {
  const { application, client, keys, signIn, keyFor, idOf } = await world({ replaced: false });
  expect(await signIn('二番')).toMatchObject({ ownKeyNeeded: true });
  const id = await idOf('二番');
  const { proposals, staff } = await application.authority();
  const all = [
    client.list(),
    client.nameReader({ reader: null }),
    client.add({ name: 'x', roles: ['auditor'], association: null }),
    client.addPasskey({ id: await idOf('一番'), name: 'x' }),
    client.removePasskey({ id: 'x' }),
    client.removeToken({ id: 'x' }),
    client.leave({ id }),
  ];
  expect(await Promise.all(all.map(failureOf))).toEqual(all.map(() => 'STAFF_OWN_KEY_NEEDED'));
  await keyFor('二番');
  expect(staff.session.ownKeyNeeded).toBe(false);
  expect(await proposals.list(staff.acting())).toEqual([]);
  expect(await signIn('二番')).toMatchObject({ ownKeyNeeded: false });
  expect(keys.size).toBe(2);
});

it('staff-passkey is proposed with the key, which counts once a second approver has confirmed it', async () => {
  const { application, client, proposals, signIn, keyFor, added, confirmed, idOf } = await world();
  await added('三番', ['examiner']);
  await keyFor('三番');
  const { acting } = (await application.authority()).staff;
  const [proposal] = await proposals.list(acting());
  const [passkey] = (await client.list()).find(({ name }) => name === '三番')!.passkeys;
  expect(passkey).toMatchObject({ name: '鍵', pending: true });
  expect(proposal).toMatchObject({ kind: 'staff-passkey', by: '一番', transition: 'staff-passkey', holder: null, because: 'own' });
  expect(proposal!.details).toEqual([
    { label: 'name', value: '三番' },
    { label: 'roles-before', value: 'examiner' },
    { label: 'association-before', value: '' },
    { label: 'passkey', value: '鍵' },
  ]);
  expect(await failureOf(proposals.confirm(acting(), proposal!.id, proposal!.digest))).toBe('SECOND_PERSON_NEEDED');
  expect(await failureOf(signIn('三番'))).toBe('PASSKEY_REFUSED');
  await confirmed();
  expect(await signIn('三番')).toMatchObject({ ownKeyNeeded: false, staff: { id: await idOf('三番') } });
});

it('no pending key is kept of which nobody is told', async () => {
  const { application, client, keyFor, added } = await world();
  await added('三番', ['examiner']);
  const authority = await application.authority();
  const { propose } = authority.proposals;
  Object.assign(authority.proposals, { propose: () => Promise.reject(new Error('the program ends')) });
  expect(await failureOf(keyFor('三番'))).not.toBeNull();
  Object.assign(authority.proposals, { propose });
  expect((await client.list()).find(({ name }) => name === '三番')!.passkeys).toEqual([]);
});

it('roles of a proposal are the same in any order, so that carrying it out again does nothing', async () => {
  const { application, client, signIn, proposals } = await world();
  await signIn('一番');
  await client.add({ name: '三番', roles: ['reception', 'examiner', 'reception'], association: null });
  const { store } = application;
  const [row] = await store.db.selectFrom('credential_proposal').select(['id', 'body']).execute();
  expect(JSON.parse(row!.body)).toMatchObject({ roles: ['examiner', 'reception'] });
  await signIn('二番');
  const { staff } = await application.authority();
  await proposals.confirm(staff.acting(), row!.id);
  await store.db.updateTable('credential_proposal').set({ state: 'carrying-out' }).where('id', '=', row!.id).execute();
  expect(await failureOf(proposals.confirm(staff.acting(), row!.id))).toBeNull();
});

it('the desk of an association sees its own colleagues alone; tokens are shown to whose they are and to who decides', async () => {
  const { application, client, idOf, signIn, keyFor, added, confirmed } = await world();
  await added('文京の係', ['association'], '文京区医師会');
  await added('豊島の係', ['association'], '豊島区医師会');
  await added('受付の係', ['reception']);
  for (const name of ['文京の係', '受付の係']) await keyFor(name);
  await confirmed();
  const { staff } = await application.authority();
  const [one, two] = [{ id: await idOf('一番') }, { id: await idOf('二番') }];
  for (const name of ['二番', '受付の係', '豊島の係']) await staff.makeToken(await idOf(name), 9, one, two, name);
  const seen = async () => (await client.list()).map(({ name, tokens }) => [name, tokens.length]);
  const everybody = { 一番: 0, 二番: 1, 文京の係: 0, 豊島の係: 1, 受付の係: 1 };
  expect(Object.fromEntries(await seen())).toEqual(everybody);
  await signIn('受付の係');
  expect(Object.fromEntries(await seen())).toEqual({ ...everybody, 二番: 0, 豊島の係: 0 });
  await signIn('文京の係');
  expect(await seen()).toEqual([['文京の係', 0]]);
});

it.each<[string, StaffRole[], string | null, string | null]>([
  ['an operator', ['operator'], null, null],
  ['a clerk of the reception', ['reception', 'examiner', 'auditor'], null, 'STAFF_ROLE_NEEDED'],
  ['an approver at the desk of an association', ['approver', 'association'], '文京区医師会', 'STAFF_ROLE_NEEDED'],
])('%s names the reader for staff', async (_who, roles, association, code) => {
  const { client, signIn, keyFor, added, confirmed } = await world();
  await added('三番', roles, association);
  await keyFor('三番');
  await confirmed();
  await signIn('三番');
  expect(await failureOf(client.nameReader({ reader: 'R' }))).toBe(code);
});

it('while the desk is locked it tells who sits there, and nothing of keys; everything else is refused', async () => {
  const { application, client, idOf } = await world();
  const locked = await client.lock();
  const { staff } = await application.authority();
  const second = { id: await idOf('二番'), name: '二番', roles: ['approver'], association: null };
  expect(staff.session.staff).toEqual(second);
  expect(locked).toMatchObject({ state: 'locked', staff: second, ownKeyNeeded: false });
  const all = [
    client.list(),
    client.nameReader({ reader: null }),
    client.add({ name: 'x', roles: ['auditor'], association: null }),
    client.addPasskey({ id: second.id, name: 'x' }),
    client.addCard(),
    client.removeCard({ id: second.id }),
    client.removeToken({ id: 'x' }),
    client.removePasskey({ id: 'x' }),
    client.setIdleMinutes({ minutes: 5 }),
  ];
  expect(await Promise.all(all.map(failureOf))).toEqual(all.map(() => 'STAFF_SESSION_LOCKED'));
});

it('takes a token back', async () => {
  const { application, client, idOf } = await world();
  const { staff } = await application.authority();
  const id = await idOf('二番');
  await staff.makeToken(id, 9, staff.acting(), null, '夜間');
  const [token] = (await client.list()).find((known) => known.id === id)!.tokens;
  expect((await client.removeToken({ id: token!.id })).find((known) => known.id === id)!.tokens).toEqual([]);
});
