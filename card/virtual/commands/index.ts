import { STATUS } from '../../apdu/status.ts';
import { type Command, isInterindustry } from '../command.ts';
import { Refusal } from '../refusal.ts';
import { getResponse } from './get-response.ts';
import { manageSecurityEnvironment } from './manage-security-environment.ts';
import { computeDigitalSignature, computeDigitalSignatureJicsap } from './perform-security-operation.ts';
import { readBinary } from './read-binary.ts';
import type { Handler } from './reply.ts';
import { select } from './select.ts';
import { verify } from './verify.ts';

/** Handlers by class and instruction; there is none that changes or unblocks a PIN. */
const HANDLERS: ReadonlyMap<number, ReadonlyMap<number, Handler>> = new Map([
  [
    0x00,
    new Map([
      [0x20, verify],
      [0x22, manageSecurityEnvironment],
      [0x2a, computeDigitalSignature],
      [0xa4, select],
      [0xb0, readBinary],
      [0xc0, getResponse],
    ]),
  ],
  [0x80, new Map([[0x2a, computeDigitalSignatureJicsap]])],
]);

const SECURE_MESSAGING = 0x0c;
const CHANNEL = 0x03;

/**
 * @throws Refusal 6881, 6882, 6D00, 6E00
 */
export function handlerOf({ cla, ins }: Command): Handler {
  if (isInterindustry(cla)) {
    if (cla & CHANNEL) throw new Refusal(STATUS.CHANNEL_NOT_SUPPORTED);
    if (cla & SECURE_MESSAGING) throw new Refusal(STATUS.SECURE_MESSAGING_NOT_SUPPORTED);
  }
  const instructions = HANDLERS.get(cla);
  if (!instructions) throw new Refusal(STATUS.CLASS_NOT_SUPPORTED);
  const handler = instructions.get(ins);
  if (!handler) throw new Refusal(STATUS.INSTRUCTION_NOT_SUPPORTED);
  return handler;
}
