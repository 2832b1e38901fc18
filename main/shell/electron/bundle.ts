import { copyFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'vite';

const project = join(import.meta.dirname, '../../..');

/**
 * What Electron loads: the main process and that of a PKCS#11 module as one ES module each, the preload as CommonJS, which is all that a
 * sandboxed page may load.
 */
const PARTS = [
  { entry: 'main.ts', file: 'main.mjs', format: 'es' },
  { entry: 'module-process.ts', file: 'module-process.mjs', format: 'es' },
  { entry: 'preload.ts', file: 'preload.cjs', format: 'cjs' },
] as const;

/** Files of the browser shell that the main process reads from beside itself. */
const BESIDE = ['form.css', 'pin-page/form.js', 'passkey-page/passkey.js'];

/** Bundles the Electron shell; packages stay outside and are found in `node_modules`. */
export async function bundleElectron(outDir = join(project, 'dist/electron')): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  for (const { entry, file, format } of PARTS) {
    await build({
      configFile: false,
      root: project,
      logLevel: 'warn',
      build: {
        ssr: join(import.meta.dirname, entry),
        outDir,
        emptyOutDir: false,
        target: 'node24',
        minify: false,
        rolldownOptions: { output: { format, entryFileNames: file, codeSplitting: false } },
      },
    });
  }
  await Promise.all(BESIDE.map((name) => copyFile(join(import.meta.dirname, '../browser', name), join(outDir, basename(name)))));
}

if (import.meta.main) await bundleElectron(process.argv[2]);
