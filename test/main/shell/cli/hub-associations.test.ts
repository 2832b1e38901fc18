import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { hpki, serveHpki } from '../../../support/command-line.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const country = [
  { code: 'city', name: '甲市医師会', tier: 3, above: 'pref', mastered_by: 'national' },
  { code: 'pref', name: '甲県医師会', tier: 2, above: 'jma', mastered_by: 'national' },
  { code: 'jma', name: '日本医師会', tier: 1, above: null, mastered_by: 'national' },
] as const;

let folder: string;
let data: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  data = join(folder, 'hub');
});

async function register(associations: unknown, where = data) {
  const file = join(folder, 'associations.json');
  await writeFile(file, typeof associations === 'string' ? associations : JSON.stringify(associations));
  return hpki(['hub', 'associations', '--file', file, '--data', where]);
}
const codes = async () => (await hpki(['hub', 'associations', '--data', data])).json.map(({ code }: { code: string }) => code);

describe('hpki hub associations', () => {
  it('registers the country in any order, lists it, and changes it, whether the hub runs or not', async () => {
    expect((await register(country)).json).toEqual({ written: 3 });
    expect(await codes()).toEqual(['jma', 'pref', 'city']);
    await using server = await serveHpki(['hub', 'serve', '--port', '0', '--data', data]);
    expect(JSON.parse(server.line)).toMatchObject({ event: 'ready' });
    expect((await register([{ ...country[0], code: 'city-2' }])).json).toEqual({ written: 1 });
    const { exit, json } = await register([{ ...country[0], code: 'city-3', above: 'nowhere' }]);
    expect([exit, json.error.code, json.error.detail.note]).toEqual([3, 'HUB_REFUSED', 'associations.0.above: above_unknown']);
    expect(await codes()).toEqual(['jma', 'pref', 'city', 'city-2']);
  }, 180_000);

  it.each<[string, unknown, string]>([
    ['is no JSON', '{', 'JSON'],
    ['is empty', [], 'associations: too_small'],
    ['has one without a name', [{ ...country[2], name: '' }], 'associations.0.name: too_small'],
    ['has one below nobody', [{ ...country[1] }], 'associations.0.above: above_unknown'],
  ])(
    'says where a file is wrong that %s',
    async (_what, associations, note) => {
      const { exit, json } = await register(associations, join(folder, 'other'));
      expect([exit, json.error.code]).toEqual([2, 'USAGE_WRONG']);
      expect(json.error.detail.note).toContain(note);
    },
    180_000,
  );
});
