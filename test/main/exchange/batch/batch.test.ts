import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../../support/staff-desk.ts';
import { statusList } from '../../support/status-lists.ts';
import { writeBatch } from '../../../../main/exchange/batch/write.ts';
import { signingKey } from '../../../../main/exchange/events/keys.ts';
import { type Desk, HUB, openDesk } from '../support.ts';

async function desks() {
  const [sender, receiver] = [await openDesk('authority', 'authority'), await openDesk('tokyo')];
  await sender.tellStatus(0, 'held', 1);
  await sender.tellHeld('123456');
  await sender.tellHeld('654321', 'osaka');
  return { sender, receiver, fingerprint: sender.exchange.identity.key.kid };
}
const exported = async ({ exchange }: Desk, peer = 'tokyo', again = false) => {
  const made = await exchange.export({ peer, again });
  await made.delivered();
  return made;
};

describe('events as a file', () => {
  it('tell what the network would tell, once', async () => {
    const { sender, receiver, fingerprint } = await desks();
    const { file, count } = await exported(sender);
    // Whose card is of another association is nobody's business there.
    expect(count).toBe(2);
    expect(await receiver.exchange.import(file, fingerprint)).toMatchObject({ count: 2, fresh: 2, waiting: 0, kind: 'authority' });
    expect(receiver.statusOf(0)).toBe('held');
    const before = await receiver.received();
    expect(await receiver.exchange.import(file)).toMatchObject({ count: 2, fresh: 0 });
    expect(await receiver.received()).toEqual(before);
  });

  it.each([
    ['hub', 3],
    ['authority', 3],
    ['osaka', 2],
    ['nobody', 1],
  ] as const)('for %s hold %i events', async (peer, count) => {
    const { sender } = await desks();
    expect((await exported(sender, peer)).count).toBe(count);
  });

  it('hold what was not written for the peer before, or all of it again', async () => {
    const { sender } = await desks();
    await exported(sender);
    expect(await codeOf(exported(sender))).toBe('NO_EVENTS_TO_EXPORT');
    expect((await exported(sender, 'tokyo', true)).count).toBe(2);
    await sender.tellStatus(0, 'good', 2);
    expect((await exported(sender)).count).toBe(1);
  });

  it('are not marked as written before they lie where they should', async () => {
    const { sender } = await desks();
    await sender.exchange.export({ peer: 'tokyo', again: false });
    expect((await exported(sender)).count).toBe(2);
  });

  it.each([
    ['whose key nobody has compared', 'EXCHANGE_SENDER_UNKNOWN', async (_: Desk, file: Uint8Array) => ({ file, fingerprint: undefined })],
    ['with another fingerprint', 'EXCHANGE_SENDER_UNKNOWN', async (_: Desk, file: Uint8Array) => ({ file, fingerprint: 'a'.repeat(64) })],
    ['that is no file of events', 'EXCHANGE_FILE_UNREADABLE', async () => ({ file: await statusList() })],
    [
      'of which one byte was changed',
      'EXCHANGE_FILE_UNREADABLE',
      async (_: Desk, file: Uint8Array) => ({ file: file.map((byte, at) => (at === file.length - 9 ? byte ^ 1 : byte)) }),
    ],
    ['that was cut off', 'EXCHANGE_FILE_UNREADABLE', async (_: Desk, file: Uint8Array) => ({ file: file.subarray(0, file.length - 300) })],
    ['for somebody else', 'EXCHANGE_FILE_FOR_OTHER', async (sender: Desk) => ({ file: (await exported(sender, 'osaka')).file })],
  ] as const)('%s are taken by nobody', async (_name, code, change) => {
    const { sender, receiver, fingerprint } = await desks();
    const { file } = await exported(sender);
    const order: { file: Uint8Array; fingerprint?: string | undefined } = await change(sender, file);
    const given = 'fingerprint' in order ? order.fingerprint : fingerprint;
    expect(await codeOf(receiver.exchange.import(order.file, given))).toBe(code);
    expect(await receiver.received()).toEqual([]);
    expect(receiver.statusOf(0)).toBe('unknown');
  });

  it.each(['not its own', 'not its to tell'] as const)('with an event that is %s are refused whole', async (fault) => {
    const { sender, receiver } = await desks();
    const { file } = await exported(sender);
    const tokens = Buffer.from(file).toString('latin1').split('\n').slice(1, -1);
    const other = fault === 'not its own' ? await signingKey(generateKeyPairSync('ed25519').privateKey) : sender.exchange.identity.key;
    const identity = fault === 'not its own' ? { key: other, jwk: (await openDesk('x')).exchange.identity.jwk } : sender.exchange.identity;
    const head = { from: sender.exchange.identity.issuer, to: 'tokyo', audience: HUB, issuedAt: '2026-11-30T03:00:00.000Z' };
    const forged = await writeBatch(identity, { ...head, kind: fault === 'not its own' ? 'authority' : 'association' }, tokens);
    expect(await codeOf(receiver.exchange.import(forged, other.kid))).toBe('EXCHANGE_FILE_UNREADABLE');
    expect(await receiver.received()).toEqual([]);
  });
});
