import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { openStatusBook } from '../../../main/attendance/status-list/book.ts';
import { statusTokens } from '../../../main/attendance/status-list/token.ts';
import { auditLog } from '../../../main/audit/audit-log.ts';
import { openExchange } from '../../../main/exchange/exchange.ts';
import { APPLIED, type Effect, inOrder } from '../../../main/exchange/inbox/effect.ts';
import { openInbox } from '../../../main/exchange/inbox/inbox.ts';
import { httpHub } from '../../../main/exchange/link/http-hub.ts';
import { openLink } from '../../../main/exchange/link/link.ts';
import { queueFacts } from '../../../main/exchange/outbox/queue.ts';
import { statusChanged } from '../../../main/exchange/rules/status-change.ts';
import { openStore } from '../../../main/store/store.ts';
import { nodeHttpClient } from '../../../pki/network/node-client.ts';
import { noProxy } from '../../../pki/network/proxy.ts';

/**
 * A desk's exchange as a process: `desk.ts FOLDER HUB CODE MODE`. It is enrolled where it is not yet, says `open` on standard output, and keeps its link up. In
 * the mode `tell` it goes on stating facts and says the number (`jti`) of each once that is committed, until a line comes on standard input, to which it
 * says `quiet`. On SIGTERM it exchanges what is left, and ends.
 */
const [folder = '', url = '', code = '', mode = ''] = process.argv.slice(2);
/** Milliseconds between facts. */
const EACH_MS = 60;
const TRIES = 40;
const KEY = Buffer.alloc(32, 7);

await using store = await openStore({ folder });
const audit = auditLog(store);
await audit.begin();
const status = await openStatusBook({ store, audit });
const http = nodeHttpClient({ proxy: noProxy });
const exchange = await openExchange({ store, audit, http, status, authority: null });
const enrolment = exchange.identity.enrolment ?? (await exchange.enrol({ url, code, name: mode }));

/** Leaves a mark in the transaction of the event, each time that it is done. */
const trace: Effect = async (tx, { jti }) => {
  await tx
    .insertInto('setting')
    .values({ name: `done ${randomUUID()} ${jti}`, value: '1' })
    .execute();
  return APPLIED;
};
const effects = { 'stop.status_changed': inOrder(trace, statusChanged(status)), 'card.held': trace };
const link = openLink({
  store,
  identity: exchange.identity,
  inbox: openInbox({ store, effects, committed: status.changed }),
  hub: httpHub({ http, identity: exchange.identity, enrolment, now: store.now }),
  peer: enrolment.url,
  scopes: enrolment.scopes,
  refresh: async () => {},
  pauses: { firstMs: 20, mostMs: 200 },
});

const ended = new AbortController();
process.on('SIGTERM', () => ended.abort());
const quiet = new AbortController();
createInterface(process.stdin).once('line', () => quiet.abort());

/** One fact: how a card stands, or a step of somebody's card. */
async function tell(turn: number, person: ReturnType<typeof store.persons.make>['row']): Promise<void> {
  const happenedAt = store.now().toISOString();
  const id = statusTokens(KEY)({ issuerName: Uint8Array.of(0x30, 3, 1, 2, 3), serial: `10000${turn % 10}` });
  const fact =
    turn % 2 === 0
      ? {
          event: 'stop.status_changed',
          subject: { format: 'opaque' as const, id: id.toString('base64url') },
          payload: { status: turn % 4 === 0 ? 'held' : 'good', key: KEY.toString('base64url') },
        }
      : {
          event: 'card.held',
          subject: { format: 'doctor' as const, registration: '1001' },
          payload: { object: 'C26-0000001', kind: 'card', state: 'held' },
        };
  const jti = await store.db.transaction().execute(async (tx) => {
    await queueFacts(store, tx, { person: person.id, wrappedKey: person.wrapped_key, association: null }, [{ ...fact, happenedAt }]);
    return (await tx.selectFrom('exchange_outbox').select('jti').orderBy('sequence', 'desc').limit(1).executeTakeFirstOrThrow()).jti;
  });
  process.stdout.write(`${jti}\n`);
}

process.stdout.write('open\n');
const always = link.always(ended.signal);
if (mode === 'tell') {
  const { row: person } = store.persons.make();
  await store.db.insertInto('person').values(person).execute();
  for (let turn = 0; !quiet.signal.aborted; turn += 1) {
    await tell(turn, person);
    await wait(EACH_MS);
  }
  process.stdout.write('quiet\n');
}
if (!ended.signal.aborted) await once(ended.signal, 'abort');
await always;
for (let tries = 1; ; tries += 1) {
  try {
    await link.once(new AbortController().signal);
    break;
  } catch (error) {
    if (tries === TRIES) throw error;
    await wait(250);
  }
}
process.stdin.destroy();
