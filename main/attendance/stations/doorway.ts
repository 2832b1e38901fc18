import { lookup } from 'node:dns/promises';
import { AppError } from '../../errors.ts';
import type { StationIdentity } from './identity.ts';
import { addressOnNetwork } from './ip-address.ts';
import type { KeptListening, KeptSetting } from './kept-settings.ts';
import type { Pace } from './pace.ts';
import { Redial } from './redial.ts';
import { type Admission, type Listener, listen } from './secure-channel.ts';

const EVERY_ADDRESS = '0.0.0.0';

export interface DoorwayOptions {
  readonly identity: StationIdentity;
  readonly kept: KeptSetting<KeptListening>;
  readonly admit: Admission;
  readonly pace: Pace;
  readonly publish: () => void;
}

/** Where other stations come in. It is opened again at the same port after a start, and as soon as the network is there. */
export class Doorway implements AsyncDisposable {
  readonly #options: DoorwayOptions;
  readonly #reopening: Redial;
  #listener: Listener | null = null;
  #disposed = false;

  constructor(options: DoorwayOptions) {
    this.#options = options;
    const missing = () => !this.#disposed && options.kept.value !== null && this.#listener === null;
    this.#reopening = new Redial(missing, () => this.#listen(options.kept.value!), options.pace);
  }

  /** Address at which others reach this desk; `null` while it does not listen or has no network. */
  get place(): { readonly host: string; readonly port: number } | null {
    const host = this.#listener?.host === EVERY_ADDRESS ? addressOnNetwork() : this.#listener?.host;
    return this.#listener && host ? { host, port: this.#listener.port } : null;
  }

  /** Opens at the address that was kept, now or later. */
  reopen(): void {
    this.#reopening.now();
  }

  /**
   * Opens at an address, any free port where none is given and none was used before.
   * @throws AppError STATION_UNREACHABLE without a network, or where the address cannot be listened at
   */
  async open(host: string | undefined, port: number | undefined): Promise<{ readonly host: string; readonly port: number }> {
    const { kept } = this.#options;
    const address = host === undefined ? null : await addressOf(host);
    const wanted = { host: address, port: port ?? kept.value?.port ?? 0 };
    const same = this.#listener?.host === (address ?? EVERY_ADDRESS) && (wanted.port === 0 || wanted.port === this.#listener.port);
    if (!same) {
      await this.#shut();
      await this.#listen(wanted).catch((error: unknown) => {
        if (port !== undefined) throw error;
        return this.#listen({ host: address, port: 0 });
      });
    }
    await kept.keep({ host: address, port: this.#listener!.port });
    const { place } = this;
    if (!place) throw new AppError('STATION_UNREACHABLE', { host: '', port: wanted.port });
    return place;
  }

  /** Lets nobody in any more. */
  async close(): Promise<void> {
    await this.#options.kept.keep(null);
    await this.#shut();
  }

  async #listen({ host, port }: { readonly host: string | null; readonly port: number }): Promise<void> {
    const listener = await listen(this.#options.identity, host ?? EVERY_ADDRESS, port, this.#options.admit);
    if (this.#listener || this.#disposed) return listener[Symbol.asyncDispose]();
    this.#listener = listener;
    this.#options.publish();
  }

  async #shut(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    await listener?.[Symbol.asyncDispose]();
    this.#options.publish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    this.#reopening[Symbol.dispose]();
    await this.#shut();
  }
}

/** IP address of a host, for codes carry no names. */
async function addressOf(host: string): Promise<string> {
  const { address } = await lookup(host).catch((cause: unknown) => {
    throw new AppError('STATION_UNREACHABLE', { host }, { cause });
  });
  return address;
}
