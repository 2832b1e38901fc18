import { auditLog } from '../../../main/audit/audit-log.ts';
import { openStore } from '../../../main/store/store.ts';

/** Appends to the audit log of the given folder until it is killed; one line on standard output for each entry that was promised. */
const store = await openStore({ folder: process.argv[2]! });
const audit = auditLog(store);
await audit.begin();
for (let count = 0; ; count += 1) {
  await audit.record({
    action: 'card.read',
    facts: { count },
    personal: { subject: `CN=${count % 7}`, facts: { holder: 'x'.repeat(count % 2000) } },
  });
  process.stdout.write(`${count}\n`);
}
