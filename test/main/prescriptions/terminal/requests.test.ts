import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { samplePrescription } from '../../../../main/demonstration/sample-prescription.ts';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { AppError } from '../../../../main/errors.ts';
import { type TerminalFiles, terminalFiles } from '../../../../main/prescriptions/terminal/folders.ts';
import { listRequests, type RequestQuery } from '../../../../main/prescriptions/terminal/request-list.ts';
import type { RequestOrder } from '../../../../main/prescriptions/terminal/request.ts';
import { openPrescriptionRequests } from '../../../../main/prescriptions/terminal/requests.ts';
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
    answers: () => cut(() => files.answers()),
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

const coded = (code: string): string => `<AccessCode>${code}</AccessCode>`;

describe('another answer to a request that is answered', () => {
  /** Answered, then answered again with each of these, with a look after each. */
  async function answeredThen(store: Store, first: string, ...later: readonly string[]) {
    const opened = requests(store);
    const id = await opened.submit(ORDER);
    const path = join(folder, 'res', `ESPsiPIR01res_${id}.xml`);
    const looks = [];
    for (const text of [first, ...later]) {
      await writeFile(path, text);
      looks.push(await opened.collect());
    }
    return { ...opened, id, path, looks };
  }

  it('is kept beside it with its time and hash, told as another one, and taken away', async () => {
    await using store = await opened();
    const second = answer('2');
    const { id, looks, list } = await answeredThen(store, answer('1', coded('0'.repeat(16))), second, answer('1', coded('1'.repeat(16))));
    expect(looks.flatMap(({ faults }) => faults)).toEqual([]);
    expect([await readdir(join(folder, 'res')), await list()]).toMatchObject([
      [],
      [
        {
          ...{ id, state: 'answered', response: { outcome: 'accepted', accessCode: '0'.repeat(16) } },
          later: [
            { sha256: createHash('sha256').update(second).digest('hex').toUpperCase(), response: { outcome: 'refused' } },
            { response: { outcome: 'accepted', accessCode: '1'.repeat(16) } },
          ],
        },
      ],
    ]);
    expect([(await list({ filter: 'attention' })).length, (await list({ filter: 'accepted' })).length]).toEqual([1, 1]);
    expect((await store.db.selectFrom('audit_entry').select('action').execute()).map(({ action }) => action)).toContain(
      'prescription.answered-otherwise',
    );
  });

  it.each<[string, readonly string[], number]>([
    ['the same once more', [answer('1'), answer('1')], 0],
    ['one and the same twice', [answer('1'), answer('2'), answer('2')], 1],
    ['the first again after another', [answer('1'), answer('2'), answer('1')], 1],
  ])('%s is kept once', async (_what, [first, ...later], kept) => {
    await using store = await opened();
    const { list } = await answeredThen(store, first!, ...later);
    expect([await readdir(join(folder, 'res')), (await list())[0]?.later.length]).toEqual([[], kept]);
  });

  it.each<[string, string, readonly string[]]>([
    ['half of one', answer('2').slice(0, 60), []],
    ['one that goes on', answer('2', '', '2'), []],
    ['one of unknown progress', answer('2', '', '5'), ['TERMINAL_ANSWER_UNKNOWN']],
  ])('%s is left where it is until it is whole', async (_what, text, codes) => {
    await using store = await opened();
    const { path, looks, list, collect } = await answeredThen(store, answer('1'), text);
    expect([looks[1]!.faults.map(({ failure }) => failure.code), (await list())[0]?.later]).toEqual([codes, []]);
    await writeFile(path, answer('2'));
    await collect();
    expect([await readdir(join(folder, 'res')), (await list())[0]?.later.length]).toEqual([[], 1]);
  });

  it('once accepted, the same prescription is not given again, though the first answer refused it', async () => {
    await using store = await opened();
    const { submit } = await answeredThen(store, answer('2'), answer('1'));
    await expect(submit(ORDER)).rejects.toThrow('PRESCRIPTION_REQUESTED');
  });

  it('is never changed nor deleted', async () => {
    await using store = await opened();
    await answeredThen(store, answer('1'), answer('2'));
    await expect(store.db.updateTable('prescription_later_answer').set({ outcome: 'accepted' }).execute()).rejects.toThrow('append-only');
    await expect(store.db.deleteFrom('prescription_later_answer').execute()).rejects.toThrow('append-only');
  });

  it('is kept before its file goes: whenever the program is cut off, none is lost and none is kept twice', { timeout: 60_000 }, async () => {
    for (const step of [1, 2, 3, 4, 5]) {
      folder = await temporaryFolder();
      for (const name of ['req', 'res', 'taken']) await mkdir(join(folder, name));
      const store = await opened();
      const { path } = await answeredThen(store, answer('1'));
      await writeFile(path, answer('2'));
      const files = cutOffAt(step, true);
      await Promise.race([requests(store, files).collect(), files.cut]);
      await store[Symbol.asyncDispose]();
      await using again = await opened();
      const { collect, list } = requests(again);
      await collect();
      expect([step, await readdir(join(folder, 'res')), (await list())[0]?.later.length]).toEqual([step, [], 1]);
    }
  });
});

describe('a request that waits', () => {
  const WHY = { reason: ' 患者が来なかった ', by: ' 見本　医師 ' };
  const kept = async (store: Store) => {
    const id = await requests(store, null).submit(ORDER);
    return { ...requests(store), id };
  };

  it('is withdrawn, says when, by whom and why, and is never given', async () => {
    await using store = await opened();
    const { id, withdraw, collect, list } = await kept(store);
    await withdraw(id, WHY);
    expect(await collect()).toEqual({ answered: [], faults: [] });
    expect([await readdir(join(folder, 'req')), await list(), await list({ filter: 'open' }), await list({ filter: 'attention' })]).toMatchObject([
      [],
      [{ id, state: 'withdrawn', words: [{ decision: 'withdrawn', reason: '患者が来なかった', by: '見本　医師', at: expect.any(String) }] }],
      [],
      [],
    ]);
    const log = JSON.stringify(await store.db.selectFrom('audit_entry').select(['action', 'facts']).execute());
    expect([log.includes('prescription.withdrawn'), log.includes('見本'), log.includes('患者')]).toEqual([true, false, false]);
  });

  it('once withdrawn, the same prescription is given without a reason', async () => {
    await using store = await opened();
    const { id, withdraw, submit, list } = await kept(store);
    await withdraw(id, WHY);
    await submit(ORDER);
    expect((await list()).map(({ state }) => state).sort()).toEqual(['placed', 'withdrawn']);
  });

  it.each<[string, (store: Store, id: string) => Promise<unknown>, Partial<typeof WHY>, string]>([
    ['without a reason', async () => {}, { reason: ' ' }, 'REASON_NEEDED'],
    ['without a name', async () => {}, { by: '' }, 'REASON_NEEDED'],
    ['once it was given', (store) => requests(store).collect(), {}, 'PRESCRIPTION_REQUEST_GIVEN'],
    ['twice', (store, id) => requests(store).withdraw(id, WHY), {}, 'PRESCRIPTION_REQUEST_GIVEN'],
    [
      'while the program was cut off giving it',
      (store) => store.db.updateTable('prescription_request').set({ state: 'placing' }).execute(),
      {},
      'PRESCRIPTION_REQUEST_GIVEN',
    ],
    [
      'of which nobody knows',
      (store) => store.db.updateTable('prescription_request').set({ state: 'uncertain' }).execute(),
      {},
      'PRESCRIPTION_REQUEST_GIVEN',
    ],
    ['whose file lies there', (_store, id) => writeFile(join(folder, 'req', `ESPsiPIR01req_${id}.xml`), ''), {}, 'PRESCRIPTION_REQUEST_GIVEN'],
    ['whose answer lies there', (_store, id) => writeFile(join(folder, 'res', `ESPsiPIR01res_${id}.xml`), ''), {}, 'PRESCRIPTION_REQUEST_GIVEN'],
  ])('%s it is not withdrawn', async (_when, before, change, code) => {
    await using store = await opened();
    const { id, withdraw, list } = await kept(store);
    await before(store, id);
    const [{ state, words }] = (await list()) as [Awaited<ReturnType<typeof list>>[number]];
    await expect(withdraw(id, { ...WHY, ...change })).rejects.toThrow(code);
    expect(await list()).toMatchObject([{ state, words }]);
  });

  it('one that there is not is not withdrawn', async () => {
    await using store = await opened();
    await expect(requests(store).withdraw('x', WHY)).rejects.toThrow('PRESCRIPTION_REQUEST_UNKNOWN');
  });

  it('can be withdrawn while the folders are away', async () => {
    await using store = await opened();
    const away = requests(store, terminalFiles({ request: join(folder, 'away'), response: join(folder, 'away') }));
    const id = await away.submit(ORDER);
    await away.withdraw(id, WHY);
    expect(await away.list()).toMatchObject([{ state: 'withdrawn' }]);
  });

  it('answered all the same, it was given by somebody: its answer is kept', async () => {
    await using store = await opened();
    const { id, withdraw, collect, list } = await kept(store);
    await withdraw(id, WHY);
    const path = join(folder, 'res', `ESPsiPIR01res_${id}.xml`);
    await writeFile(path, answer('1').slice(0, 60));
    await collect();
    expect(await list({ filter: 'attention' })).toMatchObject([{ state: 'uncertain' }]);
    await collect();
    const recalled = await store.db.selectFrom('audit_entry').select('facts').where('action', '=', 'prescription.recalled').execute();
    expect(recalled.map(({ facts }) => JSON.parse(facts))).toEqual([{ prescriptionRequest: id }]);
    await writeFile(path, answer('1'));
    expect((await collect()).answered).toEqual([id]);
    expect([await readdir(join(folder, 'res')), await list()]).toMatchObject([[], [{ state: 'answered', words: [{ decision: 'withdrawn' }] }]]);
  });
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
