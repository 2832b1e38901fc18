import { randomBytes } from 'node:crypto';
import { integer } from '../asn1/encode.ts';
import type { DigestName } from '../digest/algorithms.ts';
import type { TimeStamper } from '../levels/material.ts';
import { provenToken } from './proven-token.ts';
import { encodeTimeStampRequest, type RequestOrder } from './request.ts';
import { readTimeStampResponse } from './response.ts';

export interface StamperOrder {
  readonly digestAlgorithm: Exclude<DigestName, 'sha1'>;
  /** Policy to ask for; the authority's own unless given. */
  readonly policy?: string | null;
  /** Brings a TimeStampReq to the authority and its TimeStampResp back, both DER. */
  readonly exchange: (query: Uint8Array) => Promise<Uint8Array>;
  readonly now: () => Date;
}

const NONCE_OCTETS = 8;

/** Time stamps by exchanges of RFC 3161, each with a nonce of its own and proved before it is handed out. */
export function timeStamperBy({ digestAlgorithm, policy = null, exchange, now }: StamperOrder): TimeStamper {
  return {
    digestAlgorithm,
    async stamp(hash) {
      const nonce = integer(BigInt(`0x${randomBytes(NONCE_OCTETS).toString('hex')}`));
      const asked: RequestOrder = { digestAlgorithm, hash, policy, nonce };
      const answer = await exchange(encodeTimeStampRequest(asked));
      return provenToken(readTimeStampResponse(answer), asked, now());
    },
  };
}
