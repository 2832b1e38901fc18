import { describe, expect, it } from 'vitest';
import { extendCades } from '../../../pki/cades/extend.ts';
import { signCades } from '../../../pki/cades/sign.ts';
import { digest } from '../../../pki/digest/algorithms.ts';
import type { LevelOrder, TimeStamper } from '../../../pki/levels/material.ts';
import { extendPades } from '../../../pki/pades/extend.ts';
import { signPades } from '../../../pki/pades/sign.ts';
import { localTimeStamper } from '../../../pki/time-stamp/local.ts';
import { extendXades } from '../../../pki/xades/extend.ts';
import { signXades } from '../../../pki/xades/sign.ts';
import { levelsWorld } from '../../support/levels.ts';
import { buildPdf } from '../../support/pdf.ts';
import { failureOf } from '../../support/pki-failure.ts';

const start = new Date('2026-03-01T03:00:00Z');
const text = Buffer.from('A letter');
const world = await levelsWorld(start);
const order = (level: LevelOrder['level'], stamper?: TimeStamper) => ({ signer: world.signer, signingTime: start, ...world.order(level, stamper) });
const contentDigest = (name: Parameters<typeof digest>[0]) => digest(name, text);

describe('an archive time stamp of an authority whose clock is behind', () => {
  it.each([
    ['at the same second is taken', 0, 'nothing'],
    ['is refused, for it would contradict the time stamp under it for ever', 1_000, 'TIME_STAMP_WRONG'],
  ])('%s', async (_, behind, expected) => {
    const slow = localTimeStamper(world.second.tsa, () => new Date(start.getTime() - behind));
    const cms = await signCades({ ...order('T'), content: text });
    const pdf = await signPades({ ...order('T'), source: buildPdf() });
    const xml = await signXades({ ...order('T'), xml: Buffer.from('<a/>') });
    const raised = [
      () => extendCades({ cms, contentDigest, ...world.order('LTA', slow) }),
      () => extendPades({ source: pdf, ...world.order('LTA', slow) }),
      () => extendXades({ xml, ...world.order('LTA', slow) }),
    ];
    for (const raise of raised) expect(await (expected === 'nothing' ? raise().then(() => 'nothing') : failureOf(raise))).toBe(expected);
  });
});
