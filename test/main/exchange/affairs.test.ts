import { expect, it } from 'vitest';
import type { AuditLog } from '../../../main/audit/audit-log.ts';
import { openAffairs } from '../../../main/exchange/affairs.ts';
import type { HubCall } from '../../../main/exchange/link/hub.ts';
import type { Enrolment } from '../../../main/exchange/link/identity.ts';

const ID = '0b7a5a52-3f0e-4a57-9a34-11c1a37a3b01';
const enrolment = (client: string): Enrolment => ({
  ...{ url: 'https://hub.example', client, issuer: `https://hub.example/issuers/${client}`, hub: 'https://hub.example' },
  ...{ kind: 'association', association: 'otaru', scopes: [], national: null },
});

type AuditEvent = Parameters<AuditLog['record']>[0];

/** Affairs of a desk whose hub answers everything with one text; what was asked and recorded, and how often the hub was opened. */
function affairsWith(answer: unknown) {
  const [calls, recorded, opened]: [HubCall[], AuditEvent[], string[]] = [[], [], []];
  const identity = { enrolment: enrolment('a') };
  const affairs = openAffairs({
    identity,
    audit: { record: async (event) => void recorded.push(event) },
    hub: () => {
      opened.push(identity.enrolment.client);
      return {
        call: async (order) => {
          calls.push(order);
          return answer === null ? new Uint8Array() : Buffer.from(JSON.stringify(answer));
        },
      };
    },
  });
  return { affairs, calls, recorded, opened, identity };
}
type Affairs = ReturnType<typeof affairsWith>['affairs'];

const request = { kind: 'withdraw' };
const consents = [{ document: 'otaru/licence', terms: '2026-11' }];
const order = { id: ID, corrected: 2 };
const procedure = ID;

it.each<
  [what: string, answer: unknown, ask: (affairs: Affairs, by: string | null) => Promise<unknown>, call: HubCall, action: string, facts: object]
>([
  [
    'asking',
    { id: ID },
    (affairs, by) => affairs.ask({ registration: '123456', request, consents }, by),
    { method: 'POST', path: '/membership/procedures', body: { registration: '123456', request, consents } },
    'membership.asked',
    { procedure, kind: 'withdraw' },
  ],
  [
    'correcting',
    null,
    (affairs, by) => affairs.correct({ ...order, request, consents }, by),
    { method: 'PUT', path: `/membership/procedures/${ID}`, body: { request, consents, corrected: 2 } },
    'membership.corrected',
    { procedure },
  ],
  [
    'taking back',
    null,
    (affairs, by) => affairs.takeBack(ID, by),
    { method: 'DELETE', path: `/membership/procedures/${ID}` },
    'membership.taken-back',
    { procedure },
  ],
  [
    'deciding',
    { state: 'pending' },
    (affairs, by) => affairs.decide({ ...order, decision: 'refuse', note: '撤回' }, by),
    { method: 'POST', path: `/membership/procedures/${ID}/decisions`, body: { decision: 'refuse', note: '撤回', corrected: 2 } },
    'membership.decided',
    { procedure, decision: 'refuse' },
  ],
  [
    'noting a consent',
    null,
    (affairs, by) => affairs.consent({ registration: '123456', terms: '2026-11', state: 'given' }, by),
    { method: 'POST', path: '/membership/people/123456/consents', body: { terms: '2026-11', state: 'given' } },
    'membership.consent',
    { state: 'given' },
  ],
])('%s tells the hub what was looked at, and the log who did it', async (_what, answer, ask, call, action, facts) => {
  for (const by of ['clerk', null]) {
    const { affairs, calls, recorded } = affairsWith(answer);
    await ask(affairs, by);
    expect(calls).toEqual([call]);
    expect(recorded).toEqual([{ action, facts: { ...facts, by } }]);
  }
});

it('what the hub does not answer is neither taken for an answer nor recorded', async () => {
  const { affairs, recorded } = affairsWith({ id: 'x' });
  await expect(affairs.ask({ registration: '123456', request, consents }, null)).rejects.toMatchObject({ code: 'EXCHANGE_REFUSED' });
  expect(recorded).toEqual([]);
});

it('opens one hub for each enrolment', async () => {
  const { affairs, opened, identity } = affairsWith({ counts: [] });
  await affairs.counts();
  await affairs.counts();
  identity.enrolment = enrolment('b');
  await affairs.counts();
  expect(opened).toEqual(['a', 'b']);
});
