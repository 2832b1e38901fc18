import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { levelMaterial } from '../../../pki/levels/collect.ts';
import { extendPades } from '../../../pki/pades/extend.ts';
import { timeStampTail } from '../../../pki/pades/raise/document-time-stamp.ts';
import { signPades, signPadesFile } from '../../../pki/pades/sign.ts';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import type { SignatureLevel, SignatureReport } from '../../../pki/report.ts';
import { folderWith } from '../../support/openssl.ts';
import { extend, isPrefix, listsOfToday, optionsFor, outcome, sign, START, verify, withLists, world } from '../../support/pades-levels.ts';
import { buildPdf, ONE_PAGE } from '../../support/pdf.ts';
import { failureOf } from '../../support/pki-failure.ts';

describe('signing', () => {
  const LEVELS: readonly (readonly [SignatureLevel, string])[] = [
    ['B', ''],
    ['T', 'signature'],
    ['LT', 'signature'],
    ['LTA', 'signature archive'],
  ];
  const SHAPES = [
    ['a table', {}],
    ['a cross-reference stream', { kind: 'stream' }],
    ['objects in streams', { kind: 'stream', compressed: ONE_PAGE }],
  ] as const;

  describe.each(SHAPES)('a document with %s', (_, shape) => {
    it.each(LEVELS)('at level %s passes with what is inside', async (level, stamps) => {
      const original = buildPdf('compressed' in shape ? {} : ONE_PAGE, shape);
      const signed = await sign(original, level);
      expect(isPrefix(original, signed)).toBe(true);
      expect(await outcome(signed, optionsFor(level))).toEqual({
        conclusion: 'TOTAL-PASSED',
        signatures: [[level, true, stamps]],
      });
    });
  });

  it('the trusted time is that of the stamp', async () => {
    const signed = await sign(buildPdf(), 'T');
    world().clock.pass({ days: 2 });
    const [signature] = (await verify(signed, withLists())).signatures;
    expect([signature!.bestSignatureTime, signature!.timeStamps[0]!.trusted]).toEqual([START.toISOString(), true]);
  });

  it('a document time stamp under the signature proves nothing of it', async () => {
    const source = buildPdf();
    const under = Buffer.concat([source, await timeStampTail(world().timeStamper)(new MemorySource(source))]);
    world().clock.pass({ days: 2 });
    const signed = await sign(under, 'B');
    const [{ level, timeStamps, bestSignatureTime }, ...others] = (await verify(signed, withLists())).signatures as [SignatureReport];
    expect([level, timeStamps, bestSignatureTime, others]).toEqual(['B', [], world().clock.now.toISOString(), []]);
    expect((await outcome(await extend(signed, 'T'), withLists())).signatures).toEqual([['T', true, 'archive']]);
  });

  it('needs a time stamper above B', async () => {
    const order = { source: buildPdf(), signer: world().signer, signingTime: START };
    expect(await failureOf(() => signPades({ ...order, level: 'T' }))).toBe('LEVEL_NOT_AVAILABLE');
  });

  it('raises only what was just signed', async () => {
    const twice = await sign(await sign(buildPdf(), 'B'), 'LT');
    expect((await outcome(twice, withLists())).signatures).toEqual([
      ['B', true, ''],
      ['LT', true, 'signature'],
    ]);
  });

  it('from file to file ends as in memory, or leaves nothing behind', async () => {
    const folder = folderWith({ 'letter.pdf': buildPdf() });
    const [source, sink] = [join(folder, 'letter.pdf'), join(folder, 'signed.pdf')];
    const order = { source, sink, signer: world().signer, signingTime: START };
    const { timeStamper, evidenceFor } = world().material();
    const refused = { timeStamper, evidenceFor: () => Promise.reject(new Error('no network')) };
    await expect(signPadesFile({ ...order, level: 'LTA', material: refused })).rejects.toThrow('no network');
    expect(readdirSync(folder)).toEqual(['letter.pdf']);
    await signPadesFile({ ...order, level: 'LTA', material: { timeStamper, evidenceFor } });
    expect((await outcome(readFileSync(sink), world().options())).signatures).toEqual([['LTA', true, 'signature archive']]);
  });
});

describe('years later', () => {
  it('level LTA passes as long as it is renewed in time', async () => {
    const signed = await sign(buildPdf(), 'LTA');
    const unstamped = await sign(buildPdf(), 'B');
    world().clock.pass({ years: 9 });
    expect((await outcome(signed, withLists())).conclusion).toBe('TOTAL-PASSED');
    const renewed = await extend(signed, 'LTA', world().secondTimeStamper);
    world().clock.pass({ years: 3 });
    const conclusions = await Promise.all([renewed, signed, unstamped].map(async (bytes) => (await outcome(bytes, withLists())).conclusion));
    expect(conclusions).toEqual(['TOTAL-PASSED', 'INDETERMINATE', 'INDETERMINATE']);
    expect((await verify(renewed, withLists())).signatures[0]!.bestSignatureTime).toBe(START.toISOString());
  });

  it('a signature that was stamped in time reaches LT after its certificate expired, with a list that was kept', async () => {
    const signed = await sign(buildPdf(), 'T');
    world().clock.pass({ days: 1 });
    const kept = world().options({ crls: listsOfToday() });
    world().clock.pass({ years: 6 });
    const options = { ...kept, revocationSource: world().source };
    const material = levelMaterial({ timeStamper: world().timeStamper, options, now: () => world().clock.now });
    expect(await outcome(await extendPades({ source: signed, level: 'LT', material }), world().options())).toEqual({
      conclusion: 'TOTAL-PASSED',
      signatures: [['LT', true, 'signature']],
    });
  });
});
