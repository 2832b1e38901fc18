import { implement } from '@orpc/server';
import type { Application } from '../../application.ts';
import type { Permission } from '../../credentials/registry/scope.ts';
import type { Affairs } from '../../exchange/affairs.ts';
import { procedures } from '../contracts/procedures.ts';
import { failures } from '../failures.ts';
import { fileOf } from './files.ts';
import { seatedAt } from './seated.ts';

/** Procedures of membership. The hub says what the association may do; where the desk has staff, they say who of them may do it. */
export function proceduresRouter({ exchange, ...desks }: Pick<Application, 'exchange' | 'authority' | 'store'>) {
  const desk = implement(procedures).use(failures);
  const seated = seatedAt(desks);
  /** By whom: the id of somebody of the staff; `null` where there are none. */
  const as = async (permission: Permission): Promise<{ readonly affairs: Affairs; readonly by: string | null }> => {
    const acting = await seated(permission);
    return { affairs: (await (await exchange()).exchange()).affairs, by: acting?.id ?? null };
  };
  const looking = async () => (await as('look')).affairs;
  const changing = () => as('change');
  return {
    own: desk.own.handler(async () => (await looking()).own()),
    associations: desk.associations.handler(async () => (await looking()).associations()),
    chain: desk.chain.handler(async ({ input }) => (await looking()).chain(input.code)),
    counts: desk.counts.handler(async () => (await looking()).counts()),
    list: desk.list.handler(async ({ input }) => (await looking()).list(input)),
    member: desk.member.handler(async ({ input }) => (await looking()).member(input.registration)),
    plan: desk.plan.handler(async ({ input }) => (await changing()).affairs.plan(input)),
    ask: desk.ask.handler(async ({ input }) => {
      const { affairs, by } = await changing();
      return affairs.ask(input, by);
    }),
    correct: desk.correct.handler(async ({ input }) => {
      const { affairs, by } = await changing();
      await affairs.correct(input, by);
    }),
    takeBack: desk.takeBack.handler(async ({ input }) => {
      const { affairs, by } = await changing();
      await affairs.takeBack(input.id, by);
    }),
    decide: desk.decide.handler(async ({ input }) => {
      const { affairs, by } = await changing();
      return affairs.decide(input, by);
    }),
    certificate: desk.certificate.handler(async ({ input }) =>
      fileOf(await (await looking()).certificate(input.id), `zaiseki-${input.id.slice(0, 8)}.pdf`, 'application/pdf'),
    ),
    consent: desk.consent.handler(async ({ input }) => {
      const { affairs, by } = await changing();
      await affairs.consent(input, by);
    }),
  };
}
