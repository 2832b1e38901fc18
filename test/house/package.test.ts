import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { configuration, pack, project } from './package/pack.ts';

const require = createRequire(import.meta.url);
const { validateConfiguration } = require('app-builder-lib/out/util/config/config.js') as {
  validateConfiguration(config: object, debugLogger: { readonly isEnabled: boolean }): Promise<void>;
};
const validate = (config: object) => validateConfiguration(config, { isEnabled: false });

describe('electron-builder.yml', () => {
  it('is what electron-builder understands', async () => {
    await validate(await configuration());
  });

  it.each([
    ['an option of another name', { asarUnpacked: ['**/*.node'] }],
    ['a fuse of another name', { electronFuses: { runAsNodes: false } }],
    ['a value of another kind', { asar: 'sometimes' }],
  ])('with %s would not be', async (_what, change) => {
    await expect(validate({ ...(await configuration()), ...change })).rejects.toThrow('Invalid configuration object');
  });

  it('turns off every way to run other code with our binary', async () => {
    expect((await configuration()).electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });
});

/** What the main process needs at run time, with what that needs. */
const PACKAGES = `@digital-go-jp/design-tokens @expo-google-fonts/noto-sans-jp @orpc/client @orpc/contract @orpc/server
asn1js better-sqlite3 fontkit intl-messageformat koffi kysely libxml2-wasm zod`.split(/\s+/);

const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  ['sources', /^\/(card|main|pki|renderer)(\/|$)|\.(ts|mts|cts|tsx|c|cc|cpp|h|hh)$/],
  ['tests and their pictures', /^\/test(-results)?(\/|$)|\.test\./],
  [
    'the tools of a checkout',
    /^\/(\.|tsconfig|biome|vitest|electron-builder|package-lock)|\/node_modules\/(\.bin|vite|vitest|typescript|electron|node-(linux|win)-)/,
  ],
  ['what the screens have bundled', /^\/node_modules\/(react|pdfjs-dist|@napi-rs|@internationalized|@react-types)/],
  ['keys, certificates and data of a desk', /\.(pem|key|p12|pfx|der|crt|cer|sqlite)$|master-key\.json$/],
  ['maps of sources', /\.map$/],
];

describe('the packed program', () => {
  let folder: string;
  let packed: string;
  let files: string[];
  const archive = () => join(packed, 'resources/app.asar');
  const app = () => join(folder, 'app');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-package-'));
    packed = await pack(folder);
    files = listPackage(archive(), { isPack: false });
    extractAll(archive(), app());
  }, 180_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('holds the bundle, the screens and the data of the program, and nothing else of ours', async () => {
    const top = files.filter((file) => file.lastIndexOf('/') === 0).sort();
    expect(top).toEqual(['/dist', '/node_modules', '/package.json', '/resources']);
    expect((await readdir(join(app(), 'dist/electron'))).sort()).toEqual([
      'form.css',
      'form.js',
      'main.mjs',
      'module-process.mjs',
      'passkey.js',
      'preload.cjs',
    ]);
    expect((await readdir(join(app(), 'dist/renderer'))).sort()).toEqual(['assets', 'index.html', 'pdfjs']);
    const data = (await readdir(join(project, 'resources'))).filter((name) => name !== 'tour');
    expect((await readdir(join(app(), 'resources'))).sort()).toEqual(data.sort());
  });

  it.each(FORBIDDEN)('leaves out %s', (_what, pattern) => {
    expect(files.filter((file) => pattern.test(file))).toEqual([]);
  });

  it('holds every package that the main process imports', () => {
    expect(PACKAGES.filter((name) => !files.includes(`/node_modules/${name}/package.json`))).toEqual([]);
  });

  it('holds the binaries of this system only, beside the archive where the system can load them', async () => {
    const binaries = files.filter((file) => file.endsWith('.node')).sort();
    const system = `${process.platform}-${process.arch}`;
    expect(binaries).toEqual([
      `/node_modules/@koromix/koffi-${system}/${system.replace('-', '_')}/koffi.node`,
      `/node_modules/better-sqlite3/prebuilds/${system}.node`,
    ]);
    for (const binary of binaries) expect((await stat(`${archive()}.unpacked${binary}`)).size).toBeGreaterThan(100_000);
  });

  it('keeps the licence of every package that brings one', async () => {
    const packages = files.flatMap((file) => /^\/node_modules\/((?:@[^/]+\/)?[^/@]+)$/.exec(file)?.[1] ?? []);
    const contents = await Promise.all(packages.map((name) => readdir(join(app(), 'node_modules', name))));
    const without = packages.filter((_name, index) => !contents[index]!.some((file) => /^licen[cs]e/i.test(file)));
    expect(without.sort()).toEqual([`@koromix/koffi-${process.platform}-${process.arch}`, 'brotli', 'dfa', 'fontkit']);
  });

  it('names no folder of the machine that packed it', async () => {
    const own = files.filter((file) => /^\/(dist|resources|package\.json)/.test(file) && /\.(mjs|cjs|js|css|html|json|svg)$/.test(file));
    const naming = await Promise.all(own.map(async (file) => ((await readFile(join(app(), file), 'utf8')).includes(project) ? file : null)));
    expect(naming.filter((file) => file !== null)).toEqual([]);
  });

  it('gives the sandboxed page a preload that needs nothing but Electron', async () => {
    const preload = await readFile(join(app(), 'dist/electron/preload.cjs'), 'utf8');
    expect([...preload.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron']);
  });

  it('keeps the languages of the program and the licences of Electron', async () => {
    expect((await readdir(join(packed, 'locales'))).sort()).toEqual(['en-US.pak', 'ja.pak']);
    expect(await readdir(packed)).toEqual(expect.arrayContaining(['hpki-desk', 'LICENSE.electron.txt', 'LICENSES.chromium.html']));
  });

  it('is small', async () => {
    const unpacked = await stat(`${archive()}.unpacked${files.find((file) => file.endsWith('koffi.node'))}`);
    const megabytes = ((await stat(archive())).size + unpacked.size) / 1e6;
    console.log(`packed program: ${files.length} files, ${megabytes.toFixed(1)} MB`);
    expect(megabytes).toBeLessThan(50);
  });

  it('reads a card, asks for the PIN, signs, verifies and ends, with only the files that it was packed with', async () => {
    const electron = join(app(), 'node_modules/electron');
    await mkdir(electron);
    await writeFile(join(electron, 'package.json'), JSON.stringify({ name: 'electron', type: 'module', exports: './index.js' }));
    const standIn = pathToFileURL(join(project, 'test/support/electron.ts')).href;
    await writeFile(join(electron, 'index.js'), `export * from ${JSON.stringify(standIn)};\n`);
    const { stdout } = await promisify(execFile)(process.execPath, [join(project, 'test/house/package/use.ts'), app(), join(folder, 'data')]);
    expect(JSON.parse(stdout)).toEqual({
      shell: 'electron',
      version: packageFile.version,
      screens: true,
      pin: 204,
      verified: ['pades TOTAL-PASSED', 'eps-prescription TOTAL-PASSED'],
      intact: true,
      status: 0,
      koffi: packageFile.dependencies.koffi,
    });
  });
});
