import { extendCades } from '../../pki/cades/extend.ts';
import { signCades } from '../../pki/cades/sign.ts';
import { verifyCades } from '../../pki/cades/verify.ts';
import { digest } from '../../pki/digest/algorithms.ts';
import type { LevelOrder } from '../../pki/levels/material.ts';
import type { Check, SignatureReport } from '../../pki/report.ts';
import type { VerificationOptions } from '../../pki/trust.ts';
import { levelsWorld } from './levels.ts';

/** One content signed at every level at the same moment, and what tests ask of such signatures. */
export async function cadesLevels(start: Date, content: Uint8Array) {
  const world = await levelsWorld(start);
  const sign = (order: Partial<LevelOrder> = {}) => signCades({ signer: world.signer, content, signingTime: start, ...order });
  const report = async (bytes: Uint8Array, change: Partial<VerificationOptions> = {}): Promise<SignatureReport> =>
    (await verifyCades({ name: 'letter.p7s', bytes, content }, world.options(change))).signatures[0]!;
  return {
    world,
    signed: { B: await sign(), T: await sign(world.order('T')), LT: await sign(world.order('LT')), LTA: await sign(world.order('LTA')) },
    extend: (cms: Uint8Array, level: LevelOrder['level'], order: Partial<LevelOrder> = {}) =>
      extendCades({ cms, contentDigest: (algorithm) => digest(algorithm, content), ...world.order(level), ...order }),
    report,
    /** What matters of a report. */
    answer: async (bytes: Uint8Array, change: Partial<VerificationOptions> = {}) => {
      const { conclusion, subIndication, level, bestSignatureTime } = await report(bytes, change);
      return { conclusion, subIndication, level, bestSignatureTime: bestSignatureTime.slice(0, 10) };
    },
    /** All lists, as published at a time. */
    lists: (at: Date): Uint8Array[] => [...Object.values(world.authority.publishCrls(at)), world.second.publishCrl(at)],
  };
}

/** Every check that did not pass, those of time stamps too. */
export const openChecks = ({ checks, timeStamps }: SignatureReport): Check[] =>
  [...checks, ...timeStamps.flatMap((stamp) => stamp.checks)].filter(({ status, informative }) => status !== 'passed' && !informative);
