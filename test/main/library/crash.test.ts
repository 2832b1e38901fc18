import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { auditLog } from '../../../main/audit/audit-log.ts';
import { verifyAudit } from '../../../main/audit/verify.ts';
import { sha256 } from '../../../main/documents/sha256.ts';
import { openShelf } from '../../../main/library/shelf.ts';
import { openStore } from '../../../main/store/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ROUNDS = 3;
const REPORT = {
  file: 'x.xml',
  format: 'xades',
  conclusion: 'INDETERMINATE',
  subIndication: 'NO_SIGNATURE',
  verifiedAt: '2026-11-30T00:00:00.000Z',
  testCardsAccepted: false,
  signatures: [],
};

it('a library that is killed at any moment has every document that was kept, none that was removed, and no file that nothing knows', async () => {
  const folder = await temporaryFolder();
  const report = join(await temporaryFolder(), 'report.json');
  await writeFile(report, JSON.stringify(REPORT));
  const kept = new Set<string>();
  const perhaps = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../support/keep-received-forever.ts'), folder, report], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let left = 4 + round * 5;
    for await (const line of createInterface(child.stdout)) {
      const [what = '', id = ''] = line.split(' ');
      if (what === 'kept') kept.add(id);
      else {
        kept.delete(id);
        if (what === 'removing') perhaps.add(id);
        else perhaps.delete(id);
      }
      left -= 1;
      if (left === 0) setTimeout(() => child.kill('SIGKILL'), Math.random() * 10);
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');

    await using store = await openStore({ folder });
    await openShelf(store, auditLog(store), async () => null);
    const rows = await store.db.selectFrom('library_document').selectAll().execute();
    const present = rows.filter(({ deleted_at }) => deleted_at === null);
    expect([...kept].filter((id) => !present.some((row) => row.id === id))).toEqual([]);
    expect(rows.filter(({ deleted_at, file_removed, sealed }) => deleted_at !== null && (file_removed !== 1 || sealed !== null))).toEqual([]);
    const files = (await readdir(store.folder.library, { recursive: true })).filter(
      (name) => basename(name).length === 64 || name.includes('incoming/'),
    );
    expect(files.map((name) => basename(name)).sort()).toEqual(present.map((row) => row.sha256).sort());
    for (const name of files) expect(sha256(await readFile(join(store.folder.library, name)))).toBe(basename(name));
    expect(await verifyAudit(store)).toMatchObject({ intact: true });
  }
}, 60_000);
