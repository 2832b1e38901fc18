import { useSyncExternalStore } from 'react';
import type { IconName } from '../../design/icon.tsx';

/** The pages of the hub, in the order of the rail, each with its drawing. */
export const PAGES = {
  overview: 'components',
  associations: 'authority',
  desks: 'card',
  imports: 'members',
  differences: 'unsure',
  reports: 'documents',
} as const satisfies Readonly<Record<string, IconName>>;
export type HubPage = keyof typeof PAGES;

export interface HubRoute {
  readonly page: HubPage;
  readonly subject: string | null;
}

function decoded(part: string | undefined): string | null {
  try {
    return decodeURIComponent(part ?? '') || null;
  } catch {
    return null;
  }
}

/** `#/associations/<code>`; anything unknown is the overview. */
export function parseHubRoute(hash: string): HubRoute {
  const [, name = '', subject] = hash.split('/');
  return Object.hasOwn(PAGES, name) ? { page: name as HubPage, subject: decoded(subject) } : { page: 'overview', subject: null };
}

export const hubAddress = (page: HubPage, subject?: string): string => ['#', page, ...(subject ? [encodeURIComponent(subject)] : [])].join('/');

export function goTo(page: HubPage, subject?: string): void {
  location.hash = hubAddress(page, subject);
}

function onHashChange(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

export const useHubRoute = (): HubRoute => parseHubRoute(useSyncExternalStore(onHashChange, () => location.hash));
