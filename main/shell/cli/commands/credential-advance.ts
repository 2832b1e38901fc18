import { randomUUID } from 'node:crypto';
import { AUTHORITY_OPTIONS, AUTHORITY_USAGE, listed, sitAt, stepOutcome } from '../authority-desk.ts';
import { type Command, text } from '../command.ts';

export const command: Command = {
  usage: `credential advance OBJECT STEP [--evidence KIND,KIND] [--reason TEXT] [--nonce TEXT] ${AUTHORITY_USAGE}`,
  options: { ...AUTHORITY_OPTIONS, evidence: { type: 'string' }, reason: { type: 'string' }, nonce: { type: 'string' } },
  positionals: { min: 2, max: 2 },
  run: async (invocation) => {
    const [object = '', transition = ''] = invocation.positionals;
    const evidence = listed(invocation, 'evidence');
    await using desk = await sitAt(invocation);
    const order = { nonce: text(invocation, 'nonce') ?? randomUUID(), object, transition, evidence, reason: text(invocation, 'reason') ?? '' };
    return await stepOutcome(desk, invocation, await desk.seat.advance(order));
  },
};
