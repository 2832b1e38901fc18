import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the built screens. */
    readonly screens: string;
  }
}

/** Builds the screens once for all files that open them in a browser. */
export default async function ({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'hpki-screens-'));
  await build({ configFile: join(import.meta.dirname, '../../renderer/vite.config.ts'), logLevel: 'error', build: { outDir: folder } });
  provide('screens', folder);
  return () => rm(folder, { recursive: true, force: true });
}
