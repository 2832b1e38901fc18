import { implement } from '@orpc/server';
import { dispensing } from '../../../main/api/contracts/dispensing.ts';
import type { DispensingOrder, DispensingView, ReceivedPrescription } from '../../../main/api/schema/dispensing.ts';
import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import { failed } from './failed.ts';

/** The dispensing side as the screens see it, in memory. */
export class DispensingDouble {
  received: ReceivedPrescription | null = null;
  document: OpenedDocument | null = null;
  view: DispensingView | null = null;
  order: DispensingOrder | null = null;
  readonly router;
  readonly #said: (name: string) => void;

  constructor(said: (name: string) => void) {
    this.#said = said;
    this.router = this.#implement();
  }

  #implement() {
    const os = implement(dispensing);
    const missing = () => failed('DOCUMENT_TYPE_UNKNOWN');
    return os.router({
      receive: os.receive.handler(({ input }) => {
        this.#said(`receive ${input.file.name}`);
        if (!this.received) throw missing();
        return this.received;
      }),
      compose: os.compose.handler(({ input }) => {
        this.#said(`compose ${input.document}`);
        this.order = input;
        if (!this.document) throw missing();
        return this.document;
      }),
      view: os.view.handler(() => {
        if (!this.view) throw missing();
        return this.view;
      }),
    });
  }
}
