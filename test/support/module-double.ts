import { type MadeSignature, type ModuleFacts, type ModuleReply, type ModuleRequest, frame, unframe } from '../../card/pkcs11/messages.ts';
import type { ModulePort, StartModuleProcess } from '../../card/pkcs11/port.ts';

/** What the process of a module does with one request. */
export type Deed =
  | { readonly reply: { readonly facts: ModuleFacts } | { readonly made: MadeSignature } | Extract<ModuleReply, { failure: unknown }>['failure'] }
  | 'crash'
  | 'silence'
  | 'garbage';

/** The process of a module with its own mind: it remembers every request with the PIN behind it, and what became of the blocks it was given. */
export class ModuleDouble {
  readonly requests: { readonly request: ModuleRequest; readonly pin: string | null }[] = [];
  readonly blocks: Uint8Array[] = [];
  started = 0;
  killed = 0;
  readonly #act: (request: ModuleRequest, pin: string | null) => Deed;

  constructor(act: (request: ModuleRequest, pin: string | null) => Deed) {
    this.#act = act;
  }

  readonly start: StartModuleProcess = () => {
    this.started += 1;
    const waiting: Uint8Array[] = [];
    let over = false;
    let wake = Promise.withResolvers<void>();
    const end = () => {
      over = true;
      wake.resolve();
    };
    async function* answers(): AsyncGenerator<Uint8Array, void> {
      while (true) {
        const next = waiting.shift();
        if (next) yield next;
        else if (over) return;
        else {
          await wake.promise;
          wake = Promise.withResolvers<void>();
        }
      }
    }
    const port: ModulePort = {
      send: (block) => {
        const { message, secret } = unframe<ModuleRequest>(block);
        const pin = secret && Buffer.from(secret).toString('utf8');
        this.requests.push({ request: message, pin });
        this.blocks.push(block);
        block.fill(0);
        const deed = this.#act(message, pin);
        if (deed === 'silence') return;
        if (deed === 'crash') return end();
        if (deed === 'garbage') {
          waiting.push(Buffer.alloc(20, 0xff));
        } else {
          const { reply } = deed;
          waiting.push(frame('code' in reply ? { id: message.id, failure: reply } : { id: message.id, ...reply }));
        }
        wake.resolve();
      },
      answers: answers(),
      kill: () => {
        this.killed += 1;
        end();
      },
    };
    return port;
  };

  /** PINs that reached the process, in order. */
  get pins(): readonly (string | null)[] {
    return this.requests.filter(({ request }) => request.call === 'sign').map(({ pin }) => pin);
  }
}
