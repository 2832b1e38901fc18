import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { IsolatedModule } from '../../../../card/pkcs11/isolated-module.ts';
import { startUtilityProcess } from '../../../../main/shell/electron/module-port.ts';
import { utilityProcess } from '../../../support/electron.ts';

vi.mock('electron', () => import('../../../support/electron.ts'));

describe('the process of a PKCS#11 module under Electron', () => {
  it('is a utility process of its own, by whose port questions and answers go', async () => {
    using module = new IsolatedModule({ path: fileURLToPath(import.meta.url), start: startUtilityProcess });
    await expect(module.look()).rejects.toMatchObject({ code: 'MODULE_UNUSABLE' });
    expect(utilityProcess.forked).toEqual([expect.stringMatching(/module-process\.mjs$/)]);
  });

  it('wipes what it hands over, and its end is told', async () => {
    const port = startUtilityProcess();
    const block = Uint8Array.of(0, 0, 0, 10, 0, 0, 0, 2, 0x7b, 0x7d);
    port.send(block);
    expect([...block]).toEqual(Array.from({ length: 10 }, () => 0));
    const answers = (async () => {
      const found: Uint8Array[] = [];
      for await (const answer of port.answers) found.push(answer);
      return found;
    })();
    port.kill();
    await answers;
  });
});
