import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { auditLog } from '../../../main/audit/audit-log.ts';
import { verifyAudit } from '../../../main/audit/verify.ts';
import { openStore } from '../../../main/store/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const writer = join(import.meta.dirname, '../support/append-forever.ts');

it('a process killed while it writes loses no promised entry and leaves a chain that verifies', async () => {
  const folder = await temporaryFolder();
  let promised = 0;
  for (const kills of [5, 23, 60]) {
    const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    let seen = 0;
    for await (const _line of createInterface({ input: child.stdout })) {
      promised += 1;
      seen += 1;
      if (seen === kills) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    await using store = await openStore({ folder });
    await auditLog(store).record({ action: 'card.opened' });
    promised += 1;
    const { intact, entries } = await verifyAudit(store);
    expect({ intact, lost: Math.max(0, promised + 1 - entries) }).toEqual({ intact: true, lost: 0 });
  }
});
