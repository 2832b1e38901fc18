import { implement } from '@orpc/server';
import type { Application } from '../../application.ts';
import type { Programs } from '../../programs/programs.ts';
import { contract } from '../contract.ts';
import { failures } from '../failures.ts';

/** What people decide of other programs. */
export function programsRouter({ programs, loginReadiness }: Pick<Application, 'programs' | 'loginReadiness'>) {
  const desk = implement(contract.programs).use(failures);
  /** The view after something was done. */
  const after = async (work: (programs: Programs) => unknown | Promise<unknown>) => {
    await work(programs);
    return programs.view;
  };
  return {
    watch: desk.watch.handler(({ signal }) => programs.watch(signal)),
    set: desk.set.handler(({ input }) => after(() => programs.set(input))),
    openPairing: desk.openPairing.handler(() => after(() => programs.pairing.open())),
    closePairing: desk.closePairing.handler(() => after(() => programs.pairing.close())),
    allow: desk.allow.handler(({ input }) => after(() => programs.pairing.allow(input.id, input.permissions))),
    refuse: desk.refuse.handler(({ input }) => after(() => programs.pairing.refuse(input.id))),
    change: desk.change.handler(({ input }) => after(() => programs.callers.change(input.id, input.permissions))),
    remove: desk.remove.handler(({ input }) => after(() => programs.callers.remove(input.id))),
    accept: desk.accept.handler(({ input }) => programs.answers.accept(input.id)),
    decline: desk.decline.handler(({ input }) => after(() => programs.answers.decline(input.id))),
    verify: desk.verify.handler(({ input }) => after(() => programs.answers.verify(input.id))),
    showCard: desk.showCard.handler(({ input }) => after(() => programs.answers.showCard(input.id, input.reader))),
    loginReadiness: desk.loginReadiness.handler(({ input }) => loginReadiness(input.reader)),
    logIn: desk.logIn.handler(({ input, signal }) => programs.answers.logIn(input, signal)),
  };
}
