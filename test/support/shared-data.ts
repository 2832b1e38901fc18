import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe } from 'vitest';

/** Folder of test data that is not part of the project; set `HPKI_TEST_DATA` to keep it elsewhere. */
export const dataFolder = resolve(process.env['HPKI_TEST_DATA'] ?? join(import.meta.dirname, '../../../shared/data'));

/**
 * Declares tests over one corpus. Where the folder does not exist the corpus is absent (nothing is skipped) and a line says so.
 * @example withCorpus('pdf', (folder) => { it('…', () => readFile(join(folder, 'doc.pdf'))); });
 */
export function withCorpus(name: string, declare: (folder: string) => void): void {
  const folder = join(dataFolder, name);
  if (existsSync(folder)) describe(`corpus ${name}`, () => declare(folder));
  else {
    console.warn(`corpus absent: ${name} (looked in ${folder}; set HPKI_TEST_DATA)`);
    describe(`corpus ${name} absent`, () => {});
  }
}
