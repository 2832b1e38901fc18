import { partAddress } from '../frame/parts.ts';

/** What is handed over to whom. */
export interface HandOverPlace {
  readonly holder: number;
  readonly order: string;
}

/** The address of a hand-over: `#/authority/hand-over/12.<order>`. */
export const handOverAddress = (holder: number, order: string): string => partAddress('hand-over', `${holder}.${order}`);

/** What an address of a hand-over means; `null` for anything else. */
export function readHandOver(id: string | null): HandOverPlace | null {
  const match = /^(\d{1,12})\.(.+)$/.exec(id ?? '');
  return match ? { holder: Number(match[1]), order: match[2]! } : null;
}
