import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hpki, serveHpki } from '../../../support/command-line.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const LETTER = '<letter>text</letter>';
const CARD = ['--name-kanji', '検証太郎', '--name-romaji', 'Kensho Taro', '--registration', '000000'];

let folder: string;
let tsa: Awaited<ReturnType<typeof serveHpki>>;
let url: string;
const at = (name: string) => join(folder, name);
const trust = () => ['--trust', at('ca/root.cer'), '--tsa-trust', at('ca/root.cer'), '--crl', at('ca'), '--test-cards', '--data', at('data')];
const verify = (name: string) => hpki(['verify', at(name), ...trust()]);
const sign = (level: string, out: string, ...more: string[]) =>
  hpki(
    [
      'sign',
      at('letter.xml'),
      '-o',
      at(out),
      '--format',
      'xades',
      '--level',
      level,
      '--virtual',
      at('card'),
      '--data',
      at('data'),
      '--pin-stdin',
      ...more,
    ],
    '1234\n',
  );

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(at('letter.xml'), LETTER);
  await hpki(['test-authority', 'init', at('ca')]);
  await hpki(['virtual-card', 'new', at('card'), '--authority', at('ca'), ...CARD]);
  tsa = await serveHpki(['test-authority', 'tsa', at('ca'), '--port', '0', '--authorization', 'desk:secret']);
  url = /http:\S+/.exec(tsa.line)![0];
  await writeFile(at('authorization'), 'desk:secret\n');
});
afterAll(() => tsa[Symbol.asyncDispose]());

const service = () => ['--tsa', url, '--tsa-authorization', at('authorization')];

describe('hpki sign above level B', () => {
  it.each(['T', 'LT', 'LTA'])('reaches %s with a service named on the command line', async (level) => {
    expect(await sign(level, `${level}.xml`, ...service())).toMatchObject({ exit: 0 });
    expect((await verify(`${level}.xml`)).json).toMatchObject({ conclusion: 'TOTAL-PASSED', signatures: [{ level }] });
  });

  it.each<[string, () => string[], number, string]>([
    ['without a service', () => [], 2, 'LEVEL_NOT_AVAILABLE'],
    ['with an address that is none', () => ['--tsa', 'tsa'], 2, 'USAGE_WRONG'],
    ['with a password in the address, which everybody on the machine sees', () => ['--tsa', 'http://user:secret@127.0.0.1:9/'], 2, 'USAGE_WRONG'],
    ['with a policy that is no object identifier', () => ['--tsa', url, '--tsa-policy', '1.x'], 2, 'USAGE_WRONG'],
    ['without the password that the service wants', () => ['--tsa', url], 3, 'NETWORK_STATUS'],
    ['with a service that nobody runs', () => ['--tsa', 'http://127.0.0.1:9/'], 3, 'NETWORK_REFUSED'],
  ])('%s ends by name', async (_how, more, exit, code) => {
    expect(await sign('T', 'none.xml', ...more())).toMatchObject({ exit, json: { error: { code } } });
  });
});

describe('hpki extend', () => {
  it('raises a signature step by step and renews it, each time into a new file', async () => {
    await sign('B', 'B.xml');
    let last = 'B.xml';
    for (const [step, level] of ['T', 'LT', 'LTA', 'LTA'].entries()) {
      const before = await readFile(at(last));
      const { exit, json } = await hpki(['extend', at(last), '-o', at(`step-${step}.xml`), '--level', level, ...service(), ...trust()]);
      expect([exit, json.level, json.renewalDue !== null]).toEqual([0, level, level === 'LTA']);
      expect(await readFile(at(last))).toEqual(before);
      last = `step-${step}.xml`;
      expect((await verify(last)).json).toMatchObject({ conclusion: 'TOTAL-PASSED', signatures: [{ level }] });
    }
  });

  it.each<[string, () => string[], number, string]>([
    ['without a service', () => ['-o', at('out.xml')], 2, 'USAGE_WRONG'],
    ['onto the file itself', () => ['-o', at('letter.xml'), ...service()], 2, 'USAGE_WRONG'],
    ['of a file that is not signed', () => ['-o', at('out.xml'), ...service()], 1, 'XML_SIGNATURE_NOT_FOUND'],
  ])('%s is refused', async (_how, more, exit, code) => {
    expect(await hpki(['extend', at('letter.xml'), ...more(), ...trust()])).toMatchObject({ exit, json: { error: { code } } });
    expect(await readFile(at('letter.xml'), 'utf8')).toBe(LETTER);
  });
});
