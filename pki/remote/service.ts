import type { DigestName } from '../digest/algorithms.ts';
import type { PkiError } from '../errors.ts';

/** What a person has to do before a service lets a key sign. `unsupported` is anything that is not described here. */
export type ActivationWay = 'pin' | 'one-time' | 'browser' | 'unsupported';

/** A key that a service keeps, with its certificate. Everything in it is what the service claims, until a signature was verified. */
export interface RemoteCredential {
  /** The name by which the service knows it. */
  readonly id: string;
  /** The service's own words for it; `null` where it has none. */
  readonly description: string | null;
  /** End-entity certificate, DER. */
  readonly certificate: Uint8Array;
  /** Issuers, DER, nearest first; may be empty. */
  readonly chain: readonly Uint8Array[];
  /** Whether key and certificate are in use, as the service says. */
  readonly enabled: boolean;
  readonly way: ActivationWay;
  /** The one value that is typed, where `way` says that one is. */
  readonly factor: { readonly id: string; readonly digitsOnly: boolean } | null;
  /** Object identifiers of the signature algorithms that the key may be used with. */
  readonly algorithms: readonly string[];
}

/** A key of which the service tells nothing that can be used, and why. */
export interface FaultyCredential {
  readonly id: string;
  readonly error: PkiError;
}

/** The keys of a person; one that is odd takes none of the others along. */
export interface CredentialList {
  readonly usable: readonly RemoteCredential[];
  readonly faulty: readonly FaultyCredential[];
}

/** Digests that are to be signed by one key with one algorithm. */
export interface HashOrder {
  readonly credential: RemoteCredential;
  readonly digest: DigestName;
  readonly hashes: readonly Uint8Array[];
  /** Object identifier of RSASSA-PKCS1-v1_5, alone or with the digest. */
  readonly algorithm: string;
}

/** What a service gives for an activation, good for the ordered hashes alone. A secret: never shown, logged or kept. */
export interface Activation {
  readonly secret: string;
  /** Whether `secret` is an access token of its own, as an authorisation in the browser gives, rather than signature activation data. */
  readonly isToken: boolean;
}

/**
 * Sends the person to an address in a browser of their own and resolves with the address at which they come back, once.
 * @param addressFor makes the address to visit, given the redirect URI that somebody listens at
 */
export type BrowserVisit = (addressFor: (redirectUri: string) => string, signal: AbortSignal) => Promise<URL>;

/** A service whose person has signed in. Every method rejects with a `PkiError`, or with the signal's reason when it aborts. */
export interface RemoteSession {
  /** The credentials of the person. */
  credentials(signal: AbortSignal): Promise<CredentialList>;
  /** One of them, asked anew. */
  credential(id: string, signal: AbortSignal): Promise<RemoteCredential>;
  /**
   * Unlocks the key for exactly these hashes by what the person typed. Sent once, never again by itself; the caller wipes the factor.
   * @throws PkiError REMOTE_PIN_REFUSED; REMOTE_PIN_OUTCOME_UNKNOWN for whatever else happens once it may have been sent, giving up included
   */
  activate(order: HashOrder, factor: Uint8Array, signal: AbortSignal): Promise<Activation>;
  /** Unlocks the key for exactly these hashes at a page of the service. */
  activateInBrowser(order: HashOrder, visit: BrowserVisit, signal: AbortSignal): Promise<Activation>;
  /** One signature value for each hash in their order, unverified. */
  signHash(order: HashOrder, activation: Activation, signal: AbortSignal): Promise<readonly Uint8Array[]>;
  /** The access token is over, by its clock or by the service's word: the person has to sign in again. */
  readonly over: boolean;
  /** Tells the service to forget the session, and forgets it here whatever comes of that. */
  end(): Promise<void>;
}

/** The plug for one kind of service; what an adapter owes is told in README.md beside this file. */
export interface RemoteSigningService {
  /** The name that the service gives itself and where one signs in, asked without doing so. @throws PkiError REMOTE_SIGN_IN_ELSEWHERE */
  describe(signal: AbortSignal): Promise<{ readonly name: string; readonly signInHost: string }>;
  /** Lets the person sign in. @throws PkiError REMOTE_SIGN_IN_ELSEWHERE */
  signIn(visit: BrowserVisit, signal: AbortSignal): Promise<RemoteSession>;
}
