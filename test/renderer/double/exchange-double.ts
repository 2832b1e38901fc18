import { implement } from '@orpc/server';
import { exchange } from '../../../main/api/contracts/exchange.ts';
import type { DisagreementItem, EventsFile, ExchangeState, SettledAnswer } from '../../../main/api/schema/exchange.ts';
import * as samples from './exchange-samples.ts';
import { failed } from './failed.ts';
import { Watched } from './watched.ts';

/** What others and the desk tell each other, as the screens see it, in memory. */
export class ExchangeDouble {
  readonly state = new Watched<ExchangeState>(samples.alone);
  open: DisagreementItem[] = samples.disagreements;
  settled: DisagreementItem[] = samples.settled;
  entered: Pick<SettledAnswer, 'record' | 'draft'> = { record: true, draft: true };
  file: EventsFile = samples.file;
  /** The code that the hub takes. */
  code = 'ABCD-EFGH';

  readonly router;
  readonly #said: (name: string) => void;

  constructor(said: (name: string) => void) {
    this.#said = said;
    this.router = this.#implement();
  }

  change(part: Partial<ExchangeState>): ExchangeState {
    this.state.set({ ...this.state.value, ...part });
    return this.state.value;
  }

  #implement() {
    const os = implement(exchange);
    const said = this.#said;
    return os.router({
      watch: os.watch.handler(({ signal }) => this.state.follow(signal)),
      glance: os.glance.handler(() => (this.state.value.hub ? this.state.value : null)),
      enrol: os.enrol.handler(({ input }) => {
        said(`enrol ${input.url} ${input.name}`);
        if (input.code !== this.code) throw failed('ENROLMENT_REFUSED', { note: 'status 403' });
        return this.change({ ...samples.enrolled, hub: { ...samples.enrolled.hub!, url: input.url } });
      }),
      run: os.run.handler(() => {
        said('run');
        return { sent: 2, came: 5, state: this.state.value };
      }),
      forgive: os.forgive.handler(() => {
        said('forgive');
        return { count: this.state.value.refused.length, state: this.change({ refused: [] }) };
      }),
      publishStatus: os.publishStatus.handler(() => ({ unnamed: 3 })),
      export: os.export.handler(({ input }) => {
        said(`export ${input.peer} ${input.again}`);
        if (input.peer === 'hub') throw failed('NO_EVENTS_TO_EXPORT');
        return { file: new File(['x'], `${input.peer}.hpki-events`), count: 14, delivery: 'f-1' };
      }),
      delivered: os.delivered.handler(({ input }) => {
        said(`delivered ${input.delivery}`);
        return this.state.value;
      }),
      look: os.look.handler(({ input }) => {
        if (!input.file.name.endsWith('.hpki-events')) throw failed('EXCHANGE_FILE_UNREADABLE', { note: 'another kind of file' });
        return this.file;
      }),
      import: os.import.handler(({ input }) => {
        said(`import ${input.fingerprint ?? ''}`.trim());
        return { from: this.file.from, count: 37, fresh: 30, waiting: 2 };
      }),
      disagreements: os.disagreements.handler(({ input }) => (input.which === 'open' ? this.open : this.settled)),
      settle: os.settle.handler(({ input }) => {
        said(`settle ${input.id} ${input.decision} ${input.reason}`);
        const item = this.open.find(({ id }) => id === input.id)!;
        this.open = this.open.filter(({ id }) => id !== input.id);
        const by = { at: samples.ago(0), by: '検証　一郎', decision: input.decision, reason: input.reason };
        this.settled = [{ ...item, settled: by }, ...this.settled];
        return { ...this.entered, state: this.change({ disagreements: this.open.length }) };
      }),
    });
  }
}
