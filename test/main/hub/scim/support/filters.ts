import fc from 'fast-check';
import { type AttributePath, type Comparand, type Filter, OPERATORS } from '../../../../../main/hub/scim/filter/tree.ts';

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,5}$/);
const path: fc.Arbitrary<AttributePath> = fc.record({
  schema: fc.option(fc.constantFrom('urn:a:2.0:User', 'urn:hpki-desk:params:scim:schemas:doctor:2.0:User')),
  name,
  sub: fc.option(fc.oneof(name, fc.constant('$ref'))),
});
const value: fc.Arbitrary<Comparand> = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
  fc.boolean(),
  fc.constant(null),
);

const filters = (within: boolean) =>
  fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.record({ op: fc.constantFrom(...OPERATORS), path, value }),
      fc.record({ op: fc.constant('pr' as const), path }),
      fc.record({ op: fc.constant('and' as const), of: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }) }),
      fc.record({ op: fc.constant('or' as const), of: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }) }),
      fc.record({ op: fc.constant('not' as const), of: tie('filter') }),
      ...(within ? [] : [fc.record({ op: fc.constant('in' as const), path: path.map((its) => ({ ...its, sub: null })), of: inner })]),
    ),
  })).filter;
const inner: fc.Arbitrary<Filter> = filters(true);

/** Any filter that can be written down. */
export const anyFilter: fc.Arbitrary<Filter> = filters(false);
