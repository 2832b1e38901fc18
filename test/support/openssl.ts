import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface ProgramResult {
  readonly status: number | null;
  /** Standard output and standard error, one after the other. */
  readonly text: string;
}

/** Runs `openssl` with a folder as working directory. */
export function openssl(folder: string, ...args: readonly string[]): ProgramResult {
  const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}` };
}

/** A temporary folder with these files, removed when the test ends. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'hpki-desk-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** PEM (RFC 7468) of DER objects, one block after the other. */
export const pem = (label: string, ...ders: readonly Uint8Array[]): string =>
  ders
    .map(
      (der) =>
        `-----BEGIN ${label}-----\n${Buffer.from(der)
          .toString('base64')
          .replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`,
    )
    .join('');
