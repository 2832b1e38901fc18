import crypto, { checkPrimeSync, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';
import { Random } from './random.ts';

const EXPONENT = 65537n;
const SMALL_PRIMES = Array.from({ length: 2000 }, (_, index) => index + 3).filter((number) => {
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false;
  return true;
});

const bigInt = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);
const base64Url = (value: bigint): string => {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
};

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (b !== 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
  return ((x % modulus) + modulus) % modulus;
}

/** The first prime from a random place on, with both highest bits set so that two of them give a modulus of full length. */
function prime(random: Random, bits: number): bigint {
  const start = bigInt(random.bytes(bits / 8)) | (3n << BigInt(bits - 2)) | 1n;
  const remainders = SMALL_PRIMES.map((small) => Number(start % BigInt(small)));
  for (let step = 0; ; step += 2) {
    if (SMALL_PRIMES.some((small, index) => (remainders[index]! + step) % small === 0)) continue;
    const candidate = start + BigInt(step);
    if ((candidate - 1n) % EXPONENT !== 0n && checkPrimeSync(candidate)) return candidate;
  }
}

function rsaKeyPair(random: Random, bits: number): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  const p = prime(random, bits / 2);
  const q = prime(random, bits / 2);
  const d = inverse(EXPONENT, (p - 1n) * (q - 1n));
  const [n, e, dp, dq, qi] = [p * q, EXPONENT, d % (p - 1n), d % (q - 1n), inverse(q, p)];
  const numbers = Object.fromEntries(Object.entries({ n, e, d, p, q, dp, dq, qi }).map(([name, value]) => [name, base64Url(value)]));
  const privateKey = createPrivateKey({ key: { kty: 'RSA', ...numbers }, format: 'jwk' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/**
 * Makes RSA keys, serial numbers and identifiers follow from the seed in this thread, so that a finding can be had again anywhere.
 * RSA signatures with PKCS #1 v1.5 padding draw no numbers of their own; keys and signatures of other kinds differ from run to run.
 */
export function seedCrypto(seed: number): void {
  const random = new Random(seed, 'crypto');
  const generate = crypto.generateKeyPairSync as (type: string, options: { readonly modulusLength: number }) => object;
  const pair = (type: string, options: { readonly modulusLength: number }): object =>
    type === 'rsa' ? rsaKeyPair(random, options.modulusLength) : generate(type, options);
  Object.assign(crypto, {
    randomBytes: (length: number) => random.bytes(length),
    randomUUID: () =>
      random
        .bytes(16)
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    generateKeyPairSync: pair,
    generateKeyPair: Object.assign(() => {}, { [promisify.custom]: async (...order: Parameters<typeof pair>) => pair(...order) }),
  });
  syncBuiltinESMExports();
}
