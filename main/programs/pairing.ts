import { randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import type { ProgramCaller, ProgramPairing, ProgramPermissions } from '../api/schema/programs.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import type { Callers } from './callers.ts';
import { ProgramFault } from './fault.ts';
import { LIMITS } from './limits.ts';

export interface PairingWish extends Pick<ProgramPairing, 'name' | 'wanted' | 'origin'> {}

/**
 * How a program becomes known. A person opens pairing; a program says who it is; the person allows it and sees a code; the program sends the code that
 * the person typed into it, and gets its token. So a page that nobody looks at cannot become one, nor one that merely looks like another.
 */
export interface Pairing {
  readonly until: string | null;
  readonly view: ProgramPairing | null;
  readonly isOpen: boolean;
  open(): void;
  close(): Promise<void>;
  /** @throws ProgramFault PAIRING_CLOSED, PAIRING_BUSY */
  ask(wish: PairingWish): Promise<{ readonly id: string; readonly expiresAt: string }>;
  /** How far a pairing is. @throws ProgramFault PAIRING_UNKNOWN */
  state(id: string, origin: string | null): ProgramPairing['state'];
  /** @throws ProgramFault PAIRING_UNKNOWN, PAIRING_UNDECIDED, PAIRING_CODE_WRONG */
  confirm(id: string, origin: string | null, code: string): Promise<{ readonly caller: ProgramCaller; readonly token: string }>;
  /** @throws AppError PAIRING_ENDED */
  allow(id: string, permissions: ProgramPermissions): void;
  /** @throws AppError PAIRING_ENDED */
  refuse(id: string): Promise<void>;
}

interface Running extends PairingWish {
  readonly id: string;
  readonly allowed: { readonly code: string; readonly permissions: ProgramPermissions } | null;
  readonly triesLeft: number;
}

export interface PairingOptions {
  readonly callers: Callers;
  readonly audit: AuditLog;
  readonly now: () => Date;
  /** Told of each change. */
  readonly changed: () => void;
}

const sameCode = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

export function pairingBy({ callers, audit, now, changed }: PairingOptions): Pairing & Disposable {
  let until: Date | null = null;
  let running: Running | null = null;
  let timer: NodeJS.Timeout | null = null;

  const isOpen = () => until !== null && now() < until;
  const refused = (because: string, { name, origin }: PairingWish) =>
    audit.record({ action: 'program.pairing-refused', facts: { program: name, site: origin, refusal: because } });

  async function end(because: string | null): Promise<void> {
    const ended = running;
    running = null;
    until = null;
    if (timer) clearTimeout(timer);
    timer = null;
    changed();
    if (ended && because) await refused(because, ended);
  }

  function known(id: string, origin: string | null): Running {
    if (!isOpen() || running?.id !== id || running.origin !== origin) throw new ProgramFault('PAIRING_UNKNOWN');
    return running;
  }
  function shown(id: string): Running {
    if (!isOpen() || running?.id !== id) throw new AppError('PAIRING_ENDED');
    return running;
  }

  return {
    get until() {
      return isOpen() ? until!.toISOString() : null;
    },
    get isOpen() {
      return isOpen();
    },
    get view(): ProgramPairing | null {
      if (!running || !isOpen()) return null;
      const { id, name, origin, wanted, allowed } = running;
      return { id, name, origin, wanted, state: allowed ? 'allowed' : 'asked', code: allowed?.code ?? null };
    },
    open() {
      if (timer) clearTimeout(timer);
      until = new Date(now().getTime() + LIMITS.pairing);
      timer = setTimeout(() => void end('expired').catch(() => {}), LIMITS.pairing).unref();
      changed();
    },
    close: () => end('closed'),
    async ask(wish) {
      if (!isOpen()) throw new ProgramFault('PAIRING_CLOSED');
      if (running) throw new ProgramFault('PAIRING_BUSY');
      running = { ...wish, id: randomUUID(), allowed: null, triesLeft: LIMITS.codeTries };
      changed();
      return { id: running.id, expiresAt: until!.toISOString() };
    },
    state: (id, origin) => (known(id, origin).allowed ? 'allowed' : 'asked'),
    async confirm(id, origin, code) {
      const asked = known(id, origin);
      const { allowed } = asked;
      if (!allowed) throw new ProgramFault('PAIRING_UNDECIDED');
      if (!sameCode(code, allowed.code)) {
        running = { ...asked, triesLeft: asked.triesLeft - 1 };
        if (running.triesLeft === 0) await end('code-wrong');
        throw new ProgramFault('PAIRING_CODE_WRONG');
      }
      // Before anything is waited for: one code makes one token.
      await end(null);
      const { name } = asked;
      const made = await callers.add({ name, origin, permissions: allowed.permissions });
      changed();
      return made;
    },
    allow(id, permissions) {
      running = { ...shown(id), allowed: { permissions, code: String(randomInt(1_000_000)).padStart(6, '0') } };
      changed();
    },
    async refuse(id) {
      shown(id);
      await end('person');
    },
    [Symbol.dispose]() {
      if (timer) clearTimeout(timer);
    },
  };
}
