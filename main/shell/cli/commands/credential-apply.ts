import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { applyOrder, holderFields } from '../../../api/schema/credentials.ts';
import { dayInJapan } from '../../../day-in-japan.ts';
import { AppError } from '../../../errors.ts';
import { AUTHORITY_OPTIONS, AUTHORITY_USAGE, sitAt, stepOutcome } from '../authority-desk.ts';
import { type Command, flag, type Invocation, text } from '../command.ts';
import { readNamedFile, required } from '../input.ts';

const EMPTY = Object.fromEntries(Object.keys(holderFields.shape).map((name) => [name, '']));

async function fieldsOf(invocation: Invocation): Promise<unknown> {
  const path = text(invocation, 'fields');
  if (path === undefined) return undefined;
  try {
    return { ...EMPTY, ...(JSON.parse(Buffer.from(await readNamedFile(path)).toString('utf8')) as object) };
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError('USAGE_WRONG', { note: '--fields' }, { cause });
  }
}

export const command: Command = {
  usage: `credential apply PROCEDURE --channel CHANNEL [--reason REASON] [--received DAY] (--holder N | --fields FILE.json [--association CODE] [--member]) [--from DAY] [--until DAY] [--portal-receipt NUMBER] [--nonce TEXT] ${AUTHORITY_USAGE}`,
  options: {
    ...AUTHORITY_OPTIONS,
    channel: { type: 'string' },
    reason: { type: 'string' },
    received: { type: 'string' },
    holder: { type: 'string' },
    fields: { type: 'string' },
    association: { type: 'string' },
    member: { type: 'boolean' },
    from: { type: 'string' },
    until: { type: 'string' },
    'portal-receipt': { type: 'string' },
    nonce: { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const holder = text(invocation, 'holder');
    const [from, until, portalReceipt] = ['from', 'until', 'portal-receipt'].map((option) => text(invocation, option));
    const order = applyOrder.safeParse({
      nonce: text(invocation, 'nonce') ?? randomUUID(),
      holder: holder === undefined ? null : Number(holder),
      fields: await fieldsOf(invocation),
      association: text(invocation, 'association') ?? null,
      member: flag(invocation, 'member'),
      procedure: invocation.positionals[0],
      channel: required(invocation, 'channel'),
      reason: text(invocation, 'reason') ?? null,
      receivedOn: text(invocation, 'received') ?? dayInJapan(Date.now()),
      facts: { ...(from && { heldFrom: from }), ...(until && { heldUntil: until }), ...(portalReceipt && { portalReceipt }) },
    });
    if (!order.success) throw new AppError('USAGE_WRONG', { note: z.prettifyError(order.error) });
    await using desk = await sitAt(invocation);
    return await stepOutcome(desk, invocation, await desk.seat.apply(order.data));
  },
};
