import type { Clients } from './access/clients.ts';
import type { HubKeys } from './access/hub-keys.ts';
import type { HubStore } from './store/hub-store.ts';

/** What the parts of a hub share. */
export interface HubParts {
  readonly store: HubStore;
  /** Origin under which others reach it, without a slash at its end: issuer and audience of everything. */
  readonly url: string;
  readonly keys: HubKeys;
  readonly clients: Clients;
  /** Under which what must not be read in the database rests. */
  readonly secret: Uint8Array;
}
