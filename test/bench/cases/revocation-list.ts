import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { verifyIssuedBy } from '../../../pki/certificate/certificate.ts';
import { type Crl, parseCrl } from '../../../pki/revocation/crl.ts';
import { crl, rsaKey, spkiOf } from '../../support/certificates.ts';
import { type Figure, median, pair } from '../measure.ts';

const ENTRIES = 200_000;
const RUNS = 7;
const LOOK_UPS = 20_000;
/** Microseconds of a look-up, megabytes of a list in memory. */
const [MOST_LOOK_UP, MOST_MEMORY] = [5, 30];

const run = promisify(execFile);
const serialAt = (index: number): number => 2 ** 40 + index * 7919;
const hex = (serial: number): string => serial.toString(16).toUpperCase().padStart(12, '0');

/** A list as long as no authority of the healthcare PKI has one. */
function longList(): { readonly der: Uint8Array; readonly spki: Uint8Array } {
  const key = rsaKey();
  const now = Date.now();
  const entries = Array.from({ length: ENTRIES }, (_, index) => ({
    serial: serialAt(index),
    date: new Date(now - index * 1000),
    reason: 'superseded' as const,
  }));
  return {
    der: crl({ issuer: [['CN', 'Bench']], key, thisUpdate: new Date(now), nextUpdate: new Date(now + 86_400_000), entries }),
    spki: spkiOf(key),
  };
}

/** First use of a long list beside `openssl crl`, whose start as a process is not counted; then look-ups and memory beside their limits. */
export async function revocationListFigures(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hpki-bench-'));
  try {
    const { der, spki } = longList();
    const path = join(folder, 'list.crl');
    await writeFile(path, der);
    let turn = 0;
    const load = async () => {
      const other = new Uint8Array(der);
      other[other.length - 1]! ^= ++turn;
      verifyIssuedBy(parseCrl(other), { spki });
    };
    const { work, peer } = await pair(RUNS, load, () => run('openssl', ['crl', '-inform', 'DER', '-in', path, '-noout']));
    const { peer: start } = await pair(
      RUNS,
      async () => {},
      () => run('openssl', ['version']),
    );
    const name = `a revocation list of ${ENTRIES} entries`;
    return [
      { name: `${name}, read and verified`, peer: 'openssl crl -noout', ours: median(work), theirs: median(peer) - median(start), target: 0 },
      lookUps(name, parseCrl(der)),
      memory(name, der),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function lookUps(name: string, { entries, issuerName }: Crl): Figure {
  const serials = Array.from({ length: LOOK_UPS }, (_, index) => hex(serialAt((index * 104_729) % ENTRIES)));
  entries.find('00', issuerName.key);
  const times = Array.from({ length: RUNS }, () => {
    const begin = performance.now();
    for (const serial of serials) entries.find(serial, issuerName.key);
    return ((performance.now() - begin) / LOOK_UPS) * 1000;
  });
  return { name: `${name}, one look-up`, peer: 'the limit', ours: median(times), theirs: MOST_LOOK_UP, unit: 'µs', target: 0 };
}

/** What a list read anew adds, with its bytes and its index. */
function memory(name: string, der: Uint8Array): Figure {
  const used = (): number => {
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 1_000_000;
  };
  const before = used();
  const bytes = new Uint8Array(der);
  bytes[bytes.length - 1]! ^= 0xff;
  const { entries, issuerName } = parseCrl(bytes);
  entries.find('00', issuerName.key);
  return { name: `${name}, in memory`, peer: 'the limit', ours: used() - before, theirs: MOST_MEMORY, unit: 'MB', target: 0 };
}
