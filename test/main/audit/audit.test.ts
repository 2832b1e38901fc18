import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditLog } from '../../../main/audit/audit-log.ts';
import { deletePerson } from '../../../main/audit/delete-person.ts';
import { verifyAudit } from '../../../main/audit/verify.ts';
import { openStore, openStoreForReading } from '../../../main/store/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const SUBJECT = 'serialNumber=TEST-1,CN=TARO YAMADA,C=JP';
const NAME = 'TARO YAMADA UNIQUE';
let folder: string;

/** A log of five entries: the beginning and four card readings of one person. */
beforeEach(async () => {
  folder = await temporaryFolder();
  await using store = await openStore({ folder, now: () => new Date('2026-11-20T01:02:03Z') });
  const audit = auditLog(store);
  await audit.begin();
  for (const reader of ['A', 'B', 'C', 'D']) {
    await audit.record({ action: 'card.read', facts: { reader }, personal: { subject: SUBJECT, facts: { holder: NAME } } });
  }
});

async function verified() {
  await using store = await openStoreForReading({ folder });
  return await verifyAudit(store);
}

function tamper(...statements: string[]) {
  const database = new Database(join(folder, 'desk.sqlite'));
  for (const statement of statements) database.exec(statement);
  database.close();
}
const WITHOUT_TRIGGERS = [
  'DROP TRIGGER audit_entry_is_never_changed',
  'DROP TRIGGER audit_entry_is_never_deleted',
  'DROP TRIGGER audit_head_is_never_deleted',
];

describe('audit log', () => {
  it('begins once, lists newest first with personal facts, and verifies', async () => {
    await using store = await openStore({ folder });
    const audit = auditLog(store);
    await audit.begin();
    const list = await audit.list(null, 500);
    expect(list.map(({ sequence, action, facts }) => ({ sequence, action, facts }))).toEqual([
      { sequence: 5, action: 'card.read', facts: { reader: 'D', holder: NAME } },
      { sequence: 4, action: 'card.read', facts: { reader: 'C', holder: NAME } },
      { sequence: 3, action: 'card.read', facts: { reader: 'B', holder: NAME } },
      { sequence: 2, action: 'card.read', facts: { reader: 'A', holder: NAME } },
      { sequence: 1, action: 'store.created', facts: { masterKey: 'new' } },
    ]);
    expect((await audit.list(3, 1)).map(({ sequence }) => sequence)).toEqual([2]);
    expect(await verifyAudit(store)).toEqual({ intact: true, entries: 5, brokenAt: null, head: list[0]!.hash });
  });

  it('refuses change and deletion through the database itself', () => {
    for (const statement of ["UPDATE audit_entry SET action = 'x'", 'DELETE FROM audit_entry WHERE sequence = 5', 'DELETE FROM audit_head']) {
      expect(() => tamper(statement)).toThrow(/append-only/);
    }
  });

  it('holds no personal value in clear anywhere in the folder', async () => {
    for (const name of ['desk.sqlite', 'desk.sqlite-wal']) {
      const bytes = await readFile(join(folder, name)).catch(() => Buffer.alloc(0));
      expect(bytes.includes(NAME)).toBe(false);
      expect(bytes.includes(SUBJECT)).toBe(false);
    }
  });

  it('keeps an entry and the fact it records together', async () => {
    await using store = await openStore({ folder });
    const audit = auditLog(store);
    const work = store.db.transaction().execute(async (transaction) => {
      await audit.append(transaction, { action: 'settings.changed' });
      throw new Error('stop');
    });
    await expect(work).rejects.toThrow('stop');
    expect(await verifyAudit(store)).toMatchObject({ intact: true, entries: 5 });
  });
});

describe('tampering with the database file', () => {
  it.each<[string, string[], number, number]>([
    ['a changed action', ["UPDATE audit_entry SET action = 'card.opened' WHERE sequence = 3"], 5, 3],
    ['a changed fact', ['UPDATE audit_entry SET facts = \'{"reader":"X"}\' WHERE sequence = 3'], 5, 3],
    ['a changed time', ["UPDATE audit_entry SET at = '2026-11-20T01:02:04.000Z' WHERE sequence = 2"], 5, 2],
    ['a changed sealed value', ["UPDATE audit_entry SET sealed = x'00' WHERE sequence = 4"], 5, 4],
    ['a changed hash', ["UPDATE audit_entry SET hash = 'ff' || substr(hash, 3) WHERE sequence = 4"], 5, 4],
    [
      'an entry given to another person',
      ["INSERT INTO person VALUES ('p', NULL, '', NULL)", "UPDATE audit_entry SET person = 'p' WHERE sequence = 2"],
      5,
      2,
    ],
    ['a deleted first entry', ['DELETE FROM audit_entry WHERE sequence = 1'], 4, 1],
    ['a deleted entry in the middle', ['DELETE FROM audit_entry WHERE sequence = 3'], 4, 3],
    ['a cut tail', ['DELETE FROM audit_entry WHERE sequence >= 4'], 3, 4],
    [
      'a cut tail with the head set back',
      ['DELETE FROM audit_entry WHERE sequence = 5', 'UPDATE audit_head SET sequence = 4, hash = (SELECT hash FROM audit_entry WHERE sequence = 4)'],
      4,
      5,
    ],
    ['everything deleted', ['DELETE FROM audit_entry', 'DELETE FROM audit_head'], 0, 1],
    ['a deleted head', ['DELETE FROM audit_head'], 5, 6],
    [
      'two entries that changed places',
      [
        'UPDATE audit_entry SET sequence = 99 WHERE sequence = 2',
        'UPDATE audit_entry SET sequence = 2 WHERE sequence = 3',
        'UPDATE audit_entry SET sequence = 3 WHERE sequence = 99',
      ],
      5,
      2,
    ],
    [
      'an entry added without the key',
      ['INSERT INTO audit_entry SELECT 6, at, action, facts, personal, person, sealed, hash, hash FROM audit_entry WHERE sequence = 5'],
      6,
      6,
    ],
  ])('%s is found', async (_what, statements, entries, brokenAt) => {
    tamper(...WITHOUT_TRIGGERS, ...statements);
    expect(await verified()).toMatchObject({ intact: false, entries, brokenAt });
  });
});

describe('deletion of a person', () => {
  it('destroys the values, keeps the chain, and leaves no trace of the key in the files', async () => {
    const wrapped = (() => {
      const database = new Database(join(folder, 'desk.sqlite'), { readonly: true });
      const row = database.prepare('SELECT wrapped_key FROM person').get() as { wrapped_key: Buffer };
      database.close();
      return row.wrapped_key;
    })();
    {
      await using store = await openStore({ folder });
      const audit = auditLog(store);
      await deletePerson(store, audit, SUBJECT);
      const list = await audit.list(null, 10);
      expect(list.filter(({ action }) => action === 'card.read').map(({ facts }) => facts['holder'])).toEqual([null, null, null, null]);
      expect(await verifyAudit(store)).toMatchObject({ intact: true, entries: 6 });
      expect((await readFile(join(folder, 'desk.sqlite-wal'))).includes(wrapped)).toBe(false);
    }
    expect((await readFile(join(folder, 'desk.sqlite'))).includes(wrapped)).toBe(false);
    expect(await verified()).toMatchObject({ intact: true, entries: 6 });
  });

  it('leaves other persons readable, and the same person starts anew', async () => {
    await using store = await openStore({ folder });
    const audit = auditLog(store);
    await audit.record({ action: 'card.read', personal: { subject: 'CN=OTHER', facts: { holder: 'OTHER' } } });
    await deletePerson(store, audit, SUBJECT);
    await audit.record({ action: 'card.read', personal: { subject: SUBJECT, facts: { holder: NAME } } });
    const holders = (await audit.list(null, 10)).filter(({ action }) => action === 'card.read').map(({ facts }) => facts['holder']);
    expect(holders).toEqual([NAME, 'OTHER', null, null, null, null]);
  });
});

it('is found intact while the desk goes on writing', async () => {
  await using store = await openStore({ folder });
  const audit = auditLog(store);
  await using reader = await openStoreForReading({ folder });
  for (let count = 0; count < 200; count += 1) await audit.record({ action: 'card.opened', facts: { count } });
  let writing = true;
  const writes = (async () => {
    for (let count = 0; writing; count += 1) await audit.record({ action: 'card.opened', facts: { count } });
  })();
  const answers: boolean[] = [];
  for (let round = 0; round < 10; round += 1) answers.push((await verifyAudit(reader)).intact);
  writing = false;
  await writes;
  expect(answers).toEqual(Array.from({ length: 10 }, () => true));
});
