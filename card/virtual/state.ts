import { createPrivateKey, type KeyObject } from 'node:crypto';
import { type ApplicationKind, HPKI_AIDS } from '../hpki/applications.ts';
import { filesOf, type VirtualFile } from './files.ts';
import type { VirtualApplicationImage, VirtualCardImage } from './image.ts';
import { type CardProfile, PROFILES } from './profiles.ts';

/** One application while the card is powered. */
export class VirtualApplication {
  readonly kind: ApplicationKind;
  readonly aid: Uint8Array;
  readonly files: readonly VirtualFile[];
  readonly pin: Uint8Array;
  readonly key: KeyObject;
  readonly maxTries: number;
  tries: number;

  constructor(image: VirtualApplicationImage, profile: CardProfile) {
    this.kind = image.kind;
    this.aid = Buffer.from(HPKI_AIDS[image.kind], 'hex');
    this.files = filesOf(image, profile);
    this.pin = Buffer.from(image.pin, 'utf8');
    this.key = createPrivateKey({ key: Buffer.from(image.privateKey, 'base64'), format: 'der', type: 'pkcs8' });
    this.maxTries = image.maxTries;
    this.tries = image.tries;
  }
}

/** Everything a reset forgets. */
export interface Volatile {
  selected: VirtualApplication | null;
  file: VirtualFile | null;
  verified: boolean;
  /** MSE has named the signature key. */
  keySet: boolean;
  /** Rest of an answer that GET RESPONSE fetches. */
  rest: Uint8Array;
  /** Commands of a chain received so far. */
  chain: { readonly header: string; data: Uint8Array } | null;
}

export const afterReset = (): Volatile => ({ selected: null, file: null, verified: false, keySet: false, rest: new Uint8Array(), chain: null });

/** What command handlers work on. */
export interface CardState {
  readonly profile: CardProfile;
  readonly signing: VirtualCardImage['signing'];
  readonly applications: readonly VirtualApplication[];
  readonly now: Volatile;
  /** Writes the PIN counters down; the card answers only after it. */
  persist(): Promise<void>;
}

/** Orders the applications as the card lists them: signature, then authentication. */
export const applicationsOf = (image: VirtualCardImage): readonly VirtualApplication[] =>
  (['signature', 'authentication'] as const).flatMap((kind) =>
    image.applications
      .filter((application) => application.kind === kind)
      .map((application) => new VirtualApplication(application, PROFILES[image.profile])),
  );
