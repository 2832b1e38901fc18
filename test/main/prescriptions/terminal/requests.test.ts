import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { samplePrescription } from '../../../../main/demonstration/sample-prescription.ts';
import { type TerminalFiles, terminalFiles } from '../../../../main/prescriptions/terminal/folders.ts';
import { openPrescriptionRequests } from '../../../../main/prescriptions/terminal/requests.ts';
import { openStore, type Store } from '../../../../main/store/store.ts';
import { buildPrescriptionDocument } from '../../../../pki/eps/build.ts';
import { parseXml } from '../../../../pki/xml/document.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const ORDER = { institution: '1319999999', document: buildPrescriptionDocument(samplePrescription()), issue: 'electronic' } as const;
const answer = (status: string, more = '') =>
  `<XmlMsg><MessageHeader><SegmentOfResult>1</SegmentOfResult></MessageHeader><MessageBody><ProcessingResultStatus>${status}</ProcessingResultStatus>${more}</MessageBody></XmlMsg>`;

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  for (const name of ['req', 'res', 'taken']) await mkdir(join(folder, name));
});
const folders = () => ({ request: join(folder, 'req'), response: join(folder, 'res') });
const opened = () => openStore({ folder: join(folder, 'data') });
const requests = (store: Store, files: TerminalFiles = terminalFiles(folders())) => openPrescriptionRequests(store, files);

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
    const { submit, collect, list } = await requests(store);
    const id = await submit(ORDER);
    expect(await readdir(join(folder, 'req'))).toEqual([`ESPsiPIR01req_${id}.xml`]);
    expect(parseXml(await readFile(join(folder, 'req', `ESPsiPIR01req_${id}.xml`))).root.name).toBe('XmlMsg');
    expect(await collect()).toEqual([]);
    await terminal();
    expect(await collect()).toEqual([id]);
    expect(await readdir(join(folder, 'res'))).toEqual([]);
    expect(await list()).toMatchObject([{ id, state: 'answered', response: { outcome: 'accepted', accessCode: '0123456789012345' } }]);
  });

  it('rests sealed here', async () => {
    await using store = await opened();
    const { submit, collect } = await requests(store);
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
    const { submit, collect } = await requests(store);
    const id = await submit(ORDER);
    const path = join(folder, 'res', `ESPsiPIR01res_${id}.xml`);
    await writeFile(path, written);
    expect(await collect()).toEqual([]);
    await writeFile(path, answer('2'));
    expect(await collect()).toEqual([id]);
  });

  it('is kept where the folder is away, and given once it is there', async () => {
    await using store = await opened();
    const away = await requests(store, terminalFiles({ ...folders(), request: join(folder, 'away') }));
    const id = await away.submit(ORDER);
    expect(await away.list()).toMatchObject([{ id, state: 'kept' }]);
    await mkdir(join(folder, 'away'));
    await away.collect();
    expect([await away.list(), (await readdir(join(folder, 'away'))).length]).toMatchObject([[{ state: 'placed' }], 1]);
  });
});

it('one that cannot be given, or whose answer is none, holds up no other', async () => {
  await using store = await opened();
  const { submit, collect, list } = await requests(store);
  const [wrong, right] = [await submit(ORDER), await submit(ORDER)];
  await terminal();
  await writeFile(join(folder, 'res', `ESPsiPIR01res_${wrong}.xml`), '<Document/>');
  await requests(store, terminalFiles({ ...folders(), request: join(folder, 'away') })).then(({ submit: away }) => away(ORDER));
  expect(await collect()).toEqual([right]);
  expect((await list()).map(({ id, state }) => [id === wrong, state]).filter(([is]) => is)).toEqual([[true, 'placed']]);
});

it('one whose file has its name is not given again, whatever failed after that', async () => {
  await using store = await opened();
  const files = terminalFiles(folders());
  const place: TerminalFiles['place'] = async (id, bytes) => {
    await files.place(id, bytes);
    throw new Error('the folder cannot be made durable');
  };
  const { submit, list } = await requests(store, { ...files, place });
  await submit(ORDER);
  expect(await list()).toMatchObject([{ state: 'placed' }]);
});

/** Files of which the n-th step is where the program is cut off, before it or after it; nothing comes after that. */
function cutOffAt(step: number, after: boolean): TerminalFiles {
  const files = terminalFiles(folders());
  let steps = 0;
  const cut = async <T>(work: () => Promise<T>): Promise<T> => {
    steps += 1;
    if (steps > step || (steps === step && !after)) return new Promise<T>(() => {});
    const done = await work();
    return steps === step ? new Promise<T>(() => {}) : done;
  };
  return {
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
      const first = await requests(store, cutOffAt(step, after));
      const work = (async () => {
        await first.submit(ORDER);
        given.push(...(await terminal()));
        await first.collect();
      })();
      await Promise.race([work, new Promise((resolve) => setTimeout(resolve, 60))]);
      if (!slow) given.push(...(await terminal()));
      await store[Symbol.asyncDispose]();

      await using again = await opened();
      const second = await requests(again);
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
