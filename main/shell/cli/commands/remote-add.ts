import * as z from 'zod';
import { remoteServiceOrder } from '../../../api/schema/remote.ts';
import { AppError } from '../../../errors.ts';
import { openRemoteServices } from '../../../remote-signing/services.ts';
import { words } from '../../../words/words.ts';
import { openAuditedStore } from '../audited-store.ts';
import { type Command, EXIT, text } from '../command.ts';
import { required } from '../input.ts';

export const command: Command = {
  usage: 'remote add NAME --url URL --client ID [--sign-in HOST] [--data DIR]',
  options: { url: { type: 'string' }, client: { type: 'string' }, 'sign-in': { type: 'string' }, data: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const order = remoteServiceOrder.safeParse({
      name: invocation.positionals[0],
      base: required(invocation, 'url'),
      clientId: required(invocation, 'client'),
      signInHost: text(invocation, 'sign-in') ?? null,
    });
    if (!order.success) throw new AppError('USAGE_WRONG', { note: z.prettifyError(order.error) });
    await using desk = await openAuditedStore(invocation);
    const service = await (await openRemoteServices(desk.store, desk.audit)).add(order.data);
    return { exit: EXIT.done, json: service, text: words(invocation.language)('cli.remote-added', { name: service.name }) };
  },
};
