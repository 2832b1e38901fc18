import { constants, privateEncrypt } from 'node:crypto';
import { STATUS } from '../../apdu/status.ts';
import type { Command } from '../command.ts';
import { Refusal } from '../refusal.ts';
import type { CardState, VirtualApplication } from '../state.ts';
import { done, type Handler, type Reply } from './reply.ts';

const PKCS1_OVERHEAD = 11;

/** COMPUTE DIGITAL SIGNATURE (ISO 7816-8): the block is padded outside and named key signs it raw. */
export const computeDigitalSignature: Handler = (card, command) => {
  if (card.signing !== 'iso' || command.p1 !== 0x9e || command.p2 !== 0x9a) throw new Refusal(STATUS.WRONG_P1_P2);
  const application = authorised(card);
  if (!card.now.keySet) throw new Refusal(STATUS.REFERENCE_NOT_FOUND);
  if (command.data.length !== modulusLength(application)) throw new Refusal(STATUS.WRONG_LENGTH);
  return signed(card, application, command, constants.RSA_NO_PADDING);
};

/** The same by JICSAP: the current EF is the key, the data a DigestInfo, and the card pads it (PKCS #1 v1.5). */
export const computeDigitalSignatureJicsap: Handler = (card, command) => {
  if (card.signing !== 'jicsap') throw new Refusal(STATUS.CLASS_NOT_SUPPORTED);
  if (command.p1 !== 0x00 || command.p2 !== 0x80) throw new Refusal(STATUS.WRONG_P1_P2);
  const application = authorised(card);
  if (card.now.file?.kind !== 'key') throw new Refusal(STATUS.CONDITIONS_NOT_SATISFIED);
  if (command.data.length === 0 || command.data.length > modulusLength(application) - PKCS1_OVERHEAD) throw new Refusal(STATUS.WRONG_LENGTH);
  return signed(card, application, command, constants.RSA_PKCS1_PADDING);
};

function authorised(card: CardState): VirtualApplication {
  if (!card.now.selected || !card.now.verified) throw new Refusal(STATUS.SECURITY_STATUS_NOT_SATISFIED);
  return card.now.selected;
}

const modulusLength = ({ key }: VirtualApplication): number => (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;

/** The signature application asks for its PIN before every signature (`userConsent` 1). */
function signed(card: CardState, application: VirtualApplication, { data }: Command, padding: number): Reply {
  const signature = rsa(application, data, padding);
  if (application.kind === 'signature') card.now.verified = false;
  return done(signature);
}

function rsa({ key }: VirtualApplication, data: Uint8Array, padding: number): Uint8Array {
  try {
    return privateEncrypt({ key, padding }, data);
  } catch {
    throw new Refusal(STATUS.WRONG_DATA);
  }
}
