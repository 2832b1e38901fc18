import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type StopOrder, stopOrder } from '../../api/schema/credentials.ts';
import { AppError } from '../../errors.ts';
import { AUTHORITY_OPTIONS, AUTHORITY_USAGE, listed, sitAt, stepOutcome } from './authority-desk.ts';
import { type Command, text } from './command.ts';

/** A command that stops a card at once; it can be undone. @param cause unless `--cause` names another */
export const stopCommand = (name: string, cause: StopOrder['cause']): Command => ({
  usage: `credential ${name} CARD --caller CHECK,CHECK [--cause CAUSE] [--from DAY] [--until DAY] [--reason TEXT] [--nonce TEXT] ${AUTHORITY_USAGE}`,
  options: {
    ...AUTHORITY_OPTIONS,
    caller: { type: 'string' },
    cause: { type: 'string' },
    from: { type: 'string' },
    until: { type: 'string' },
    reason: { type: 'string' },
    nonce: { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const order = stopOrder.safeParse({
      nonce: text(invocation, 'nonce') ?? randomUUID(),
      card: invocation.positionals[0],
      cause: text(invocation, 'cause') ?? cause,
      caller: listed(invocation, 'caller'),
      heldFrom: text(invocation, 'from') ?? null,
      heldUntil: text(invocation, 'until') ?? null,
      reason: text(invocation, 'reason') ?? '',
    });
    if (!order.success) throw new AppError('USAGE_WRONG', { note: z.prettifyError(order.error) });
    await using desk = await sitAt(invocation);
    return await stepOutcome(desk, invocation, await desk.seat.stop(order.data));
  },
});
