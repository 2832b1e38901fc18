import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { type TerminalFiles, terminalFiles } from '../../../../main/prescriptions/terminal/folders.ts';
import { patientFiles } from '../../../../main/prescriptions/terminal/patient-files.ts';
import { openPrescriptionRequests } from '../../../../main/prescriptions/terminal/requests.ts';
import { openStore, type Store } from '../../../../main/store/store.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const ORDER = {
  request: { institution: '1311234567', document: Buffer.from('SJ1'), issue: 'paper' },
  about: { name: 'p.csv', patient: '試験　太郎', issuedOn: '20261120' },
  ...{ content: 'A', document: null, test: false, again: null },
} as const;
const SILENT = { code: 'TERMINAL_FOLDER_UNFIT', detail: { place: 'request', because: 'silent' } };

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await temporaryFolder();
  for (const name of ['req', 'res']) await mkdir(join(folder, name));
  store = await openStore({ folder: join(folder, 'data') });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await store[Symbol.asyncDispose]();
});

const folders = () => ({ request: join(folder, 'req'), response: join(folder, 'res') });
const given = () => readdir(join(folder, 'req'));
const state = async () => (await store.db.selectFrom('prescription_request').select('state').executeTakeFirstOrThrow()).state;
const requests = (files: TerminalFiles) =>
  openPrescriptionRequests(
    store,
    auditLog(store),
    () => patientFiles(files, folders(), new AbortController().signal),
    () => false,
  );

/** Gives a request to a folder that says nothing from this moment on. */
async function silent(files: TerminalFiles, reached: Promise<void>) {
  const opened = requests(files);
  const submitted = opened.submit(ORDER);
  await reached;
  await vi.advanceTimersByTimeAsync(20_000);
  return { ...opened, id: await submitted };
}

it('a file that was getting its name is being given until somebody can look, and is given neither again nor back', async () => {
  const [reached, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const files = terminalFiles(folders(), async (from, to) => {
    reached.resolve();
    await answer.promise;
    await rename(from, to);
  });
  const { id, collect, settle, withdraw } = await silent(files, reached.promise);
  expect(await state()).toBe('placing');
  await expect(settle(id, 'give-again', 'lost')).rejects.toMatchObject(SILENT);
  await expect(withdraw(id, { reason: 'lost', by: '見本' })).rejects.toThrow('PRESCRIPTION_REQUEST_GIVEN');
  expect(await collect()).toMatchObject({ faults: [{ request: null, failure: SILENT }] });
  expect(await state()).toBe('placing');
  answer.resolve();
  await vi.waitFor(async () => expect(await collect()).toEqual({ answered: [], faults: [] }));
  expect([await state(), await given()]).toEqual(['placed', [`ESPsiPIR01req_${id}.xml`]]);
});

it('a file that was not yet getting its name gets none any more: its request is kept, can be withdrawn, and is given once by a later look', async () => {
  const files = terminalFiles(folders());
  const [reached, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const first = vi.fn(async () => {
    reached.resolve();
    await answer.promise;
  });
  const ended: Promise<unknown>[] = [];
  const place: TerminalFiles['place'] = (...given) => {
    const placed = (first.mock.calls.length === 0 ? first() : Promise.resolve()).then(() => files.place(...given));
    ended.push(placed);
    return placed;
  };
  const { id, collect } = await silent({ ...files, place }, reached.promise);
  expect(await state()).toBe('kept');
  expect(await collect()).toMatchObject({ faults: [{ request: null, failure: SILENT }] });
  answer.resolve();
  await expect(ended[0]).rejects.toThrow('FILE_UNWRITABLE');
  expect([await state(), await given()]).toEqual(['kept', []]);
  expect(await collect()).toEqual({ answered: [], faults: [] });
  expect([await state(), await given()]).toEqual(['placed', [`ESPsiPIR01req_${id}.xml`]]);
});
