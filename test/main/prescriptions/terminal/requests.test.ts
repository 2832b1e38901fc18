import { mkdir, readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { samplePrescription } from '../../../../main/demonstration/sample-prescription.ts';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { AppError } from '../../../../main/errors.ts';
import { type TerminalFiles, terminalFiles } from '../../../../main/prescriptions/terminal/folders.ts';
import { listRequests, type RequestQuery } from '../../../../main/prescriptions/terminal/request-list.ts';
import { openPrescriptionRequests, type RequestOrder } from '../../../../main/prescriptions/terminal/requests.ts';
import { openStore, type Store } from '../../../../main/store/store.ts';
import { buildPrescriptionDocument } from '../../../../pki/eps/build.ts';
import { parseXml } from '../../../../pki/xml/document.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { serviceAnswer } from '../../../support/terminal-double.ts';

const ORDER: RequestOrder = {
  request: { institution: '1319999999', document: buildPrescriptionDocument(samplePrescription()), issue: 'electronic' },
  about: { name: 'p-signed.xml', patient: '見本　花子', issuedOn: '20260601' },
  content: 'A',
  document: null,
  test: false,
  again: null,
};
const OTHER: RequestOrder = { ...ORDER, content: 'B' };
const ALL = { filter: 'all', issue: null, offset: 0, limit: 100 } as const;
const answer = serviceAnswer;

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  for (const name of ['req', 'res', 'taken']) await mkdir(join(folder, name));
});
const folders = () => ({ request: join(folder, 'req'), response: join(folder, 'res') });
const opened = () => openStore({ folder: join(folder, 'data') });
function requests(store: Store, files: TerminalFiles | null = terminalFiles(folders()), testMode = false) {
  const opened = openPrescriptionRequests(
    store,
    auditLog(store),
    () => files,
    () => testMode,
  );
  return { ...opened, list: async (query: Partial<RequestQuery> = {}) => (await listRequests(store, { ...ALL, ...query })).requests };
}

/** The terminal takes what lies there and answers. */
async function terminal(status = '1'): Promise<readonly string[]> {
  const names = (await readdir(join(folder, 'req'))).filter((name) => name.startsWith('ESPsiPIR01req_'));
  for (const name of names) {
    await rename(join(folder, 'req', name), join(folder, 'taken', name));
    await writeFile(join(folder, 'res', name.replace('req', 'res')), answer(status, '<AccessCode>0123456789012345</AccessCode>'));
  }
  return names;
}

describe('a request', () => {
  it('lies whole in the folder of the terminal, is answered, and the answer is taken away', async () => {
    await using store = await opened();
    const { submit, collect, list } = requests(store);
    const id = await submit(ORDER);
    expect(await readdir(join(folder, 'req'))).toEqual([`ESPsiPIR01req_${id}.xml`]);
    expect(parseXml(await readFile(join(folder, 'req', `ESPsiPIR01req_${id}.xml`))).root.name).toBe('XmlMsg');
    expect(await collect()).toEqual({ answered: [], faults: [] });
    await terminal();
    expect(await collect()).toEqual({ answered: [id], faults: [] });
    expect(await readdir(join(folder, 'res'))).toEqual([]);
    expect(await list()).toMatchObject([{ id, state: 'answered', response: { outcome: 'accepted', accessCode: '0123456789012345' } }]);
  });

  it('rests sealed here', async () => {
    await using store = await opened();
    const { submit, collect } = requests(store);
    await submit(ORDER);
    await terminal();
    await collect();
    const row = await store.db.selectFrom('prescription_request').selectAll().executeTakeFirstOrThrow();
    for (const bytes of [row.request, row.response!]) expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/XmlMsg|PFhtbE1zZ/);
  });

  it.each([
    ['an answer that is still being written', answer('1').slice(0, 60)],
    ['one that says that it goes on', answer('1').replace('<SegmentOfResult>1<', '<SegmentOfResult>2<')],
  ])('waits on with %s, and takes the whole one', async (_what, written) => {
    await using store = await opened();
    const { submit, collect } = requests(store);
    const id = await submit(ORDER);
    const path = join(folder, 'res', `ESPsiPIR01res_${id}.xml`);
    await writeFile(path, written);
    expect(await collect()).toEqual({ answered: [], faults: [] });
    await writeFile(path, answer('2'));
    expect(await collect()).toEqual({ answered: [id], faults: [] });
  });

  it('is kept where the folder is away, and given once it is there', async () => {
    await using store = await opened();
    const away = requests(store, terminalFiles({ ...folders(), request: join(folder, 'away') }));
    const id = await away.submit(ORDER);
    expect(await away.list()).toMatchObject([{ id, state: 'kept' }]);
    await mkdir(join(folder, 'away'));
    await away.collect();
    expect([await away.list(), (await readdir(join(folder, 'away'))).length]).toMatchObject([[{ state: 'placed' }], 1]);
  });
});

it('one that cannot be given, or whose answer is none, holds up no other', async () => {
  await using store = await opened();
  const { submit, collect, list } = requests(store);
  const [wrong, right] = [await submit(ORDER), await submit(OTHER)];
  await terminal();
  await writeFile(join(folder, 'res', `ESPsiPIR01res_${wrong}.xml`), '<Document/>');
  const kept = requests(store, null).submit({ ...ORDER, content: 'C' });
  await writeFile(join(folder, 'req', `.${kept}.partial`), '');
  await mkdir(join(folder, 'req', `ESPsiPIR01req_${kept}.xml`, 'in the way'), { recursive: true });
  expect(await collect()).toEqual({
    answered: [right],
    faults: [{ request: wrong, failure: { code: 'TERMINAL_ANSWER_UNKNOWN', detail: expect.anything() } }],
  });
  expect((await list()).map(({ id, state }) => [id === wrong, state]).filter(([is]) => is)).toEqual([[true, 'placed']]);
});

it('one whose file has its name is not given again, whatever failed after that', async () => {
  await using store = await opened();
  const files = terminalFiles(folders());
  const place: TerminalFiles['place'] = async (id, bytes) => {
    await files.place(id, bytes);
    throw new Error('the folder cannot be made durable');
  };
  const { submit, list } = requests(store, { ...files, place });
  await submit(ORDER);
  expect(await list()).toMatchObject([{ state: 'placed' }]);
});

/** Files of which the n-th step is where the program is cut off, before it or after it; nothing comes after that. */
function cutOffAt(step: number, after: boolean): TerminalFiles & { readonly cut: Promise<void> } {
  const files = terminalFiles(folders());
  const reached = Promise.withResolvers<void>();
  let steps = 0;
  const never = <T>(): Promise<T> => {
    reached.resolve();
    return new Promise<T>(() => {});
  };
  const cut = async <T>(work: () => Promise<T>): Promise<T> => {
    steps += 1;
    if (steps > step || (steps === step && !after)) return never<T>();
    const done = await work();
    return steps === step ? never<T>() : done;
  };
  return {
    cut: reached.promise,
    sweep: files.sweep,
    place: (id, bytes) => cut(() => files.place(id, bytes)),
    lies: (id) => cut(() => files.lies(id)),
    answer: (id) => cut(() => files.answer(id)),
    take: (id) => cut(() => files.take(id)),
  };
}

it('whenever the program is cut off, no request is given twice, and every answer is kept', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.boolean(), fc.boolean(), async (step, after, slow) => {
      folder = await temporaryFolder();
      for (const name of ['req', 'res', 'taken']) await mkdir(join(folder, name));
      const given: string[] = [];
      const store = await opened();
      const files = cutOffAt(step, after);
      const first = requests(store, files);
      const work = (async () => {
        await first.submit(ORDER);
        given.push(...(await terminal()));
        await first.collect();
      })();
      await Promise.race([work, files.cut]);
      if (!slow) given.push(...(await terminal()));
      await store[Symbol.asyncDispose]();

      await using again = await opened();
      const second = requests(again);
      await second.collect();
      given.push(...(await terminal()));
      await second.collect();
      const [request] = await second.list();
      expect(given.length).toBeLessThanOrEqual(1);
      // Cut off before its file had its name: nobody sends it again unasked.
      expect(request?.state).toBe(given.length === 1 ? 'answered' : 'uncertain');
      expect(await readdir(join(folder, 'res'))).toEqual([]);
    }),
    { numRuns: 24 },
  );
});

describe('the same prescription', () => {
  it.each<[string, string | null, Partial<RequestOrder>, boolean]>([
    ['while the first is on its way', null, {}, false],
    ['once it was accepted', '1', {}, false],
    ['once the answer was of an unknown kind', '7', {}, false],
    ['once it was refused', '2', {}, true],
    ['with a reason', '1', { again: '取り消した後に再発行' }, true],
    ['with white space as reason', '1', { again: ' ' }, false],
    ['of other content', null, { content: 'B' }, true],
  ])('%s', async (_when, status, change, given) => {
    await using store = await opened();
    const { submit, collect, list } = requests(store);
    await submit(ORDER);
    if (status) await terminal(status);
    await collect();
    const second = submit({ ...ORDER, ...change });
    await (given ? second : expect(second).rejects.toThrow('PRESCRIPTION_REQUESTED'));
    expect((await list()).length).toBe(given ? 2 : 1);
    if (change.again?.trim()) expect((await list()).flatMap(({ words }) => words)).toMatchObject([{ decision: 'another', reason: change.again }]);
  });
});

describe('one of which nobody knows whether the terminal took it', () => {
  async function uncertain(store: Store) {
    const files = terminalFiles(folders());
    const opened = requests(store, { ...files, place: async () => 'uncertain' });
    const id = await opened.submit(ORDER);
    return { ...requests(store), id };
  }

  it('is not given again by looking, and answered all the same when an answer comes', async () => {
    await using store = await opened();
    const { id, collect, list } = await uncertain(store);
    await collect();
    expect([await readdir(join(folder, 'req')), await list({ filter: 'attention' })]).toMatchObject([[], [{ id, state: 'uncertain' }]]);
    await writeFile(join(folder, 'res', `ESPsiPIR01res_${id}.xml`), answer('1'));
    expect((await collect()).answered).toEqual([id]);
  });

  it.each([
    ['given', 'placed', 0],
    ['give-again', 'placed', 1],
  ] as const)('a person says: %s', async (decision, state, files) => {
    await using store = await opened();
    const { id, collect, settle, list } = await uncertain(store);
    await settle(id, decision, ' 端末で確かめた ');
    await collect();
    expect([(await readdir(join(folder, 'req'))).length, await list()]).toMatchObject([
      files,
      [{ state, words: [{ decision, reason: '端末で確かめた' }] }],
    ]);
    expect(JSON.stringify(await store.db.selectFrom('audit_entry').select(['action', 'facts']).execute())).not.toContain('端末で');
  });

  it.each<[string, (id: string) => [string, string], string]>([
    ['without a reason', (id) => [id, ' '], 'REASON_NEEDED'],
    ['of another request', () => ['x', 'r'], 'PRESCRIPTION_REQUEST_UNKNOWN'],
  ])('%s nothing is decided', async (_what, order, code) => {
    await using store = await opened();
    const { id, settle, list } = await uncertain(store);
    const [of, reason] = order(id);
    await expect(settle(of, 'give-again', reason)).rejects.toThrow(code);
    expect(await list()).toMatchObject([{ state: 'uncertain', words: [] }]);
  });

  it('one that is known is not settled', async () => {
    await using store = await opened();
    const { submit, settle } = requests(store);
    await expect(settle(await submit(ORDER), 'give-again', 'r')).rejects.toThrow('PRESCRIPTION_REQUEST_SETTLED');
  });
});

it('an answer whose progress is not known is told, stays where it is, and the final one is taken', async () => {
  await using store = await opened();
  const { submit, collect, list } = requests(store);
  const id = await submit(ORDER);
  await terminal();
  const path = join(folder, 'res', `ESPsiPIR01res_${id}.xml`);
  await writeFile(path, answer('1', '', '5'));
  expect(await collect()).toMatchObject({ answered: [], faults: [{ request: id, failure: { code: 'TERMINAL_ANSWER_UNKNOWN' } }] });
  expect([await readdir(join(folder, 'res')), await list()]).toMatchObject([[`ESPsiPIR01res_${id}.xml`], [{ state: 'placed' }]]);
  await writeFile(path, answer('2'));
  expect(await collect()).toEqual({ answered: [id], faults: [] });
});

it('a request that is kept here and answered there was taken: it is not given once more', async () => {
  await using store = await opened();
  const id = await requests(store, null).submit(ORDER);
  await writeFile(join(folder, 'res', `ESPsiPIR01res_${id}.xml`), answer('1'));
  const { collect, list } = requests(store);
  expect((await collect()).answered).toEqual([id]);
  expect([await readdir(join(folder, 'req')), await list()]).toMatchObject([[], [{ state: 'answered' }]]);
});

it.each([
  ['a running one', answer('1', '', '2'), []],
  ['half of one', answer('1').slice(0, 60), []],
  ['one of unknown progress', answer('1', '', '5'), [{ failure: { code: 'TERMINAL_ANSWER_UNKNOWN' } }]],
])('a request that is kept here while an answer lies there is uncertain and not given: %s', async (_what, written, faults) => {
  await using store = await opened();
  const id = await requests(store, null).submit(ORDER);
  await writeFile(join(folder, 'res', `ESPsiPIR01res_${id}.xml`), written);
  const { collect, list } = requests(store);
  expect(await collect()).toMatchObject({ answered: [], faults });
  expect([await readdir(join(folder, 'req')), await list()]).toMatchObject([[], [{ state: 'uncertain' }]]);
});

it.each([
  ['uncertain where the file has gone', true, 'uncertain'],
  ['kept where the file has its former name', false, 'kept'],
])('a rename that finds nothing leaves a request %s', async (_what, gone, state) => {
  await using store = await opened();
  const files = terminalFiles(folders(), async (from) => {
    if (gone) await rename(from, join(folder, 'taken', 'taken.xml'));
    throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
  });
  const { submit, list } = requests(store, files);
  await submit(ORDER);
  expect([await list(), await readdir(join(folder, 'req'))]).toMatchObject([[{ state }], []]);
});

it('an answer that came after the one that is kept is told and stays where it is', async () => {
  await using store = await opened();
  const files = terminalFiles(folders());
  let stuck = true;
  const take: TerminalFiles['take'] = (id) => (stuck ? Promise.reject(new AppError('FILE_UNWRITABLE', { path: 'p' })) : files.take(id));
  const { submit, collect } = requests(store, { ...files, take });
  const id = await submit(ORDER);
  await terminal();
  await collect();
  stuck = false;
  await writeFile(join(folder, 'res', `ESPsiPIR01res_${id}.xml`), answer('2'));
  expect(await collect()).toMatchObject({ faults: [{ request: id, failure: { code: 'TERMINAL_ANSWER_UNKNOWN' } }] });
  expect(await readdir(join(folder, 'res'))).toEqual([`ESPsiPIR01res_${id}.xml`]);
});

it('a test prescription that was kept in test mode is not given after it, and told', async () => {
  await using store = await opened();
  const id = await requests(store, null, true).submit({ ...ORDER, test: true });
  const { collect, list } = requests(store);
  expect(await collect()).toMatchObject({ faults: [{ request: id, failure: { code: 'PRESCRIPTION_OF_TEST', detail: { name: 'p-signed.xml' } } }] });
  expect([await readdir(join(folder, 'req')), await list()]).toMatchObject([[], [{ state: 'kept' }]]);
  await requests(store, terminalFiles(folders()), true).collect();
  expect((await readdir(join(folder, 'req'))).length).toBe(1);
});

it('an answer that stays half written is told after a minute', async () => {
  await using store = await opened();
  const { submit, collect } = requests(store);
  const id = await submit(ORDER);
  await terminal();
  const path = join(folder, 'res', `ESPsiPIR01res_${id}.xml`);
  await writeFile(path, answer('1').slice(0, 60));
  await utimes(path, new Date(), new Date(Date.now() - 120_000));
  expect(await collect()).toMatchObject({ faults: [{ request: id, failure: { code: 'TERMINAL_ANSWER_INCOMPLETE' } }] });
});

it('an answer that cannot be taken away is kept, told, and taken away later', async () => {
  await using store = await opened();
  const files = terminalFiles(folders());
  let stuck = true;
  const take: TerminalFiles['take'] = (id) => (stuck ? Promise.reject(new AppError('FILE_UNWRITABLE', { path: 'p' })) : files.take(id));
  const { submit, collect } = requests(store, { ...files, take });
  const id = await submit(ORDER);
  await terminal();
  expect(await collect()).toMatchObject({ answered: [id], faults: [{ request: id, failure: { code: 'FILE_UNWRITABLE' } }] });
  stuck = false;
  expect([await collect(), await readdir(join(folder, 'res'))]).toEqual([{ answered: [], faults: [] }, []]);
});
