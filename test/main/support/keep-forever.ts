import { openRevocationCache } from '../../../main/revocation/cache.ts';
import type { Kept } from '../../../main/revocation/kept.ts';

/** Keeps ever newer lists of a megabyte in the folder until it is killed; prints the second of each that is on the disk. */
const [folder = ''] = process.argv.slice(2);
const cache = openRevocationCache(folder);
for (let second = 1; ; second++) {
  const kept: Kept = {
    address: 'http://crl.example.invalid/list.crl',
    kind: 'crl',
    about: null,
    issuer: 'CN=TEST',
    issuerKey: '',
    fresh: null,
    number: String(second),
    entries: 0,
    thisUpdate: new Date(second * 1000),
    nextUpdate: null,
    fetchedAt: new Date(second * 1000),
    etag: null,
    lastModified: null,
    der: new Uint8Array(1024 * 1024).fill(second),
  };
  await cache.keep(kept);
  process.stdout.write(`${second}\n`);
}
