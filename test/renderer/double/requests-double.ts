import { implement } from '@orpc/server';
import { prescriptionRequests } from '../../../main/api/contracts/prescription-requests.ts';
import type { RegisterEntry } from '../../../main/api/schema/document.ts';
import type { PrescriptionRequestView, PrescriptionServiceView } from '../../../main/api/schema/prescription-requests.ts';
import { failed } from './failed.ts';
import { Watched } from './watched.ts';

const NOTHING: PrescriptionServiceView = { terminal: null, lookedAt: null, faults: [], open: 0, attention: 0, change: 0 };

/** Prescriptions on their way to the service as the screens see them, in memory. */
export class RequestsDouble {
  readonly view = new Watched<PrescriptionServiceView>(NOTHING);
  requests: PrescriptionRequestView[] = [];
  waiting: RegisterEntry[] = [];
  readonly router;
  readonly #said: (name: string) => void;

  constructor(said: (name: string) => void) {
    this.#said = said;
    this.router = this.#implement();
  }

  #change(part: Partial<PrescriptionServiceView>): PrescriptionServiceView {
    this.view.set({ ...this.view.value, ...part, change: this.view.value.change + 1 });
    return this.view.value;
  }

  #implement() {
    const os = implement(prescriptionRequests);
    const said = this.#said;
    return os.router({
      watch: os.watch.handler(({ signal }) => this.view.follow(signal)),
      list: os.list.handler(({ input }) => {
        const fits = this.requests.filter(
          ({ issue, state }) => (input.issue ?? issue) === issue && (input.filter !== 'attention' || state === 'uncertain'),
        );
        return { requests: fits.slice(input.offset, input.offset + input.limit), total: fits.length };
      }),
      waiting: os.waiting.handler(() => this.waiting),
      setTerminal: os.setTerminal.handler(({ input }) => {
        said(`terminal ${input?.request} ${input?.response} ${input?.everySeconds}`);
        if (input?.request === input?.response)
          throw failed('TERMINAL_FOLDER_UNFIT', { place: 'response', folder: input?.response ?? '', because: 'same' });
        return this.#change({ terminal: input });
      }),
      submit: os.submit.handler(({ input }) => {
        said(`submit ${input.from} ${input.id} ${input.issue} ${input.again ?? ''}`.trim());
        if (this.requests.some(({ document }) => document === input.id) && !input.again) throw failed('PRESCRIPTION_REQUESTED', { name: input.id });
        this.#change({});
        return { id: 'q-new' };
      }),
      collect: os.collect.handler(() => {
        said('collect');
        return { answered: [] };
      }),
      settle: os.settle.handler(({ input }) => {
        said(`settle ${input.id} ${input.decision} ${input.reason}`);
        this.requests = this.requests.map((one) => (one.id === input.id ? { ...one, state: 'placed' } : one));
        this.#change({ attention: 0 });
      }),
      withdraw: os.withdraw.handler(({ input: { id, reason, by } }) => {
        said(`withdraw ${id} ${by} ${reason}`);
        const word = { at: '2026-11-20T06:00:00.000Z', decision: 'withdrawn', reason, by } as const;
        this.requests = this.requests.map((one) => (one.id === id ? { ...one, state: 'withdrawn', words: [...one.words, word] } : one));
        this.#change({ open: 0 });
      }),
    });
  }
}
