import { useSyncExternalStore } from 'react';

/** The workspaces that exist, in the order of the rail. */
export const WORKSPACES = ['card', 'sign', 'verify', 'documents', 'audit', 'settings', 'components'] as const;
export type Workspace = (typeof WORKSPACES)[number];

export interface Route {
  readonly workspace: Workspace;
  /** What of the workspace is meant, for example the signed document to verify. */
  readonly subject: string | null;
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** `#/verify/<id>`; anything unknown is the first workspace. */
export function parseRoute(hash: string): Route {
  const [, name = '', subject] = hash.split('/');
  const workspace = WORKSPACES.find((known) => known === name);
  return workspace ? { workspace, subject: subject ? decoded(subject) : null } : { workspace: 'card', subject: null };
}

export function address(workspace: Workspace, subject?: string): string {
  return subject ? `#/${workspace}/${encodeURIComponent(subject)}` : `#/${workspace}`;
}

export function go(workspace: Workspace, subject?: string): void {
  location.hash = address(workspace, subject);
}

function onHashChange(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(onHashChange, () => location.hash);
  return parseRoute(hash);
}
