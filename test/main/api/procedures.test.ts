import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { proceduresRouter } from '../../../main/api/routers/procedures.ts';
import type { Acting } from '../../../main/credentials/staff/acting.ts';
import { AppError } from '../../../main/errors.ts';
import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import { openApplication } from '../../../main/open-application.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { failureOf } from '../support/credential-client.ts';
import { type Flow, openFlow } from '../support/credential-flow.ts';

let flow: Flow;
beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow?.[Symbol.asyncDispose]());

/** Procedures at a desk with staff, as somebody who is signed in; `null`: nobody is. */
function clientAs(acting: Acting | null) {
  const { application } = flow.desk;
  return createRouterClient(
    proceduresRouter({
      store: application.store,
      exchange: application.exchange,
      authority: async () => ({
        ...flow.authority,
        staff: {
          ...flow.authority.staff,
          session: flow.authority.staff.session,
          acting: () => {
            if (!acting) throw new AppError('STAFF_SIGN_IN_NEEDED');
            return acting;
          },
        },
      }),
    }),
  );
}
type Client = ReturnType<typeof clientAs>;

const id = '0b7a5a52-3f0e-4a57-9a34-11c1a37a3b01';
const registration = '123456';
const order = { registration, request: { kind: 'certificate' } };

const ASKED: readonly [what: string, ask: (client: Client) => Promise<unknown>, needs: 'look' | 'change'][] = [
  ['whose desk it is', (client) => client.own(), 'look'],
  ['the names of associations', (client) => client.associations(), 'look'],
  ['the rules of an association', (client) => client.chain({ code: 'otaru' }), 'look'],
  ['how many wait', (client) => client.counts(), 'look'],
  ['the list', (client) => client.list({}), 'look'],
  ['somebody', (client) => client.member({ registration }), 'look'],
  ['a certificate', (client) => client.certificate({ id }), 'look'],
  ['planning', (client) => client.plan(order), 'change'],
  ['asking', (client) => client.ask(order), 'change'],
  ['correcting', (client) => client.correct({ id, request: order.request, corrected: 0 }), 'change'],
  ['taking back', (client) => client.takeBack({ id }), 'change'],
  ['deciding', (client) => client.decide({ id, decision: 'approve', corrected: 0 }), 'change'],
  ['noting a consent', (client) => client.consent({ registration, terms: 'x', state: 'given' }), 'change'],
];

it.each(ASKED)('where there are staff, %s is for those in a role for it', async (_what, ask, needs) => {
  expect(await failureOf(ask(clientAs(null)))).toBe('STAFF_SIGN_IN_NEEDED');
  const auditor = await failureOf(ask(clientAs(flow.seats.auditor.acting)));
  if (needs === 'change') expect(auditor).toBe('STAFF_ROLE_NEEDED');
  else expect(String(auditor)).not.toMatch(/^STAFF_/);
  expect(String(await failureOf(ask(clientAs(flow.seats.clerk.acting))))).not.toMatch(/^STAFF_/);
});

it('where there are none, nobody has to sign in', async () => {
  await using application = await openApplication({
    ...{ dataFolder: await temporaryFolder(), shell: 'browser', pinDesk: { ask: async () => null }, readers: new VirtualReaderService() },
  });
  const client = createRouterClient(proceduresRouter(application));
  for (const [, ask] of ASKED) expect(String(await failureOf(ask(client)))).not.toMatch(/^STAFF_/);
});
