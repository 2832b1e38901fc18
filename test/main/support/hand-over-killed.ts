import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KyselyPlugin } from 'kysely';
import { readCard } from '../../../card/hpki/read-card.ts';
import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import { VirtualCard } from '../../../card/virtual/virtual-card.ts';
import { auditLog } from '../../../main/audit/audit-log.ts';
import { verifyAudit } from '../../../main/audit/verify.ts';
import { openAuthority } from '../../../main/credentials/authority.ts';
import type { StaffDesk } from '../../../main/credentials/staff/staff-desk.ts';
import { openStore } from '../../../main/store/store.ts';
import { loadTrust } from '../../../main/verification/trust.ts';
import { loadTestAuthority } from '../../../pki/test-authority/folder.ts';

/**
 * Hands a card over at the desk of a folder and is killed on the way: before the statement with that number, or with one more than there are, right
 * before the transaction ends. Tells in one line what it found when it opened the folder, and in another what it did.
 */
const [folder = '', card = '', order = '', nonce = '', at = '0', now = ''] = process.argv.slice(2);
const READER = 'reader';

const die = (): void => {
  process.kill(process.pid, 'SIGKILL');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};

const store = await openStore({ folder, now: () => new Date(now) });
const audit = auditLog(store);
const readers = new VirtualReaderService();
readers.addReader(READER);
readers.insert(READER, new VirtualCard(JSON.parse(await readFile(card, 'utf8'))));
const { anchor, crls } = await loadTestAuthority(join(store.folder.demonstration, 'authority'));
const staff = { nameOf: (id: string) => id, session: { cardReader: null } } as unknown as StaffDesk;
const authority = await openAuthority({
  store,
  audit,
  staff,
  trust: () => loadTrust(store.folder, true, { anchor, crls }),
  testMode: () => true,
  async shown(reader) {
    await using session = await readers.open(reader);
    return await readCard(session);
  },
  provePossession: async () => {},
  demonstration: () => null,
});

const { holder } = await store.db.selectFrom('credential_object').select('holder').where('id', '=', order).executeTakeFirstOrThrow();

/** Everything of the holder, as one number and in words. */
async function found() {
  const rows = async (table: 'credential_object' | 'credential_event' | 'credential_letter' | 'credential_evidence' | 'credential_token') =>
    store.db.selectFrom(table).selectAll().where('holder', '=', holder).execute();
  const [objects, events, letters, papers, tokens] = await Promise.all(
    (['credential_object', 'credential_event', 'credential_letter', 'credential_evidence', 'credential_token'] as const).map(rows),
  );
  const all = JSON.stringify([objects, events, letters, papers, tokens]);
  const states = (objects as { id: string; state: string }[]).map(({ id, state }) => `${id.charAt(0)} ${state}`);
  return { sha256: createHash('sha256').update(all).digest('hex'), states, events: events!.length, letters: letters!.length, papers: papers!.length };
}

/** Counts the statements, and kills at the one whose turn it is. */
let counted = 0;
const killing: KyselyPlugin = {
  transformQuery({ node }) {
    counted += 1;
    if (counted === Number(at)) die();
    return node;
  },
  async transformResult({ result }) {
    if (counted === -Number(at)) die();
    return result;
  },
};

const { intact } = await verifyAudit(store);
process.stdout.write(`${JSON.stringify({ ...(await found()), intact })}\n`);
(store as { db: typeof store.db }).db = store.db.withPlugin(killing);
const acting = { id: 'clerk', name: 'clerk', roles: new Set(['reception'] as const), association: null, by: 'passkey' } as const;
const certificates = await authority.handOver.read(acting, order, READER).catch(() => null);
counted = 0;
const seen = certificates?.certificates.map(({ sha256 }) => sha256) ?? ['-'];
const evidence = ['issue-notice', 'licence-original', 'identity-document'];
await authority.handOver.complete(acting, { nonce, order, reader: READER, seen, evidence, possession: 'not-tested', reason: '' });
process.stdout.write(`${JSON.stringify({ statements: counted })}\n`);
if (Number(at) > counted) die();
await store[Symbol.asyncDispose]();
