import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hpki, serveHpki } from '../../../support/command-line.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('hpki hub', () => {
  it('serves from an empty folder, lets desks in while it runs and while it does not, and counts', async () => {
    const folder = await temporaryFolder();
    const data = ['--data', folder];
    const before = await hpki(['hub', 'enrol', '--authority', ...data]);
    expect(before.json.code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){5}$/);
    expect((await stat(join(folder, 'hub-secret')).catch(() => null))?.mode).toBeUndefined();
    {
      await using server = await serveHpki(['hub', 'serve', '--port', '0', ...data]);
      const ready = JSON.parse(server.line) as { event: string; hub: string; adminCode: string };
      expect(ready).toMatchObject({ event: 'ready', adminCode: expect.any(String) });
      expect((await fetch(`${ready.hub}/health`)).status).toBe(200);
      expect((await hpki(['hub', 'enrol', '--admin', ...data])).json.code).toMatch(/^[0-9A-Z-]{29}$/);
      const unknown = await hpki(['hub', 'enrol', '--association', 'nowhere', ...data]);
      expect([unknown.exit, unknown.json.error.code]).toEqual([3, 'HUB_REFUSED']);
      expect((await hpki(['hub', 'stats', ...data])).json).toMatchObject({ clients: 0, persons: 0 });
      expect((await stat(join(folder, 'hub-secret'))).mode & 0o777).toBe(0o600);
    }
    await expect(stat(join(folder, 'hub.json'))).rejects.toThrow();
    expect((await hpki(['hub', 'stats', ...data])).exit).toBe(0);
  }, 180_000);

  it.each([
    ['whom the code is for is not said', ['hub', 'enrol']],
    ['it is said twice', ['hub', 'enrol', '--authority', '--admin']],
    ['others would reach it in clear', ['hub', 'serve', '--port', '0', '--public-url', 'http://hub.example.invalid']],
  ])('says that it is used wrongly where %s', async (_what, args) => {
    const { exit, json } = await hpki([...args, '--data', await temporaryFolder()]);
    expect([exit, json.error.code]).toEqual([2, 'USAGE_WRONG']);
  });
});
