import { oc } from '@orpc/contract';
import { moduleChoice, tokenModules } from '../schema/tokens.ts';

/** Keys behind a PKCS#11 module; its tokens are shown among the readers (`cards.watch`). */
export const tokens = {
  modules: oc.output(tokenModules),
  /** Loads the module in a process of its own and looks at its tokens; one that cannot be used is not kept. */
  choose: oc.input(moduleChoice).output(tokenModules),
};
