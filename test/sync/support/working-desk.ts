import { createInterface } from 'node:readline';
import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import { openApplication } from '../../../main/open-application.ts';
import { searchTokens } from '../../../main/credentials/registry/tokens.ts';
import { AppError } from '../../../main/errors.ts';
import { openAuthorityDesk } from '../../support/authority-desk.ts';
import { authoritySteps } from './authority-steps.ts';
import type { Answers, Order } from './working-desk-process.ts';

/**
 * The program of a desk at work as a process: `working-desk.ts FOLDER [authority]`. Takes orders as lines of JSON on standard input, answers each with one
 * line, and ends with its input.
 */
const [folder = '', kind = ''] = process.argv.slice(2);
await using ended = new AsyncDisposableStack();
const authority = kind === 'authority' ? ended.use(await openAuthorityDesk(folder)) : null;
const shell = { shell: 'command-line', pinDesk: { ask: async () => null }, readers: new VirtualReaderService() } as const;
const application = authority?.application ?? ended.use(await openApplication({ dataFolder: folder, ...shell }));
const steps = authority && authoritySteps(authority);
const running = await application.exchange();
const { store } = application;
const tokens = searchTokens(store.masterKey.key);

type Answer<Do extends Order['do']> = Promise<Answers[Do]>;
const ACTS: { readonly [Do in Order['do']]: (order: Extract<Order, { do: Do }>) => Answer<Do> } = {
  async enrol({ hub: url, code }) {
    await running.enrol({ url, code, name: folder });
    return null;
  },
  exchange: () => running.runNow(),
  async affair({ call, order }) {
    const { affairs } = await running.exchange();
    return (affairs[call] as (given: unknown, by: null) => Promise<unknown>)(order, null);
  },
  async staff({ step }) {
    const { holder, member, objects } = await steps!(step);
    return { holder, member, objects };
  },
  async certificate() {
    const rows = await store.db.selectFrom('credential_object').select('facts').where('kind', '=', 'certificate').orderBy('id').execute();
    const facts = rows.map((row) => JSON.parse(row.facts) as Readonly<Record<string, string>>);
    const { issuerName, serial } = facts.findLast(({ usage }) => usage === 'authentication')!;
    return { issuerName: issuerName!, serial: serial! };
  },
  async knows({ registration, certificates }) {
    const [{ status }, { members, view }] = await Promise.all([application.venue(), running.exchange()]);
    const heard = await store.db
      .selectFrom('exchange_inbox')
      .select('event')
      .where('subject', '=', tokens.registration(registration))
      .orderBy('happened_at')
      .execute();
    const member = await members.find(store.db, registration);
    const { held, refused, unknown } = await view();
    return {
      cards: certificates.map(({ issuerName, serial }) => status.statusOf({ issuerName: Buffer.from(issuerName, 'base64'), serial })),
      heard: heard.map(({ event }) => event),
      memberOf: member?.memberships.flatMap(({ association, state }) => (state === 'active' ? [association] : [])).toSorted() ?? null,
      left: [...held, ...refused, ...Array.from({ length: unknown }, () => 'unknown')],
    };
  },
  disagreements: async () => (await running.exchange()).disagreements(),
};

process.stdout.write('open\n');
for await (const line of createInterface(process.stdin)) {
  const order = JSON.parse(line) as Order;
  const answer = await (ACTS[order.do] as (given: Order) => Promise<unknown>)(order).then(
    (given) => ({ answer: given }),
    (error: unknown) => ({ fault: error instanceof AppError ? `${error.code} ${JSON.stringify(error.detail)}` : String(error) }),
  );
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
