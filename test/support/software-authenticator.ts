import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';

/** What one answer says; a test changes one of them. */
export interface Answered {
  readonly origin: string;
  readonly rpId: string;
  readonly challenge: string;
  readonly type: string;
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  /** Signature counter. */
  readonly counter: number;
  readonly id: string;
  readonly userHandle: string | undefined;
}

interface Credential {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly userHandle: string;
  counter: number;
}

type Cbor = number | string | Uint8Array | ReadonlyMap<Cbor, Cbor>;

const head = (major: number, value: number): Buffer => {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  const bytes = Buffer.alloc(value < 256 ? 2 : 3, (major << 5) | (value < 256 ? 24 : 25));
  if (value < 256) bytes.writeUInt8(value, 1);
  else bytes.writeUInt16BE(value, 1);
  return bytes;
};

/** CBOR (RFC 8949) of what an authenticator sends. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, member]) => [cbor(key), cbor(member)])]);
}

/** COSE key of ES256 (RFC 9053 section 2.1, 7.1.1). */
function coseKey(publicKey: KeyObject): Buffer {
  const { x, y } = publicKey.export({ format: 'jwk' });
  return cbor(
    new Map<Cbor, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x!, 'base64url')],
      [-3, Buffer.from(y!, 'base64url')],
    ]),
  );
}

const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest();

/** Authenticator data (WebAuthn Level 3, section 6.1). */
function authenticatorData({ rpId, userPresent, userVerified, counter }: Answered, attested: Uint8Array | null): Buffer {
  const flags = (userPresent ? 0x01 : 0) | (userVerified ? 0x04 : 0) | (attested ? 0x40 : 0);
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, attested ?? Buffer.alloc(0)]);
}

const clientData = ({ type, challenge, origin }: Answered): Buffer => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

/** A security key in software: ES256, a counter, always with its user. Browsers in between are played too. */
export class SoftwareAuthenticator {
  readonly #credentials = new Map<string, Credential>();
  readonly #keepsCounter: boolean;

  constructor({ keepsCounter = true }: { readonly keepsCounter?: boolean } = {}) {
    this.#keepsCounter = keepsCounter;
  }

  /** Ids of its passkeys, base64url. */
  get ids(): readonly string[] {
    return [...this.#credentials.keys()];
  }

  /** Sets the counter of every passkey, as a copy of the key would have another. */
  setCounter(counter: number): void {
    for (const credential of this.#credentials.values()) credential.counter = counter;
  }

  register(options: PublicKeyCredentialCreationOptionsJSON, origin: string, change: Partial<Answered> = {}): RegistrationResponseJSON {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const credential: Credential = { id: randomBytes(32).toString('base64url'), privateKey, userHandle: options.user.id, counter: 0 };
    this.#credentials.set(credential.id, credential);
    const answered = this.#answered('webauthn.create', options.challenge, options.rp.id!, origin, credential, change);
    const id = Buffer.from(answered.id, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)]);
    const attestation = new Map<Cbor, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authenticatorData(answered, attested)],
    ]);
    return {
      id: answered.id,
      rawId: answered.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: clientData(answered).toString('base64url'),
        attestationObject: cbor(attestation).toString('base64url'),
        transports: ['usb'],
      },
    };
  }

  authenticate(options: PublicKeyCredentialRequestOptionsJSON, origin: string, change: Partial<Answered> = {}): AuthenticationResponseJSON {
    const allowed = options.allowCredentials?.map(({ id }) => id) ?? [];
    const credential = [...this.#credentials.values()].find(({ id }) => allowed.includes(id)) ?? [...this.#credentials.values()][0]!;
    if (this.#keepsCounter) credential.counter += 1;
    const answered = this.#answered('webauthn.get', options.challenge, options.rpId!, origin, credential, change);
    const data = authenticatorData(answered, null);
    const client = clientData(answered);
    const { userHandle } = answered;
    return {
      id: answered.id,
      rawId: answered.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', Buffer.concat([data, sha256(client)]), credential.privateKey).toString('base64url'),
        ...(userHandle !== undefined && { userHandle }),
      },
    };
  }

  #answered(type: string, challenge: string, rpId: string, origin: string, credential: Credential, change: Partial<Answered>): Answered {
    const { id, counter, userHandle } = credential;
    return { type, challenge, rpId, origin, id, counter, userHandle, userPresent: true, userVerified: true, ...change };
  }
}
