import { assessTimeStamp } from '../../../pki/time-stamp/assess.ts';
import { readTimeStampRequest } from '../../../pki/time-stamp/request.ts';
import { readTimeStampResponse } from '../../../pki/time-stamp/response.ts';
import { parseTimeStampToken } from '../../../pki/time-stamp/token.ts';
import { integer, sequence, utf8String } from '../../../pki/asn1/encode.ts';
import { NO_VALIDATION_DATA } from '../../../pki/validation/evidence.ts';
import { essCertIdV1, messageImprint, stampOf, timeStampToken, UNPROVED } from '../../support/time-stamps.ts';
import { demand, type Target } from '../engine/target.ts';
import { DER } from '../mutate/der.ts';
import { base64, OPTIONS, TSA } from './world.ts';

/** Requests, answers of a server, and tokens: a trusted one holds the very TSTInfo that the authority signed. */
export const timeStamp: Target = {
  name: 'time-stamp',
  executions: 300,
  mutations: DER,
  async prepare() {
    const tokens = [
      timeStampToken(TSA),
      timeStampToken(TSA, { algorithm: 'sha512', rest: [sequence(integer(1))] }),
      timeStampToken(TSA, {}, { bound: [essCertIdV1(TSA.certificate)], certificates: [TSA.certificate, TSA.root], crls: [TSA.crl] }),
    ];
    const granted = sequence(sequence(integer(0)), tokens[0]!);
    const refused = sequence(sequence(integer(2), sequence(utf8String('no')), Buffer.from('03020780', 'hex')));
    const asked = sequence(integer(1), messageImprint(), integer(77));
    const assess = (token: Uint8Array) => assessTimeStamp(stampOf(token), NO_VALIDATION_DATA, UNPROVED, OPTIONS);
    const content = (token: Uint8Array): string => base64(parseTimeStampToken(token).signedData.eContent!);
    const genuine = new Set(tokens.map(content));
    for (const token of tokens) demand((await assess(token)).report.trusted, 'a genuine token is not trusted');
    const attempts = [readTimeStampRequest, (input: Uint8Array) => parseTimeStampToken(readTimeStampResponse(input))];
    return {
      seeds: [...tokens, granted, refused, asked],
      async run(input) {
        const { report } = await assess(input);
        if (report.trusted) demand(genuine.has(content(input)), 'a token is trusted that nobody signed');
        for (const attempt of attempts) unlessExpected(() => attempt(input));
      },
    };
  },
};

/** Each reader has its own way to refuse. */
function unlessExpected(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Error) || !['PkiError', 'Refusal'].includes(error.name)) throw error;
  }
}
