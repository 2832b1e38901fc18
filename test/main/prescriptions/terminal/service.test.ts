import { execFileSync } from 'node:child_process';
import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { samplePrescription } from '../../../../main/demonstration/sample-prescription.ts';
import { openIntake } from '../../../../main/documents/intake.ts';
import { openRegister } from '../../../../main/documents/register.ts';
import { listRequests } from '../../../../main/prescriptions/terminal/request-list.ts';
import { openPrescriptionService, type PrescriptionService, type ServiceView } from '../../../../main/prescriptions/terminal/service.ts';
import { waitingPrescriptions } from '../../../../main/prescriptions/terminal/waiting.ts';
import { openStore } from '../../../../main/store/store.ts';
import { writeTemporaryFile } from '../../../../main/store/write-new-file.ts';
import { SAMPLE_CSV, signedDispensing, signedPrescription } from '../../../support/prescription.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { terminalDouble } from '../../../support/terminal-double.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

async function opened({ looking = false, testMode = true } = {}) {
  await using undo = new AsyncDisposableStack();
  const store = undo.use(await openStore({ folder: join(folder, 'data') }));
  const audit = auditLog(store);
  const intake = undo.use(await openIntake(store.folder.intake));
  const register = await openRegister(store, audit);
  const terminal = await terminalDouble(folder);
  const service = undo.use(await openPrescriptionService({ store, audit, intake, register, testMode: () => testMode, keepsLooking: looking }));
  const sign = async (bytes: Uint8Array, test = false) => {
    const facts = {
      sourceName: 'p.csv',
      sourceSha256: 'A',
      format: 'eps',
      level: 'B',
      signerName: '見本',
      certificateSha256: 'B',
      subject: 'CN=x',
      test,
    } as const;
    const write = async (path: string) => {
      await writeTemporaryFile(path, bytes);
      return null;
    };
    return register.add({ ...facts, extendedFrom: null, write });
  };
  const set = () => service.setTerminal({ request: terminal.request, response: terminal.response, everySeconds: 3600 });
  const actions = async () => (await audit.list(null, 50)).map(({ action }) => action).reverse();
  const list = async () => (await listRequests(store, { filter: 'all', issue: null, offset: 0, limit: 50 })).requests;
  const resources = undo.move();
  return { store, intake, register, terminal, service, sign, set, actions, list, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** The first view that fits. */
async function seen(service: PrescriptionService, fits: (view: ServiceView) => boolean): Promise<ServiceView> {
  for await (const view of service.watch(AbortSignal.timeout(10_000))) if (fits(view)) return view;
  throw new Error('never seen');
}

describe('a signed prescription of the register', () => {
  it('is given with the institution of its record 1, and answered beside its document', async () => {
    await using desk = await opened();
    await desk.set();
    const entry = await desk.sign(await signedPrescription());
    expect((await waitingPrescriptions(desk.store, desk.register)).map(({ id }) => id)).toEqual([entry.id]);
    const id = await desk.service.submit({ from: 'register', id: entry.id, issue: 'electronic', again: null });
    expect(desk.service.view).toMatchObject({ open: 1, attention: 0, faults: [] });
    await desk.terminal.step();
    expect(await desk.service.collect()).toEqual([id]);
    expect(await desk.list()).toMatchObject([
      {
        document: entry.id,
        issue: 'electronic',
        about: { name: 'p-signed.xml', patient: '試験　太郎' },
        response: { accessCode: '0000000000000001' },
      },
    ]);
    expect([await waitingPrescriptions(desk.store, desk.register), desk.service.view.open]).toEqual([[], 0]);
    expect((await desk.actions()).slice(-3)).toEqual(['document.signed', 'prescription.submitted', 'prescription.answered']);
    expect([...desk.terminal.taken.keys()]).toEqual([Buffer.from(SAMPLE_CSV).toString('base64')]);
  });

  it.each<[string, (desk: Awaited<ReturnType<typeof opened>>) => Promise<void>, boolean, string]>([
    ['that is of a test card', async () => {}, true, 'PRESCRIPTION_OF_TEST'],
    [
      'whose file has changed',
      async ({ register }) => writeFile((await register.list())[0]!.outputPath, await signedPrescription('exclusive')),
      false,
      'SIGNED_FILE_CHANGED',
    ],
  ])('%s is not given', async (_what, change, test, code) => {
    await using desk = await opened({ testMode: false });
    await desk.set();
    const { id } = await desk.sign(await signedPrescription(), test);
    await change(desk);
    await expect(desk.service.submit({ from: 'register', id, issue: 'electronic', again: null })).rejects.toThrow(code);
    expect(await desk.list()).toEqual([]);
  });

  it('a dispensing document is no prescription', async () => {
    await using desk = await opened();
    await desk.set();
    const { id } = await desk.sign(await signedDispensing(await signedPrescription()));
    await expect(desk.service.submit({ from: 'register', id, issue: 'electronic', again: null })).rejects.toThrow('DOCUMENT_TYPE_UNKNOWN');
    expect(await waitingPrescriptions(desk.store, desk.register)).toEqual([]);
  });

  it('is not given where no folders are set', async () => {
    await using desk = await opened();
    const { id } = await desk.sign(await signedPrescription());
    await expect(desk.service.submit({ from: 'register', id, issue: 'electronic', again: null })).rejects.toThrow('TERMINAL_NOT_SET');
    expect(await desk.list()).toEqual([]);
  });
});

describe('a file without signature', () => {
  it('goes as a paper issue', async () => {
    await using desk = await opened();
    await desk.set();
    const { id } = await desk.intake.take('p.csv', samplePrescription());
    await desk.service.submit({ from: 'intake', id, issue: 'paper', again: null });
    await desk.terminal.step();
    await desk.service.collect();
    expect(await desk.list()).toMatchObject([{ issue: 'paper', document: null, state: 'answered', about: { patient: '体験　太郎' } }]);
  });

  it('that is signed goes as a paper issue once the record that nobody knows was looked at', async () => {
    await using desk = await opened();
    await desk.set();
    const { id, failure } = await desk.intake.take('p.xml', await signedPrescription());
    expect(failure?.code).toBe('PRESCRIPTION_ALREADY_SIGNED');
    const submit = () => desk.service.submit({ from: 'intake', id, issue: 'paper', again: null });
    await expect(submit()).rejects.toThrow('DOCUMENT_NOT_VIEWED');
    desk.intake.shown(id);
    await submit();
    expect(await desk.list()).toMatchObject([{ issue: 'paper', document: null }]);
  });

  it('that was found unfit does not go, looked at or not', async () => {
    await using desk = await opened();
    await desk.set();
    const { id, failure } = await desk.intake.take('p.csv', Buffer.from('SJ1\n1,9,1234567,13,x\n'));
    desk.intake.shown(id);
    expect(failure).not.toBeNull();
    await expect(desk.service.submit({ from: 'intake', id, issue: 'paper', again: null })).rejects.toMatchObject({ failure });
  });

  it.each<[string, Uint8Array, 'electronic' | 'paper', string]>([
    ['electronically', samplePrescription(), 'electronic', 'PRESCRIPTION_NOT_SIGNED'],
    ['with records that nobody knows, before they were looked at', SAMPLE_CSV, 'paper', 'DOCUMENT_NOT_VIEWED'],
    ['that is no prescription', Buffer.from('%PDF-1.7'), 'paper', 'DOCUMENT_TYPE_UNKNOWN'],
    ['with a wrong record', Buffer.from('SJ1\n1,9,1234567,13,x\n'), 'paper', 'PRESCRIPTION_MALFORMED'],
  ])('%s does not go', async (_what, bytes, issue, code) => {
    await using desk = await opened();
    await desk.set();
    const { id } = await desk.intake.take('p.csv', bytes);
    await expect(desk.service.submit({ from: 'intake', id, issue, again: null })).rejects.toThrow(code);
    expect(await desk.list()).toEqual([]);
  });
});

describe('the folders', () => {
  it.each<[string, () => Promise<{ request?: string; response?: string }>, object]>([
    ['one that is not there', async () => ({ request: join(folder, 'none') }), { place: 'request', because: 'missing' }],
    ['a path that is not whole', async () => ({ response: 'res' }), { place: 'response', because: 'relative' }],
    ['the same twice', async () => ({ response: join(folder, 'req') }), { place: 'response', because: 'same' }],
    [
      'the same twice by a link',
      async () => {
        await symlink(join(folder, 'req'), join(folder, 'link'));
        return { response: join(folder, 'link') };
      },
      { place: 'response', because: 'same' },
    ],
    ['the data folder', async () => ({ response: join(folder, 'data') }), { place: 'response', because: 'in-data-folder' }],
    ['a folder within the data folder', async () => ({ request: join(folder, 'data', 'signed') }), { place: 'request', because: 'in-data-folder' }],
    [
      'a file',
      async () => {
        await writeFile(join(folder, 'file'), '');
        return { request: join(folder, 'file') };
      },
      { place: 'request', because: 'file' },
    ],
  ])('cannot be %s', async (_what, change, detail) => {
    await using desk = await opened();
    const { request, response } = desk.terminal;
    await expect(desk.service.setTerminal({ request, response, ...(await change()), everySeconds: 30 })).rejects.toMatchObject({
      code: 'TERMINAL_FOLDER_UNFIT',
      detail,
    });
    expect(desk.service.view.terminal).toBeNull();
  });

  it('one that goes away is told since when, recorded once, and so is its return; what waited is then given', async () => {
    await using desk = await opened();
    await desk.set();
    await rename(desk.terminal.request, join(folder, 'away'));
    const { id } = await desk.intake.take('p.csv', samplePrescription());
    await desk.service.submit({ from: 'intake', id, issue: 'paper', again: null });
    await desk.service.collect();
    const codes = desk.service.view.faults.map(({ request, failure }) => [request === null, failure.code]);
    expect(codes).toEqual([[true, 'TERMINAL_FOLDER_UNFIT']]);
    await rename(join(folder, 'away'), desk.terminal.request);
    await desk.service.collect();
    expect([desk.service.view.faults, (await desk.terminal.step()).length]).toEqual([[], 1]);
    expect((await desk.actions()).filter((action) => action.startsWith('prescription.terminal-'))).toEqual(
      ['set', 'fault', 'well'].map((name) => `prescription.terminal-${name}`),
    );
  });

  it('are looked into at the interval: an answer is taken without anybody asking', async () => {
    await using desk = await opened({ looking: true });
    await desk.service.setTerminal({ request: desk.terminal.request, response: desk.terminal.response, everySeconds: 1 });
    const { id } = await desk.intake.take('p.csv', samplePrescription());
    await desk.service.submit({ from: 'intake', id, issue: 'paper', again: null });
    await desk.terminal.step();
    await seen(desk.service, ({ open }) => open === 0);
    expect(await desk.list()).toMatchObject([{ state: 'answered' }]);
  });

  it('one that went and came back is looked into as before', async () => {
    await using desk = await opened({ looking: true });
    const { request, response } = desk.terminal;
    await desk.service.setTerminal({ request, response, everySeconds: 1 });
    await rename(response, join(folder, 'old'));
    await seen(desk.service, ({ faults }) => faults.length === 1);
    await mkdir(response);
    await seen(desk.service, ({ faults }) => faults.length === 0);
    const { id } = await desk.intake.take('p.csv', samplePrescription());
    await desk.service.submit({ from: 'intake', id, issue: 'paper', again: null });
    await desk.terminal.step();
    await seen(desk.service, ({ open }) => open === 0);
  });
});

describe('a share that does not answer', () => {
  afterEach(() => vi.useRealTimers());
  const SILENT = { code: 'TERMINAL_FOLDER_UNFIT', detail: { because: 'silent' } };

  /** Asks the folder for an answer that never comes: who opens a pipe waits for somebody who writes. */
  async function silenced(desk: Awaited<ReturnType<typeof opened>>) {
    await desk.set();
    const give = async () => {
      const { id } = await desk.intake.take('p.csv', samplePrescription());
      return desk.service.submit({ from: 'intake', id, issue: 'paper', again: 'once more' });
    };
    const pipe = join(desk.terminal.response, `ESPsiPIR01res_${await give()}.xml`);
    execFileSync('mkfifo', [pipe]);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    return { give, answer: () => writeFile(pipe, '') };
  }

  /** Time goes by until something is done: no more seconds than so many, each long enough for a folder that answers. */
  async function passing<T>(work: Promise<T>, seconds: number): Promise<T> {
    for (let second = 0; second <= seconds; second += 1) {
      await setTimeout(50);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    return work;
  }

  it('is told after a while, and holds up neither prescriptions nor persons nor another setting', async () => {
    await using desk = await opened();
    const { give, answer } = await silenced(desk);
    try {
      expect(await passing(desk.service.collect(), 20)).toEqual([]);
      expect(desk.service.view.faults).toMatchObject([{ request: null, failure: SILENT }]);
      const waiting = await give();
      await desk.service.withdraw(waiting, { reason: 'by phone', by: '見本' });
      expect((await desk.list()).map(({ state }) => state).sort()).toEqual(['placed', 'withdrawn']);
      for (const name of ['other req', 'other res']) await mkdir(join(folder, name));
      const { request, response } = desk.terminal;
      await expect(desk.service.setTerminal({ request, response, everySeconds: 30 })).rejects.toMatchObject(SILENT);
      await desk.service.setTerminal({ request: join(folder, 'other req'), response: join(folder, 'other res'), everySeconds: 30 });
      await desk.service.collect();
      expect(desk.service.view.faults).toEqual([]);
    } finally {
      await answer();
    }
  });

  it('does not keep the program from ending', async () => {
    const desk = await opened();
    const { answer } = await silenced(desk);
    try {
      const asked = desk.service.collect();
      await passing(desk[Symbol.asyncDispose](), 1);
      expect(await asked).toEqual([]);
    } finally {
      await answer();
    }
  });
});
