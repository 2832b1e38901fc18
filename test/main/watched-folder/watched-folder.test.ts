import { appendFile, mkdir, readFile, rename, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../main/documents/sha256.ts';
import { SETTLED_MS } from '../../../main/watched-folder/folder-scan.ts';
import type { WatchedFolderView } from '../../../main/api/schema/watched-folder.ts';
import { type OpenWatched, openWatched } from '../../support/watched-folder.ts';

let desk: OpenWatched;
beforeEach(async () => {
  desk = await openWatched();
});
afterEach(() => desk[Symbol.asyncDispose]());

const at = (name: string) => join(desk.inbox, name);
const put = (name: string, content = `content of ${name}`) => writeFile(at(name), content);
const names = ({ files }: WatchedFolderView) => files.map(({ name }) => name).sort();
const only = (view: WatchedFolderView) => {
  expect(view.files).toHaveLength(1);
  return view.files[0]!;
};
const codes = (rejected: readonly { readonly failure: { readonly code: string } }[]) => rejected.map(({ failure }) => failure.code);
const actions = async () => (await desk.audit.list(null, 100)).map(({ action }) => action).filter((action) => action.startsWith('watched-folder'));

describe('which files are offered', () => {
  it('complete ones, after two looks far enough apart that found them the same', async () => {
    await put('letter.pdf');
    expect(names(await desk.watched.look())).toEqual([]);
    expect(names(await desk.watched.look())).toEqual([]);
    desk.pass(SETTLED_MS - 1);
    expect(names(await desk.watched.look())).toEqual([]);
    desk.pass(1);
    expect(names(await desk.watched.look())).toEqual(['letter.pdf']);
  });

  it('not one that a single look found, however long ago it was written', async () => {
    await put('letter.pdf');
    await utimes(at('letter.pdf'), 0, 0);
    desk.pass(SETTLED_MS * 10);
    expect(names(await desk.watched.look())).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['grows', () => appendFile(at('letter.pdf'), ' and more')],
    ['is cut', () => truncate(at('letter.pdf'), 3)],
    [
      'is written anew at the same length and time',
      async () => {
        const { atime, mtime } = await stat(at('letter.pdf'));
        await put('letter.pdf', 'CONTENT of letter.pdf');
        await utimes(at('letter.pdf'), atime, mtime);
      },
    ],
  ])('not one that %s between two looks, until it rests', async (_what, change) => {
    await put('letter.pdf');
    await desk.watched.look();
    desk.pass(SETTLED_MS);
    await change();
    expect(names(await desk.watched.look())).toEqual([]);
    expect(names(await desk.settle())).toEqual(['letter.pdf']);
  });

  it.each([
    '.hidden.pdf',
    '~$letter.docx',
    'letter.pdf~',
    'letter.tmp',
    'letter.pdf.part',
    'letter.PDF.PART',
    'a.crdownload',
    'Thumbs.db',
    'desktop.ini',
  ])('not %s, beside one that is', async (name) => {
    await put(name);
    await put('letter.pdf');
    const view = await desk.settle();
    expect([names(view), view.unfit]).toEqual([['letter.pdf'], []]);
  });

  it('neither links nor folders nor pipes nor empty files', async () => {
    await writeFile(join(desk.root, 'elsewhere.pdf'), 'elsewhere');
    await symlink(join(desk.root, 'elsewhere.pdf'), at('link.pdf'));
    await mkdir(at('folder.pdf'));
    await writeFile(join(at('folder.pdf'), 'inner.pdf'), 'inner');
    await put('empty.pdf', '');
    execFileSync('mkfifo', [at('pipe.pdf')]);
    await put('letter.pdf');
    const view = await desk.settle();
    expect([names(view), view.unfit]).toEqual([['letter.pdf'], []]);
  });

  it('not one that is too large, which is told', async () => {
    await put('large.pdf');
    await truncate(at('large.pdf'), 128 * 1024 * 1024 + 1);
    const { files, unfit } = await desk.settle();
    expect([files, unfit.map(({ name, failure }) => [name, failure.code])]).toEqual([[], [['large.pdf', 'WATCHED_FILE_TOO_LARGE']]]);
  });

  it('by names that nothing steers, and from which they are taken', async () => {
    await put('a\u{1b}[2J\u{202e}fdp.txt');
    await put('b\u{7}.txt', '');
    await truncate(at('b\u{7}.txt'), 128 * 1024 * 1024 + 1);
    const view = await desk.settle();
    expect([names(view), view.unfit.map(({ name, failure }) => [name, failure.detail['name']])]).toEqual([['a_[2J_fdp.txt'], [['b_.txt', 'b_.txt']]]);
    expect((await desk.watched.take([only(view).id])).opened.map(({ name }) => name)).toEqual(['a_[2J_fdp.txt']);
  });

  it('not what this program signed itself', async () => {
    await put('own.p7s', 'own');
    const person = await desk.store.persons.create(desk.store.db);
    await desk.store.db
      .insertInto('signed_document')
      .values({
        ...{ id: 'x', signed_at: 'x', person, sealed: new Uint8Array(), format: 'cades', level: 'B', source_sha256: 'x' },
        ...{ output_sha256: sha256(Buffer.from('own')), test: 0, extended_from: null, renewal_due: null },
      })
      .execute();
    expect(await desk.settle()).toMatchObject({ files: [], signed: 1 });
  });
});

describe('a file that is taken', () => {
  it('is a document with its bytes, and lies in the folder as before', async () => {
    await put('letter.txt', 'the text');
    const { opened, rejected } = await desk.watched.take([only(await desk.settle()).id]);
    expect([opened.map(({ name, size }) => [name, size]), rejected]).toEqual([[['letter.txt', 8]], []]);
    expect(Buffer.from(await desk.intake.find(opened[0]!.id).read()).toString()).toBe('the text');
    expect(await readFile(at('letter.txt'), 'utf8')).toBe('the text');
  });

  it('twice is the same document, also when it is asked for at once', async () => {
    await put('letter.txt');
    const { id } = only(await desk.settle());
    const [one, other] = await Promise.all([desk.watched.take([id, id]), desk.watched.take([id])]);
    expect(one.opened).toEqual(other.opened);
    expect(one.opened).toHaveLength(1);
    expect(only(desk.watched.view).document).toBe(one.opened[0]!.id);
  });

  it('and closed again is offered again', async () => {
    await put('letter.txt');
    const { opened } = await desk.watched.take([only(await desk.settle()).id]);
    await desk.intake.discard(opened[0]!.id);
    expect(only(await desk.watched.look()).document).toBeNull();
  });

  it.each<[string, () => Promise<unknown>]>([
    ['changed since', () => put('letter.txt', 'another text')],
    ['changed since, at the same length and time', () => put('letter.txt', 'CONTENT of letter.txt').then(() => utimes(at('letter.txt'), 5, 5))],
    ['gone since', () => rm(at('letter.txt'))],
  ])('not one that is %s', async (_what, change) => {
    await put('letter.txt');
    await utimes(at('letter.txt'), 5, 5);
    const { id } = only(await desk.settle());
    await change();
    const { opened, rejected } = await desk.watched.take([id]);
    expect([opened, codes(rejected)]).toEqual([[], ['WATCHED_FILE_GONE']]);
  });

  it('not one that went while the list was looked at, which is called by its name', async () => {
    await put('letter.txt');
    const { id } = only(await desk.settle());
    await rm(at('letter.txt'));
    await desk.watched.look();
    expect((await desk.watched.take([id])).rejected).toMatchObject([{ name: 'letter.txt', failure: { detail: { name: 'letter.txt' } } }]);
  });

  it('not one that nobody was offered', async () => {
    expect(codes((await desk.watched.take(['00ff'])).rejected)).toEqual(['WATCHED_FILE_GONE']);
  });

  it('not where the disk has no room, which is told; nothing is lost', async () => {
    await put('letter.txt');
    const { id } = only(await desk.settle());
    await rm(desk.store.folder.intake, { recursive: true });
    expect(codes((await desk.watched.take([id])).rejected)).toEqual(['FILE_UNWRITABLE']);
    expect(only(desk.watched.view).document).toBeNull();
    await mkdir(desk.store.folder.intake);
    expect((await desk.watched.take([id])).opened).toHaveLength(1);
  });
});

describe('what was decided is remembered', () => {
  const restart = async () => {
    await desk[Symbol.asyncDispose]();
    desk = await openWatched(desk.root);
  };

  it('a signed file is not offered again, nor signed a second time', async () => {
    await put('letter.txt');
    const { id } = only(await desk.settle());
    const { opened } = await desk.watched.take([id]);
    await desk.sign(opened[0]!.id);
    await expect(desk.sign(opened[0]!.id)).rejects.toMatchObject({ code: 'DOCUMENT_UNKNOWN' });
    expect(codes((await desk.watched.take([id])).rejected)).toEqual(['WATCHED_FILE_GONE']);
    await restart();
    expect(await desk.settle()).toMatchObject({ files: [], signed: 1 });
  });

  it('a signature that was not entered leaves the file in the queue', async () => {
    await put('letter.txt');
    const { opened } = await desk.watched.take([only(await desk.settle()).id]);
    const rolledBack = desk.store.db.transaction().execute(async (transaction) => {
      await desk.watched.signedIn(transaction, opened[0]!.id);
      throw new Error('the disk is full');
    });
    await expect(rolledBack).rejects.toThrow('full');
    await restart();
    expect(names(await desk.settle())).toEqual(['letter.txt']);
  });

  it('one that was put aside, until it is wanted again; another content is another file', async () => {
    await put('letter.txt');
    await desk.watched.putAside([only(await desk.settle()).id]);
    await restart();
    expect(await desk.settle()).toMatchObject({ files: [], aside: 1 });
    await put('letter.txt', 'corrected');
    expect(names(await desk.settle())).toEqual(['letter.txt']);
    await put('letter.txt');
    expect(names(await desk.settle())).toEqual([]);
    await desk.watched.offerAgain();
    expect(names(desk.watched.view)).toEqual(['letter.txt']);
    expect(await actions()).toEqual(expect.arrayContaining(['watched-folder.put-aside', 'watched-folder.offered-again', 'watched-folder.set']));
  });

  it('one that was signed meanwhile stays signed', async () => {
    await put('letter.txt');
    const { id } = only(await desk.settle());
    const { opened } = await desk.watched.take([id]);
    await desk.sign(opened[0]!.id);
    await desk.watched.putAside([id]);
    await desk.watched.offerAgain();
    expect(desk.watched.view).toMatchObject({ files: [], signed: 1 });
  });

  it('two names of one content are two files', async () => {
    await put('one.txt', 'same');
    await put('two.txt', 'same');
    const view = await desk.settle();
    await desk.watched.putAside([view.files.find(({ name }) => name === 'one.txt')!.id]);
    expect(names(desk.watched.view)).toEqual(['two.txt']);
  });

  it('nothing where no folder is chosen', async () => {
    await put('letter.txt');
    await desk.watched.set(null);
    expect(await desk.settle()).toMatchObject({ folder: null, files: [] });
    await restart();
    expect(desk.watched.view.folder).toBe(desk.inbox); // `openWatched` chooses it where none is
  });
});

describe('the folder itself', () => {
  it.each<[string, () => string, string]>([
    ['that is not written whole', () => 'inbox', 'relative'],
    ['that is not there', () => join(desk.root, 'away'), 'missing'],
    ['that is a file', () => join(desk.root, 'data/desk.sqlite'), 'file'],
    ['of the program itself', () => desk.store.folder.signed, 'in-data-folder'],
    ['of all its data', () => desk.store.folder.root, 'in-data-folder'],
  ])('%s is refused, and the one before stays', async (_what, folder, because) => {
    await mkdir(desk.store.folder.signed, { recursive: true });
    await expect(desk.watched.set({ folder: folder() })).rejects.toMatchObject({ code: 'WATCHED_FOLDER_UNFIT', detail: { because } });
    expect(desk.watched.view.folder).toBe(desk.inbox);
  });

  it('that goes is told once, and found again by itself with everything in it', async () => {
    await put('letter.txt');
    await desk.settle();
    await rename(desk.inbox, join(desk.root, 'elsewhere'));
    const away = await desk.watched.look();
    expect(away).toMatchObject({ files: [], failure: { code: 'WATCHED_FOLDER_UNFIT', detail: { because: 'missing' } } });
    expect((await desk.watched.look()).since).toBe(away.since);
    await rename(join(desk.root, 'elsewhere'), desk.inbox);
    expect(await desk.watched.look()).toMatchObject({ failure: null, since: null });
    expect(names(await desk.settle())).toEqual(['letter.txt']);
    expect(await actions()).toEqual(['watched-folder.well', 'watched-folder.fault', 'watched-folder.set']);
  });

  it('that is set anew shows nothing of the one before', async () => {
    await put('letter.txt');
    await desk.settle();
    const other = join(desk.root, 'other');
    await mkdir(other);
    expect(await desk.watched.set({ folder: other })).toMatchObject({ folder: other, files: [] });
  });
});
