import { readdir } from 'node:fs/promises';
import { auditLog } from '../../main/audit/audit-log.ts';
import { samplePrescription } from '../../main/demonstration/sample-prescription.ts';
import { terminalFiles } from '../../main/prescriptions/terminal/folders.ts';
import { listRequests } from '../../main/prescriptions/terminal/request-list.ts';
import { openPrescriptionRequests } from '../../main/prescriptions/terminal/requests.ts';
import { openStore } from '../../main/store/store.ts';
import { buildPrescriptionDocument } from '../../pki/eps/build.ts';

/** A program of its own that keeps so many requests and, until it is killed, gives them and takes them back at the same time, newest first. */
async function main([data, request, response, count]: readonly string[]): Promise<void> {
  const store = await openStore({ folder: data! });
  const openOver = (files: Parameters<typeof openPrescriptionRequests>[2]) => openPrescriptionRequests(store, auditLog(store), files, () => false);
  const files = terminalFiles({ request: request!, response: response! });
  const [keeping, giving, taking] = [openOver(() => null), openOver(() => files), openOver(() => files)];
  const document = buildPrescriptionDocument(samplePrescription());
  for (let number = 1; number <= Number(count); number += 1) {
    const about = { name: `${number}.xml`, patient: '見本', issuedOn: '20260601' };
    await keeping
      .submit({
        request: { institution: '1319999999', document, issue: 'paper' },
        about,
        content: `${number}`,
        document: null,
        test: false,
        again: null,
      })
      .catch(() => {});
  }
  process.stdout.write('kept\n');
  const { requests } = await listRequests(store, { filter: 'all', issue: null, offset: 0, limit: 100 });
  const back = async () => {
    // Looking for answers comes before giving.
    while ((await readdir(request!)).length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    for (const { id } of requests) await taking.withdraw(id, { reason: '試験', by: '見本' }).catch(() => {});
  };
  await Promise.all([giving.collect(), back()]);
  process.stdout.write('done\n');
  setInterval(() => {}, 60_000);
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2));
