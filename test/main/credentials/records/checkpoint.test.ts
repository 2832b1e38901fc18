import { sql } from 'kysely';
import { calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Flow, openFlow, refusalOf } from '../../support/credential-flow.ts';

let flow: Flow;
let other: Flow;
beforeAll(async () => {
  [flow, other] = [await openFlow(), await openFlow()];
});
afterAll(async () => {
  await flow[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
});

const make = async (at = flow) => (await at.seats.auditor.audit.checkpoint()).bytes;
const verify = (checkpoint?: Uint8Array) => flow.seats.auditor.audit.verify(checkpoint);

describe('a checkpoint of the log', () => {
  it('is verified by this desk, now and later', async () => {
    const checkpoint = await make();
    expect(await verify(checkpoint)).toMatchObject({ intact: true });
    const { card } = await flow.withCard();
    await flow.take(card, 'hold');
    expect(await verify(checkpoint)).toMatchObject({ intact: true });
    expect(await verify()).toMatchObject({ intact: true });
  });

  it('says where the log stood and nothing else', async () => {
    const { name, bytes } = await flow.seats.auditor.audit.checkpoint();
    const [head, body] = Buffer.from(bytes)
      .toString('utf8')
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('utf8'));
    expect(JSON.parse(body!)).toEqual({ sequence: expect.any(Number), hash: expect.stringMatching(/^[0-9a-f]{64}$/), at: expect.any(String) });
    expect(JSON.parse(head!)).toMatchObject({ alg: 'EdDSA', typ: 'hpki-desk-audit-checkpoint' });
    expect(name).toBe(`audit-checkpoint-${(JSON.parse(body!) as { sequence: number }).sequence}.jws`);
  });

  it.each<[what: string, file: () => Promise<Uint8Array>, code: string]>([
    ['of another desk', () => make(other), 'CHECKPOINT_UNREADABLE'],
    ['of nobody', async () => Buffer.from('hello'), 'CHECKPOINT_UNREADABLE'],
    ['that is empty', async () => new Uint8Array(), 'CHECKPOINT_UNREADABLE'],
    [
      'signed with a key that somebody put into it',
      async () => {
        const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
        const jwk = await exportJWK(publicKey);
        const claims = { sequence: 1, hash: 'a'.repeat(64), at: '2026-11-29T03:00:00.000Z' };
        expect(await calculateJwkThumbprint(jwk)).not.toBe(flow.authority.key.thumbprint);
        return Buffer.from(
          await new CompactSign(Buffer.from(JSON.stringify(claims)))
            .setProtectedHeader({ alg: 'EdDSA', typ: 'hpki-desk-audit-checkpoint', jwk })
            .sign(privateKey),
        );
      },
      'CHECKPOINT_UNREADABLE',
    ],
    [
      'of another kind',
      async () =>
        Buffer.from(await flow.authority.key.sign('hpki-revocation-request', { sequence: 1, hash: 'a'.repeat(64), at: '2026-11-29T03:00:00.000Z' })),
      'CHECKPOINT_UNREADABLE',
    ],
    [
      'that says more',
      async () =>
        Buffer.from(
          await flow.authority.key.sign('hpki-desk-audit-checkpoint', { sequence: 1, hash: 'a'.repeat(64), at: '2026-11-29T03:00:00.000Z', more: 1 }),
        ),
      'CHECKPOINT_UNREADABLE',
    ],
    [
      'of a log that never was',
      async () =>
        Buffer.from(
          await flow.authority.key.sign('hpki-desk-audit-checkpoint', { sequence: 1, hash: 'a'.repeat(64), at: '2026-11-29T03:00:00.000Z' }),
        ),
      'CHECKPOINT_DIFFERS',
    ],
    [
      'of a longer log',
      async () =>
        Buffer.from(
          await flow.authority.key.sign('hpki-desk-audit-checkpoint', { sequence: 99_999, hash: 'a'.repeat(64), at: '2026-11-29T03:00:00.000Z' }),
        ),
      'CHECKPOINT_DIFFERS',
    ],
  ])('%s is refused', async (_what, file, code) => expect(await refusalOf(file().then(verify))).toBe(code));

  it('with any part changed is refused', async () => {
    const parts = Buffer.from(await make())
      .toString('utf8')
      .trim()
      .split('.');
    for (const [at, part] of parts.entries()) {
      const other_ = [...parts];
      other_[at] = part.slice(0, 10) + (part.at(10) === 'A' ? 'B' : 'A') + part.slice(11);
      expect([at, await refusalOf(verify(Buffer.from(other_.join('.'))))]).toEqual([at, 'CHECKPOINT_UNREADABLE']);
    }
  });

  it('shows that the log before it was changed', async () => {
    await using changed = await openFlow();
    const { db } = changed.store;
    const { bytes } = await changed.seats.auditor.audit.checkpoint();
    const { sequence } = JSON.parse(Buffer.from(Buffer.from(bytes).toString('utf8').split('.')[1]!, 'base64url').toString('utf8')) as {
      sequence: number;
    };
    const guards = await sql<{ name: string }>`SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'`.execute(db);
    for (const { name } of guards.rows) await sql.raw(`DROP TRIGGER ${name}`).execute(db);
    await db.updateTable('audit_entry').set({ facts: '{}' }).where('sequence', '=', 2).execute();
    expect(await changed.seats.auditor.audit.verify()).toMatchObject({ intact: false, brokenAt: 2 });
    await db
      .updateTable('audit_entry')
      .set({ hash: 'f'.repeat(64) })
      .where('sequence', '=', sequence)
      .execute();
    expect(await refusalOf(changed.seats.auditor.audit.verify(bytes))).toBe('CHECKPOINT_DIFFERS');
  });
});

describe('the log as it is looked at', () => {
  it.each<[what: string, filter: object, fits: (entry: { action: string; facts: Readonly<Record<string, unknown>> }) => boolean]>([
    ['by what was done', { action: 'credential.moved' }, ({ action }) => action === 'credential.moved'],
    [
      'by a person',
      { holder: 1 },
      ({ facts }) =>
        facts['holder'] === 1 ||
        String(facts['holders'] ?? '')
          .split(' ')
          .includes('1'),
    ],
    ['by a day that is over', { until: '2026-11-28' }, () => false],
    ['by a day to come', { from: '2026-11-30' }, () => false],
  ])('%s', async (_what, filter, fits) => {
    await flow.withCard();
    const whole = { before: null, limit: 500, action: null, staff: null, holder: null, from: null, until: null };
    const all = await flow.seats.auditor.audit.list(whole);
    const found = await flow.seats.auditor.audit.list({ ...whole, ...filter });
    expect(found.map(({ sequence }) => sequence)).toEqual(all.filter(fits).map(({ sequence }) => sequence));
    expect(all.length).toBeGreaterThan(found.length);
  });

  it('by who did it or confirmed it', async () => {
    const { card } = await flow.withCard();
    await flow.take(card, 'lose');
    const whole = { before: null, limit: 500, action: 'credential.moved', staff: null, holder: null, from: null, until: null };
    for (const seat of [flow.seats.approver, flow.seats.second]) {
      expect((await flow.seats.auditor.audit.list({ ...whole, staff: seat.acting.id })).some(({ facts }) => facts['object'] === card)).toBe(true);
    }
    expect((await flow.seats.auditor.audit.list({ ...whole, staff: flow.seats.clerk.acting.id })).some(({ facts }) => facts['object'] === card)).toBe(
      false,
    );
  });

  it('is written as a table, which is recorded', async () => {
    const { name, bytes } = await flow.seats.auditor.audit.export({
      before: null,
      limit: 1,
      action: 'credential.imported',
      staff: null,
      holder: null,
      from: null,
      until: null,
    });
    expect([name, Buffer.from(bytes).toString('utf8').includes('credential.imported')]).toEqual(['audit.csv', true]);
    expect((await flow.authority.parts.audit.list(null, 1))[0]).toMatchObject({
      action: 'audit.exported',
      facts: { by: flow.seats.auditor.acting.id },
    });
  });

  it('tells every look at somebody', async () => {
    const { holder } = await flow.withCard();
    await flow.seats.clerk.page(holder);
    expect((await flow.authority.parts.audit.list(null, 1))[0]).toMatchObject({
      action: 'credential.viewed',
      facts: { holder, by: flow.seats.clerk.acting.id },
    });
    await flow.seats.clerk.search('けん', 5);
    expect(await flow.authority.parts.audit.list(null, 2)).toMatchObject([
      { action: 'credential.listed', facts: { by: flow.seats.clerk.acting.id, what: 'search' } },
      { action: 'credential.searched', facts: { by: flow.seats.clerk.acting.id } },
    ]);
  });
});
