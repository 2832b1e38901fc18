import { STATUS } from '../../apdu/status.ts';
import { element } from '../der.ts';
import { Refusal } from '../refusal.ts';
import type { CardState, VirtualApplication } from '../state.ts';
import { done, type Handler, type Reply } from './reply.ts';

const BY_NAME = 0x04;
const EF_BELOW_DF = 0x02;
/** P2 of a selection by name: which occurrence, and whether file control information is wanted. */
const OCCURRENCE: ReadonlyMap<number, { readonly next: boolean; readonly fci: boolean }> = new Map([
  [0x00, { next: false, fci: true }],
  [0x02, { next: true, fci: true }],
  [0x0c, { next: false, fci: false }],
]);
const WITHOUT_FCI = 0x0c;

const FCI = 0x6f;
const DF_NAME = 0x84;

/** SELECT (ISO 7816-4 7.1.1): an application by whole or partial AID, or an EF of the selected application. */
export const select: Handler = (card, { p1, p2, data }) => {
  if (p1 === BY_NAME) return selectApplication(card, data, p2);
  if (p1 === EF_BELOW_DF && p2 === WITHOUT_FCI) return selectFile(card, data);
  throw new Refusal(STATUS.WRONG_P1_P2);
};

function selectApplication(card: CardState, name: Uint8Array, p2: number): Reply {
  const wanted = OCCURRENCE.get(p2);
  if (!wanted) throw new Refusal(STATUS.WRONG_P1_P2);
  const matching = card.applications.filter(({ aid }) => name.length > 0 && Buffer.from(aid.subarray(0, name.length)).equals(name));
  const position = wanted.next ? matching.indexOf(card.now.selected as VirtualApplication) + 1 : 0;
  const application = matching[position];
  if (!application) throw new Refusal(STATUS.FILE_NOT_FOUND);
  Object.assign(card.now, { selected: application, file: null, verified: false, keySet: false });
  return done(wanted.fci ? element(FCI, element(DF_NAME, application.aid)) : undefined);
}

function selectFile(card: CardState, identifier: Uint8Array): Reply {
  if (identifier.length !== 2) throw new Refusal(STATUS.WRONG_LENGTH);
  const id = Buffer.from(identifier).readUInt16BE();
  const file = card.now.selected?.files.find((candidate) => candidate.id === id);
  if (!file) throw new Refusal(STATUS.FILE_NOT_FOUND);
  card.now.file = file;
  return done();
}
