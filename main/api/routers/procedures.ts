import { implement } from '@orpc/server';
import type { Application } from '../../application.ts';
import { procedures } from '../contracts/procedures.ts';
import { failures } from '../failures.ts';
import { fileOf } from './files.ts';

/** Procedures of membership. The hub says who may do what; at the desk of an association there is no other sign-in. */
export function proceduresRouter({ exchange }: Pick<Application, 'exchange'>) {
  const desk = implement(procedures).use(failures);
  const affairs = async () => (await (await exchange()).exchange()).affairs;
  return {
    own: desk.own.handler(async () => (await affairs()).own()),
    associations: desk.associations.handler(async () => (await affairs()).associations()),
    chain: desk.chain.handler(async ({ input }) => (await affairs()).chain(input.code)),
    counts: desk.counts.handler(async () => (await affairs()).counts()),
    list: desk.list.handler(async ({ input }) => (await affairs()).list(input)),
    member: desk.member.handler(async ({ input }) => (await affairs()).member(input.registration)),
    plan: desk.plan.handler(async ({ input }) => (await affairs()).plan(input)),
    ask: desk.ask.handler(async ({ input }) => (await affairs()).ask(input)),
    correct: desk.correct.handler(async ({ input }) => (await affairs()).correct(input)),
    takeBack: desk.takeBack.handler(async ({ input }) => (await affairs()).takeBack(input.id)),
    decide: desk.decide.handler(async ({ input }) => (await affairs()).decide(input)),
    certificate: desk.certificate.handler(async ({ input }) =>
      fileOf(await (await affairs()).certificate(input.id), `zaiseki-${input.id.slice(0, 8)}.pdf`, 'application/pdf'),
    ),
    consent: desk.consent.handler(async ({ input }) => (await affairs()).consent(input)),
  };
}
