import * as z from 'zod';
import { failure, hcCertificate } from './common.ts';

/** Name by which people speak of a service; it is part of the names of its keys. */
const serviceName = z.string().trim().min(1).max(60);

/** A service for remote signing (Cloud Signature Consortium API v2) as a person enters it. */
export const remoteServiceOrder = z.object({
  name: serviceName,
  /** Base of its API: HTTPS, or HTTP of this computer. */
  base: z.string().trim().min(1).max(1024),
  /** By which the service knows this program. */
  clientId: z.string().trim().min(1).max(255),
  /** Host at which one signs in, where it is not the service's own and somebody confirmed that the two belong together. */
  signInHost: z.string().trim().min(1).max(255).nullable().default(null),
});
export type RemoteServiceOrder = z.infer<typeof remoteServiceOrder>;

export const remoteServiceRecord = remoteServiceOrder.extend({ id: z.string() });
export type RemoteServiceRecord = z.infer<typeof remoteServiceRecord>;

/** What unlocks a key at a service: a PIN, a password that is made anew each time, a page of the service, or nothing that is supported here. */
export const remoteWay = z.enum(['pin', 'one-time', 'browser', 'unsupported']);

/** A key at a service. */
export const remoteKey = z.object({
  id: z.string(),
  /** The service's own words for it. */
  description: z.string().nullable(),
  /** Name among the readers. */
  reader: z.string(),
  way: remoteWay,
  certificate: hcCertificate.nullable(),
  failure: failure.nullable(),
});
export type RemoteKey = z.infer<typeof remoteKey>;

/** A service and what is known of it now. */
export const remoteService = remoteServiceRecord.extend({
  connected: z.boolean(),
  keys: z.array(remoteKey),
  /** What came of the last look, where it failed. */
  failure: failure.nullable(),
});
export type RemoteService = z.infer<typeof remoteService>;

/** Signing in: where the person has to go; the last one says that it is done, or why it is not. */
export const remoteVisit = z.discriminatedUnion('state', [
  z.object({ state: z.literal('asking') }),
  z.object({ state: z.literal('visiting'), address: z.string() }),
  z.object({ state: z.literal('connected'), keys: z.number().int() }),
  z.object({ state: z.literal('failed'), failure }),
]);
export type RemoteVisit = z.infer<typeof remoteVisit>;
