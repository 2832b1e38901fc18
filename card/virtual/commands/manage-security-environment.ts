import { STATUS } from '../../apdu/status.ts';
import { Refusal } from '../refusal.ts';
import type { CardState } from '../state.ts';
import { done, type Handler } from './reply.ts';

const SET_FOR_COMPUTATION = 0x41;
const DIGITAL_SIGNATURE_TEMPLATE = 0xb6;
/** JAHIS 24-002 prints tag 81 (file reference); shipped readers of JMA cards send 84 (private key reference). */
const KEY_TAGS: readonly number[] = [0x81, 0x84];

/** MANAGE SECURITY ENVIRONMENT SET (ISO 7816-4 7.5.11): names the signature key by its file identifier. */
export const manageSecurityEnvironment: Handler = (card, { p1, p2, data }) => {
  if (card.signing !== 'iso') throw new Refusal(STATUS.INSTRUCTION_NOT_SUPPORTED);
  if (p1 !== SET_FOR_COMPUTATION || p2 !== DIGITAL_SIGNATURE_TEMPLATE) throw new Refusal(STATUS.WRONG_P1_P2);
  if (data.length !== 4 || !KEY_TAGS.includes(data[0] as number) || data[1] !== 2) throw new Refusal(STATUS.WRONG_DATA);
  setKey(card, Buffer.from(data).readUInt16BE(2));
  return done();
};

const REFUSED_KINDS = { transparent: STATUS.INCOMPATIBLE_FILE_STRUCTURE, pin: STATUS.SECURITY_STATUS_NOT_SATISFIED };

function setKey(card: CardState, id: number): void {
  const file = card.now.selected?.files.find((candidate) => candidate.id === id);
  if (!file) throw new Refusal(STATUS.FILE_NOT_FOUND);
  if (file.kind !== 'key') throw new Refusal(REFUSED_KINDS[file.kind]);
  card.now.file = file;
  card.now.keySet = true;
}
