import { toHex } from '../../card/bytes.ts';
import type { CardSession, ReaderService } from '../../card/reader.ts';
import { VirtualReaderService } from '../../card/transports/virtual/virtual-reader-service.ts';
import { createVirtualCardImage, type VirtualCardOrder } from '../../card/virtual/create.ts';
import type { Fault } from '../../card/virtual/fault.ts';
import type { VirtualCardImage } from '../../card/virtual/image.ts';
import { VirtualCard } from '../../card/virtual/virtual-card.ts';
import { authorityWithDoctor } from './authority.ts';

export const READER = 'Reader 1';
export const PIN = '1234';

/** One doctor's certificates and keys, made once per test file. */
export const { pair: doctor } = await authorityWithDoctor(new Date());

export const cardImage = (order: Partial<VirtualCardOrder> = {}): VirtualCardImage =>
  createVirtualCardImage({
    profile: 'jma',
    interface: 'contact',
    face: { nameKanji: '検証　太郎', nameRomaji: 'Taro Kensho', registration: '000000', role: 'Medical Doctor' },
    ...doctor,
    pin: PIN,
    ...order,
  });

/** A virtual card in a virtual reader, and every command that was sent to it. */
export function insertedCard(image: VirtualCardImage = cardImage(), faults: readonly Fault[] = [], facts: Partial<CardSession> = {}) {
  const virtual = new VirtualReaderService();
  const card = new VirtualCard(image, { faults });
  virtual.addReader(READER);
  virtual.insert(READER, card);
  const commands: string[] = [];
  return { card, virtual, commands, service: recording(virtual, commands, facts) };
}

/** The same service, writing down the commands (PINs of tests included) and telling other facts of its sessions. */
function recording(inner: ReaderService, commands: string[], facts: Partial<CardSession>): ReaderService {
  return {
    transport: inner.transport,
    snapshot: () => inner.snapshot(),
    watch: (signal) => inner.watch(signal),
    async open(reader, options) {
      const session = await inner.open(reader, options);
      return new Proxy(session, {
        get(target, name) {
          if (name in facts) return facts[name as keyof CardSession];
          const value = target[name as keyof CardSession];
          if (name === 'transmit')
            return (command: Uint8Array, how: object) => {
              commands.push(toHex(command));
              return target.transmit(command, how);
            };
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    },
    [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
  };
}

/** Bodies of the VERIFY commands among the recorded ones. */
export const presentedPins = (commands: readonly string[]): string[] =>
  commands.filter((command) => command.startsWith('0020') && command.length > 8).map((command) => Buffer.from(command.slice(10), 'hex').toString());
