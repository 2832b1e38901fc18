import { spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import type { TestAuthority } from '../../pki/test-authority/authority.ts';
import { describeWith } from './needs.ts';

/** Where Debian puts the module, by architecture or not. */
const PLACES = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
];

export const SOFTHSM_MODULE = PLACES.find((place) => existsSync(place)) ?? PLACES[0]!;

/** `describe` for tests that need a PKCS#11 token. */
export function describeWithSoftHsm(name: string, declare: () => void, programs: readonly string[] = []): void {
  const needs = ['softhsm2-util', 'pkcs11-tool', ...programs];
  if (existsSync(SOFTHSM_MODULE)) describeWith(needs, name, declare);
  else describe.skip(`${name} [not run: softhsm2 missing; test/setup-debian installs it]`, declare);
}

/** What lies on a token of the HPKI shape. */
export interface TokenContent {
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  /** PKCS#8, DER. */
  readonly privateKey: Uint8Array;
}

export interface TokenOrder extends TokenContent {
  readonly label: string;
  readonly pin?: string;
  /** Labels other than those of the sheet. */
  readonly labels?: { readonly certificate?: string; readonly key?: string };
  /** The key wants its PIN for each signature (CKA_ALWAYS_AUTHENTICATE). */
  readonly alwaysAuthenticate?: boolean;
}

const SO_PIN = '87654321';
/** Labels of the certificates of a chain, nearest issuer first (JAHIS 24-002 annex B). */
const CHAIN_LABELS = ['HPKI CA CERTIFICATE', 'MHLW CA CERTIFICATE', 'HPKI ROOT CA CERTIFICATE'];

function run(program: string, args: readonly string[], environment: Readonly<Record<string, string>>): string {
  const { status, stdout, stderr } = spawnSync(program, args, { env: { ...process.env, ...environment }, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

/** SoftHSM2 with its tokens in one folder; whoever loads the module with this environment sees them. */
export class SoftHsm {
  readonly environment: Readonly<Record<string, string>>;
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.environment = { SOFTHSM2_CONF: join(folder, 'softhsm2.conf') };
  }

  static async in(folder: string): Promise<SoftHsm> {
    await mkdir(join(folder, 'tokens'), { recursive: true });
    const softHsm = new SoftHsm(folder);
    const lines = [`directories.tokendir = ${join(folder, 'tokens')}`, 'objectstore.backend = file', 'log.level = ERROR', 'slots.removable = false'];
    await writeFile(softHsm.environment['SOFTHSM2_CONF']!, `${lines.join('\n')}\n`);
    return softHsm;
  }

  /** Makes a token and puts certificates and key on it. */
  async token({ label, pin = '1234', certificate, chain, privateKey, labels = {}, alwaysAuthenticate = false }: TokenOrder): Promise<void> {
    run('softhsm2-util', ['--init-token', '--free', '--label', label, '--pin', pin, '--so-pin', SO_PIN], this.environment);
    await this.#put(label, pin, certificate, ['--type', 'cert', '--label', labels.certificate ?? 'HPKI END ENTITY CERTIFICATE', '--id', '01']);
    for (const [index, issuer] of chain.entries()) {
      await this.#put(label, pin, issuer, ['--type', 'cert', '--label', CHAIN_LABELS[index] ?? 'CA CERTIFICATE', '--id', `1${index}`]);
    }
    const key = ['--type', 'privkey', '--label', labels.key ?? 'Private key of HPKI', '--id', '01', ...(alwaysAuthenticate ? ['--always-auth'] : [])];
    await this.#put(label, pin, privateKey, key);
  }

  /** Takes a token away. */
  remove(label: string): void {
    run('softhsm2-util', ['--delete-token', '--token', label], this.environment);
  }

  async #put(label: string, pin: string, content: Uint8Array, what: readonly string[]): Promise<void> {
    const file = join(this.#folder, 'object.der');
    await writeFile(file, content);
    const access = ['--module', SOFTHSM_MODULE, '--token-label', label, '--login', '--pin', pin];
    run('pkcs11-tool', [...access, '--write-object', file, ...what], this.environment);
  }
}

/** A doctor's certificate for signatures with its key, as a token holds it. */
export async function tokenContent(authority: TestAuthority, holder: Parameters<TestAuthority['issueCertificates']>[0], now: Date) {
  const pair = await authority.issueCertificates(holder, now);
  return { signature: asContent(pair.signature), authentication: asContent(pair.authentication) };
}

type Issued = Awaited<ReturnType<TestAuthority['issueCertificates']>>['signature'];

function asContent({ certificate, chain, privateKey }: Issued): TokenContent {
  const key = privateKey instanceof Uint8Array ? createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' }) : privateKey;
  return { certificate, chain, privateKey: new Uint8Array((key as ReturnType<typeof createPrivateKey>).export({ format: 'der', type: 'pkcs8' })) };
}
