import { useSyncExternalStore } from 'react';

/** The workspaces that exist, in the order of the rail. */
export const WORKSPACES = [
  'card',
  'sign',
  'verify',
  'clinic',
  'documents',
  'qualification',
  'reception',
  'credits',
  'authority',
  'members',
  'exchange',
  'audit',
  'settings',
] as const;

/** Screens that take the whole window, for a hall and its visitors; the rail does not lead to them. */
export const WINDOWS = ['hall', 'kiosk'] as const;

/** Screens that something else leads to, or that show the parts of all others; the rail does not lead to them. */
export const ASIDE = ['login', 'components'] as const;

export type Workspace = (typeof WORKSPACES)[number];
export type Place = Workspace | (typeof WINDOWS)[number] | (typeof ASIDE)[number];
const PLACES: readonly Place[] = [...WORKSPACES, ...WINDOWS, ...ASIDE];

export interface Route {
  readonly workspace: Place;
  /** What of the workspace is meant, for example the signed document to verify. */
  readonly subject: string | null;
  /** Which side of the subject is shown, for example the participants of a seminar. */
  readonly part: string | null;
}

function decoded(part: string | undefined): string | null {
  try {
    return decodeURIComponent(part ?? '') || null;
  } catch {
    return null;
  }
}

/** `#/verify/<id>`, `#/reception/<seminar>/participants`; anything unknown is the first workspace. */
export function parseRoute(hash: string): Route {
  const [, name = '', subject, part] = hash.split('/');
  const workspace = PLACES.find((known) => known === name);
  return workspace ? { workspace, subject: decoded(subject), part: decoded(part) } : { workspace: 'card', subject: null, part: null };
}

/** Where a place is found; a part stands only behind a subject. */
export function address(workspace: Place, subject?: string, part?: string): string {
  const steps = subject ? [subject, ...(part ? [part] : [])] : [];
  return ['#', workspace, ...steps.map(encodeURIComponent)].join('/');
}

export function go(workspace: Place, subject?: string, part?: string): void {
  location.hash = address(workspace, subject, part);
}

function onHashChange(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(onHashChange, () => location.hash);
  return parseRoute(hash);
}
