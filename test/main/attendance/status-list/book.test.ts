import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { openStatusBook } from '../../../../main/attendance/status-list/book.ts';
import { openStore } from '../../../../main/store/store.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { ED25519, ENTRIES, named, ORDER, OTHER, P256, statusList, thumbprintOf } from '../../support/status-lists.ts';

const NONE = { version: null, issuedAt: null, ageDays: null, entries: 0, authority: null };
const SEVENTH = { version: '7', issuedAt: '2026-05-30T00:00:00.000Z', ageDays: 2, entries: 6, authority: ORDER.authority };
const THUMBPRINT = await thumbprintOf(ED25519);
const LATER = { version: 8, issuedAt: new Date('2026-05-31T00:00:00Z') };

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

async function desk() {
  const store = await openStore({ folder, now: () => new Date('2026-06-01T03:00:00Z') });
  const audit = auditLog(store);
  await audit.begin();
  const book = await openStatusBook({ store, audit });
  const recorded = async () =>
    (await audit.list(null, 100))
      .filter(({ action }) => action.startsWith('status-'))
      .map(({ action, facts }) => [action, facts])
      .reverse();
  return { store, book, recorded, lists: () => readdir(store.folder.statusLists), [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}

const statuses = ({ book }: Awaited<ReturnType<typeof desk>>) => ENTRIES.map((entry) => book.statusOf(entry));

describe('the first list of an authority', () => {
  it('is refused with the fingerprint of its key until that was compared', async () => {
    await using it = await desk();
    const file = await statusList();
    const refused = { code: 'STATUS_LIST_AUTHORITY_UNKNOWN', detail: { thumbprint: THUMBPRINT, authority: ORDER.authority } };
    for (const typed of [undefined, '', 'x', THUMBPRINT.slice(1), await thumbprintOf(OTHER)])
      await expect(it.book.import(file, typed)).rejects.toMatchObject(refused);
    expect([it.book.view, statuses(it), await it.recorded()]).toEqual([NONE, ENTRIES.map(() => 'unknown'), []]);
    expect(await it.book.import(file, THUMBPRINT)).toEqual(SEVENTH);
    expect([it.book.view, statuses(it), it.book.statusOf(named(50))]).toEqual([SEVENTH, ENTRIES.map(({ status }) => status), 'unknown']);
    expect(await it.recorded()).toEqual([
      ['status-authority.confirmed', { thumbprint: THUMBPRINT, authority: ORDER.authority }],
      [
        'status-list.imported',
        {
          sha256: expect.any(String),
          thumbprint: THUMBPRINT,
          authority: ORDER.authority,
          version: 7,
          issuedAt: '2026-05-30T00:00:00.000Z',
          entries: 6,
        },
      ],
    ]);
  });

  const hexadecimal = Buffer.from(THUMBPRINT, 'base64url').toString('hex');
  it.each([
    ['as it is shown', THUMBPRINT],
    ['with spaces', `  ${THUMBPRINT.slice(0, 10)} ${THUMBPRINT.slice(10)}\n`],
    ['in hexadecimal', hexadecimal],
    ['in capital letters and groups', hexadecimal.toUpperCase().replaceAll(/(.{4})(?=.)/g, '$1 ')],
    ['with colons', hexadecimal.replaceAll(/(..)(?=.)/g, '$1:')],
    ['with hyphens', hexadecimal.replaceAll(/(.{8})(?=.)/g, '$1-')],
    ['in full-width letters', hexadecimal.replaceAll(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))],
  ])('is taken with the fingerprint %s', async (_case, typed) => {
    await using it = await desk();
    expect(await it.book.import(await statusList(), typed)).toEqual(SEVENTH);
  });
});

describe('a further list', () => {
  it.each<[string, Parameters<typeof statusList>, string]>([
    ['newer', [LATER], '8'],
    ['newer, signed with another key', [LATER, P256], 'STATUS_LIST_AUTHORITY_UNKNOWN'],
    ['the same again', [{}], 'STATUS_LIST_OLDER'],
    ['of a lower version', [{ ...LATER, version: 6 }], 'STATUS_LIST_OLDER'],
    ['of the same version', [{ ...LATER, version: 7 }], 'STATUS_LIST_OLDER'],
    ['of an earlier time', [{ version: 8, issuedAt: new Date('2026-05-29T00:00:00Z') }], 'STATUS_LIST_OLDER'],
    ['of the same time', [{ version: 8 }], 'STATUS_LIST_OLDER'],
  ])('%s', async (_case, order, answer) => {
    await using it = await desk();
    await it.book.import(await statusList(), THUMBPRINT);
    const result = await it.book.import(await statusList(...order)).then(
      ({ version }) => version,
      ({ code }: { code: string }) => code,
    );
    expect([result, it.book.view.version, (await it.lists()).length]).toEqual([answer, answer === '8' ? '8' : '7', 1]);
  });

  it('that is damaged changes nothing', async () => {
    await using it = await desk();
    await it.book.import(await statusList(), THUMBPRINT);
    const file = await statusList(LATER);
    await expect(it.book.import(file.with(file.length - 1, 9), THUMBPRINT)).rejects.toMatchObject({ code: 'STATUS_LIST_UNREADABLE' });
    expect([it.book.view, statuses(it)]).toEqual([SEVENTH, ENTRIES.map(({ status }) => status)]);
  });

  it('is used even when its bytes are changed afterwards by whoever gave them', async () => {
    await using it = await desk();
    const file = await statusList();
    await it.book.import(file, THUMBPRINT);
    file.fill(0);
    expect(statuses(it)).toEqual(ENTRIES.map(({ status }) => status));
  });

  it('by a new key that was confirmed takes the place of the old one, whose key counts no longer', async () => {
    await using it = await desk();
    await it.book.import(await statusList(), THUMBPRINT);
    await it.book.import(await statusList(LATER, P256, [{ ...named(0), status: 'lost' }]), await thumbprintOf(P256));
    expect([it.book.view.version, it.book.statusOf(named(0)), it.book.statusOf(named(1))]).toEqual(['8', 'lost', 'unknown']);
    const next = await statusList({ version: 9, issuedAt: new Date('2026-06-01T00:00:00Z') });
    await expect(it.book.import(next)).rejects.toMatchObject({ code: 'STATUS_LIST_AUTHORITY_UNKNOWN' });
  });

  it('that is older is refused also with a new key, which then stays unconfirmed', async () => {
    await using it = await desk();
    await it.book.import(await statusList(), THUMBPRINT);
    await expect(it.book.import(await statusList({}, P256), await thumbprintOf(P256))).rejects.toMatchObject({ code: 'STATUS_LIST_OLDER' });
    await expect(it.book.import(await statusList(LATER, P256))).rejects.toMatchObject({ code: 'STATUS_LIST_AUTHORITY_UNKNOWN' });
    expect((await it.book.import(await statusList(LATER))).version).toBe('8');
  });

  it('of several at once only the newest stays', async () => {
    await using it = await desk();
    const files = await Promise.all([7, 9, 8].map((version) => statusList({ version, issuedAt: new Date(Date.UTC(2026, 4, version)) })));
    const results = await Promise.allSettled(files.map((file) => it.book.import(file, THUMBPRINT)));
    expect([results.map(({ status }) => status), it.book.view.version]).toEqual([['fulfilled', 'fulfilled', 'rejected'], '9']);
  });

  it('is told to whoever watches', async () => {
    await using it = await desk();
    const seen: (string | null)[] = [];
    const watching = it.book.watch(({ version }) => seen.push(version));
    await it.book.import(await statusList(), THUMBPRINT);
    await expect(it.book.import(await statusList())).rejects.toThrow();
    watching[Symbol.dispose]();
    await it.book.import(await statusList(LATER));
    expect(seen).toEqual(['7']);
  });
});

describe('lists of two authorities', () => {
  const second = { authority: '別の認証局', version: 3, issuedAt: new Date('2026-05-01T00:00:00Z') };

  it('stand side by side; together they are as old as the older, and what stops a card counts', async () => {
    await using it = await desk();
    await it.book.import(await statusList(), THUMBPRINT);
    const entries = [
      { ...named(0), status: 'held' as const },
      { ...named(2), status: 'good' as const },
      { ...named(70), status: 'good' as const },
    ];
    expect(await it.book.import(await statusList(second, OTHER, entries), await thumbprintOf(OTHER))).toEqual({
      version: '3+7',
      issuedAt: '2026-05-01T00:00:00.000Z',
      ageDays: 31,
      entries: 9,
      authority: `別の認証局、${ORDER.authority}`,
    });
    expect([0, 1, 2, 70, 71].map((serial) => it.book.statusOf(named(serial)))).toEqual(['held', 'held', 'lost', 'good', 'unknown']);
  });

  it('a key confirmed for one does not sign for the other', async () => {
    await using it = await desk();
    await it.book.import(await statusList(), THUMBPRINT);
    await it.book.import(await statusList(second, OTHER), await thumbprintOf(OTHER));
    await expect(it.book.import(await statusList(LATER, OTHER))).rejects.toMatchObject({ code: 'STATUS_LIST_AUTHORITY_UNKNOWN' });
  });

  it('a key that is confirmed for another name no longer speaks for the former one', async () => {
    {
      await using it = await desk();
      await it.book.import(await statusList(), THUMBPRINT);
      expect((await it.book.import(await statusList({ ...LATER, authority: '新しい名' }), THUMBPRINT)).authority).toBe('新しい名');
    }
    await using it = await desk();
    expect(it.book.view.authority).toBe('新しい名');
  });
});

describe('at the next start', () => {
  async function restarted(meddle: (path: string, folder: string) => Promise<void> = async () => {}) {
    {
      await using it = await desk();
      await it.book.import(await statusList(), THUMBPRINT);
      const [name] = await it.lists();
      await meddle(join(it.store.folder.statusLists, name!), it.store.folder.statusLists);
    }
    return desk();
  }

  it('the list is there, and is not turned back', async () => {
    await using it = await restarted();
    expect([it.book.view, statuses(it)]).toEqual([SEVENTH, ENTRIES.map(({ status }) => status)]);
    await expect(it.book.import(await statusList({ version: 6 }))).rejects.toMatchObject({ code: 'STATUS_LIST_OLDER' });
  });

  it.each<[string, (path: string, folder: string) => Promise<void>]>([
    ['changed in one bit', async (path) => readFile(path).then((file) => writeFile(path, file.with(file.length - 1, file.at(-1)! ^ 1)))],
    ['cut off', async (path) => readFile(path).then((file) => writeFile(path, file.subarray(0, -17)))],
    ['replaced by one whose key nobody confirmed', async (path) => writeFile(path, await statusList(LATER, OTHER))],
    ['replaced by one of another authority', async (path) => writeFile(path, await statusList({ ...LATER, authority: '別の認証局' }))],
  ])('a list that was %s counts for nothing', async (_case, meddle) => {
    await using it = await restarted(meddle);
    expect([it.book.view, it.book.statusOf(named(2))]).toEqual([NONE, 'unknown']);
  });

  it('a list beside it that was cut off while it was written does no harm', async () => {
    await using it = await restarted(async (_path, lists) => {
      await writeFile(join(lists, '.0f8fad5b-d9cb-469f-a165-70867728950e.partial'), (await statusList(LATER)).subarray(0, 100));
      await writeFile(join(lists, 'read-me.txt'), 'x');
    });
    expect(it.book.view).toEqual(SEVENTH);
  });
});

it('a list from the future is not young for ever: its age is not below zero', async () => {
  await using it = await desk();
  const { ageDays, issuedAt } = await it.book.import(await statusList({ issuedAt: new Date('2026-07-01T00:00:00Z') }), THUMBPRINT);
  expect([ageDays, issuedAt]).toEqual([0, '2026-07-01T00:00:00.000Z']);
});
