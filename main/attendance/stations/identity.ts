import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { buildCertificate } from '../../../pki/certificate/build.ts';
import type { NameTemplate } from '../../../pki/certificate/encode-name.ts';
import { keyUsage } from '../../../pki/certificate/extensions/encode.ts';
import { deriveKey, seal, unseal } from '../../store/sealing.ts';
import type { Store } from '../../store/store.ts';
import { stationName } from './station-name.ts';

/** Who this desk is among stations. The certificate names nobody; other stations know it by its fingerprint alone. */
export interface StationIdentity {
  /** First 32 hexadecimal characters of the fingerprint: what facts call the device. */
  readonly device: string;
  /** SHA-256 of the certificate, 64 lower-case hexadecimal characters. */
  readonly fingerprint: string;
  /** What people call it. */
  readonly name: string;
  /** DER. */
  readonly certificate: Uint8Array;
  /** ECDSA on P-256. */
  readonly privateKey: KeyObject;
}

const KEY_PURPOSE = 'station key';
const PLACE = 'private key of the station';

/** A desk whose clock is wrong must be let in too, so the certificate is never too young and has no end (RFC 5280 section 4.1.2.5). */
const VALIDITY = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('9999-12-31T23:59:59Z') };

/** SHA-256 of a certificate, lower-case hexadecimal. */
export const fingerprintOf = (certificate: Uint8Array): string => createHash('sha256').update(certificate).digest('hex');

/** What facts call the station with this fingerprint. */
export const deviceOf = (fingerprint: string): string => fingerprint.slice(0, 32);

function selfSigned(privateKey: KeyObject): Uint8Array {
  const name: NameTemplate = [['CN', randomUUID()]];
  const serial = BigInt(`0x01${randomBytes(15).toString('hex')}`);
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return buildCertificate({ serial, issuer: name, subject: name, ...VALIDITY, spki, extensions: [keyUsage('digitalSignature')] }, privateKey);
}

/** The key of this desk as a station, made at the first use; `name` is what it is called then. */
export async function openStationIdentity({ db, masterKey }: Pick<Store, 'db' | 'masterKey'>, name: string): Promise<StationIdentity> {
  const key = deriveKey(masterKey.key, KEY_PURPOSE);
  const row = (await db.selectFrom('station').selectAll().executeTakeFirst()) ?? (await create());
  const certificate = new Uint8Array(row.certificate);
  const privateKey = createPrivateKey({ key: Buffer.from(unseal(key, row.sealed_key, PLACE)), format: 'der', type: 'pkcs8' });
  return { device: row.device, fingerprint: fingerprintOf(certificate), name: row.name, certificate, privateKey };

  async function create() {
    const { privateKey: made } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const created = selfSigned(made);
    const sealed_key = seal(key, made.export({ format: 'der', type: 'pkcs8' }), PLACE);
    const values = { id: 1, name: stationName(name), device: deviceOf(fingerprintOf(created)), certificate: created, sealed_key };
    await db.insertInto('station').values(values).execute();
    return values;
  }
}

/** Keeps what people call this station. */
export async function renameStation({ db }: Pick<Store, 'db'>, name: string): Promise<string> {
  const kept = stationName(name);
  await db.updateTable('station').set({ name: kept }).execute();
  return kept;
}
