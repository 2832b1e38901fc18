import { beforeAll, describe, expect, it } from 'vitest';
import { signCades } from '../../../pki/cades/sign.ts';
import { fileRenewal } from '../../../pki/levels/file-renewal.ts';
import { renewalOf } from '../../../pki/levels/renewal.ts';
import { digest } from '../../../pki/digest/algorithms.ts';
import { type LevelsWorld, levelsWorld, separateTsa } from '../../support/levels.ts';
import { createSignature } from '../../../pki/xades/create-signature.ts';
import { extendXades } from '../../../pki/xades/extend.ts';
import { appendToElement } from '../../../pki/xml/insert.ts';
import { encodeText } from '../../../pki/xml/text.ts';
import { localTimeStamper } from '../../../pki/time-stamp/local.ts';

const start = new Date('2026-11-20T03:00:00Z');
let world: LevelsWorld;

beforeAll(async () => {
  world = await levelsWorld(start);
});

const hash = digest('sha256', Buffer.from('x'));
const archive = (token: Uint8Array) => ({ kind: 'archive', token }) as const;

describe('an archive time stamp must be renewed', () => {
  it.each<[string, () => Promise<Uint8Array>, object]>([
    ['before RSA-2048 ends', () => world.timeStamper.stamp(hash), { due: new Date('2030-12-31T15:00:00Z'), reason: 'algorithm', what: 'rsa-2048' }],
    ['before SHA-256 ends', () => world.secondTimeStamper.stamp(hash), { due: new Date('2050-12-31T15:00:00Z'), reason: 'algorithm' }],
    [
      'before its authority expires',
      () => shortLived().stamp(hash),
      { due: new Date('2027-11-20T03:00:00Z'), reason: 'certificate', what: 'CN=TEST Short TSA,C=JP' },
    ],
  ])('%s', async (_, stamp, expected) => {
    expect(await renewalOf([archive(await stamp())], [])).toMatchObject(expected);
  });

  it('the newest one decides', async () => {
    const [older, newer] = [await shortLived().stamp(hash), await world.secondTimeStamper.stamp(hash)];
    expect(await renewalOf([archive(older), archive(newer)], [])).toMatchObject({ what: expect.stringMatching(/sha256|3072/) });
  });

  it('without one there is nothing to renew', async () => {
    expect(await renewalOf([{ kind: 'signature', token: await world.timeStamper.stamp(hash) }], [])).toBeNull();
  });
});

const shortLived = () => localTimeStamper(separateTsa('TEST Short TSA', start, new Date('2027-11-20T03:00:00Z')).tsa, () => start);

describe('the renewal of a file', () => {
  it.each([
    ['LT', null],
    ['LTA', { due: new Date('2030-12-31T15:00:00Z') }],
  ] as const)('at %s', async (level, expected) => {
    const bytes = await signCades({ signer: world.signer, content: Buffer.from('x'), signingTime: start, ...world.order(level) });
    if (expected) expect(await fileRenewal(bytes)).toMatchObject(expected);
    else expect(await fileRenewal(bytes)).toBeNull();
  });

  it.each<[string, readonly ('LT' | 'LTA')[], string | null]>([
    ['archived by two authorities, is that of the first to end', ['LTA', 'LTA'], '2030-12-31T15:00:00.000Z'],
    ['of which the first is not archived, is none', ['LT', 'LTA'], null],
    ['of which the second is not archived, is none', ['LTA', 'LT'], null],
  ])('of XML with two signatures %s', async (_, levels, due) => {
    let text = '<letter><a Id="A">eA==</a><b Id="B">eA==</b></letter>';
    for (const id of ['A', 'B']) {
      const data = { label: id, uri: `#${id}`, transforms: ['http://www.w3.org/2000/09/xmldsig#base64'], octets: Buffer.from('x') };
      const order = { signer: world.signer, signingTime: start, prefixes: { ds: 'ds', xades: 'xades' }, signatureId: id + id, chain: [], data };
      text = appendToElement(text, ['letter'], await createSignature(order));
    }
    let xml = encodeText(text);
    for (const [index, level] of levels.entries()) {
      const stamper = index === 0 ? world.secondTimeStamper : world.timeStamper;
      xml = await extendXades({ xml, signatureId: ['AA', 'BB'][index]!, chain: world.signer.chain, ...world.order(level, stamper) });
    }
    expect((await fileRenewal(xml))?.due.toISOString() ?? null).toBe(due);
  });
});
