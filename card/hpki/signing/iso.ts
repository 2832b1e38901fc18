import type { CardChannel } from '../../apdu/channel.ts';
import { LE_MAX } from '../../apdu/command.ts';
import { exchange } from '../../apdu/exchange.ts';
import { INSTRUCTION } from '../../apdu/instruction.ts';
import { STATUS } from '../../apdu/status.ts';
import type { FileAddress } from '../../iso7816-15/path.ts';
import { selectFile } from '../../iso7816-15/select-file.ts';
import { writeTlv } from '../../tlv/write.ts';
import type { KeyReference } from '../card.ts';
import { encodeMessage } from './encoded-message.ts';
import type { SigningVariant } from './variants.ts';

/** P1-P2 of MANAGE SECURITY ENVIRONMENT: SET for computation, digital signature template (ISO/IEC 7816-4 table 79). */
const SET_DIGITAL_SIGNATURE = { p1: 0x41, p2: 0xb6 };
/** P1-P2 of PERFORM SECURITY OPERATION: COMPUTE DIGITAL SIGNATURE over plain data (ISO/IEC 7816-8 clause 5.4). */
const COMPUTE_SIGNATURE = { p1: 0x9e, p2: 0x9a };
const FILE_REFERENCE = 0x81;
const PRIVATE_KEY_REFERENCE = 0x84;

/**
 * MSE SET and PSO 9E9A over a message padded outside the card (JAHIS 24-002 annexes A.3.3 and C.6.1). The key EF is selected first,
 * as the published program that signs this way on a JMA card does.
 */
export const iso: SigningVariant = {
  async prepare(channel, key) {
    if (key.path !== null) await selectFile(channel, key.path.address);
    for (const reference of keyReferences(key)) {
      const { status } = await exchange(channel, { cla: 0, ins: INSTRUCTION.MANAGE_SECURITY_ENVIRONMENT, ...SET_DIGITAL_SIGNATURE, data: reference });
      if (status === STATUS.OK) return true;
    }
    return false;
  },

  compute(channel: CardChannel, _key, digestInfo, modulusBytes) {
    const data = encodeMessage(digestInfo, modulusBytes);
    return exchange(channel, { cla: 0, ins: INSTRUCTION.PERFORM_SECURITY_OPERATION, ...COMPUTE_SIGNATURE, data, le: LE_MAX });
  },
};

/** Names of the key to offer, best evidence first: tag 84 as used on a JMA card, tag 81 as the guideline prints it. */
function* keyReferences({ path, keyReference }: KeyReference): Generator<Uint8Array> {
  const fileId = path === null ? null : fileIdOf(path.address);
  if (fileId !== null) {
    yield writeTlv(PRIVATE_KEY_REFERENCE, fileId);
    yield writeTlv(FILE_REFERENCE, fileId);
  }
  if (keyReference !== null) yield writeTlv(PRIVATE_KEY_REFERENCE, Uint8Array.of(keyReference & 0xff));
}

function fileIdOf(address: FileAddress): Uint8Array {
  if ('path' in address) return address.path.subarray(-2);
  const id = 'fileId' in address ? address.fileId : address.shortId;
  return Uint8Array.of(id >> 8, id & 0xff);
}
