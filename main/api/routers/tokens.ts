import { implement } from '@orpc/server';
import type { TokenDesk } from '../../tokens/token-desk.ts';
import { tokens } from '../contracts/tokens.ts';
import { failures } from '../failures.ts';

export function tokensRouter(desk: TokenDesk) {
  const part = implement(tokens).use(failures);
  return {
    modules: part.modules.handler(() => desk.modules()),
    choose: part.choose.handler(async ({ input }) => {
      await desk.choose(input.path);
      return desk.modules();
    }),
  };
}
