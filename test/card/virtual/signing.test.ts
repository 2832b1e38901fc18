import { constants, createHash, publicDecrypt, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VirtualCard } from '../../../card/virtual/virtual-card.ts';
import { hex, hexOf, PLAIN_PUBLIC_KEY, plainCard, SELECT_AUTHENTICATION, SELECT_SIGNATURE } from '../../support/virtual-cards.ts';

const MESSAGE = Buffer.from('処方箋');
const DIGEST_INFO = Buffer.concat([hex('3031300D060960864801650304020105000420'), createHash('sha256').update(MESSAGE).digest()]);
const BLOCK = Buffer.concat([hex(`0001${'ff'.repeat(202)}00`), DIGEST_INFO]);

const VERIFY = '0020008804 31323334';
const MSE = '002241b6048402000c';
const EXTENDED = `002a9e9a000100${hexOf(BLOCK)}0000`;
const CHAIN = [`102a9e9aff${hexOf(BLOCK.subarray(0, 255))}`, `002a9e9a01${hexOf(BLOCK.subarray(255))}00`];
const JICSAP = `802a008033${hexOf(DIGEST_INFO)}00`;

async function say(card: VirtualCard, ...commands: readonly (string | Uint8Array)[]): Promise<Buffer> {
  let answer: Uint8Array = new Uint8Array();
  for (const command of commands) answer = await card.process(typeof command === 'string' ? hex(command) : command);
  return Buffer.from(answer);
}

/** The answer is a signature of the message under the card's key, and nothing else. */
const expectSignature = (answer: Buffer) =>
  expect([verify('sha256', MESSAGE, PLAIN_PUBLIC_KEY, answer.subarray(0, -2)), answer.length, hexOf(answer.subarray(-2))]).toEqual([
    true,
    258,
    '9000',
  ]);

describe('signature commands', () => {
  it.each([
    ['MSE and PSO, extended length', 'iso', [MSE, VERIFY, EXTENDED]],
    ['MSE and PSO, command chaining', 'iso', [MSE, VERIFY, ...CHAIN]],
    ['VERIFY before MSE', 'iso', [VERIFY, MSE, EXTENDED]],
    ['JICSAP, the card pads', 'jicsap', [VERIFY, '00a4020c02000c', JICSAP]],
  ] as const)('%s', async (_name, signing, commands) => {
    expectSignature(await say(plainCard({ signing }), SELECT_SIGNATURE, ...commands));
  });

  it('without Le the signature waits for GET RESPONSE', async () => {
    const card = plainCard();
    expect(hexOf(await say(card, SELECT_SIGNATURE, MSE, VERIFY, EXTENDED.slice(0, -4)))).toBe('6100');
    expectSignature(await say(card, '00c0000000'));
  });

  it('the signature application asks for its PIN each time, the authentication application once', async () => {
    const answers = async (select: Uint8Array) => {
      const card = plainCard();
      await say(card, select, MSE, VERIFY, EXTENDED);
      return hexOf((await say(card, EXTENDED)).subarray(-2));
    };
    expect([await answers(SELECT_SIGNATURE), await answers(SELECT_AUTHENTICATION)]).toEqual(['6982', '9000']);
  });

  it.each([
    ['a JICSAP card refuses MSE', 'jicsap', [VERIFY, MSE], '6d00'],
    ['a JICSAP card refuses the ISO signature', 'jicsap', [VERIFY, EXTENDED], '6a86'],
    ['JICSAP without the key selected', 'jicsap', [VERIFY, '00a4020c020016', JICSAP], '6985'],
    ['JICSAP without PIN', 'jicsap', ['00a4020c02000c', JICSAP], '6982'],
    ['JICSAP with more than the key takes', 'jicsap', [VERIFY, '00a4020c02000c', `802a0080f6${'00'.repeat(246)}00`], '6700'],
    ['a block above the modulus', 'iso', [VERIFY, MSE, `002a9e9a000100${'ff'.repeat(256)}0000`], '6a80'],
  ] as const)('%s', async (_name, signing, commands, status) => {
    expect(hexOf(await say(plainCard({ signing }), SELECT_SIGNATURE, ...commands))).toBe(status);
  });

  it('signs any block below the modulus raw', async () => {
    const card = plainCard();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 255, maxLength: 255 }), async (rest) => {
        const block = Buffer.concat([Uint8Array.of(0), rest]);
        const answer = await say(card, SELECT_SIGNATURE, MSE, VERIFY, `002a9e9a000100${hexOf(block)}0000`);
        const opened = publicDecrypt({ key: PLAIN_PUBLIC_KEY, padding: constants.RSA_NO_PADDING }, answer.subarray(0, -2));
        expect(hexOf(opened)).toBe(hexOf(block));
      }),
      { numRuns: 20 },
    );
  });
});
