import { randomUUID } from 'node:crypto';
import { AUTHORITY_OPTIONS, AUTHORITY_USAGE, sitAt, stepOutcome } from '../authority-desk.ts';
import { type Command, flag, text } from '../command.ts';
import { required } from '../input.ts';

/** Hard to restart: identity seen in person, a reason, a second person. */
export const command: Command = {
  usage: `credential resume CARD --identity-in-person --reason TEXT [--nonce TEXT] ${AUTHORITY_USAGE}`,
  options: { ...AUTHORITY_OPTIONS, 'identity-in-person': { type: 'boolean' }, reason: { type: 'string' }, nonce: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const [object = ''] = invocation.positionals;
    const evidence = flag(invocation, 'identity-in-person') ? ['identity-in-person'] : [];
    const order = {
      nonce: text(invocation, 'nonce') ?? randomUUID(),
      object,
      transition: 'resume',
      evidence,
      reason: required(invocation, 'reason'),
    };
    await using desk = await sitAt(invocation);
    return await stepOutcome(desk, invocation, await desk.seat.advance(order));
  },
};
