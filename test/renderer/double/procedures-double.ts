import { implement } from '@orpc/server';
import { procedures as contract } from '../../../main/api/contracts/procedures.ts';
import type { MemberView, ProcedureItem, ProcedurePlan } from '../../../main/api/schema/procedures.ts';
import { failed } from './failed.ts';
import * as samples from './procedures-samples.ts';

/** What an association does with memberships at the hub, as the screens see it, in memory. */
export class ProceduresDouble {
  /** Code of the association of the desk; `null`: the desk is none's. */
  own: string | null = 'otaru';
  enrolled = true;
  procedures: ProcedureItem[] = [...samples.procedures];
  members: MemberView[] = [samples.member];
  plan: ProcedurePlan = samples.plan;

  readonly router;
  readonly #said: (name: string) => void;

  constructor(said: (name: string) => void) {
    this.#said = said;
    this.router = this.#implement();
  }

  #change(id: string, part: Partial<ProcedureItem>): void {
    this.procedures = this.procedures.map((each) => (each.id === id ? { ...each, ...part } : each));
  }

  #implement() {
    const os = implement(contract);
    const said = this.#said;
    return os.router({
      own: os.own.handler(() => {
        if (!this.enrolled) throw failed('EXCHANGE_NOT_ENROLLED');
        return { own: this.own, associations: this.own === null ? [] : [...samples.chain] };
      }),
      associations: os.associations.handler(() => [...samples.chain, samples.elsewhere[0]!].map(({ code, name, tier }) => ({ code, name, tier }))),
      chain: os.chain.handler(({ input }) => [...(input.code === 'otaru' ? samples.chain : samples.elsewhere)]),
      counts: os.counts.handler(() => {
        const waiting = this.procedures.filter(({ turn }) => turn === this.own);
        return waiting.map(({ kind }) => ({ association: this.own!, kind, decides: 1, informed: 0 }));
      }),
      list: os.list.handler(({ input }) => {
        const open = ({ state }: ProcedureItem) => input.state === 'all' || state === (input.state === 'open' ? 'pending' : input.state);
        return { procedures: this.procedures.filter(open), more: false };
      }),
      member: os.member.handler(({ input }) => {
        const found = this.members.find(({ registration }) => registration === input.registration);
        if (!found) throw failed('PERSON_UNKNOWN');
        return found;
      }),
      plan: os.plan.handler(({ input }) => {
        said(`plan ${input.request['kind']} ${input.registration}`);
        return this.plan;
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
        this.members = this.members.map((each) =>
          each.registration === input.registration ? { ...each, consented: input.state === 'given' } : each,
        );
      }),
    });
  }
}
