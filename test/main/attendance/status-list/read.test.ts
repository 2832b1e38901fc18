import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { exportJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../../../../main/audit/canonical-json.ts';
import { AppError } from '../../../../main/errors.ts';
import { STATUSES } from '../../../../main/attendance/status-list/format.ts';
import { readStatusList } from '../../../../main/attendance/status-list/read.ts';
import { writeStatusList } from '../../../../main/attendance/status-list/write.ts';
import {
  ED25519,
  ENTRIES,
  type Forgery,
  forgedList,
  named,
  ORDER,
  OTHER,
  P256,
  recordsOf,
  resigned,
  statusList,
  thumbprintOf,
} from '../../support/status-lists.ts';

/** How reading ends: the list, or why not. Anything but the one error of unreadable lists fails the test. */
async function outcome(file: Uint8Array): Promise<'read' | string> {
  try {
    await readStatusList(file);
    return 'read';
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'STATUS_LIST_UNREADABLE') throw error;
    return String(error.detail['note']);
  }
}

const KEYS = { Ed25519: ED25519, 'P-256': P256 };

describe.each(Object.entries(KEYS))('a list signed with %s', (_name, key) => {
  it('is read back with every entry', async () => {
    const list = await readStatusList(await statusList({ key: Buffer.alloc(32, 5) }, key));
    const { statusOf, ...facts } = list;
    expect(facts).toEqual({
      thumbprint: await thumbprintOf(key),
      jwk: canonicalJson((await exportJWK(createPublicKey(key))) as Json),
      claims: {
        format: 'hpki-desk-status-list/1',
        version: 7,
        issuedAt: '2026-05-30T00:00:00.000Z',
        authority: '検証 電子認証センター',
        key: Buffer.alloc(32, 5).toString('base64url'),
        count: 6,
        sha256: expect.any(String),
      },
    });
    expect(ENTRIES.map(statusOf)).toEqual(STATUSES);
    expect([statusOf(named(99)), statusOf({ ...named(0), issuerName: Uint8Array.of(0x30, 0) })]).toEqual(['unknown', 'unknown']);
  });

  it('is refused with any one byte changed', async () => {
    const file = await statusList({}, key, ENTRIES.slice(0, 3));
    const end = Buffer.from(file).indexOf(0x0a);
    const accepted: string[] = [];
    for (let index = 0; index < file.length; index += 1) {
      const every = index === end - 1 ? [...new Array(255).keys()].map((value) => value + 1) : [0x01, 0x20, 0x80];
      for (const flip of every) if ((await outcome(file.with(index, file[index]! ^ flip))) === 'read') accepted.push(`${index} ^ ${flip}`);
    }
    expect(accepted).toEqual([]);
  });
});

it('any list that is written is read back, and says of every card what was written', async () => {
  const entries = fc.uniqueArray(fc.record({ serial: fc.nat({ max: 100_000 }), status: fc.constantFrom(...STATUSES) }), {
    selector: ({ serial }) => serial,
    maxLength: 60,
  });
  const order = fc.record({
    version: fc.integer({ min: 1, max: 1_000_000 }),
    authority: fc.stringMatching(/^[\p{L}]{1,40}$/u),
    key: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  });
  await fc.assert(
    fc.asyncProperty(entries, order, async (rows, { version, authority, key }) => {
      const list = await readStatusList(
        await writeStatusList(
          rows.map(({ serial, status }) => ({ ...named(serial), status })),
          ED25519,
          { version, authority, key, issuedAt: ORDER.issuedAt },
        ),
      );
      expect([list.claims.version, list.claims.authority, list.claims.count]).toEqual([version, authority, rows.length]);
      for (const { serial, status } of rows) expect(list.statusOf(named(serial))).toBe(status);
      expect(list.statusOf(named(200_000))).toBe('unknown');
    }),
  );
});

describe('a list that is signed and wrong', () => {
  it.each<[string, Forgery, string]>([
    ['without a fault', {}, 'read'],
    ['without records', { body: new Uint8Array() }, 'read'],
    ['with records out of order', { body: recordsOf([2, 0], [1, 0]) }, 'record 1 is out of order'],
    ['with one token twice', { body: recordsOf([1, 0], [1, 1]) }, 'record 1 is out of order'],
    ['with a status that is not known', { body: recordsOf([1, 0], [2, 6]) }, 'the status of record 1 is not known'],
    ['with a record that is not whole', { body: recordsOf([1, 0]).subarray(1), claims: { count: 1 } }, 'the last record is not whole'],
    ['with fewer records than it says', { claims: { count: 3 } }, '2 records instead of 3'],
    ['with other records than it says', { claims: { sha256: Buffer.alloc(32).toString('base64url') } }, 'the records are not those that were signed'],
    ['of another format', { claims: { format: 'hpki-desk-status-list/2' } }, 'it is not signed as a status list'],
    ['with a claim too many', { claims: { names: [] } }, 'it is not signed as a status list'],
    ['without a version', { claims: { version: undefined } }, 'it is not signed as a status list'],
    ['of version 0', { claims: { version: 0 } }, 'it is not signed as a status list'],
    ['of half a version', { claims: { version: 1.5 } }, 'it is not signed as a status list'],
    ['without an authority', { claims: { authority: '' } }, 'it is not signed as a status list'],
    ['with an authority of two lines', { claims: { authority: 'A\nB' } }, 'it is not signed as a status list'],
    ['with a time that is none', { claims: { issuedAt: 'yesterday' } }, 'it is not signed as a status list'],
    ['with a short key of tokens', { claims: { key: 'AAAA' } }, 'it is not signed as a status list'],
  ])('%s', async (_case, forgery, answer) => expect(await outcome(await forgedList(forgery))).toBe(answer));
});

describe('a list that is not signed by the key it names', () => {
  it.each<[string, Forgery]>([
    ['with the key of somebody else', { key: OTHER, jwk: createPublicKey(ED25519).export({ format: 'jwk' }) as object }],
    ['with a key of another kind', { key: ED25519, header: { jwk: createPublicKey(P256).export({ format: 'jwk' }) } }],
    [
      'with a key whose point lies on no curve',
      {
        key: P256,
        header: { jwk: { kty: 'EC', crv: 'P-256', x: Buffer.alloc(32, 1).toString('base64url'), y: Buffer.alloc(32, 1).toString('base64url') } },
      },
    ],
    ['with a private key', { jwk: ED25519.export({ format: 'jwk' }) as object }],
    ['without a key', { header: { jwk: undefined } }],
    ['with the address of a key', { header: { jwk: undefined, jku: 'https://pki.example/keys' } }],
    ['with a header too many', { header: { kid: 'a' } }],
    ['as something else', { header: { typ: 'JWT' } }],
  ])('%s', async (_case, forgery) => expect(await outcome(await forgedList(forgery))).not.toBe('read'));

  it.each<[string, object, 'nothing' | 'hmac']>([
    ['without a signature', { alg: 'none' }, 'nothing'],
    ['by HMAC under the public key', { alg: 'HS256' }, 'hmac'],
    ['by HMAC, with the header of a signature', { alg: 'EdDSA' }, 'hmac'],
  ])('%s', async (_case, header, sign) => {
    const jwk = await exportJWK(createPublicKey(ED25519));
    const secret = createPublicKey(ED25519).export({ format: 'der', type: 'spki' });
    expect(await outcome(resigned(await statusList(), { typ: 'hpki-status-list', jwk, ...header }, sign, secret))).not.toBe('read');
  });
});

describe('a file that is no list', () => {
  it.each<[string, Uint8Array]>([
    ['empty', new Uint8Array()],
    ['one new line', Buffer.from('\n')],
    ['no new line', Buffer.from('a.b.c')],
    ['a first line without end', Buffer.alloc(10_000, 'a')],
    ['two parts', Buffer.from('a.b\n')],
    ['three empty parts', Buffer.from('..\n')],
    ['base64url that is no JSON', Buffer.from('AAAA.AAAA.AAAA\n')],
    ['a header that is no object', Buffer.from(`${Buffer.from('null').toString('base64url')}.AAAA.AAAA\n`)],
  ])('%s', async (_case, file) => expect(await outcome(file)).not.toBe('read'));

  it('is cut off, continued, or put together from parts of others', async () => {
    const files = [await statusList(), await statusList({ version: 8 }), await statusList({}, P256)].map((file) => Buffer.from(file));
    const [file] = files as [Buffer];
    const part = fc
      .tuple(fc.nat({ max: 2 }), fc.nat(file.length), fc.nat(file.length))
      .map(([which, from, to]) => files[which]!.subarray(Math.min(from, to), Math.max(from, to)));
    const bytes = fc.uint8Array({ maxLength: 50 }).map((random) => Buffer.from(random));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(part, bytes), { maxLength: 4 }), async (parts) => {
        const garbled = Buffer.concat(parts);
        fc.pre(!files.some((each) => each.equals(garbled)));
        expect(await outcome(garbled)).not.toBe('read');
      }),
      { numRuns: 300 },
    );
    for (let length = 0; length < file.length; length += 1) if ((await outcome(file.subarray(0, length))) === 'read') expect.fail(`cut to ${length}`);
    expect(await outcome(Buffer.concat([file, Buffer.from([0])]))).not.toBe('read');
    expect(await outcome(Buffer.concat([file, recordsOf([255, 0])]))).not.toBe('read');
  });
});

describe('writing a list', () => {
  it('refuses two entries of one certificate, and keys of other kinds', async () => {
    await expect(statusList({}, ED25519, [ENTRIES[0]!, { ...ENTRIES[0]!, status: 'lost' }])).rejects.toThrow(RangeError);
    await expect(statusList({}, generateKeyPairSync('ed448').privateKey)).rejects.toThrow(TypeError);
    await expect(statusList({}, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)).rejects.toThrow(TypeError);
  });

  it('shows of a card nothing but a keyed hash, another with every list', async () => {
    const [a, b] = [await statusList(), await statusList()].map((file) =>
      Buffer.from(file.subarray(Buffer.from(file).indexOf(0x0a) + 1)).toString('hex'),
    );
    expect(new Set([...a!.match(/.{34}/g)!, ...b!.match(/.{34}/g)!].map((record) => record.slice(0, 32))).size).toBe(12);
  });
});
