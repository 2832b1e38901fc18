import { app } from 'electron';
import { HPKI_SCHEME, isHpkiAddress, parseHpkiAddress } from '../../programs/address.ts';

/**
 * What the program was started with, of its own. An address comes from any page: where there is one, nothing beside it counts, however a system has cut
 * what it was given into arguments.
 */
export const programArguments = (argv: readonly string[]): readonly string[] => (argv.some(isHpkiAddress) ? [] : argv.slice(1));

/**
 * Makes the program the one that opens `hpki:` addresses, and hands on those that are exactly one; made before the program is ready, so that the one it was
 * started with is not missed.
 */
export class HpkiAddresses {
  #handle: ((address: string) => void) | null = null;
  #waiting: string | null = null;

  constructor() {
    // A checkout is not the program that a system should start; `--` keeps an address from being read as an option.
    if (app.isPackaged) app.setAsDefaultProtocolClient(HPKI_SCHEME, process.execPath, ['--']);
    app.on('second-instance', (_event, argv) => this.receive(argv));
    app.on('open-url', (event, url) => {
      event.preventDefault();
      this.receive([url]);
    });
  }

  /** Takes the address among arguments, if there is one. */
  receive(argv: readonly string[]): void {
    const address = argv.find((argument) => parseHpkiAddress(argument));
    if (address === undefined) return;
    if (this.#handle) this.#handle(address);
    else this.#waiting = address;
  }

  /** From now on each address goes to `handle`, with the one that came before. */
  serve(handle: (address: string) => void): void {
    this.#handle = handle;
    if (this.#waiting !== null) handle(this.#waiting);
    this.#waiting = null;
  }
}
