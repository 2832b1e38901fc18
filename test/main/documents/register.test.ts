import { link, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AuditLog, auditLog } from '../../../main/audit/audit-log.ts';
import { deletePerson } from '../../../main/audit/delete-person.ts';
import { verifyAudit } from '../../../main/audit/verify.ts';
import { openRegister, type SignedResult } from '../../../main/documents/register.ts';
import { openStore, type Store } from '../../../main/store/store.ts';
import { writeTemporaryFile } from '../../../main/store/write-new-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { whileUnreadable } from '../../support/unreadable-folder.ts';

const BYTES = Buffer.from('signed bytes');
const SUBJECT = 'CN=TARO';
const RESULT: SignedResult = {
  sourceName: '山田太郎.pdf',
  format: 'pades',
  level: 'B',
  sourceSha256: 'AA',
  signerName: '署名　太郎',
  certificateSha256: 'CC',
  test: true,
  extendedFrom: null,
  write: (path) => writeTemporaryFile(path, BYTES).then(() => null),
  subject: SUBJECT,
};
const NAME = '山田太郎-signed.pdf';

let store: Store;
let audit: AuditLog;
let folder: string;
beforeEach(async () => {
  store = await openStore({ folder: await temporaryFolder() });
  audit = auditLog(store);
  await audit.begin();
  folder = store.folder.signed;
});
afterEach(() => store[Symbol.asyncDispose]());

const actions = async () => (await audit.list(null, 20)).map(({ action }) => action).reverse();

describe('register of signed documents', () => {
  it('keeps file, entry and audit record together, readable by the owner only', async () => {
    const register = await openRegister(store, audit);
    const entry = await register.add(RESULT);
    expect(await readdir(folder)).toEqual([NAME]);
    expect((await stat(entry.outputPath)).mode & 0o777).toBe(0o600);
    expect(await register.list()).toEqual([entry]);
    expect(await register.read(entry.id)).toEqual({ entry, bytes: BYTES });
    expect(await actions()).toEqual(['store.created', 'document.signed']);
  });

  it('never replaces a file that is there, whoever put it there', async () => {
    const register = await openRegister(store, audit);
    await writeFile(join(folder, NAME), 'mine');
    const entry = await register.add(RESULT);
    expect(entry.outputName).toBe('山田太郎-signed (2).pdf');
    expect(await readFile(join(folder, NAME), 'utf8')).toBe('mine');
    expect(await register.find(entry.id)).toEqual(entry);
  });

  it('enters nothing when the file cannot be written', async () => {
    const register = await openRegister(store, audit);
    await rename(folder, `${folder}.away`);
    await expect(register.add(RESULT)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
    expect(await register.list()).toEqual([]);
    expect(await actions()).toEqual(['store.created']);
  });

  it.each<[string, (hidden: string, named: string) => Promise<void>, boolean]>([
    ['after the entry and before the name: the file gets its name', (hidden, named) => rename(named, hidden), true],
    ['after the name and before the hidden one is gone', async (hidden, named) => writeFile(hidden, await readFile(named)), true],
  ])('finishes a signature that a crash interrupted %s', async (_when, crash) => {
    const entry = await (await openRegister(store, audit)).add(RESULT);
    await crash(join(folder, `.${entry.id}.partial`), entry.outputPath);
    const register = await openRegister(store, audit);
    expect(await readdir(folder)).toEqual([NAME]);
    expect(await register.read(entry.id)).toMatchObject({ bytes: BYTES });
  });

  describe('of which another has the same name', () => {
    const OTHER = Buffer.from('other signed bytes');
    const second = { ...RESULT, write: (path: string) => writeTemporaryFile(path, OTHER).then(() => null) };
    const SECOND_NAME = '山田太郎-signed (2).pdf';

    /** The entry as it was committed, before its file had a name. */
    const unnamed = async (id: string) => {
      const { sealed } = committed;
      await store.db.updateTable('signed_document').set({ sealed }).where('id', '=', id).execute();
    };
    let committed: { readonly sealed: Uint8Array };
    const addBoth = async () => {
      const register = await openRegister(store, audit);
      const first = await register.add(RESULT);
      const noted: SignedResult['noted'] = async (transaction, id) => {
        committed = await transaction.selectFrom('signed_document').select('sealed').where('id', '=', id).executeTakeFirstOrThrow();
      };
      return { first, entry: await register.add({ ...second, noted }) };
    };

    it.each<[string, (hidden: string, named: string) => Promise<void>]>([
      ['before the name', (hidden, named) => rename(named, hidden)],
      ['after the name and before the entry says so', (hidden, named) => link(named, hidden)],
    ])('is read as itself after a crash %s', async (_when, crash) => {
      const { first, entry } = await addBoth();
      await crash(join(folder, `.${entry.id}.partial`), entry.outputPath);
      await unnamed(entry.id);
      const register = await openRegister(store, audit);
      expect(await register.read(entry.id)).toEqual({ entry, bytes: OTHER });
      expect(await register.read(first.id)).toEqual({ entry: first, bytes: BYTES });
      expect((await readdir(folder)).sort()).toEqual([SECOND_NAME, NAME].sort());
    });

    it('never stands for the file of the other between its entry and its name', async () => {
      const { entry } = await addBoth();
      await unnamed(entry.id);
      const register = await openRegister(store, audit);
      expect(await register.find(entry.id)).toMatchObject({ outputPath: join(folder, `.${entry.id}.partial`) });
      await expect(register.read(entry.id)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    });

    it('and the same bytes, has a file of its own', async () => {
      const register = await openRegister(store, audit);
      const first = await register.add(RESULT);
      const again = await register.add(RESULT);
      await rename(again.outputPath, join(folder, `.${again.id}.partial`));
      expect((await (await openRegister(store, audit)).find(again.id)).outputPath).toBe(again.outputPath);
      expect(first.outputPath).not.toBe(again.outputPath);
    });
  });

  it('has a signature once it is entered, though its file cannot be named yet', async () => {
    const away = `${folder}.away`;
    const register = await openRegister(store, audit);
    const entry = await register.add({ ...RESULT, noted: () => rename(folder, away) });
    expect(entry).toEqual(await register.find(entry.id));
    await rename(away, folder);
    expect(await register.read(entry.id)).toMatchObject({ bytes: BYTES });
    const named = await (await openRegister(store, audit)).read(entry.id);
    expect(named).toMatchObject({ entry: { outputPath: join(folder, NAME) }, bytes: BYTES });
  });

  it('takes away no file whose entry cannot be read', async () => {
    const { id, outputPath } = await (await openRegister(store, audit)).add(RESULT);
    const hidden = `.${id}.partial`;
    await rename(outputPath, join(folder, hidden));
    await store.db
      .updateTable('signed_document')
      .set({ sealed: Buffer.alloc(64) })
      .where('id', '=', id)
      .execute();
    await openRegister(store, audit);
    expect(await readdir(folder)).toEqual([hidden]);
  });

  it('gives out nothing but what was signed', async () => {
    const register = await openRegister(store, audit);
    const { id, outputPath } = await register.add(RESULT);
    await writeFile(outputPath, 'of somebody else');
    await expect(register.read(id)).rejects.toMatchObject({ code: 'SIGNED_FILE_CHANGED', detail: { name: NAME } });
  });

  it.each(['', '.0f0f.part'])('throws away what a crash left before it was entered (%s)', async (draft) => {
    await openRegister(store, audit);
    await writeFile(join(folder, `.2c9b0a9e-0000-4000-8000-000000000000.partial${draft}`), 'never entered');
    await writeFile(join(folder, '.hidden'), 'of somebody else');
    await openRegister(store, audit);
    expect(await readdir(folder)).toEqual(['.hidden']);
  });

  it('brings back a draft that was entered, where the crash undid its hidden name', async () => {
    const entry = await (await openRegister(store, audit)).add(RESULT);
    await rename(entry.outputPath, join(folder, `.${entry.id}.partial.0f0f.part`));
    const register = await openRegister(store, audit);
    expect(await readdir(folder)).toEqual([NAME]);
    expect(await register.read(entry.id)).toMatchObject({ bytes: BYTES });
  });

  it.each<[string, string]>([
    ['whose file is there', BYTES.toString()],
    ['that holds something else', 'half'],
  ])('throws away a draft of an entered signature %s', async (_which, content) => {
    const entry = await (await openRegister(store, audit)).add(RESULT);
    await writeFile(join(folder, `.${entry.id}.partial.0f0f.part`), content);
    const register = await openRegister(store, audit);
    expect(await readdir(folder)).toEqual([NAME]);
    expect(await register.read(entry.id)).toMatchObject({ bytes: BYTES });
  });

  it('keeps a signed file hidden where its name cannot be made durable, and names it at the next start', async () => {
    const closed = await temporaryFolder();
    const register = await openRegister(store, audit, closed);
    const { id } = await whileUnreadable(closed, () => register.add(RESULT));
    expect(await readdir(closed)).toEqual([`.${id}.partial`]);
    expect(await register.read(id)).toMatchObject({ bytes: BYTES });
    expect(await (await openRegister(store, audit, closed)).read(id)).toMatchObject({ entry: { outputName: NAME }, bytes: BYTES });
    expect(await readdir(closed)).toEqual([NAME]);
  });

  // A link to itself is neither absent nor to be read, for whoever asks.
  const unreadable = async (path: string) => {
    await rm(path, { force: true });
    await symlink(path, path);
  };

  it.each(['draft', 'named file'])('takes away no draft of an entered signature while the %s cannot be read', async (which) => {
    const { id, outputPath } = await (await openRegister(store, audit)).add(RESULT);
    const draft = `.${id}.partial.0f0f.part`;
    await rename(outputPath, join(folder, draft));
    await unreadable(which === 'draft' ? join(folder, draft) : outputPath);
    const before = (await readdir(folder)).sort();
    await openRegister(store, audit);
    expect((await readdir(folder)).sort()).toEqual(before);
  });

  it('gives a hidden file no second name while the first cannot be read, and no doubt to a folder of that name', async () => {
    const { id, outputPath } = await (await openRegister(store, audit)).add(RESULT);
    const hidden = `.${id}.partial`;
    await rename(outputPath, join(folder, hidden));
    await unreadable(outputPath);
    await openRegister(store, audit);
    expect((await readdir(folder)).sort()).toEqual([hidden, NAME]);
    await rm(outputPath);
    await mkdir(outputPath);
    const register = await openRegister(store, audit);
    expect(await register.read(id)).toMatchObject({ entry: { outputName: '山田太郎-signed (2).pdf' }, bytes: BYTES });
  });

  it('fills the name that was only reserved when the crash came', async () => {
    const entry = await (await openRegister(store, audit)).add(RESULT);
    await rename(entry.outputPath, join(folder, `.${entry.id}.partial`));
    await writeFile(entry.outputPath, '');
    const register = await openRegister(store, audit);
    expect(await readdir(folder)).toEqual([NAME]);
    expect(await register.read(entry.id)).toMatchObject({ bytes: BYTES });
  });

  it('keeps neither file nor entry of a signature that was not made', async () => {
    const register = await openRegister(store, audit);
    const write = async (path: string) => {
      await writeFile(path, 'half');
      throw new Error('card taken away');
    };
    await expect(register.add({ ...RESULT, write })).rejects.toThrow('card taken away');
    expect({ files: await readdir(folder), entries: await register.list(), actions: await actions() }).toEqual({
      files: [],
      entries: [],
      actions: ['store.created'],
    });
  });

  it('holds no name in clear, and none at all after the person was deleted', async () => {
    const register = await openRegister(store, audit);
    const { id } = await register.add(RESULT);
    for (const name of ['desk.sqlite', 'desk.sqlite-wal']) {
      const bytes = await readFile(join(store.folder.root, name));
      expect([RESULT.sourceName, RESULT.signerName, NAME].filter((text) => bytes.includes(text))).toEqual([]);
    }
    await deletePerson(store, audit, SUBJECT);
    expect(await register.find(id)).toMatchObject({ sourceName: '', outputName: '', signerName: '', sourceSha256: 'AA' });
    expect(await verifyAudit(store)).toMatchObject({ intact: true });
  });
});
