import { type Association, type AssociationTree, lowestFirst } from '../tiers/association.ts';
import type { MembershipRow } from '../tiers/membership-row.ts';
import { groupsOf, withUpper } from '../tiers/membership-row.ts';
import { KEPT, levelOf, type Part, partsOf, withdrawalPattern } from './approvals.ts';
import type { Plan, PlanContext, PlannedStep, RowIntent } from './plan.ts';
import { refused } from './refused.ts';
import type { ProcedureRequest, RequestOf } from './request.ts';

type InClass = RequestOf<'join'>['classes'][number];
type Asked = readonly [association: Association, part: Part];

/** Each association once, where it is named first. */
const steps = (asked: readonly Asked[]): readonly PlannedStep[] =>
  [...Map.groupBy(asked, ([{ code }]) => code).values()].map(([[{ code }, part] = asked[0]!], index) => ({
    association: code,
    position: index + 1,
    part,
  }));

const inOrder = (associations: Iterable<Association>): readonly Association[] => [...associations].toSorted(lowestFirst);

/** Active rows of a group by association. @throws AppError MEMBERSHIP_REQUEST_WRONG */
function groupOf({ rows }: PlanContext, affiliation: string): ReadonlyMap<string, MembershipRow> {
  const group = groupsOf(rows).get(affiliation);
  if (!group) throw refused('not_member');
  return new Map(group.map((row) => [row.association, row]));
}

/** The same of a group that is to be changed: none of it may be about to end. */
function stayingGroup(context: PlanContext, affiliation: string): ReadonlyMap<string, MembershipRow> {
  const group = groupOf(context, affiliation);
  const leaving = [...group.values()].find(({ leftOn }) => leftOn !== null);
  if (leaving) throw refused('leaving', leaving.association);
  return group;
}

const heldOf = (group: ReadonlyMap<string, MembershipRow>, tree: AssociationTree): readonly Association[] =>
  inOrder([...group.keys()].map((code) => tree.get(code)));

/** @throws AppError MEMBERSHIP_REQUEST_WRONG for a class that the association does not have */
function classOf(association: Association, id: string): { readonly class: string; readonly nationalClass: string } {
  const found = association.rules.classes.find((known) => known.id === id);
  if (!found) throw refused('class_unknown', association.code);
  return { class: id, nationalClass: found.national ?? '' };
}

function joining(classes: readonly InClass[], affiliation: string, { tree }: PlanContext): readonly Extract<RowIntent, { intent: 'join' }>[] {
  if (new Set(classes.map(({ association }) => association)).size < classes.length) throw refused('form');
  const asked = new Map(classes.map((row) => [row.association, row.class]));
  return inOrder([...asked.keys()].map((code) => tree.get(code))).map((association) => ({
    intent: 'join',
    association: association.code,
    affiliation,
    ...classOf(association, asked.get(association.code)!),
  }));
}

const written = (kind: Parameters<typeof partsOf>[0], associations: readonly Association[]): readonly Asked[] =>
  associations.map((association) => [association, partsOf(kind)[levelOf(association)]]);
const kept = (associations: readonly Association[], touched: ReadonlySet<string>): readonly Asked[] =>
  associations.filter(({ code }) => !touched.has(code)).map((association) => [association, KEPT]);
const sorted = (asked: readonly Asked[]): readonly Asked[] => asked.toSorted(([a], [b]) => lowestFirst(a, b));

type Planner<Kind extends ProcedureRequest['kind']> = (request: RequestOf<Kind>, context: PlanContext) => Plan;

const join: Planner<'join'> = ({ classes, affiliation }, context) => {
  // Whoever is in the group adds to it (追加入会): nobody from outside may come into it.
  if (groupsOf(context.rows).has(affiliation)) throw refused('group_taken');
  const intents = joining(classes, affiliation, context);
  return {
    steps: steps(
      written(
        'join',
        intents.map(({ association }) => context.tree.get(association)),
      ),
    ),
    intents,
    pattern: null,
  };
};

const add: Planner<'add'> = ({ classes, affiliation }, context) => {
  const held = heldOf(stayingGroup(context, affiliation), context.tree);
  const intents = joining(classes, affiliation, context);
  const codes = new Set(intents.map(({ association }) => association));
  const added = [...codes].map((code) => context.tree.get(code));
  return { steps: steps(sorted([...kept(held, codes), ...written('add', added)])), intents, pattern: null };
};

const changeClass: Planner<'change-class'> = ({ classes, affiliation }, context) => {
  const group = stayingGroup(context, affiliation);
  const intents = joining(classes, affiliation, context).map((wish): RowIntent => {
    const row = group.get(wish.association);
    if (!row) throw refused('not_member', wish.association);
    if (row.class === wish.class) throw refused('class_same', wish.association);
    return { ...wish, intent: 'change', id: row.id };
  });
  const codes = new Set(intents.map(({ association }) => association));
  const held = heldOf(group, context.tree);
  const changed = held.filter(({ code }) => codes.has(code));
  return { steps: steps(sorted([...kept(held, codes), ...written('change-class', changed)])), intents, pattern: null };
};

const changeFacility: Planner<'change-facility'> = ({ affiliation, to }, context) => {
  const group = stayingGroup(context, affiliation);
  if (to === affiliation) throw refused('facility_same');
  const intents = [...group.values()].map(
    (row): RowIntent => ({
      intent: 'change',
      id: row.id,
      association: row.association,
      affiliation: to,
      class: row.class,
      nationalClass: row.nationalClass,
    }),
  );
  return { steps: steps(written('change-facility', heldOf(group, context.tree))), intents, pattern: null };
};

const transfer: Planner<'transfer'> = ({ affiliation, to, classes }, context) => {
  const { tree } = context;
  const group = stayingGroup(context, affiliation);
  if (to === affiliation) throw refused('facility_same');
  const wishes = joining(classes, to, context);
  const codes = new Set(wishes.map(({ association }) => association));
  const held = heldOf(group, tree);
  const left = held.filter(({ code }) => !codes.has(code));
  if (left.length === 0) throw refused('associations_same');
  const { parts } = withdrawalPattern(held, left);
  const ends = left.map(({ code }): RowIntent => ({ intent: 'end', id: group.get(code)!.id, association: code, on: null, cause: 'moved' }));
  const entries = wishes.map((wish): RowIntent => {
    const row = group.get(wish.association);
    return row ? { ...wish, intent: 'change', id: row.id } : wish;
  });
  const asked = [
    ...left.map((association): Asked => [association, parts[levelOf(association)]]),
    ...written('transfer', inOrder([...codes].map((code) => tree.get(code)))),
  ];
  return { steps: steps(asked), intents: [...ends, ...entries], pattern: null };
};

const withdraw: Planner<'withdraw'> = ({ affiliation, associations, wishedOn, reason }, context) => {
  const { tree } = context;
  const group = groupOf(context, affiliation);
  const wished = associations.map((code) => {
    const row = group.get(code);
    if (!row) throw refused('not_member', code);
    return row;
  });
  const gone = withUpper([...group.values()], wished, tree);
  const held = heldOf(group, tree);
  const codes = new Set(gone.map(({ association }) => association));
  const left = held.filter(({ code }) => codes.has(code));
  const { parts, pattern } = withdrawalPattern(held, left);
  const intents = left.map(({ code }): RowIntent => ({ intent: 'end', id: group.get(code)!.id, association: code, on: wishedOn, cause: reason }));
  const leaving = left.map((association): Asked => [association, parts[levelOf(association)]]);
  return { steps: steps(sorted([...kept(held, codes), ...leaving])), intents, pattern };
};

const certificate: Planner<'certificate'> = ({ affiliation, association }, context) => {
  if (!groupOf(context, affiliation).has(association)) throw refused('not_member', association);
  return { steps: steps(written('certificate', [context.tree.get(association)])), intents: [], pattern: null };
};

/** How each procedure is planned. */
export const PLANS: { readonly [Kind in ProcedureRequest['kind']]: Planner<Kind> } = {
  join,
  add,
  'change-class': changeClass,
  'change-facility': changeFacility,
  transfer,
  withdraw,
  certificate,
};
