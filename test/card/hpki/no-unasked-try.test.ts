import { createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CardError, type CardErrorCode } from '../../../card/errors.ts';
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

const RIGHT = '1234';
const WRONG = '9999';
const REFERENCE = 0x96;

const newCard = (): ScriptedCard => new ScriptedCard({ certificate, signature, pin: RIGHT });
const READ = await (async () => {
  const memory = new CardMemory();
  await using session = await newCard().open('Reader 1');
  return readCard(session, memory);
})();
const [application] = READ.applications as [SignerContext['application']];

/** One job: as many signatures as asked for, by a person with prepared answers. Never throws. */
async function job(card: ScriptedCard, answers: readonly TypedAnswer[], signatures: number, askAgain: boolean) {
  const person = new PreparedPerson(...answers);
  const context: SignerContext = {
    service: card,
    reader: 'Reader 1',
    insertion: 'stay-1',
    memory: new CardMemory(),
    application,
    certificateSha256: createHash('sha256').update(certificate).digest('hex'),
    publicKey,
    modulusBytes: 256,
    holder: 'Taro Kensho',
    prompt: person,
    refused: new RefusedPins(),
    signal: new AbortController().signal,
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
async function jobWith(intervene: (command: Uint8Array, index: number) => Intervention, answers: readonly TypedAnswer[], signatures: number, askAgain = false) {
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
const undisturbed = async (answers: readonly TypedAnswer[], signatures: number) => (await jobWith(() => null, answers, signatures)).card.commands.length;
const STEPS = await undisturbed([RIGHT], 1);

describe('with every status word at every step of a signature', () => {
  it.each(Array.from({ length: STEPS }, (_, step) => [step] as const))('step %i: the right PIN costs no try', async (step) => {
    const violations: string[] = [];
    for (const status of everyStatus) {
      const { card, violation: found } = await jobWith((_, index) => (index === step ? status : null), [RIGHT], 1);
      if (found !== null || card.spent > 0) violations.push(`${status.toString(16)}: ${found ?? 'a try spent'}`);
    }
    expect(violations).toEqual([]);
  });
});
