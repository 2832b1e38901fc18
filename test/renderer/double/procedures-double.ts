import { implement } from '@orpc/server';
import { procedures as contract } from '../../../main/api/contracts/procedures.ts';
import type { MemberView, ProcedureItem, ProcedurePlan } from '../../../main/api/schema/procedures.ts';
import { failed } from './failed.ts';
import * as samples from './procedures-samples.ts';

/** What an association does with memberships at the hub, as the screens see it, in memory. */
export class ProceduresDouble {
  /** Code of the association of the desk; `null`: the desk is none's. */
  own: string | null = 'otaru';
  /** Whose own desk it is, in place of an association's. */
  person: string | null = null;
  enrolled = true;
  procedures: ProcedureItem[] = [...samples.procedures];
  members: MemberView[] = [samples.member];
  plan: ProcedurePlan = samples.plan;
  /** Until then a plan does not come. */
  planned: Promise<unknown> = Promise.resolve();

  #consented = true;
  readonly router;
  readonly #said: (name: string) => void;

  constructor(said: (name: string) => void) {
    this.#said = said;
    this.router = this.#implement();
  }

  #change(id: string, part: Partial<ProcedureItem>): void {
    this.procedures = this.procedures.map((each) => (each.id === id ? { ...each, ...part } : each));
  }

  /** The desk of a person, who has consented or not. */
  belongTo(member: MemberView, procedures: readonly ProcedureItem[] = []): void {
    this.own = null;
    this.person = member.registration;
    this.members = [member];
    this.#consented = member.consented;
    this.procedures = [...procedures];
  }

  /** As the hub: nothing is shown to a person who has not consented. */
  #requireTerms(): void {
    if (this.person !== null && !this.#consented) throw failed('CONSENT_NEEDED', { document: 'terms' });
  }

  #implement() {
    const os = implement(contract);
    const said = this.#said;
    return os.router({
      own: os.own.handler(() => {
        if (!this.enrolled) throw failed('EXCHANGE_NOT_ENROLLED');
        return { own: this.own, person: this.person, associations: this.own === null ? [] : [...samples.chain] };
      }),
      associations: os.associations.handler(() => samples.everywhere.map(({ code, name, tier }) => ({ code, name, tier }))),
      chain: os.chain.handler(({ input }) => {
        this.#requireTerms();
        return samples.chainFrom(input.code);
      }),
      counts: os.counts.handler(() => {
        const waiting = this.procedures.filter(({ turn }) => turn === this.own);
        return waiting.map(({ kind }) => ({ association: this.own!, kind, decides: 1, informed: 0 }));
      }),
      list: os.list.handler(({ input }) => {
        this.#requireTerms();
        const open = ({ state }: ProcedureItem) => input.state === 'all' || state === (input.state === 'open' ? 'pending' : input.state);
        return { procedures: this.procedures.filter(open), more: false };
      }),
      member: os.member.handler(({ input }) => {
        this.#requireTerms();
        const found = this.members.find(({ registration }) => registration === input.registration);
        if (!found) throw failed('PERSON_UNKNOWN');
        return found;
      }),
      plan: os.plan.handler(async ({ input }) => {
        this.#requireTerms();
        said(`plan ${input.request['kind']} ${input.registration}`);
        await this.planned;
        return input.request['kind'] === 'withdraw' ? this.plan : { ...this.plan, intents: [], warnings: [] };
      }),
      ask: os.ask.handler(({ input }) => {
        said(`ask ${JSON.stringify(input)}`);
        return { id: this.procedures[0]!.id };
      }),
      correct: os.correct.handler(({ input }) => said(`correct ${JSON.stringify(input)}`)),
      takeBack: os.takeBack.handler(({ input }) => {
        said(`take back ${input.id}`);
        this.#change(input.id, { state: 'withdrawn', turn: null, own: false });
      }),
      decide: os.decide.handler(({ input }) => {
        if (this.procedures.find(({ id }) => id === input.id)?.corrected !== input.corrected) throw failed('MEMBERSHIP_CHANGED_SINCE');
        said(`decide ${input.decision} ${input.note}`);
        this.#change(input.id, { state: input.decision === 'refuse' ? 'refused' : 'effective', turn: null });
        return { state: input.decision === 'refuse' ? 'refused' : 'effective' };
      }),
      certificate: os.certificate.handler(() => new File(['%PDF-'], 'zaiseki.pdf', { type: 'application/pdf' })),
      consent: os.consent.handler(({ input }) => {
        said(`consent ${input.state} ${input.terms}`);
        this.#consented = input.state === 'given';
        this.members = this.members.map((each) =>
          each.registration === input.registration ? { ...each, consented: input.state === 'given' } : each,
        );
      }),
    });
  }
}
