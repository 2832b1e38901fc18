import { beforeAll, beforeEach } from 'vitest';
import type { LevelOrder, TimeStamper } from '../../pki/levels/material.ts';
import { extendPades } from '../../pki/pades/extend.ts';
import { signPades } from '../../pki/pades/sign.ts';
import { verifyPades } from '../../pki/pades/verify.ts';
import type { SignatureLevel } from '../../pki/report.ts';
import type { VerificationOptions } from '../../pki/trust.ts';
import { type LevelsWorld, levelsWorld } from './levels.ts';

/** The first time-stamp authority ends in 2030, and with that year RSA-2048. */
export const START = new Date('2020-11-20T03:00:00Z');

let made: LevelsWorld;

/** The world of these tests, made once a file; its clock stands at `START` before each test. */
export const world = (): LevelsWorld => made;

beforeAll(async () => {
  made = await levelsWorld(START);
});
beforeEach(() => {
  made.clock.now = START;
});

export const sign = (source: Uint8Array, level: SignatureLevel): Promise<Uint8Array> =>
  signPades({ source, signer: made.signer, signingTime: made.clock.now, ...(level !== 'B' && made.order(level)) });

export const extend = (source: Uint8Array, level: LevelOrder['level'], timeStamper: TimeStamper = made.timeStamper): Promise<Uint8Array> =>
  extendPades({ source, ...made.order(level, timeStamper) });

export const verify = (bytes: Uint8Array, options: VerificationOptions) => verifyPades({ name: 'letter.pdf', bytes }, options);

export const listsOfToday = (): Uint8Array[] => [
  ...Object.values(made.authority.publishCrls(made.clock.now)),
  made.second.publishCrl(made.clock.now),
];

/** Options with the lists of the day: a verifier has to be given them when a document brings none along. */
export const withLists = (): VerificationOptions => made.options({ crls: listsOfToday() });

/** Options that suffice for a document of that level. */
export const optionsFor = (level: SignatureLevel): VerificationOptions => (level === 'B' || level === 'T' ? withLists() : made.options());

/** The answer, and of each signature level, integrity and kinds of time stamps. */
export async function outcome(bytes: Uint8Array, options: VerificationOptions) {
  const { conclusion, signatures } = await verify(bytes, options);
  return { conclusion, signatures: signatures.map(({ level, intact, timeStamps }) => [level, intact, timeStamps.map(({ kind }) => kind).join(' ')]) };
}

export const isPrefix = (start: Uint8Array, whole: Uint8Array): boolean => Buffer.compare(whole.subarray(0, start.length), start) === 0;
