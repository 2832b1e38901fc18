import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { VirtualCardImage } from '../../../card/virtual/image.ts';
import { VirtualCard } from '../../../card/virtual/virtual-card.ts';
import { hex, hexOf, plainImage, SELECT_AUTHENTICATION, SELECT_SIGNATURE } from '../../support/virtual-cards.ts';

const IMAGE = plainImage();
const SELECT = { signature: SELECT_SIGNATURE, authentication: SELECT_AUTHENTICATION };

type Step = { readonly kind: 'signature' | 'authentication'; readonly pin: 'right' | 'wrong' | 'none' } | 'restart';

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({ kind: fc.constantFrom('signature', 'authentication'), pin: fc.constantFrom('right', 'wrong', 'wrong', 'none') }),
  },
  { weight: 1, arbitrary: fc.constant('restart' as const) },
);
const VERIFY = { right: hex('0020008804 31323334'), wrong: hex('0020008804 30303030'), none: hex('00200088') };

/** The counter as the truth table has it, kept beside the card. */
function expected(tries: number, pin: 'right' | 'wrong' | 'none'): { tries: number; status: string } {
  if (tries === 0) return { tries, status: '6984' };
  if (pin === 'none') return { tries, status: `63c${tries.toString(16)}` };
  return pin === 'right' ? { tries: 15, status: '9000' } : { tries: tries - 1, status: `63c${(tries - 1).toString(16)}` };
}

it('counts per application, survives restarts, and is written down before the card answers', () =>
  fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      let stored: VirtualCardImage = IMAGE;
      const save = async (image: VirtualCardImage) => {
        stored = image;
      };
      const insert = () => new VirtualCard(stored, { save });
      let card = insert();
      const tries = { signature: 15, authentication: 15 };
      for (const now of steps) {
        if (now === 'restart') {
          card = insert();
          continue;
        }
        const next = expected(tries[now.kind], now.pin);
        tries[now.kind] = next.tries;
        await card.process(SELECT[now.kind]);
        const status = hexOf(await card.process(VERIFY[now.pin]));
        const written = Object.fromEntries(stored.applications.map((application) => [application.kind, application.tries]));
        expect({ status, written }).toEqual({ status: next.status, written: tries });
      }
    }),
    { numRuns: 60 },
  ));

it('answers anything with at least a status word, and never loses a try but to VERIFY with data', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), async (commands) => {
      const card = new VirtualCard(IMAGE);
      await card.process(SELECT_SIGNATURE);
      for (const command of commands) expect((await card.process(command)).length).toBeGreaterThanOrEqual(2);
      const verified = commands.some((command) => command[1] === 0x20 && command.length > 4);
      if (!verified) expect(card.image).toEqual(IMAGE);
    }),
    { numRuns: 200 },
  ));
