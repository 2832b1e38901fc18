import type { Duty } from '../../main/api/schema/application.ts';
import { type Place, WORKSPACES, type Workspace } from './routes.ts';

const EVERYBODYS: readonly Workspace[] = ['card', 'sign', 'verify', 'audit', 'settings'];

/** What each duty needs besides what everybody does. */
const NEEDED: Readonly<Record<Duty, readonly Workspace[]>> = {
  clinic: ['clinic', 'documents', 'credits'],
  office: ['documents', 'qualification'],
  venue: ['reception'],
  authority: ['authority', 'exchange'],
  association: ['reception', 'members', 'exchange'],
};

/** Every duty, in the order in which a person chooses them. */
export const DUTIES = Object.keys(NEEDED) as readonly Duty[];

/** Workspaces of those who work here, in the order of the rail; the one that is open stays in sight. */
export function workspacesOf(duties: readonly Duty[], current: Place): readonly Workspace[] {
  const wanted = new Set<Place>([...EVERYBODYS, ...duties.flatMap((duty) => NEEDED[duty]), current]);
  return WORKSPACES.filter((workspace) => wanted.has(workspace));
}
