import { readFileSync } from 'node:fs';
import { auditLog } from '../../../main/audit/audit-log.ts';
import { openShelf } from '../../../main/library/shelf.ts';
import { openStore } from '../../../main/store/store.ts';

/** Keeps documents in the library of the given folder, and deletes every third, until it is killed; prints what was acknowledged. */
const [folder = '', report = ''] = process.argv.slice(2);
const store = await openStore({ folder });
const audit = auditLog(store);
await audit.begin();
const shelf = await openShelf(store, audit, async () => null);
const verified = JSON.parse(readFileSync(report, 'utf8'));
for (let count = 0; ; count += 1) {
  const bytes = Buffer.from(`document ${process.pid} ${count} ${'x'.repeat(20_000)}`);
  const id = await shelf.keep({ file: { name: `${count}.xml`, bytes }, content: null, report: verified, extendedFrom: null });
  process.stdout.write(`kept ${id}\n`);
  if (count % 3 !== 0) continue;
  process.stdout.write(`removing ${id}\n`);
  await shelf.remove(id);
  process.stdout.write(`removed ${id}\n`);
}
