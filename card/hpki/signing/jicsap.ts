import { exchange } from '../../apdu/exchange.ts';
import { INSTRUCTION } from '../../apdu/instruction.ts';
import { selectFile } from '../../iso7816-15/select-file.ts';
import type { SigningVariant } from './variants.ts';

/** Class and P1-P2 of the JICSAP COMPUTE DIGITAL SIGNATURE, as on the 2019 JMA sample card and the public-service card. */
const COMPUTE_SIGNATURE = { cla: 0x80, ins: INSTRUCTION.PERFORM_SECURITY_OPERATION, p1: 0x00, p2: 0x80 };
const SHORT_SIGNATURE = 256;

/** Key EF made current after VERIFY, then 80 2A 00 80 over the DigestInfo; the card pads. */
export const jicsap: SigningVariant = {
  async prepare(_channel, key) {
    return key.path !== null;
  },

  async compute(channel, key, digestInfo, modulusBytes) {
    if (key.path !== null) await selectFile(channel, key.path.address);
    return exchange(channel, { ...COMPUTE_SIGNATURE, data: digestInfo, le: Math.max(modulusBytes, SHORT_SIGNATURE) });
  },
};
