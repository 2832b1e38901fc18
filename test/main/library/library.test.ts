import { chmod, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { RegisterEntry } from '../../../main/api/schema/document.ts';
import type { LibraryFilters, LibrarySelection } from '../../../main/api/schema/library.ts';
import type { ApplicationOptions } from '../../../main/application.ts';
import { deletePerson, destroySubject } from '../../../main/audit/delete-person.ts';
import { openShelf } from '../../../main/library/shelf.ts';
import type { VerificationReport } from '../../../pki/report.ts';
import { PkiError } from '../../../pki/errors.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type Desk, desk, failureOf, insertAndRead, order, progressOf } from '../support/desk.ts';

let program: Desk;
afterEach(() => program?.[Symbol.asyncDispose]());

const YEAR_MS = 365 * 86_400_000;

async function ready(options: Partial<ApplicationOptions> = {}) {
  program = await desk(['1234', '1234', '1234'], options);
  await insertAndRead(program);
}

const open = (name: string, text: string) => program.client.documents.open({ file: new File([text], name) });

async function signed(level: RegisterEntry['level'], ...documents: readonly { readonly id: string }[]): Promise<readonly RegisterEntry[]> {
  const progress = await progressOf(await program.client.signing.sign({ ...order(documents), level }));
  return progress.at(-1)!.items.map(({ entry }) => entry!);
}

const letters = async () => [
  await open('紹介状.xml', '<letter><patient>佐藤　太郎</patient><text>高血圧で通院中の患者です</text></letter>'),
  await open('返書.xml', '<letter><patient>鈴木　花子</patient><text>ケンサの結果</text></letter>'),
];

/** Deletes what is shown at that moment. */
async function removeShown(selection: LibrarySelection) {
  const { digest } = await program.client.library.removal({ selection });
  return program.client.library.remove({ selection, confirmed: digest });
}

const names = async (text: string, filters: LibraryFilters = {}) =>
  (await program.client.library.page({ text, filters })).documents.map(({ name }) => name);

const subjectOf = async (id: string) => (await program.client.verification.signed({ id })).signatures[0]!.signer!.subject;

/** A file signed elsewhere: one that was signed here and is no longer in the library. */
async function foreign(name = '届いた紹介状.xml', level: RegisterEntry['level'] = 'B'): Promise<File> {
  const [entry] = await signed(level, await open(name, `<letter><patient>田中　一郎</patient><text>${name}</text></letter>`));
  const bytes = await readFile(entry!.outputPath);
  await removeShown({ ids: [entry!.id] });
  return new File([bytes], name);
}

describe('what was signed here', () => {
  it('is in the library at once, found by kanji, kana and the name of who signed, and filtered', async () => {
    await ready();
    await signed('B', ...(await letters()));
    expect(await program.client.library.page({})).toMatchObject({
      documents: [
        {
          name: '返書-signed.xml',
          origin: 'made',
          signerName: '見本　花子',
          verification: null,
          searchable: 'whole',
          made: { sourceName: '返書.xml' },
        },
        { name: '紹介状-signed.xml' },
      ],
      next: null,
      count: { documents: 2, exact: true },
      waiting: 0,
    });
    const found: readonly (readonly [string, LibraryFilters, readonly string[]])[] = [
      ['佐藤', {}, ['紹介状-signed.xml']],
      ['患者', {}, ['紹介状-signed.xml']],
      ['佐藤太郎 高血圧', {}, ['紹介状-signed.xml']],
      ['けんさ', {}, ['返書-signed.xml']],
      ['ｹﾝｻ', {}, ['返書-signed.xml']],
      ['見本花子', {}, ['返書-signed.xml', '紹介状-signed.xml']],
      ['佐藤 けんさ', {}, []],
      ['佐藤', { origin: 'received' }, []],
      ['佐藤', { format: 'xades', level: 'B', test: true, verdict: 'never', from: '2000-01-01', until: '2999-01-01' }, ['紹介状-signed.xml']],
      ['', { until: '2000-01-01' }, []],
      ['', { from: '2999-01-01' }, []],
      ['', { format: 'pades' }, []],
      ['', { test: false }, []],
      ['', { retention: 'marked' }, []],
      ['', { retention: 'unmarked' }, ['返書-signed.xml', '紹介状-signed.xml']],
      ['', { deleted: true }, []],
    ];
    for (const [text, filters, expected] of found) expect(await names(text, filters), `${text} ${JSON.stringify(filters)}`).toEqual(expected);
    const [signer] = await program.client.library.signers();
    expect(signer).toMatchObject({ name: '見本　花子', documents: 2 });
    expect(await names('佐藤', { signer: signer!.person })).toEqual(['紹介状-signed.xml']);
    expect((await program.client.library.page({ text: '高血圧' })).documents[0]!.excerpt).toContain('佐藤太郎高血圧で通院中');
  });

  it('is told page by page, each document once', async () => {
    await ready();
    await signed('B', ...(await Promise.all(['1', '2', '3', '4', '5'].map((name) => open(`${name}.xml`, `<a>患者${name}</a>`)))));
    for (const text of ['', '患者']) {
      const first = await program.client.library.page({ text, limit: 2 });
      const second = await program.client.library.page({ text, limit: 2, before: first.next });
      const third = await program.client.library.page({ text, limit: 2, before: second.next });
      expect([first.count, second.count, third.next]).toEqual([{ documents: 5, exact: true }, null, null]);
      expect([first, second, third].flatMap(({ documents }) => documents.map(({ name }) => name[0]))).toEqual(['5', '4', '3', '2', '1']);
    }
  });
});

describe('what was received', () => {
  it('is kept once, privately, with what its verification said', async () => {
    await ready();
    const file = await foreign();
    const answer = await program.client.verification.verify({ file });
    const kept = await program.client.library.keep({ file, report: answer.id });
    expect(kept).toMatchObject({
      origin: 'received',
      name: '届いた紹介状.xml',
      signerName: '見本　花子',
      format: 'xades',
      level: 'B',
      test: true,
      verification: { verdict: 'TOTAL-PASSED', changed: false },
      made: null,
    });
    expect((await program.client.library.keep({ file })).id).toBe(kept.id);
    expect(await names('田中')).toEqual(['届いた紹介状.xml']);
    const place = join(program.dataFolder, 'library', kept.sha256.slice(0, 2), kept.sha256);
    expect((await stat(place)).mode & 0o777).toBe(0o600);
    expect((await stat(join(program.dataFolder, 'library'))).mode & 0o777).toBe(0o700);
    const back = await program.client.library.file({ id: kept.id });
    expect([back.name, Buffer.from(await back.arrayBuffer())]).toEqual([file.name, Buffer.from(await file.arrayBuffer())]);
    expect((await program.client.audit.list({ before: null, limit: 50 })).filter(({ action }) => action === 'document.kept')).toHaveLength(1);
  });

  it('is kept by itself where that is set, with the document that a detached signature is for', async () => {
    await ready();
    const text = await open('検査.txt', 'text');
    const [entry] = await signed('B', text);
    const file = new File([await readFile(entry!.outputPath)], '検査.txt.p7s');
    await program.client.application.change({ keepVerified: true });
    await program.client.verification.verify({ file, content: new File(['text'], '検査.txt') });
    const [kept] = (await program.client.library.page({ filters: { origin: 'received' } })).documents;
    expect(kept).toMatchObject({ name: '検査.txt.p7s', verification: { verdict: 'TOTAL-PASSED' } });
    await program.client.documents.discard({ id: text.id });
    expect(await program.client.verification.signed({ id: kept!.id })).toMatchObject({ conclusion: 'TOTAL-PASSED' });
  });

  it('is deleted with what it was found by; its hash and its mark stay', async () => {
    await ready();
    const file = await foreign();
    const kept = await program.client.library.keep({ file });
    const selection = { ids: [kept.id] };
    await program.client.library.mark({ selection, mark: { kind: 'chart', from: '2026-01-31', years: null } });
    expect(await program.client.library.find(kept)).toMatchObject({ retention: { kind: 'chart', from: '2026-01-31', until: '2031-01-31' } });
    expect(await failureOf(removeShown(selection))).toMatchObject({ code: 'DOCUMENT_RETAINED' });
    await program.client.library.mark({ selection, mark: { kind: 'chart', from: '2016-02-29', years: null } });
    expect(await names('', { retention: 'over' })).toEqual([kept.name]);
    expect(await failureOf(program.client.library.remove({ selection, confirmed: 'X' }))).toMatchObject({ code: 'SELECTION_CHANGED' });
    await removeShown(selection);
    expect(await names('田中')).toEqual([]);
    expect((await program.client.library.page({ filters: { deleted: true } })).documents[0]).toMatchObject({
      name: '',
      sha256: kept.sha256,
      retention: { kind: 'chart', until: '2021-02-28' },
    });
    expect(await readdir(join(program.dataFolder, 'library', kept.sha256.slice(0, 2)))).toEqual([]);
    expect((await program.client.audit.list({ before: null, limit: 5 })).find(({ action }) => action === 'document.deleted')).toMatchObject({
      facts: { entry: kept.id, sha256: kept.sha256, retention: 'chart' },
    });
  });

  it('is named before it is deleted, and what comes in between is never deleted', async () => {
    await ready();
    await signed('B', ...(await letters()));
    const selection = { text: '', filters: {} };
    const shown = await program.client.library.removal({ selection });
    expect([shown.documents, shown.names]).toEqual([2, ['返書-signed.xml', '紹介状-signed.xml']]);
    // One goes and another comes: as many as were shown, and not the same.
    const [first] = (await program.client.library.page({})).documents;
    await removeShown({ ids: [first!.id] });
    await signed('B', await open('別の文書.xml', '<letter/>'));
    expect(await failureOf(program.client.library.remove({ selection, confirmed: shown.digest }))).toMatchObject({ code: 'SELECTION_CHANGED' });
    expect(await names('')).toEqual(['別の文書-signed.xml', '紹介状-signed.xml']);
    await removeShown(selection);
    expect(await names('')).toEqual([]);
  });

  it('is deleted with others only if none of them is retained', async () => {
    await ready();
    const [first, second] = await signed('B', ...(await letters()));
    await program.client.library.mark({ selection: { ids: [second!.id] }, mark: { kind: 'chart', from: '2999-01-01', years: null } });
    const selection = { ids: [first!.id, second!.id] };
    expect(await failureOf(removeShown(selection))).toMatchObject({ code: 'DOCUMENT_RETAINED' });
    expect(await names('')).toEqual(['返書-signed.xml', '紹介状-signed.xml']);
  });

  it('whose file cannot be taken away stops nothing, and is tried again at the next start', async () => {
    await ready();
    const [entry] = await signed('B', (await letters())[0]!);
    const { store, audit } = program.application;
    // A loop of links is a path that cannot be followed, whoever asks.
    const bytes = await readFile(entry!.outputPath);
    await rm(entry!.outputPath);
    await symlink(basename(entry!.outputPath), entry!.outputPath);
    await removeShown({ ids: [entry!.id] });
    const removed = async () => (await store.db.selectFrom('library_document').select('file_removed').executeTakeFirstOrThrow()).file_removed;
    expect(await removed()).toBe(0);
    await openShelf(store, audit, async () => null);
    expect(await removed()).toBe(0);
    await rm(entry!.outputPath);
    await writeFile(entry!.outputPath, bytes);
    await openShelf(store, audit, async () => null);
    expect(await removed()).toBe(1);
    await expect(stat(entry!.outputPath)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('keeps the newer of two verdicts, in whatever order they come', async () => {
    await ready();
    const kept = await program.client.library.keep({ file: await foreign() });
    const { library } = program.application;
    const { file } = await library.read(kept.id);
    const verdict = async () => (await program.client.library.find(kept)).verification;
    const newest = await verdict();
    await library.note(kept.id, file.bytes, { conclusion: 'INDETERMINATE', subIndication: 'TRY_LATER', verifiedAt: '2020-01-01T00:00:00.000Z' });
    expect(await verdict()).toEqual(newest);
    await library.note(kept.id, file.bytes, { conclusion: 'TOTAL-FAILED', subIndication: 'REVOKED', verifiedAt: '2999-01-01T00:00:00.000Z' });
    expect(await verdict()).toMatchObject({ verdict: 'TOTAL-FAILED', changed: true });
  });

  it('is filed under somebody only where the path of the certificate is proved', async () => {
    await ready();
    const file = await foreign();
    const { library, store, audit } = program.application;
    const kept = await library.keep({ file: { name: file.name, bytes: await file.bytes() }, content: null, report: null });
    const report = (await program.client.verification.verify({ file })) as unknown as VerificationReport;
    const shelf = await openShelf(store, audit, async () => null);
    const unproved = report.signatures.map((one) => ({
      ...one,
      checks: one.checks.map((check) => (check.id === 'certificate-path' ? { ...check, status: 'indeterminate' as const } : check)),
    }));
    const id = await shelf.keep({
      file: { name: 'x.xml', bytes: new Uint8Array([1]) },
      content: null,
      report: { ...report, signatures: unproved },
      extendedFrom: null,
    });
    const personOf = async (document: string) =>
      (await store.db.selectFrom('library_document').select('person').where('id', '=', document).executeTakeFirstOrThrow()).person;
    const made = await store.db.selectFrom('library_document').select('person').where('origin', '=', 'made').executeTakeFirstOrThrow();
    expect(await personOf(kept.id)).toBe(made.person);
    expect(await personOf(id)).not.toBe(made.person);
  });

  it.each([
    ['without years where no rule has any', { kind: 'own', from: '2026-01-01', years: null }],
    ['of an unknown kind', { kind: 'unheard-of', from: '2026-01-01', years: 3 }],
    ['of a day before the rule', { kind: 'dispensed-prescription', from: '1950-01-01', years: null }],
  ])('takes no mark %s', async (_what, mark) => {
    await ready();
    const kept = await program.client.library.keep({ file: await foreign() });
    expect(await failureOf(program.client.library.mark({ selection: { ids: [kept.id] }, mark }))).toMatchObject({ code: 'RETENTION_UNKNOWN' });
    expect(await program.client.library.find(kept)).toMatchObject({ retention: null });
  });
});

describe('verifying everything again', () => {
  it('tells what changed first, and what is no longer there or other than it was', async () => {
    await ready();
    const [first, second] = await signed('B', ...(await letters()));
    const kept = await program.client.library.keep({ file: await foreign() });
    const { library } = program.application;
    expect(await library.verifying.run(false)).toMatchObject({ state: 'done', total: 3, done: 3, changed: 0, unreadable: 0 });
    expect(await names('', { verdict: 'TOTAL-PASSED' })).toHaveLength(3);
    await rm(first!.outputPath);
    await writeFile(second!.outputPath, await readFile(join(program.dataFolder, 'library', kept.sha256.slice(0, 2), kept.sha256)));
    expect(await library.verifying.run(false)).toMatchObject({ state: 'done', done: 3, changed: 2, unreadable: 2 });
    const { documents } = await program.client.library.page({ filters: { changed: true } });
    expect(documents.map(({ name, verification }) => [name, verification?.verdict, verification?.because, verification?.before])).toEqual([
      ['返書-signed.xml', 'unreadable', 'DOCUMENT_CHANGED', 'TOTAL-PASSED'],
      ['紹介状-signed.xml', 'unreadable', 'FILE_NOT_FOUND', 'TOTAL-PASSED'],
    ]);
    expect(await library.verifying.run(false)).toMatchObject({ changed: 0, unreadable: 2 });
    expect(await names('', { changed: true })).toEqual([]);
  });

  it('goes on where it was stopped', async () => {
    await ready();
    await signed('B', ...(await letters()));
    const { library } = program.application;
    const running = library.verifying.run(false);
    for await (const { verify } of library.watch()) if (verify && verify.done > 0) break;
    await library.verifying.stop();
    expect(await running).toMatchObject({ state: 'stopped', done: 1, total: 2 });
    expect(await library.verifying.run(false)).toMatchObject({ state: 'done', done: 2, total: 2 });
    expect(await library.verifying.run(false)).toMatchObject({ state: 'done', done: 2, total: 2 });
  });
});

describe('renewing archive time stamps', () => {
  it('renews all that are due, made and received, each once; the old files stay', async () => {
    await ready();
    const [entry] = await signed('LTA', (await letters())[0]!);
    const kept = await program.client.library.keep({ file: await foreign('届いた.xml', 'LTA') });
    const before = await readFile(entry!.outputPath);
    const { library, store } = program.application;
    const soon = new Date(Date.now() + YEAR_MS / 2).toISOString();
    await store.db.updateTable('library_document').set({ renewal_due: soon }).where('renewal_due', 'is not', null).execute();
    expect(await names('', { renewal: 'due' })).toEqual(['届いた.xml', '紹介状-signed.xml']);
    expect(await library.renewing.run(false)).toMatchObject({ state: 'done', total: 2, done: 2, changed: 2, failure: null });
    expect(await readFile(entry!.outputPath)).toEqual(before);
    const { documents } = await program.client.library.page({});
    expect(documents.map(({ name, extendedFrom, renewal }) => [name, extendedFrom, renewal?.renewed])).toEqual([
      ['届いた-LTA.xml', kept.id, false],
      ['紹介状-signed-LTA.xml', entry!.id, false],
      ['届いた.xml', null, true],
      ['紹介状-signed.xml', null, true],
    ]);
    expect(documents[0]!.verification).toMatchObject({ verdict: 'TOTAL-PASSED' });
  });

  it('what is made has the mark of what it was made of, is kept with it, and when it goes the older one is due again', async () => {
    await ready();
    const [entry] = await signed('LTA', (await letters())[0]!);
    const received = await program.client.library.keep({ file: await foreign('届いた.xml', 'LTA') });
    const { library, store, audit } = program.application;
    const older = [entry!.id, received.id];
    await program.client.library.mark({ selection: { ids: older }, mark: { kind: 'chart', from: '2026-01-31', years: null } });
    const soon = new Date(Date.now() + YEAR_MS / 2).toISOString();
    const dueSoon = () => store.db.updateTable('library_document').set({ renewal_due: soon }).where('renewal_due', 'is not', null).execute();
    await dueSoon();
    await library.renewing.run(false);
    const newer = (await program.client.library.page({})).documents.filter(({ extendedFrom }) => extendedFrom !== null).map(({ id }) => id);
    expect(newer).toHaveLength(2);
    for (const id of newer) expect(await failureOf(removeShown({ ids: [id] }))).toMatchObject({ code: 'DOCUMENT_RETAINED' });
    expect((await deletePerson(store, audit, await subjectOf(entry!.id)))!.retained.map(({ id }) => id).sort()).toEqual([...older, ...newer].sort());

    const due = async () => (await program.client.library.page({ filters: { renewal: 'due' } })).documents.map(({ id }) => id).sort();
    const remove = async (id: string) => {
      await program.client.library.mark({ selection: { ids: [id] }, mark: null });
      await removeShown({ ids: [id] });
    };
    expect(await due()).toEqual([]);
    await remove(newer[0]!);
    expect(await due()).toEqual([received.id]);
    // Of a file that was renewed twice the middle one is not missed while the newest is there.
    await dueSoon();
    await library.renewing.run(false);
    const newest = (await program.client.library.page({})).documents.find(({ extendedFrom }) => extendedFrom === newer[1])!.id;
    await remove(newer[1]!);
    expect(await due()).toEqual([]);
    await remove(newest);
    expect(await due()).toEqual([entry!.id]);
  });

  it('stops at a fault of the service and says where; what is missing on the disk is passed over', async () => {
    let broken = false;
    program = await desk(['1234', '1234']);
    await insertAndRead(program);
    const { library, store, timeStamping } = program.application;
    const entries = await signed('LTA', ...(await letters()), await open('三.xml', '<a/>'));
    await store.db.updateTable('library_document').set({ renewal_due: new Date().toISOString() }).execute();
    await rm(entries[0]!.outputPath);
    const own = timeStamping.timeStamper.bind(timeStamping);
    Object.assign(timeStamping, {
      timeStamper: async (test: boolean) => {
        if (broken) throw new PkiError('NETWORK_REFUSED', { host: 'tsa.example' });
        return own(test);
      },
    });
    broken = true;
    expect(await library.renewing.run(false)).toMatchObject({
      state: 'failed',
      done: 1,
      unreadable: 1,
      failure: { code: 'NETWORK_REFUSED' },
      document: '返書-signed.xml',
    });
    broken = false;
    expect(await library.renewing.run(false)).toMatchObject({ state: 'done', done: 3, changed: 2, unreadable: 1, failure: null });
  });
});

describe('export', () => {
  it('copies what was found with an index and reports', async () => {
    await ready();
    await signed('B', ...(await letters()));
    const steps = await program.client.library.export({ selection: { text: '佐藤', filters: {} }, format: 'csv', reports: true, language: 'ja' });
    let result = null;
    for await (const step of steps) result = step.result ?? result;
    expect(result).toMatchObject({ documents: 1, reports: 1, missing: [] });
    const files = (await readdir(result!.folder)).sort();
    expect(files).toEqual(['1_紹介状-signed.xml', expect.stringMatching(/^1_紹介状-signed.*\.pdf$/), expect.stringMatching(/\.csv$/)]);
    const csv = await readFile(join(result!.folder, files[2]!), 'utf8');
    expect(csv).toContain('1_紹介状-signed.xml');
    expect((await readFile(join(result!.folder, files[1]!))).subarray(0, 5).toString()).toBe('%PDF-');
  });
});

describe('export into a folder of somebody', () => {
  it('leaves its permissions as they are', async () => {
    await ready();
    await signed('B', ...(await letters()));
    const own = await temporaryFolder();
    await chmod(own, 0o755);
    for await (const _ of program.application.library.export(
      { selection: { text: '', filters: {} }, format: 'csv', reports: false, language: 'ja' },
      own,
    ));
    expect((await stat(own)).mode & 0o777).toBe(0o755);
  });
});

describe('the store', () => {
  it('holds nothing that is searched in clear, and nothing to be opened once the key of the person is gone', async () => {
    await ready();
    await signed('B', ...(await letters()));
    expect(await names('佐藤')).toHaveLength(1);
    const clear = ['佐藤', '太郎', '高血圧', 'ケンサ', '紹介状', '見本'];
    const inFile = async () => {
      const parts = await Promise.all(['desk.sqlite', 'desk.sqlite-wal'].map((name) => readFile(join(program.dataFolder, name))));
      const bytes = Buffer.concat(parts);
      return clear.filter((word) => bytes.includes(word) || bytes.includes(Buffer.from(word, 'utf16le')));
    };
    expect(await inFile()).toEqual([]);
    const { store, audit } = program.application;
    const row = await store.db.selectFrom('library_text').selectAll().executeTakeFirstOrThrow();
    const { wrapped_key } = await store.db.selectFrom('person').selectAll().where('id', '=', row.person).executeTakeFirstOrThrow();
    const subject = (await program.client.audit.list({ before: null, limit: 50 })).find(({ action }) => action === 'document.signed')!.facts[
      'subject'
    ];
    expect(subject).toBeUndefined();
    const { signatures } = await program.client.verification.signed({ id: (await program.client.library.page({})).documents[0]!.id });
    await deletePerson(store, audit, signatures[0]!.signer!.subject);
    expect([await names('佐藤'), await names('')]).toEqual([[], []]);
    expect(await inFile()).toEqual([]);
    expect((await readFile(join(program.dataFolder, 'desk.sqlite'))).includes(Buffer.from(wrapped_key!))).toBe(false);
  });
});

describe('a person who signed is deleted', () => {
  const there = (path: string) =>
    stat(path).then(
      () => true,
      () => false,
    );

  it('with the files, made and received, of which a trace of hash and times stays', async () => {
    await ready();
    const received = await program.client.library.keep({ file: await foreign() });
    const made = await signed('B', ...(await letters()));
    const { store, audit, library } = program.application;
    const shelved = join(program.dataFolder, 'library', received.sha256.slice(0, 2), received.sha256);
    expect(await there(shelved)).toBe(true);
    expect(await deletePerson(store, audit, await subjectOf(made[0]!.id))).toEqual({ removed: 3, retained: [] });
    expect(await Promise.all([shelved, ...made.map(({ outputPath }) => outputPath)].map(there))).toEqual([false, false, false]);
    expect(await names('')).toEqual([]);
    const gone = (await program.client.library.page({ filters: { deleted: true } })).documents.map(({ sha256 }) => sha256);
    expect(gone).toEqual(expect.arrayContaining([received.sha256, ...made.map(({ outputSha256 }) => outputSha256)]));
    expect(
      (await store.db.selectFrom('library_document').select(['file_removed', 'leaving']).execute()).every(
        (row) => row.file_removed === 1 && row.leaving === null,
      ),
    ).toBe(true);
    await expect(library.read(made[0]!.id)).rejects.toThrow();
  });

  it.each<[string, 'made' | 'received', string, string | null]>([
    ['made', 'made', '2026-01-31', '2031-01-31'],
    ['received', 'received', '2026-01-31', '2031-01-31'],
  ])('but not one that was %s and must be kept: it stays whole, readable and findable, and is told', async (_what, origin, from, until) => {
    await ready();
    const received = await program.client.library.keep({ file: await foreign() });
    const [first, second] = await signed('B', ...(await letters()));
    const kept = origin === 'made' ? first!.id : received.id;
    await program.client.library.mark({ selection: { ids: [kept] }, mark: { kind: 'chart', from, years: null } });
    const before = await program.client.library.find({ id: kept });
    const subject = await subjectOf(first!.id);
    const { store, audit, library } = program.application;
    expect(await deletePerson(store, audit, subject)).toEqual({ removed: 2, retained: [{ id: kept, until }] });
    const { name } = (await library.read(kept)).file;
    expect(name).toBe(before.name);
    expect(await names('')).toEqual([before.name]);
    expect(await names(origin === 'made' ? '佐藤' : '田中')).toEqual([before.name]);
    expect(await there(second!.outputPath)).toBe(false);
    expect((await program.client.audit.list({ before: null, limit: 5 })).find(({ action }) => action === 'person.destroyed')).toMatchObject({
      facts: { documents: 2, retained: 1, retainUntil: until },
    });
    // The person is not found by it: the same doctor who signs again is somebody new.
    const [third] = await signed('B', await open('後日.xml', '<letter/>'));
    const owners = await store.db.selectFrom('library_document').select(['id', 'person']).where('deleted_at', 'is', null).execute();
    expect(new Set(owners.map(({ person }) => person)).size).toBe(2);
    expect(owners.map(({ id }) => id).sort()).toEqual([kept, third!.id].sort());
  });

  it('and a mark that is over keeps nothing', async () => {
    await ready();
    const [first] = await signed('B', (await letters())[0]!);
    await program.client.library.mark({ selection: { ids: [first!.id] }, mark: { kind: 'chart', from: '2016-01-31', years: null } });
    const { store, audit } = program.application;
    expect(await deletePerson(store, audit, await subjectOf(first!.id))).toEqual({ removed: 1, retained: [] });
  });

  it('cut off once the key is gone, the next start takes the files away', async () => {
    await ready();
    const [first] = await signed('B', (await letters())[0]!);
    const { store, audit } = program.application;
    const subject = await subjectOf(first!.id);
    await store.db.transaction().execute((tx) => destroySubject(store, audit, tx, subject));
    expect(await there(first!.outputPath)).toBe(true);
    const { leaving } = await store.db.selectFrom('library_document').select('leaving').executeTakeFirstOrThrow();
    expect(Buffer.from(leaving!).includes('signed')).toBe(false);
    await openShelf(store, audit, async () => null);
    expect(await there(first!.outputPath)).toBe(false);
  });

  it('what somebody put in the place of a signed file stays', async () => {
    await ready();
    const [first] = await signed('B', (await letters())[0]!);
    const { store, audit } = program.application;
    const subject = await subjectOf(first!.id);
    await writeFile(first!.outputPath, 'something else');
    await deletePerson(store, audit, subject);
    expect(await readFile(first!.outputPath, 'utf8')).toBe('something else');
  });

  it('nobody is known by another subject', async () => {
    await ready();
    expect(await deletePerson(program.application.store, program.application.audit, 'CN=nobody')).toBeNull();
  });
});
