import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { HolderPage } from '../../../main/api/schema/credentials.ts';
import type { CardStatus } from '../../../main/attendance/status-list/book.ts';
import type { Affairs } from '../../../main/exchange/affairs.ts';
import type { ClientKind } from '../../../main/exchange/link/client-kinds.ts';
import type { Passed } from '../../../main/exchange/link/link.ts';
import type { ReconciliationItem } from '../../../main/exchange/rules/reconciliation.ts';
import { LOOPBACK_ONLY } from '../../support/loopback-only.ts';
import type { AuthorityStep } from './authority-steps.ts';

/** A certificate as reception knows it; the issuer's name DER in Base64. */
export interface NamedCertificate {
  readonly issuerName: string;
  readonly serial: string;
}

/** What a desk is told to do. */
export type Order =
  | { readonly do: 'enrol'; readonly hub: string; readonly code: string }
  | { readonly do: 'exchange' }
  | { readonly do: 'affair'; readonly call: keyof Affairs; readonly order: unknown }
  | { readonly do: 'staff'; readonly step: AuthorityStep }
  /** The newest authentication certificate of the authority's registry. */
  | { readonly do: 'certificate' }
  | { readonly do: 'knows'; readonly registration: string; readonly certificates: readonly NamedCertificate[] }
  | { readonly do: 'disagreements' };

export interface Answers {
  readonly enrol: null;
  readonly exchange: Passed;
  readonly affair: unknown;
  readonly staff: Pick<HolderPage, 'holder' | 'member' | 'objects'>;
  readonly certificate: NamedCertificate;
  readonly knows: {
    /** As they stand at reception. */
    readonly cards: readonly CardStatus[];
    /** Events that came about a person. */
    readonly heard: readonly string[];
    /** Codes of associations; `null` where nothing of the person is kept. */
    readonly memberOf: readonly string[] | null;
    /** Events that wait, were refused or are not known. */
    readonly left: readonly unknown[];
  };
  readonly disagreements: readonly ReconciliationItem[];
}

/** `working-desk.ts` as a process of its own, with its own folder. */
export interface WorkingDesk extends AsyncDisposable {
  /** @throws Error with what it failed with */
  ask<Do extends Order['do']>(order: Extract<Order, { do: Do }>): Promise<Answers[Do]>;
}

/** Starts a desk and waits until it is open. */
export async function startWorkingDesk(folder: string, kind: ClientKind): Promise<WorkingDesk> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'working-desk.ts'), folder, kind], {
    env: { ...process.env, ...LOOPBACK_ONLY, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit');
  const said: string[] = [];
  createInterface(child.stderr).on('line', (line) => said.push(line));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  async function next(): Promise<string> {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the desk ended: ${said.join('\n')}`);
    return value;
  }
  await next();
  return {
    async ask(order) {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      const { answer, fault } = JSON.parse(await next()) as { readonly answer: never; readonly fault?: string };
      if (fault !== undefined) throw new Error(`${order.do}: ${fault}`);
      return answer;
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await exit;
    },
  };
}
