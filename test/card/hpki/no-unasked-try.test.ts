import { createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CardError } from '../../../card/errors.ts';
import { CardMemory } from '../../../card/hpki/memory.ts';
import { readCard } from '../../../card/hpki/read-card.ts';
import { CardSigner } from '../../../card/hpki/signer/card-signer.ts';
import type { SignerContext } from '../../../card/hpki/signer/context.ts';
import { RefusedPins } from '../../../card/pin/refused-pins.ts';
import { doctor } from '../../support/cards.ts';
import { PreparedPerson, type TypedAnswer } from '../../support/pin-prompts.ts';
import { type Intervention, ScriptedCard } from '../../support/scripted-card.ts';

/**
 * The proof that no path spends a try which nobody typed: one signing job after another against a card whose answer to one
 * command is replaced by every status word there is, and then against cards that answer whatever they like.
 */
const content = Buffer.from('document');
const digestInfo = Buffer.from(`3031300d060960864801650304020105000420${createHash('sha256').update(content).digest('hex')}`, 'hex');
const privateKey = createPrivateKey({ key: Buffer.from(doctor.signature.privateKey), format: 'der', type: 'pkcs8' });
const signature = new Uint8Array(sign('sha256', content, privateKey));
const { certificate } = doctor.signature;
const { publicKey } = new X509Certificate(certificate);

/** Millions of expected errors; nobody reads their stacks. */
Error.stackTraceLimit = 0;

const RIGHT = '1234';
const WRONG = '9999';
const REFERENCE = 0x96;
const SHA256 = createHash('sha256').update(certificate).digest('hex');
const NEVER = new AbortController().signal;

const newCard = (): ScriptedCard => new ScriptedCard({ certificate, signature, pin: RIGHT });
const {
  applications: [application],
} = await readCard(await newCard().open('Reader 1'));

/** One job: as many signatures as asked for, by a person with prepared answers. Never throws. */
async function job(card: ScriptedCard, answers: readonly TypedAnswer[], signatures: number, askAgain: boolean) {
  const person = new PreparedPerson(...answers);
  const context: SignerContext = {
    service: card,
    reader: 'Reader 1',
    insertion: 'stay-1',
    memory: new CardMemory(),
    application: application as SignerContext['application'],
    certificateSha256: SHA256,
    publicKey,
    modulusBytes: 256,
    holder: 'Taro Kensho',
    pad: false,
    prompt: person,
    refused: new RefusedPins(),
    alone: true,
    signal: NEVER,
    onEvent: () => {},
  };
  const signer = new CardSigner(context, signatures, askAgain);
  const outcomes: string[] = [];
  for (let index = 0; index < signatures; index++) {
    outcomes.push(
      await signer.sign(digestInfo).then(
        (value) => (Buffer.compare(value, signature) === 0 ? 'signed' : 'forged'),
        (error: unknown) => (error instanceof CardError ? error.code : `not a CardError: ${error}`),
      ),
    );
  }
  signer.close();
  return { person, outcomes };
}

/**
 * What must hold after any job, whatever the card said. `null` when it does, else what does not.
 * A PIN goes out at most once for each time it was typed, unless the card has accepted it in between, and once more then.
 */
function violation(card: ScriptedCard, { person, outcomes }: Awaited<ReturnType<typeof job>>, answered: readonly number[]): string | null {
  let accepted = false;
  let unseen = person.buffers.length;
  for (const [index, command] of card.commands.entries()) {
    if ([0x24, 0x25, 0x2c, 0x2d].includes(command[1]!)) return 'an instruction that changes a PIN';
    if (command[1] !== 0x20 || command.length <= 5) continue;
    if (command[3] !== REFERENCE) return 'another PIN';
    if (!accepted) unseen -= 1;
    if (unseen < 0) return 'a PIN that was not typed again';
    accepted = answered[index] === 0x9000;
  }
  if (outcomes.some((outcome) => outcome === 'forged' || outcome.startsWith('not a'))) return outcomes.join();
  if (!person.wiped) return 'a PIN left in its buffer';
  if (card.openSessions !== 0) return 'a session left open';
  return null;
}

/** Runs a job with one answer replaced, writing down what the card answered in the end. */
async function jobWith(
  intervene: (command: Uint8Array, index: number) => Intervention,
  answers: readonly TypedAnswer[],
  signatures: number,
  askAgain = false,
) {
  const card = newCard();
  const answered: number[] = [];
  card.intervene = (command, index) => {
    const instead = intervene(command, index);
    const answer = instead === null ? card.answer(command) : instead;
    answered[index] = answer instanceof CardError ? 0 : typeof answer === 'number' ? answer : (answer.at(-2) ?? 0) * 256 + (answer.at(-1) ?? 0);
    return answer;
  };
  const done = await job(card, answers, signatures, askAgain);
  return { card, ...done, violation: violation(card, done, answered) };
}

const everyStatus = Array.from({ length: 0x10000 }, (_, status) => status);

/** One of each family, and every word that means something to anybody. */
const tellingStatuses = [
  ...Array.from({ length: 256 }, (_, sw1) => sw1 << 8),
  ...Array.from({ length: 16 }, (_, tries) => 0x63c0 | tries),
  ...[
    0x6102, 0x6110, 0x6282, 0x6283, 0x6881, 0x6882, 0x6883, 0x6884, 0x6981, 0x6982, 0x6983, 0x6984, 0x6985, 0x6986, 0x6a80, 0x6a81, 0x6a82, 0x6a86,
    0x6a87, 0x6a88, 0x6c10, 0x6dff,
  ],
];

const stepsOf = async (answers: readonly TypedAnswer[], signatures: number) =>
  Array.from({ length: (await jobWith(() => null, answers, signatures)).card.commands.length }, (_, step) => step);

/** Statuses after which something does not hold, when they replace the answers at the given steps of a job. */
async function violationsOver(
  statuses: readonly number[],
  replaced: readonly number[],
  answers: readonly TypedAnswer[],
  signatures: number,
  spendable: number,
): Promise<string[]> {
  const violations: string[] = [];
  for (const status of statuses) {
    const { card, violation: found } = await jobWith((_, index) => (replaced.includes(index) ? status : null), answers, signatures);
    if (found !== null || card.spent > spendable) violations.push(`${status.toString(16)}: ${found ?? `${card.spent} tries spent`}`);
  }
  return violations;
}

const HALF_A_MINUTE = 30_000;

describe('one signature with the right PIN: no status word spends a try', () => {
  it.each([
    ['the counter before the question', 1],
    ['the counter before the PIN', 4],
    ['VERIFY', 7],
    ['the counter after the signature', 9],
  ])(
    'of all there are, in answer to %s',
    async (_, step) => {
      expect(await violationsOver(everyStatus, [step], [RIGHT], 1, 0)).toEqual([]);
    },
    HALF_A_MINUTE,
  );

  it.each([
    ['SELECT before the question', 0],
    ['SELECT after it', 2],
    ['READ of the certificate', 3],
    ['SELECT of the key', 5],
    ['MSE', 6],
    ['PSO', 8],
  ])('of those that tell something, in answer to %s', async (_, step) => {
    expect(await violationsOver(tellingStatuses, [step], [RIGHT], 1, 0)).toEqual([]);
  });

  it('and these are all its commands', async () => {
    expect(await stepsOf([RIGHT], 1)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe('one signature with a wrong PIN: one try at most is spent', async () => {
  it.each(await stepsOf([WRONG], 1))('whatever telling status word answers command %i', async (step) => {
    expect(await violationsOver(tellingStatuses, [step], [WRONG], 1, 1)).toEqual([]);
  });
});

describe('a batch of two: no try is spent', async () => {
  it.each(await stepsOf([RIGHT], 2))('whatever telling status word answers command %i', async (step) => {
    expect(await violationsOver(tellingStatuses, [step], [RIGHT, RIGHT], 2, 0)).toEqual([]);
  });
});

describe('a card that answers what it likes', () => {
  const failure = fc
    .constantFrom(...(['CARD_RESET', 'CARD_TRANSPORT_FAULT', 'CARD_REMOVED', 'OPERATION_ABORTED'] as const))
    .map((code) => new CardError(code));
  const intervention = fc.oneof(fc.constantFrom(...tellingStatuses), fc.nat({ max: 0xffff }), fc.uint8Array({ maxLength: 40 }), failure);
  const interventions = fc.dictionary(fc.nat({ max: 40 }).map(String), intervention, { maxKeys: 6 });
  const confirmed = fc.record({ pin: fc.constantFrom(RIGHT, WRONG), confirmedTries: fc.constantFrom(0, 1, 2, 'unknown' as const) });
  const typed = fc.oneof(fc.constantFrom<TypedAnswer>(RIGHT, RIGHT, RIGHT, WRONG, '１２３４', '123', null), confirmed);

  it('never gets a PIN that was not typed for it', async () => {
    await fc.assert(
      fc.asyncProperty(
        interventions,
        fc.array(typed, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        async (instead, answers, signatures, askAgain) => {
          const { card, person, violation: found } = await jobWith((_, index) => instead[index] ?? null, answers, signatures, askAgain);
          const wrong = answers
            .slice(0, person.requests.length)
            .filter((answer) => answer === WRONG || (typeof answer === 'object' && answer !== null && 'pin' in answer && answer.pin === WRONG));
          expect({ found, spent: card.spent <= wrong.length }).toEqual({ found: null, spent: true });
        },
      ),
      { numRuns: 4000 },
    );
  });

  it('gives no other PIN away while it is read', async () => {
    await fc.assert(
      fc.asyncProperty(interventions, async (instead) => {
        const card = newCard();
        card.intervene = (_, index) => instead[index] ?? null;
        await readCard(await card.open('Reader 1')).catch((error: unknown) => expect(error).toBeInstanceOf(CardError));
        expect(card.commands.filter((command) => command[1] === 0x20 && command.length > 4)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});
