import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import { createVirtualCardImage } from '../../../card/virtual/create.ts';
import { VirtualCard } from '../../../card/virtual/virtual-card.ts';
import { CardMemory } from '../../../card/hpki/memory.ts';
import { readCard } from '../../../card/hpki/read-card.ts';
import type { CardSession } from '../../../card/reader.ts';
import { parseAll, type Tlv } from '../../../card/tlv/parse.ts';
import { TlvError } from '../../../card/tlv/error.ts';
import { octetString, sequence } from '../../../pki/asn1/encode.ts';
import { scriptedSession } from '../../support/scripted-session.ts';
import { demand, type Target } from '../engine/target.ts';
import { DER } from '../mutate/der.ts';
import { ISSUED } from './world.ts';

const READER = 'Reader 1';
const FACE = { nameKanji: '検証　太郎', nameRomaji: 'Taro Kensho', registration: '000000', role: 'Medical Doctor' };

/** One answer after the other, data and status word apart, so that what changes DER changes what is in them. */
const encode = (answers: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat(answers.map((answer) => sequence(octetString(answer.subarray(0, -2)), octetString(answer.subarray(-2)))));

function decode(input: Uint8Array): Uint8Array[] {
  const inside = (object: Tlv): readonly Tlv[] => (object.constructed ? parseAll(object.value) : [object]);
  try {
    return parseAll(input).map((answer) => Buffer.concat(inside(answer).map(({ value }) => value)));
  } catch (error) {
    if (error instanceof TlvError) return [];
    throw error;
  }
}

const NOT_FOUND = Uint8Array.of(0x6a, 0x82);
/** Two applications of a full card cost fewer than fifty; a hostile one must not keep a reader busy. */
const MAX_EXCHANGES = 20_000;
const VERIFY = 0x20;
/** A command without data; VERIFY then only asks for the counter. */
const HEADER = 5;

/** Plays answers whatever is asked; when they are used up nothing is found any more. */
function playing(answers: readonly Uint8Array[]): CardSession {
  let next = 0;
  return {
    ...scriptedSession([]),
    async transmit(command) {
      demand(command[1] !== VERIFY || command.length <= HEADER, 'a PIN is presented');
      demand(next < MAX_EXCHANGES, 'a reading without end');
      const answer = answers[next++] ?? NOT_FOUND;
      return answer.length < 2 ? NOT_FOUND : answer;
    },
  };
}

async function recorded(profile: 'jma' | 'guideline', maxApduLength: number): Promise<Uint8Array> {
  const answers: Uint8Array[] = [];
  const readers = new VirtualReaderService();
  readers.addReader(READER);
  readers.insert(
    READER,
    new VirtualCard(createVirtualCardImage({ profile, interface: 'contact', face: FACE, signature: ISSUED, authentication: ISSUED, pin: '1234' })),
  );
  const session = await readers.open(READER);
  const listening: CardSession = {
    ...scriptedSession([], { maxApduLength }),
    async transmit(command) {
      const answer = await session.transmit(command);
      answers.push(answer);
      return answer;
    },
  };
  await readCard(listening, new CardMemory());
  await session.close('leave');
  return encode(answers);
}

/** A card that answers what it likes is read or refused, without end to no question, and never gets to see a PIN. */
export const cardDialogue: Target = {
  name: 'card-dialogue',
  executions: 500,
  mutations: DER,
  prepare: async () => ({
    seeds: [await recorded('jma', 65544), await recorded('guideline', 65544), await recorded('guideline', 261)],
    run: (input) => readCard(playing(decode(input)), new CardMemory()),
  }),
};
