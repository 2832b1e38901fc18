import type { AssociationView, MemberView, ProcedureItem } from '../../../main/api/schema/procedures.ts';
import type { Desk } from '../../client/desk.ts';
import { groupsOf, lowestOf } from '../form.ts';
import { seenMember } from '../seen-member.ts';
import { groupBase } from './memberships-of.ts';

/** What a person's own desk shows: all of it belongs together and is asked for together. */
export interface OwnFacts {
  /** `null`: no member yet. */
  readonly member: MemberView | null;
  readonly all: readonly { readonly code: string; readonly name: string; readonly tier: number }[];
  /** Those that wait first, the newest first among them. */
  readonly procedures: readonly ProcedureItem[];
  /** Associations with those above them, by the code of the lowest, as far as memberships and procedures name them. */
  readonly chains: ReadonlyMap<string, readonly AssociationView[]>;
}

async function everyProcedure(desk: Desk): Promise<readonly ProcedureItem[]> {
  const procedures: ProcedureItem[] = [];
  for (let more = true; more; ) {
    const last = procedures.at(-1);
    const page = await desk.procedures.list({ state: 'all', ...(last && { before: last.id }) });
    procedures.push(...page.procedures);
    more = page.more && page.procedures.length > 0;
  }
  return procedures;
}

/** Associations that a request names. */
export function namedIn(request: ProcedureItem['request']): readonly string[] {
  if (request.kind === 'certificate') return [request.association];
  if (request.kind === 'withdraw') return request.associations;
  return 'classes' in request ? request.classes.map(({ association }) => association) : [];
}

/** Asks for everything that the screen of a person shows. */
export async function ownFacts(desk: Desk, person: string): Promise<OwnFacts> {
  const [member, all, procedures] = await Promise.all([seenMember(desk, person), desk.procedures.associations(), everyProcedure(desk)]);
  const bases = [
    ...groupsOf(member, null).map((affiliation) => groupBase(member, affiliation, all)),
    ...procedures.map(({ request }) => lowestOf(namedIn(request), all)),
  ];
  const codes = [...new Set(bases.filter((code) => code !== null))];
  const chains = await Promise.all(codes.map(async (code) => [code, await desk.procedures.chain({ code })] as const));
  const waiting = ({ state }: ProcedureItem) => (state === 'pending' ? 0 : 1);
  return { member, all, procedures: procedures.toSorted((a, b) => waiting(a) - waiting(b)), chains: new Map(chains) };
}
