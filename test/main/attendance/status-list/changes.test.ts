import { describe, expect, it, onTestFinished } from 'vitest';
import { openStatusBook } from '../../../../main/attendance/status-list/book.ts';
import type { ListedStatus } from '../../../../main/attendance/status-list/format.ts';
import { statusTokens } from '../../../../main/attendance/status-list/token.ts';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { openStore } from '../../../../main/store/store.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { ED25519, named, ORDER, statusList, thumbprintOf } from '../../support/status-lists.ts';

const ISSUED = ORDER.issuedAt.getTime();
const KEYS = { one: Buffer.alloc(32, 1), two: Buffer.alloc(32, 2) };
/** Seconds after the list was made. */
type Told = readonly [status: ListedStatus, second: number, key?: keyof typeof KEYS];

async function openBook(list = true) {
  const store = await openStore({ folder: await temporaryFolder(), now: () => new Date('2026-06-01T00:00:00Z') });
  onTestFinished(() => store[Symbol.asyncDispose]());
  const audit = auditLog(store);
  await audit.begin();
  const book = await openStatusBook({ store, audit });
  if (list) await book.import(await statusList(), await thumbprintOf(ED25519));
  async function tell(card: number, ...[status, second, key = 'one']: Told) {
    const change = { token: statusTokens(KEYS[key])(named(card)), key: KEYS[key], status, happenedAt: new Date(ISSUED + second * 1_000) };
    const outcome = await store.db.transaction().execute((tx) => book.change(tx, change));
    await book.changed();
    return outcome;
  }
  return { store, audit, book, tell };
}

describe('what was told since the list', () => {
  it.each<[string, readonly Told[], string]>([
    ['nothing', [], 'good'],
    ['a stop', [['lost', 5]], 'lost'],
    [
      'a stop and a return',
      [
        ['held', 5],
        ['good', 9],
      ],
      'good',
    ],
    [
      'a return that came before the stop',
      [
        ['good', 9],
        ['held', 5],
      ],
      'good',
    ],
    [
      'two in one second: what stops',
      [
        ['held', 5],
        ['good', 5],
      ],
      'held',
    ],
    [
      'under keys of two lists: the later',
      [
        ['held', 5, 'one'],
        ['good', 9, 'two'],
      ],
      'good',
    ],
    [
      'under keys of two lists, turned',
      [
        ['good', 9, 'two'],
        ['held', 5, 'one'],
      ],
      'good',
    ],
    ['within the second in which the list was made', [['held', 0]], 'held'],
    ['before the list was made', [['held', -1]], 'good'],
  ])('%s', async (_name, told, status) => {
    const { book, tell } = await openBook();
    for (const each of told) await tell(0, ...each);
    expect(book.statusOf(named(0))).toBe(status);
  });

  it('counts before what the list says of that card alone', async () => {
    const { book, tell } = await openBook();
    await tell(1, 'good', 5);
    expect([0, 1, 2].map((card) => book.statusOf(named(card)))).toEqual(['good', 'good', 'lost']);
  });

  it('needs no list', async () => {
    const { book, tell } = await openBook(false);
    await tell(40, 'held', 5);
    expect([40, 41].map((card) => book.statusOf(named(card)))).toEqual(['held', 'unknown']);
  });

  it('says what is overtaken, and is the same after a restart', async () => {
    const { store, audit, tell } = await openBook();
    expect([await tell(0, 'held', 9), await tell(0, 'good', 5), await tell(0, 'held', 9)]).toEqual(['applied', 'superseded', 'applied']);
    expect((await openStatusBook({ store, audit })).statusOf(named(0))).toBe('held');
  });

  it('is forgotten once a newer list contains it', async () => {
    const { store, book, tell } = await openBook();
    await tell(0, 'held', 5);
    await tell(1, 'good', 100);
    const issuedAt = new Date(ISSUED + 60_000);
    await book.import(
      await statusList({ version: 8, issuedAt }, ED25519, [
        { ...named(0), status: 'superseded' },
        { ...named(1), status: 'held' },
      ]),
    );
    expect([0, 1].map((card) => book.statusOf(named(card)))).toEqual(['superseded', 'good']);
    expect(await store.db.selectFrom('status_change').selectAll().execute()).toHaveLength(1);
  });
});
