import type { KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bitString, integer, sequence, utf8String } from '../../../pki/asn1/encode.ts';
import { signingCertificateAttribute } from '../../../pki/cms/attributes.ts';
import { digest } from '../../../pki/digest/algorithms.ts';
import { PkiError } from '../../../pki/errors.ts';
import { readTimeStampRequest } from '../../../pki/time-stamp/request.ts';
import { type StamperOrder, timeStamperBy } from '../../../pki/time-stamp/stamper.ts';
import { parseTimeStampToken } from '../../../pki/time-stamp/token.ts';
import { keys, NOW } from '../../support/hpki-chain.ts';
import { type InfoSpec, messageImprint, POLICY, STAMPED, timeStampAuthority, timeStampToken, type Tsa } from '../../support/time-stamps.ts';

const tsa = timeStampAuthority();

interface Answer extends InfoSpec {
  readonly authority?: Tsa;
  readonly parts?: Parameters<typeof timeStampToken>[2];
  readonly accuracy?: Uint8Array;
  readonly nonce?: Uint8Array | null;
  readonly status?: Uint8Array;
  readonly order?: Partial<StamperOrder>;
  /** Whole TimeStampResp in place of the one made. */
  readonly bytes?: Uint8Array;
}

const GRANTED = sequence(integer(0));

/** The token, or code and detail of the failure, for a server that answers so. */
async function stamped({ authority = tsa, parts, status = GRANTED, order = {}, accuracy, nonce, bytes, ...info }: Answer) {
  const exchange = async (query: Uint8Array): Promise<Uint8Array> => {
    const asked = readTimeStampRequest(query);
    const echoed = nonce === undefined ? asked.nonce : nonce;
    const spec: InfoSpec = {
      imprint: asked.messageImprint,
      time: NOW,
      rest: [accuracy, echoed].filter((part) => part instanceof Uint8Array),
      ...info,
    };
    return bytes ?? sequence(status, timeStampToken(authority, spec, parts));
  };
  const timeStamper = timeStamperBy({ digestAlgorithm: 'sha256', exchange, now: () => NOW, ...order });
  try {
    return { token: await timeStamper.stamp(digest(timeStamper.digestAlgorithm, STAMPED)) };
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    return { code: error.code, ...error.detail };
  }
}

const pkcs8 = (key: KeyObject): Uint8Array => new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }));
const minutes = (count: number): Date => new Date(NOW.getTime() + count * 60_000);

describe('an answer as asked for', () => {
  it.each<[string, Answer]>([
    ['is handed out', {}],
    ['may be granted with modifications that do not matter', { status: sequence(integer(1)) }],
    ['under the policy asked for', { order: { policy: POLICY } }],
    ['over SHA-384', { order: { digestAlgorithm: 'sha384' } }],
    ['over SHA-512', { order: { digestAlgorithm: 'sha512' } }],
    ['four minutes before the clock', { time: minutes(-4) }],
    ['as far from the clock as its accuracy allows', { time: minutes(-6), accuracy: sequence(integer(120)) }],
  ])('%s', async (_, answer) => {
    const { token } = await stamped(answer);
    expect(parseTimeStampToken(token!).info.policy).toBe(POLICY);
  });

  it('is asked for with a nonce of its own each time and with the certificate', async () => {
    const queries: Uint8Array[] = [];
    const exchange = async (query: Uint8Array) => {
      queries.push(query);
      return sequence(GRANTED);
    };
    const timeStamper = timeStamperBy({ digestAlgorithm: 'sha256', policy: '1.2.3', exchange, now: () => NOW });
    for (let count = 0; count < 3; count++) await timeStamper.stamp(digest('sha256', STAMPED)).catch(() => {});
    const asked = queries.map(readTimeStampRequest);
    expect(asked).toMatchObject(asked.map(() => ({ policy: '1.2.3', certificateRequested: true, messageImprint: messageImprint() })));
    expect(new Set(asked.map(({ nonce }) => Buffer.from(nonce!).toString('hex'))).size).toBe(3);
  });
});

describe('an answer that is wrong', () => {
  const wrong = (what: string) => ({ code: 'TIME_STAMP_WRONG', what });
  const ofAnother = signingCertificateAttribute(tsa.root);
  it.each<[string, Answer, object]>([
    ['over another digest', { imprint: messageImprint('sha256', new Uint8Array(32)) }, wrong('imprint')],
    ['over another algorithm', { imprint: messageImprint('sha512') }, wrong('imprint')],
    ['with another nonce', { nonce: integer(1) }, wrong('nonce')],
    ['without nonce', { nonce: null }, wrong('nonce')],
    ['under another policy', { order: { policy: '1.2.3' } }, wrong('policy')],
    ['without its certificate', { parts: { certificates: [] } }, wrong('time-stamp-signature')],
    ['bound to another certificate', { parts: { bound: [ofAnother] } }, wrong('time-stamp-signature')],
    ['signed by another key', { authority: { ...tsa, issued: { ...tsa.issued, privateKey: pkcs8(keys.other) } } }, wrong('time-stamp-signature')],
    ['of a certificate without the purpose', { authority: timeStampAuthority({ purposes: null }) }, wrong('time-stamp-purpose')],
    ['of a certificate with a weak key', { authority: timeStampAuthority({ tsa: { key: keys.weak } }) }, wrong('time-stamp-algorithms')],
    ['of an expired certificate', { authority: timeStampAuthority({ tsa: { to: minutes(-10) } }) }, wrong('time')],
    ['by two signers', { parts: { signers: 2 } }, wrong('format')],
    ['that grants nothing', { bytes: sequence(GRANTED) }, { code: 'TIME_STAMP_WRONG' }],
    ['that is no answer', { bytes: Buffer.from('<html>') }, { code: 'TIME_STAMP_WRONG' }],
    ['ten minutes before the clock', { time: minutes(-10) }, { code: 'TIME_STAMP_CLOCK_APART', minutes: 10 }],
    ['ten minutes after the clock', { time: minutes(10) }, { code: 'TIME_STAMP_CLOCK_APART', minutes: 10 }],
  ])('%s is not handed out', async (_, answer, expected) => {
    expect(await stamped(answer)).toMatchObject(expected);
  });
});

describe('a refusal', () => {
  const text = (words: string) => sequence(utf8String(words));
  const bits = (...octets: readonly number[]) => bitString(Uint8Array.from(octets.slice(1)), octets[0]);
  it.each<[string, Uint8Array, object]>([
    [
      'by its name and the words of the server',
      sequence(integer(2), text('no such policy'), bits(0, 0, 0x01)),
      { failure: 'unacceptedPolicy', text: 'no such policy' },
    ],
    ['by its name alone', sequence(integer(2), bits(6, 0, 0, 0, 0x40)), { failure: 'systemFailure', text: '-' }],
    ['by its number where it has no name', sequence(integer(2), bits(6, 0x40)), { failure: '1' }],
    ['by the status alone', sequence(integer(3)), { failure: 'waiting', status: 'waiting' }],
    ['in one line without control characters', sequence(integer(2), text('a\u001b[31m\nb')), { text: 'a [31m b' }],
    ['in few words', sequence(integer(2), text('x'.repeat(5000))), { text: 'x'.repeat(300) }],
  ])('is told %s', async (_, status, expected) => {
    expect(await stamped({ bytes: sequence(status) })).toMatchObject({ code: 'TIME_STAMP_REFUSED', ...expected });
  });

  it('comes without a token, which would not be looked at', async () => {
    expect(await stamped({ status: sequence(integer(2)) })).toMatchObject({ code: 'TIME_STAMP_REFUSED' });
  });
});
