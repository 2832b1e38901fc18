import { samplePrescription } from '../../main/demonstration/sample-prescription.ts';
import { AppError } from '../../main/errors.ts';
import { auditLog } from '../../main/audit/audit-log.ts';
import { openPrescriptionService } from '../../main/prescriptions/terminal/service.ts';
import { keepTerminal } from '../../main/prescriptions/terminal/setting.ts';
import { openStore } from '../../main/store/store.ts';

/** The records of the n-th prescription of a test. */
export const numberedPrescription = (number: number): Uint8Array =>
  Buffer.from(
    Buffer.from(samplePrescription())
      .toString('utf8')
      .replace('11,000000000000001', `11,${String(number).padStart(15, '0')}`),
  );

/** A program of its own that gives so many prescriptions to the terminal and looks for answers until it is killed. */
async function main([data, request, response, count]: readonly string[]): Promise<void> {
  const store = await openStore({ folder: data! });
  const audit = auditLog(store);
  await keepTerminal(store, audit, { request: request!, response: response!, everySeconds: 1 });
  const intake = {
    forSigning: (id: string) => ({ opened: { name: `${id}.csv` }, read: async () => numberedPrescription(Number(id)) }) as never,
  };
  const register = { read: () => Promise.reject(new Error('no register')) };
  const service = await openPrescriptionService({ store, audit, intake, register, testMode: () => true, keepsLooking: true });
  for (let number = 1; number <= Number(count); number += 1) {
    const order = { from: 'intake', id: String(number), issue: 'paper', again: null } as const;
    await service.submit(order).catch((error: unknown) => {
      // Given by an earlier run.
      if (!(error instanceof AppError && error.code === 'PRESCRIPTION_REQUESTED')) throw error;
    });
  }
  process.stdout.write('all given\n');
  setInterval(() => {}, 60_000);
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2));
