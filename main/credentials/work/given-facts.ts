import type * as z from 'zod';
import type { Facts } from '../../audit/actions.ts';
import { AppError } from '../../errors.ts';

/** What facts of a form must be, by name; others are the program's own and are left out. */
export type GivenFacts = Readonly<Record<string, z.ZodType<Facts[string]>>>;

/** Takes from a form what it may give. @throws AppError USAGE_WRONG naming a fact that is not what it must be */
export function givenFacts(rules: GivenFacts, facts: Facts = {}): Facts {
  const given = Object.entries(rules).filter(([name]) => facts[name] !== undefined);
  return Object.fromEntries(
    given.map(([name, rule]) => {
      const read = rule.safeParse(facts[name]);
      if (!read.success) throw new AppError('USAGE_WRONG', { note: name });
      return [name, read.data];
    }),
  );
}
